extension MetricModel {
  /// Largest number of open orders in one cohort: the binomial inversion is exact up to it.
  static let mostInCohort = 4_194_304

  /// - Parameters:
  ///   - field: Where the metric stands in the file.
  ///   - orders: Those of the model.
  ///   - earlier: The metrics before it.
  func validate(
    _ check: ModelCheck, at field: String, _ orders: OrderProcess?, earlier: ArraySlice<MetricModel>
  ) throws(ModelError) {
    try check.require(!name.isEmpty, field + ".name", "''", "a name")
    try check.require(
      drawSlot.map { (0...15).contains($0) } ?? true, field + ".draw_slot", check.text(drawSlot),
      "a number 0…15")
    try validateWindow(check, at: field)
    try check.counts(
      settledOrders, field + ".settled_orders", most: SimulationModel.mostSettled, days: true)
    try check.counts(settledBad, field + ".settled_bad", most: SimulationModel.mostSettled, days: true)
    try check.counts(history, field + ".history", most: Int(SimulationModel.mostPerDay))
    if let source = outcomesOf {
      try check.require(
        earlier.contains { $0.name == source && $0.outcomesOf == nil }, field + ".outcomes_of", "'\(source)'",
        "the name of an earlier metric that has its own outcomes")
      try check.require(
        probabilityFactor == nil, field + ".probability_factor", "a factor",
        "nothing, since the outcomes are those of \(source)")
      return
    }
    if let drivenBy { try validate(drivenBy, check, at: field + ".driven_by", earlier) }
    if probabilityFactor != nil {
      try check.require(
        isShare, field + ".probability_factor", "counts without orders", "a metric that is a share of orders")
    }
    try check.daily(
      probabilityFactor, field + ".probability_factor", required: false,
      "numbers 0…\(SimulationModel.mostFactor)"
    ) { $0 >= 0 && $0 <= Double(SimulationModel.mostFactor) }
    try validateLaws(check, at: field, orders)
    try validateClock(check, at: field)
    try validatePending(check, at: field)
  }

  private func validateWindow(_ check: ModelCheck, at field: String) throws(ModelError) {
    guard let ages else {
      throw ModelError(
        field + ".window_days", found: check.text(windowDays),
        expected: "a length above 0, or youngest_age and oldest_age")
    }
    try check.require(
      ages.upperBound < SimulationModel.longestWindow,
      field + (windowDays == nil ? ".oldest_age" : ".window_days"),
      "\(windowDays ?? ages.upperBound)",
      windowDays == nil
        ? "an age below \(SimulationModel.longestWindow)" : "at most \(SimulationModel.longestWindow) days")
    guard let rule = breachRule else {
      throw ModelError(field + ".rule", found: "nothing", expected: "a rule or threshold_per_mille")
    }
    switch rule {
    case .count(let count): try check.require(count > 0, field + ".rule.count", "\(count)", "a count above 0")
    case .rate(let numerator, let denominator, _, let minimum):
      try check.require(
        numerator >= 0 && denominator > 0 && denominator <= 1_000_000_000 && numerator <= denominator,
        field + ".rule", "\(numerator)/\(denominator)", "a fraction 0…1 of whole numbers up to 10⁹")
      try check.require(minimum >= 0, field + ".rule.minimum_orders", "\(minimum)", "a number from 0")
    }
  }

  private func validate(
    _ driver: Driver, _ check: ModelCheck, at field: String, _ earlier: ArraySlice<MetricModel>
  ) throws(ModelError) {
    try check.require(isShare, field, "counts without orders", "a metric that is a share of orders")
    try check.require(
      earlier.contains { $0.name == driver.metric && $0.outcomesOf == nil && $0.isShare }, field + ".metric",
      "'\(driver.metric)'", "the name of an earlier share of orders that has its own outcomes")
    try check.number(
      driver.oddsRatio, field + ".odds_ratio", "a number 0.000001…1,000,000", 1e-6...1e6)
    try check.require(
      (0...SimulationModel.longestHorizon).contains(driver.lag), field + ".lag", "\(driver.lag)",
      "a number of days 0…\(SimulationModel.longestHorizon)")
  }

