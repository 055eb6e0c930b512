import Glibc
import Probability

/// One law of bad orders laid out for the path loop: constants in buffers, in single precision.
final class OutcomeLayout {
  /// Known orders of one fate, with what is seen of them within the horizon.
  struct Cohort {
    /// Its number among the metric's cohorts: where its words are.
    var number: Int
    var orders: Int32
    var member: Int
    /// Index of the day whose log-odds apply.
    var due: Int
    var offset: Float
    var slope: Float
    /// P(bad and seen) where the slope is 0.
    var fixed: Double
    var shown: Double
    var seen: [(day: Int, weight: Float)]
  }

  let row: Int
  let slot: UInt32
  let counts: MetricModel.Counts
  let membership: MetricModel.Membership
  let drifts: Bool
  /// Laws given by log-odds; the others are daily values.
  let isLogistic: [Bool]
  /// baseline, start, AR(1) coefficient, sd and shape of each law.
  let laws: Buffer<Float>
  let lawCount: Int
  let cumulativeWeights: Buffer<Double>
  /// laws × horizon: daily values, and their log-odds.
  let daily: Buffer<Float>
  let dailyLogOdds: Buffer<Float>
  let clock: [(weight: Float, due: Int, recorded: Int)]
  /// Days from purchase to the first evening on which a bad order may count.
  let firstRecorded: Int
  let cohorts: [Cohort]
  let windows: [CompiledModel.Window]
  let driver: CompiledModel.Outcome.Driver?
  let kept: Int?
  /// The outcome's row of the correlation's factor.
  let mixing: Buffer<Float>

  var isShare: Bool { counts == .binomial || counts == .betaBinomial }

  init(_ outcome: CompiledModel.Outcome, _ model: CompiledModel) {
    row = outcome.row
    slot = outcome.slot
    counts = outcome.counts
    membership = outcome.membership
    drifts = outcome.drifts
    windows = outcome.windows
    driver = outcome.driver
    kept = outcome.kept
    lawCount = outcome.laws.count
    cumulativeWeights = Buffer(outcome.cumulativeWeights)
    var (logistic, parameters, values, odds): ([Bool], [Float], [Float], [Float]) = ([], [], [], [])
    for (index, law) in outcome.laws.enumerated() {
      var four: [Double] = [0, 0, 0, 0]
      var days = [Double](repeating: 0, count: model.horizon)
      switch law {
      case .logistic(let baseline, let start, let ar1, let sd): four = [baseline, start, ar1, sd]
      case .daily(let given): days = given
      }
      if case .logistic = law { logistic.append(true) } else { logistic.append(false) }
      parameters += (four + [outcome.shapes[index]]).map { Float($0) }
      values += days.map { Float($0) }
      odds += days.map { Float(log($0 / (1 - $0))) }
    }
    isLogistic = logistic
    laws = Buffer(parameters)
    daily = Buffer(values)
    dailyLogOdds = Buffer(odds)
    // An order promised for a day is judged by that day's probability and seen on the next one.
    clock =
      outcome.membership == .promise
      ? [(1, 0, 1)] : outcome.clock.map { (Float($0.weight), $0.due, $0.recorded) }
    firstRecorded = clock.map(\.recorded).min() ?? model.horizon
    cohorts = Self.cohorts(outcome.pending, horizon: model.horizon)
    let width = model.metricCount
    mixing = Buffer(
      model.correlationFactor.map { factor in
        (0...outcome.row).map { Float(factor[outcome.row * width + $0]) }
      } ?? [])
  }

  private static func cohorts(_ pending: [MetricModel.Pending], horizon: Int) -> [Cohort] {
    pending.enumerated().compactMap { number, cohort in
      let seen = cohort.recorded.filter { $0.day <= horizon && $0.weight > 0 }
      let shown = seen.reduce(0) { $0 + $1.weight }
      guard cohort.orders > 0, shown > 0 else { return nil }
      return Cohort(
        number: number, orders: Int32(clamping: cohort.orders), member: cohort.member, due: cohort.due - 1,
        offset: Float(cohort.offset), slope: Float(cohort.slope),
        fixed: min(1, logistic(cohort.offset) * shown), shown: shown,
        seen: seen.map { ($0.day, Float($0.weight)) })
    }
  }
}
