/// What the paths of a run did to one metric. All counts are integers, so parts merge to the same sum in any
/// order.
public struct MetricSummary: Sendable, Hashable {
  /// Cells of the rate's histogram: one for exactly 0, `innerCells` of equal width, one for exactly 1.
  public static let innerCells = 4096
  public static let cells = innerCells + 2
  /// Rates are summed as whole multiples of 2⁻³⁰, so that 2³² paths cannot overflow.
  static let rateScale = 1_073_741_824.0

  public let name: String
  public let horizon: Int
  public internal(set) var paths = 0
  /// Paths whose first off-target day is day index + 1.
  public internal(set) var firstPassage: [Int]
  /// Paths off target on day index + 1.
  public internal(set) var offTarget: [Int]
  /// Paths without orders in the window on day index + 1; they are in no cell.
  public internal(set) var empty: [Int]
  /// Paths whose first time off target lasted index + 1 days.
  public internal(set) var recovery: [Int]
  /// Paths whose first on-target day is day index + 1.
  public internal(set) var firstReturn: [Int]
  /// Those among them that are off target again within `relapseDays` after it.
  public internal(set) var relapses: [Int]
  /// Σ over paths of the squared number of days off target, on days 1…30 and 1…horizon.
  var squaredDaysOff = [0, 0]
  var rateSum: [Int]
  /// horizon × `stride`; behind the day's cells one for paths without orders, and one unused.
  var histogram: CellCounts
  static let stride = cells + 2
  /// What each of several versions of the model did, without histograms; empty if there is one version.
  private(set) var versions: [MetricSummary] = []

  /// Several equally likely versions of one model together, each run on paths of its own.
  init(versions: [MetricSummary]) {
    self = versions[0]
    for other in versions.dropFirst() { merge(other) }
    guard versions.count > 1 else { return }
    self.versions = versions.map { version in
      var version = version
      version.histogram = CellCounts(count: 0)
      return version
    }
  }

  init(name: String, horizon: Int) {
    self.name = name
    self.horizon = horizon
    firstPassage = [Int](repeating: 0, count: horizon)
    offTarget = firstPassage
    empty = firstPassage
    recovery = firstPassage
    firstReturn = firstPassage
    relapses = firstPassage
    rateSum = firstPassage
    histogram = CellCounts(count: horizon * Self.stride)
  }

  /// Adds the counts of other paths of the same model.
  public mutating func merge(_ other: MetricSummary) {
    precondition(name == other.name && horizon == other.horizon, "summaries of different models")
    paths += other.paths
    for day in 0..<horizon {
      firstPassage[day] += other.firstPassage[day]
      offTarget[day] += other.offTarget[day]
      empty[day] += other.empty[day]
      recovery[day] += other.recovery[day]
      firstReturn[day] += other.firstReturn[day]
      relapses[day] += other.relapses[day]
      rateSum[day] += other.rateSum[day]
    }
    for span in squaredDaysOff.indices { squaredDaysOff[span] += other.squaredDaysOff[span] }
    histogram.add(other.histogram)
  }

  /// P(off target on at least one of days 1…`day`), with its Monte Carlo standard error; with several
  /// versions of the model, theirs is part of it.
  public func breachProbability(by day: Int) -> Estimate {
    Estimate(hits: firstPassage[..<day].reduce(0, +), paths: paths)
      .among(versions.map { $0.breachProbability(by: day) })
  }

  /// P(off target on `day`).
  public func offTargetProbability(on day: Int) -> Estimate {
    Estimate(hits: offTarget[day - 1], paths: paths).among(
      versions.map { $0.offTargetProbability(on: day) })
  }

  /// The first day by which a share `q` of all paths has been off target; `nil` if not within the horizon.
  public func firstPassageQuantile(_ q: Double) -> Int? {
    var hits = 0
    for (index, count) in firstPassage.enumerated() {
      hits += count
      if Double(hits) >= q * Double(paths) { return index + 1 }
    }
    return nil
  }

  /// Median days from the first day off target to the next day on it, over the paths that were off target;
  /// those still off target at the horizon count as longer than any other. `nil` if none or past it.
  public var medianRecovery: Int? {
    let breached = firstPassage.reduce(0, +)
    var recovered = 0
    for (index, count) in recovery.enumerated() {
      recovered += count
      if breached > 0, 2 * recovered >= breached { return index + 1 }
    }
    return nil
  }

  /// Mean rate on `day` over paths with orders in the window; `nil` if no path has any.
  public func meanRate(on day: Int) -> Double? {
    let counted = paths - empty[day - 1]
    return counted > 0 ? Double(rateSum[day - 1]) / Self.rateScale / Double(counted) : nil
  }

  /// Where inside a cell of the histogram a quantile is put.
  public enum Rounding: Sendable { case linear, down, up }

  /// Quantile of the bad share on `day`; `nil` if no path counts.
  ///
  /// - Parameters:
  ///   - level: 0…1.
  ///   - day: 1…`horizon`.
  ///   - rounding: Where in its cell the quantile is put.
  ///   - emptyAsZero: Counts paths without orders in the window as rate 0 (the reference workload's form)
  ///     instead of leaving them out.
  public func rateQuantile(
    _ level: Double, on day: Int, _ rounding: Rounding, emptyAsZero: Bool = false
  ) -> Double? {
    let zeros = emptyAsZero ? empty[day - 1] : 0
    let total = paths - empty[day - 1] + zeros
    guard total > 0 else { return nil }
    let target = level * Double(total)
    let row = (day - 1) * Self.stride
    var below = 0.0
    for cell in 0..<Self.cells {
      let inside = Double(histogram[row + cell]) + (cell == 0 ? Double(zeros) : 0)
      if below + inside >= target, inside > 0 {
        if cell == 0 { return 0 }
        if cell == Self.cells - 1 { return 1 }
        let share =
          switch rounding {
          case .linear: (target - below) / inside
          case .down: 0.0
          case .up: 1.0
          }
        return (Double(cell - 1) + share) / Double(Self.innerCells)
      }
      below += inside
    }
    return 1
  }
}
