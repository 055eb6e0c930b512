/// The first day of an event on the same paths under two models. Common random numbers make the difference of
/// their chances certain long before either chance is. All counts are integers, so parts merge to the same
/// sum in any order.
public struct PairedPassage: Sendable, Hashable {
  public let name: String
  public let horizon: Int
  /// Whether the two models can differ in this event at all; if not, every change is exactly 0.
  public let canDiffer: Bool
  public private(set) var paths = 0
  /// Paths whose first day under the baseline is day index + 1.
  public private(set) var baseline: [Int]
  public private(set) var scenario: [Int]
  /// Daily change in the number of paths that have had the event by then under only one of the models.
  private var onlyBaseline: [Int]
  private var onlyScenario: [Int]
  /// What each of several versions of the models did; empty if there is one version.
  private var versions: [PairedPassage] = []

  /// Several equally likely versions of the same two models together, each run on paths of its own.
  init(versions: [PairedPassage]) {
    self = versions[0]
    for other in versions.dropFirst() { merge(other) }
    if versions.count > 1 { self.versions = versions }
  }

  init(name: String, horizon: Int, canDiffer: Bool) {
    self.name = name
    self.horizon = horizon
    self.canDiffer = canDiffer
    baseline = [Int](repeating: 0, count: horizon)
    scenario = baseline
    onlyBaseline = baseline
    onlyScenario = baseline
  }

  /// First days of the first `counted` lanes, 0 where there is none.
  mutating func count(_ before: UnsafePointer<Int32>, _ after: UnsafePointer<Int32>, _ counted: Int) {
    paths += counted
    for lane in 0..<counted {
      let (first, second) = (Int(before[lane]), Int(after[lane]))
      if first > 0 { baseline[first - 1] += 1 }
      if second > 0 { scenario[second - 1] += 1 }
      guard first != second else { continue }
      if first > 0, second == 0 || first < second {
        onlyBaseline[first - 1] += 1
        if second > 0 { onlyBaseline[second - 1] -= 1 }
      } else {
        onlyScenario[second - 1] += 1
        if first > 0 { onlyScenario[first - 1] -= 1 }
      }
    }
  }

  mutating func merge(_ other: PairedPassage) {
    precondition(name == other.name && horizon == other.horizon, "passages of different models")
    paths += other.paths
    for day in 0..<horizon {
      baseline[day] += other.baseline[day]
      scenario[day] += other.scenario[day]
      onlyBaseline[day] += other.onlyBaseline[day]
      onlyScenario[day] += other.onlyScenario[day]
    }
  }

  /// P(on at least one of days 1…`day`) under each model.
  public func baselineProbability(by day: Int) -> Estimate {
    Estimate(hits: baseline[..<day].reduce(0, +), paths: paths)
      .among(versions.map { $0.baselineProbability(by: day) })
  }

  public func scenarioProbability(by day: Int) -> Estimate {
    Estimate(hits: scenario[..<day].reduce(0, +), paths: paths)
      .among(versions.map { $0.scenarioProbability(by: day) })
  }

  /// Scenario minus baseline by `day`, with its paired standard error; below 0 where the scenario is safer.
  ///
  /// With b paths that only the baseline has had it on and c that only the scenario has, of n, the change is
  /// (c − b)/n and its standard error √(((b + c)/n − change²)/n): half as wide, or less, as that of two runs
  /// with their own random numbers (P. Glasserman and D. Yao, Management Science 38 (1992) 884–908). Where
  /// all paths or none differ it is that of (k + 1)/(n + 2), as of any probability; 0 where the models cannot
  /// differ.
  public func change(by day: Int) -> Estimate {
    guard canDiffer else { return Estimate(value: 0, standardError: 0) }
    return ownChange(by: day).among(versions.map { $0.ownChange(by: day) })
  }

  private func ownChange(by day: Int) -> Estimate {
    let n = Double(paths)
    let (b, c) = discordant(by: day)
    let change = Double(c - b) / n
    let variance = Double(b + c) / n - change * change
    if b + c == 0 || abs(c - b) == paths {
      return Estimate(
        value: change, standardError: Estimate(hits: b + c, paths: paths).standardError)
    }
    return Estimate(value: change, standardError: (variance / n).squareRoot())
  }

  /// Share of the paths on which only the scenario has had the event by `day`: those that it harms.
  public func worsened(by day: Int) -> Estimate {
    guard canDiffer else { return Estimate(value: 0, standardError: 0) }
    return Estimate(hits: discordant(by: day).scenario, paths: paths)
      .among(versions.map { $0.worsened(by: day) })
  }

  private func discordant(by day: Int) -> (baseline: Int, scenario: Int) {
    (onlyBaseline[..<day].reduce(0, +), onlyScenario[..<day].reduce(0, +))
  }
}
