/// A number of days on the same paths under two models. All sums are integers, so parts merge to the same sum
/// in any order.
public struct PairedCount: Sendable, Hashable {
  /// Whether the two models can differ in it at all; if not, the change is exactly 0.
  public let canDiffer: Bool
  public private(set) var paths = 0
  private var baseline = 0
  private var scenario = 0
  private var squaredBaseline = 0
  private var squaredScenario = 0
  private var squaredChange = 0
  /// What each of several versions of the models did; empty if there is one version.
  private var versions: [PairedCount] = []

  /// Several equally likely versions of the same two models together, each run on paths of its own.
  init(versions: [PairedCount]) {
    self = versions[0]
    for other in versions.dropFirst() { merge(other) }
    if versions.count > 1 { self.versions = versions }
  }

  init(canDiffer: Bool) { self.canDiffer = canDiffer }

  /// The numbers of the first `counted` lanes.
  mutating func count(_ before: UnsafePointer<Int32>, _ after: UnsafePointer<Int32>, _ counted: Int) {
    paths += counted
    for lane in 0..<counted {
      let (one, two) = (Int(before[lane]), Int(after[lane]))
      baseline += one
      scenario += two
      squaredBaseline += one * one
      squaredScenario += two * two
      squaredChange += (two - one) * (two - one)
    }
  }

  mutating func merge(_ other: PairedCount) {
    paths += other.paths
    baseline += other.baseline
    scenario += other.scenario
    squaredBaseline += other.squaredBaseline
    squaredScenario += other.squaredScenario
    squaredChange += other.squaredChange
  }

  /// The mean number of days under each model.
  public var baselineMean: Estimate {
    mean(baseline, squaredBaseline).among(versions.map(\.baselineMean))
  }
  public var scenarioMean: Estimate {
    mean(scenario, squaredScenario).among(versions.map(\.scenarioMean))
  }

  /// Mean of scenario − baseline, with its paired standard error.
  public var change: Estimate {
    canDiffer
      ? mean(scenario - baseline, squaredChange).among(versions.map(\.change))
      : Estimate(value: 0, standardError: 0)
  }

  private func mean(_ sum: Int, _ squares: Int) -> Estimate {
    let n = Double(max(paths, 1))
    let mean = Double(sum) / n
    return Estimate(
      value: mean, standardError: (max(0, Double(squares) / n - mean * mean) / n).squareRoot())
  }
}
