import Simulation

extension MetricForecast {
  /// Takes the chances of a rare breach from tilted paths. A day off target is no likelier than a breach by
  /// then.
  mutating func use(_ rare: RareBreach) {
    rareDoubt = rare.doubt
    for (index, estimate) in rare.days.enumerated() {
      guard let estimate else { continue }
      days[index].breachedBy = estimate
      if days[index].offTarget.value > estimate.value { days[index].offTarget = estimate }
    }
  }
}