  private func validateLaws(
    _ check: ModelCheck, at field: String, _ orders: OrderProcess?
  ) throws(ModelError) {
    let counts = counts ?? .binomial
    try check.require(
      counts == .poisson || counts == .negativeBinomial || orders != nil, "orders", "nothing",
      "an order process, since \(name) is a share of orders")
    try check.require(
      membership != .promise || !(orders?.promiseLags ?? []).isEmpty, "orders.promise_lags", "nothing",
      "the lags to the promised day, since \(name) belongs to it")
    try check.require(
      laws.count <= SimulationModel.mostComponents, field + ".components", "\(laws.count) components",
      "at most 10,000")
    let mean = { (value: Double) in value >= 0 && value <= SimulationModel.mostPerDay }
    for (index, law) in laws.enumerated() {
      let place = components == nil ? field : "\(field).components[\(index)]"
      try check.weight(law.weight, place + ".weight")
      switch counts {
      case .poisson:
        try check.daily(law.lambda, place + ".lambda", required: true, "numbers 0…500,000", mean)
      case .negativeBinomial:
        try check.daily(law.mean, place + ".mean", required: true, "numbers 0…500,000", mean)
        try check.shape(law.size, place + ".size")
      case .binomial, .betaBinomial:
        if law.p == nil, let baseline = law.baselineLogit {
          try check.coordinate(baseline, place + ".baseline_logit")
          try check.coordinate(law.initialDeviation ?? 0, place + ".initial_deviation")
          try check.drift(law.ar1Coefficient ?? 0, law.innovationSD ?? 0, place)
        } else {
          try check.daily(law.p, place + ".p", required: true, "probabilities 0…1, or a baseline_logit") {
            $0 >= 0 && $0 <= 1
          }
        }
        if counts == .betaBinomial { try check.shape(law.concentration, place + ".concentration") }
      }
    }
  }

  private func validateClock(_ check: ModelCheck, at field: String) throws(ModelError) {
    let clock = clock ?? []
    let last = SimulationModel.longestHorizon
    try check.require(
      clock.allSatisfy { $0.weight >= 0 && $0.due >= 0 && $0.recorded >= $0.due && $0.recorded <= last }
        && clock.reduce(0) { $0 + $1.weight } < 1 + 1e-9,
      field + ".clock", "\(clock.count) entries",
      "0 ≤ due ≤ recorded ≤ \(last) and weights from 0 that add to at most 1")
  }

  private func validatePending(_ check: ModelCheck, at field: String) throws(ModelError) {
    var total = 0
    for (index, cohort) in (pending ?? []).enumerated() {
      let place = "\(field).pending[\(index)]"
      try check.counts([cohort.orders], place + ".orders", most: Self.mostInCohort)
      total += cohort.orders
      try check.require(
        (-1_000_000...1_000_000).contains(cohort.member), place + ".member", "\(cohort.member)",
        "a day −1,000,000…1,000,000")
      try check.require(
        (1...check.horizonDays).contains(cohort.due), place + ".due", "\(cohort.due)",
        "a day 1…\(check.horizonDays)")
      try check.coordinate(cohort.offset, place + ".offset")
      try check.coordinate(cohort.slope, place + ".slope")
      try check.require(
        cohort.recorded.allSatisfy { $0.day >= 1 && $0.weight >= 0 }
          && cohort.recorded.reduce(0) { $0 + $1.weight } < 1 + 1e-9,
        place + ".recorded", "\(cohort.recorded.count) entries",
        "days from 1 and weights from 0 that add to at most 1")
    }
    try check.require(
      total <= SimulationModel.mostSettled, field + ".pending", "\(total) orders", "at most 500,000,000")
  }

  /// Bad orders among the orders, unlike counts without orders.
  var isShare: Bool { counts ?? .binomial == .binomial || counts == .betaBinomial }

  /// The law of each component with the metric's own values where it has none; one of weight 1 without any.
  var laws: [Component] {
    (components ?? [Component(weight: 1)]).map { component in
      var law = component
      law.lambda = law.lambda ?? lambda
      law.mean = law.mean ?? mean
      law.size = law.size ?? size
      law.concentration = law.concentration ?? concentration
      law.p = law.p ?? (component.baselineLogit == nil ? p : nil)
      law.baselineLogit = law.baselineLogit ?? baselineLogit
      law.initialDeviation = law.initialDeviation ?? initialDeviation
      law.ar1Coefficient = law.ar1Coefficient ?? ar1Coefficient
      law.innovationSD = law.innovationSD ?? innovationSD
      return law
    }
  }
}
