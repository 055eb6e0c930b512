import Dispatch
import LinearAlgebra

/// Runs two futures of one account on the same random numbers: as it is, and as it would be.
///
/// An account has one pair of models a channel; path i of every one of them is the same future. What enforcement
/// does to the account is decided over all of them.
public struct PairedSimulator: Sendable {
  public struct Pair: Sendable {
    public var baseline: Simulator
    public var scenario: Simulator

    /// Of the same metrics, in the same order, over the same days.
    public init(baseline: Simulator, scenario: Simulator) {
      let (before, after) = (baseline.model, scenario.model)
      precondition(
        before.horizonDays == after.horizonDays && before.stream == after.stream
          && before.metrics.map(\.name) == after.metrics.map(\.name),
        "a scenario changes laws, not what is counted")
      self.baseline = baseline
      self.scenario = scenario
    }

    var isSame: Bool { baseline.model == scenario.model }
  }

  private let pairs: [Pair]
  private let enforcement: EnforcementModel?
  private let horizon: Int

  /// - Parameter pairs: At least one, of the same horizon and of different streams.
  public init(_ pairs: [Pair], enforcement: EnforcementModel? = nil) {
    precondition(!pairs.isEmpty, "nothing to compare")
    let horizon = pairs[0].baseline.model.horizonDays
    precondition(
      pairs.allSatisfy { $0.baseline.model.horizonDays == horizon }
        && Set(pairs.map { $0.baseline.model.stream ?? 0 }).count == pairs.count,
      "channels of one account share the days and no stream")
    self.pairs = pairs
    self.enforcement = enforcement
    self.horizon = horizon
  }

  /// The same `paths` and `seed` give the same summary for any number of threads, and each side's is that of
  /// `Simulator`. Cost is that of two runs, of one for a pair of equal models; memory does not grow with `paths`.
  public func run(
    paths: Int, seed: UInt64, threads: Int, progress: (@Sendable (Double) -> Void)? = nil
  ) -> PairedSummary {
    precondition(paths > 0 && paths <= Int(UInt32.max) && threads > 0, "paths and threads are above 0")
    BLASThreads.useOne()
    let blocks = (paths + PathBlock.lanes - 1) / PathBlock.lanes
    let workers = min(threads, blocks)
    let parts = Parts<PairedSummary>(count: workers)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let work = Worker(pairs, enforcement, horizon: horizon, seed: seed)
      for index in stride(from: worker, to: blocks, by: workers) {
        let first = index * PathBlock.lanes
        work.run(first: UInt32(first), counted: min(PathBlock.lanes, paths - first))
        if worker == 0, let progress { progress(Double(index + 1) / Double(blocks)) }
      }
      parts.store(work.summary, at: worker)
    }
    guard var total = parts[0] else { preconditionFailure("a worker without a part") }
    for worker in 1..<max(workers, 1) { if let part = parts[worker] { total.merge(part) } }
    return total
  }
}

extension PairedSimulator {
  /// One thread's blocks, two a pair, and what they have counted.
  private final class Worker {
    private let before: [PathBlock]
    /// The baseline's own where the models are equal.
    private let after: [PathBlock]
    private let seed: UInt64
    private var metrics: [PairedPassage]
    private var any: PairedPassage
    private var deactivation: [PairedPassage]
    /// Of both sides, a row of lanes each.
    private let days = Buffer<Int32>(2 * PathBlock.lanes)
    private let background: BackgroundRisk?

    init(_ pairs: [Pair], _ enforcement: EnforcementModel?, horizon: Int, seed: UInt64) {
      func block(_ simulator: Simulator) -> PathBlock {
        let names = simulator.model.metrics.map(\.name)
        let block = PathBlock(simulator.compiled, names: names, seed: seed)
        block.enforcement = enforcement.map { EnforcementRun($0, metrics: names, horizon: horizon) }
        return block
      }
      self.seed = seed
      before = pairs.map { block($0.baseline) }
      after = zip(pairs, before).map { pair, same in pair.isSame ? same : block(pair.scenario) }
      background = enforcement.map { BackgroundRisk($0, horizon: horizon) }
      let canDiffer = !pairs.allSatisfy(\.isSame)
      metrics = pairs.flatMap { pair in
        pair.baseline.model.metrics.map { metric in
          PairedPassage(
            name: metric.name, horizon: horizon,
            canDiffer: !pair.baseline.model.hasSameLaw(of: metric.name, as: pair.scenario.model))
        }
      }
      any = PairedPassage(name: "any", horizon: horizon, canDiffer: canDiffer)
      deactivation = (enforcement?.settings ?? []).map {
        PairedPassage(name: $0.name, horizon: horizon, canDiffer: canDiffer)
      }
    }

    var summary: PairedSummary {
      func summaries(_ blocks: [PathBlock]) -> [SimulationSummary] {
        blocks.map { SimulationSummary(metrics: $0.summaries, seed: seed) }
      }
      return PairedSummary(
        baselines: summaries(before), scenarios: summaries(after), metrics: metrics, any: any,
        deactivation: deactivation)
    }

    func run(first: UInt32, counted: Int) {
      let (one, two) = (days.base, days.base + PathBlock.lanes)
      days.zero()
      var metric = 0
      for (before, after) in zip(before, after) {
        before.run(first: first, counted: counted)
        if after !== before { after.run(first: first, counted: counted) }
        for row in before.summaries.indices {
          let place = row * PathBlock.lanes
          let left = before.firstDays.lanes(of: Int32.self) + place
          let right = after.firstDays.lanes(of: Int32.self) + place
          metrics[metric].count(left, right, counted)
          earliest(left, into: one)
          earliest(right, into: two)
          metric += 1
        }
      }
      any.count(one, two, counted)
      for setting in deactivation.indices {
        for (blocks, row) in [(before, one), (after, two)] {
          background?.days(setting, seed: seed, first: first, into: row)
          for block in blocks {
            if let enforcement = block.enforcement { earliest(enforcement.days(setting), into: row) }
          }
        }
        deactivation[setting].count(one, two, counted)
      }
    }

    /// Days of a row that are earlier, or the only ones.
    private func earliest(_ days: UnsafePointer<Int32>, into row: UnsafeMutablePointer<Int32>) {
      for lane in 0..<PathBlock.lanes where days[lane] > 0 && (row[lane] == 0 || days[lane] < row[lane]) {
        row[lane] = days[lane]
      }
    }
  }
}

extension SimulationModel {
  /// Whether a metric's law and all that it depends on are those of `other`: on one path it then does the same.
  func hasSameLaw(of name: String, as other: SimulationModel) -> Bool {
    guard horizonDays == other.horizonDays, stream == other.stream, orders == other.orders,
      innovationCorrelation == other.innovationCorrelation, initialDeviation == other.initialDeviation,
      metrics.map(\.name) == other.metrics.map(\.name),
      let index = metrics.firstIndex(where: { $0.name == name }), metrics[index] == other.metrics[index]
    else { return false }
    let metric = metrics[index]
    return [metric.outcomesOf, metric.drivenBy?.metric].compactMap { $0 }
      .allSatisfy { hasSameLaw(of: $0, as: other) }
  }
}
