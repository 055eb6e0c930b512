import Glibc
import Probability

/// One distribution of bad orders laid out for the path loop: constants in buffers, in single precision.
final class OutcomeLayout {
  /// One way for a bad order to be seen. Entries of a clock count days from purchase, those of a cohort are
  /// days.
  struct Entry: BitwiseCopyable {
    var weight: Float
    var due: Int
    var seen: Int
  }

  /// Known orders that share one open fate, with the share of it that is seen within the horizon.
  struct Cohort: BitwiseCopyable {
    /// Number among the metric's cohorts; its random words are addressed by it.
    var number: Int
    var orders: Int32
    /// Units of each of them.
    var units: Int32
    var member: Int
    /// Index of the day whose log-odds apply.
    var due: Int
    var offset: Float
    var slope: Float
    /// P(bad and seen) where the slope is 0.
    var fixed: Double
    /// Total weight of the days within the horizon.
    var shown: Float
    /// Index of the cohort's first entry among those of all cohorts, and their number.
    var firstEntry: Int
    var entryCount: Int
  }

  /// Orders of one size.
  struct Size: BitwiseCopyable {
    var units: Int32
    /// Share among the orders that no earlier size has taken; 1 for the last one.
    var chance: Double
  }

  /// The metric that owns the outcomes.
  let name: String
  let row: Int
  let slot: UInt32
  let counts: MetricModel.Distribution
  let membership: MetricModel.Membership
  let drifts: Bool
  /// Whether each distribution is given by log-odds; the others are daily values.
  let isLogistic: [Bool]
  /// baseline, start, AR(1) coefficient, sd and shape of each distribution.
  let laws: Buffer<Float>
  let lawCount: Int
  let cumulativeWeights: Buffer<Double>
  /// distributions × horizon: daily values, and their log-odds.
  let daily: Buffer<Float>
  let dailyLogOdds: Buffer<Float>
  let clock: Buffer<Entry>
  /// Days from purchase to the first evening on which a bad order may count.
  let firstRecorded: Int
  let cohorts: Buffer<Cohort>
  let entries: Buffer<Entry>
  /// Sizes of orders; empty where orders are counted, not units.
  let sizes: Buffer<Size>
  let windows: [CompiledModel.Window]
  /// Youngest and oldest age of each window.
  let ages: Buffer<(youngest: Int, oldest: Int)>
  let driver: CompiledOutcome.Driver?
  let kept: Int?
  /// Daily factors on the probability; empty for none.
  let factor: Buffer<Float>
  /// The outcome's row of the correlation's factor.
  let mixing: Buffer<Float>

  var isShare: Bool { counts == .binomial || counts == .betaBinomial }

  init(_ outcome: CompiledOutcome, name: String, _ model: CompiledModel) {
    self.name = name
    row = outcome.row
    slot = outcome.slot
    counts = outcome.counts
    membership = outcome.membership
    drifts = outcome.drifts
    windows = outcome.windows
    ages = Buffer(outcome.windows.map { ($0.youngest, $0.oldest) })
    driver = outcome.driver
    kept = outcome.kept
    lawCount = outcome.laws.count
    cumulativeWeights = Buffer(outcome.cumulativeWeights)
    var (logistic, parameters, values, odds): ([Bool], [Float], [Float], [Float]) = ([], [], [], [])
    for (index, law) in outcome.laws.enumerated() {
      var four: [Double] = [0, 0, 0, 0]
      switch law {
      case .logistic(let baseline, let start, let ar1, let sd):
        four = [baseline, start, ar1, sd]
        // It has no daily values; a logarithm per day of each of many laws would take longer than the paths.
        values += repeatElement(0, count: model.horizon)
        odds += repeatElement(-.infinity, count: model.horizon)
      case .daily(let given):
        values += given.map { Float($0) }
        odds += given.map { Float(logit($0)) }
      }
      if case .logistic = law { logistic.append(true) } else { logistic.append(false) }
      parameters += (four + [outcome.shapes[index]]).map { Float($0) }
    }
    isLogistic = logistic
    laws = Buffer(parameters)
    daily = Buffer(values)
    dailyLogOdds = Buffer(odds)
    // An order promised for a day is judged by that day's probability and seen on the next one.
    let clock =
      outcome.membership == .promise
      ? [Entry(weight: 1, due: 0, seen: 1)]
      : outcome.clock.map { Entry(weight: Float($0.weight), due: $0.due, seen: $0.recorded) }
    self.clock = Buffer(clock)
    firstRecorded = clock.map(\.seen).min() ?? model.horizon
    (cohorts, entries) = Self.cohorts(outcome.pending, outcome.factor, horizon: model.horizon)
    sizes = Buffer(Self.sizes(outcome.sizes))
    factor = Buffer((outcome.factor ?? []).map { Float($0) })
    let width = model.metricCount
    mixing = Buffer(
      model.correlationFactor.map { factor in
        (0...outcome.row).map { Float(factor[outcome.row * width + $0]) }
      } ?? [])
  }

  private static func sizes(_ sizes: [MetricModel.OrderSize]) -> [Size] {
    var left = sizes.reduce(0) { $0 + $1.weight }
    return sizes.enumerated().map { index, size in
      defer { left -= size.weight }
      return Size(
        units: Int32(clamping: size.units),
        chance: index == sizes.count - 1 ? 1 : min(1, size.weight / max(left, size.weight)))
    }
  }

  private static func cohorts(
    _ pending: [MetricModel.Pending], _ factor: [Double]?, horizon: Int
  ) -> (Buffer<Cohort>, Buffer<Entry>) {
    var (cohorts, entries): ([Cohort], [Entry]) = ([], [])
    for (number, cohort) in pending.enumerated() {
      let seen = cohort.recorded.filter { $0.day <= horizon && $0.weight > 0 }
      let shown = seen.reduce(0) { $0 + $1.weight }
      guard cohort.orders > 0, shown > 0 else { continue }
      let first = entries.count
      entries += seen.map { Entry(weight: Float($0.weight), due: 0, seen: $0.day) }
      cohorts.append(
        Cohort(
          number: number, orders: Int32(clamping: cohort.orders), units: Int32(clamping: cohort.units ?? 1),
          member: cohort.member, due: cohort.due - 1,
          offset: Float(cohort.offset), slope: Float(cohort.slope),
          fixed: min(1, min(1, logistic(cohort.offset) * (factor?[cohort.due - 1] ?? 1)) * shown),
          shown: Float(shown), firstEntry: first,
          entryCount: entries.count - first)
      )
    }
    return (Buffer(cohorts), Buffer(entries))
  }
}
