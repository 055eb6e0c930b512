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
    /// Acts on the scenario.
    public var intervention: Intervention?

    /// Of the same metrics, in the same order, over the same days.
    public init(baseline: Simulator, scenario: Simulator, intervention: Intervention? = nil) {
      let (before, after) = (baseline.model, scenario.model)
      precondition(
        before.horizonDays == after.horizonDays && before.stream == after.stream
          && before.metrics.map(\.name) == after.metrics.map(\.name),
        "a scenario changes laws, not what is counted")
      self.baseline = baseline
      self.scenario = scenario
      self.intervention = intervention
    }

    var isSame: Bool { baseline.model == scenario.model && intervention?.sparesRates ?? true }

    func canDiffer(in metric: String) -> Bool {
      !baseline.model.hasSameLaw(of: metric, as: scenario.model)
        || intervention.map { scenario.model.isTouched(metric, by: $0) } ?? false
    }
  }

  private let pairs: [Pair]
  private let enforcement: (baseline: EnforcementModel, scenario: EnforcementModel)?
  private let horizon: Int

  /// - Parameters:
  ///   - pairs: At least one, of the same horizon and of different streams.
  ///   - enforcement: What follows from being off target; `nil` where that is not asked for.
  ///   - changed: The enforcement of the scenario, of the same settings, where it differs.
  public init(
    _ pairs: [Pair], enforcement: EnforcementModel? = nil, changed: EnforcementModel? = nil
  ) {
    precondition(!pairs.isEmpty, "nothing to compare")
    let horizon = pairs[0].baseline.model.horizonDays
    precondition(
      pairs.allSatisfy { $0.baseline.model.horizonDays == horizon }
        && Set(pairs.map { $0.baseline.model.stream ?? 0 }).count == pairs.count,
      "channels of one account share the days and no stream")
    self.pairs = pairs
    self.enforcement = enforcement.map { ($0, changed ?? $0) }
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
    /// Acts on the background risk of the scenario.
    private let intervention: InterventionRun?

    init(
      _ pairs: [Pair], _ enforcement: (baseline: EnforcementModel, scenario: EnforcementModel)?, horizon: Int,
      seed: UInt64
    ) {
      func block(_ simulator: Simulator, _ enforcement: EnforcementModel?) -> PathBlock {
        let names = simulator.model.metrics.map(\.name)
        let block = PathBlock(simulator.compiled, names: names, seed: seed)
        block.enforcement = enforcement.map { EnforcementRun($0, metrics: names, horizon: horizon) }
        return block
      }
      self.seed = seed
      let isEnforcedAlike = enforcement.map { $0.baseline == $0.scenario } ?? true
      before = pairs.map { block($0.baseline, enforcement?.baseline) }
      after = zip(pairs, before).map { pair, same in
        if pair.isSame, isEnforcedAlike { return same }
        let block = block(pair.scenario, enforcement?.scenario)
        block.intervention = pair.intervention.map { InterventionRun($0) }
        return block
      }
      background = enforcement.map { BackgroundRisk($0.baseline, horizon: horizon) }
      intervention = pairs.compactMap(\.intervention).first { !$0.background.isEmpty }
        .map { InterventionRun($0) }
      metrics = pairs.flatMap { pair in
        pair.baseline.model.metrics.map { metric in
          PairedPassage(
            name: metric.name, horizon: horizon, canDiffer: pair.canDiffer(in: metric.name))
        }
      }
      let canDiffer = metrics.contains(where: \.canDiffer)
      let canDeactivate = canDiffer || !isEnforcedAlike || intervention != nil
      any = PairedPassage(name: "any", horizon: horizon, canDiffer: canDiffer)
      deactivation = (enforcement?.baseline.settings ?? []).map {
        PairedPassage(name: $0.name, horizon: horizon, canDiffer: canDeactivate)
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
      intervention?.begin(seed: seed, first: first)
      for setting in deactivation.indices {
        for (blocks, row, run) in [(before, one, nil), (after, two, intervention)] {
          background?.days(setting, seed: seed, first: first, run, into: row)
          for block in blocks {
            for days in block.enforcement?.days(setting) ?? [] { earliest(days, into: row) }
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
  /// Whether an intervention acts on a metric, on its orders or on what it depends on.
  public func isTouched(_ name: String, by intervention: Intervention) -> Bool {
    guard let metric = metrics.first(where: { $0.name == name }) else { return false }
    if orders != nil, !intervention.sparesOrders { return true }
    return intervention.outcomes[name] != nil || intervention.removals[name] != nil
      || [metric.outcomesOf, metric.drivenBy?.metric].compactMap { $0 }
        .contains { isTouched($0, by: intervention) }
  }

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
