import LinearAlgebra
import Synchronization

/// Runs two futures of one account on the same random numbers: as it is, and as it would be.
///
/// An account has one pair of models per channel; path i of all of them is the same future. Enforcement acts
/// on the account as a whole.
public struct PairedSimulator: Sendable {
  public struct Pair: Sendable {
    public var baseline: Simulator
    public var scenario: Simulator
    /// The intervention that acts on the scenario.
    public var intervention: Intervention?

    /// Both models have the same metrics in the same order over the same days.
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
  ///   - pairs: At least one, with the same horizon and different streams.
  ///   - enforcement: What follows from being off target; `nil` leaves it out.
  ///   - changed: The enforcement of the scenario if it differs; it has the same policies.
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

  /// The same `paths` and `seed` give the same summary for any number of threads, and each side equals that
  /// of `Simulator`. The cost is that of two runs, or of one for a pair of equal models; memory does not grow
  /// with `paths`.
  public func run(
    paths: Int, seed: UInt64, threads: Int
  ) -> PairedSummary {
    run(paths: paths, seed: seed, threads: threads) { _ in }
  }

  /// The same with a caller who wants to know how far it is, or to end it.
  ///
  /// - Parameters:
  ///   - paths: At least 1.
  ///   - seed: The same seed gives the same summary.
  ///   - threads: At least 1; the summary does not depend on them.
  ///   - progress: Called occasionally, from one thread, with the share done; what it throws ends the run.
  public func run<Failure: Error>(
    paths: Int, seed: UInt64, threads: Int, progress: @Sendable (Double) throws(Failure) -> Void
  ) throws(Failure) -> PairedSummary {
    try run(paths: paths, seed: seed, threads: threads, known: nil, isKept: false, progress: progress)
      .summary
  }

  /// The same with a baseline that is kept for further scenarios. The summary does not depend on whether the
  /// baseline was known.
  ///
  /// - Parameters:
  ///   - paths: The number of futures.
  ///   - seed: That of all draws.
  ///   - threads: At least 1; the result does not depend on them.
  ///   - known: What the baselines of these pairs did under the same enforcement, with as many paths and the
  ///     same seed; then only the scenarios are simulated.
  ///   - isKept: Whether the baseline is returned; its memory grows with `paths`.
  ///   - progress: Called with the share done, on any thread; what it throws ends the work.
  public func run<Failure: Error>(
    paths: Int, seed: UInt64, threads: Int, known: BaselinePaths?, isKept: Bool,
    progress: @Sendable (Double) throws(Failure) -> Void
  ) throws(Failure) -> PairedRun {
    precondition(paths > 0 && paths <= Int(UInt32.max) && threads > 0, "paths and threads are above 0")
    precondition(
      known.map { $0.paths == paths && $0.seed == seed && $0.summaries.count == pairs.count } ?? true,
      "a known baseline is of the same paths")
    BLASThreads.useOne()
    let blocks = (paths + PathLanes.count - 1) / PathLanes.count
    let workers = min(threads, blocks)
    let isEnded = Atomic(false)
    let parts = try concurrentMap(workers, threads: workers) { worker throws(Failure) in
      let work = Worker(pairs, enforcement, horizon: horizon, seed: seed)
      var kept: [[Int32]] = []
      for index in stride(from: worker, to: blocks, by: workers) {
        guard !isEnded.load(ordering: .relaxed) else { break }
        let counted = min(PathLanes.count, paths - index * PathLanes.count)
        work.run(first: UInt32(index * PathLanes.count), counted: counted, known: known?.blocks[index])
        if isKept, known == nil { kept.append(work.baselineRows) }
        guard worker == 0 else { continue }
        do throws(Failure) {
          try progress(Double(index + 1) / Double(blocks))
        } catch {
          isEnded.store(true, ordering: .relaxed)
          throw error
        }
      }
      return (summary: work.summary, kept: kept)
    }
    var summary = parts.dropFirst().reduce(into: parts[0].summary) { $0.merge($1.summary) }
    if let known {
      for (index, counted) in known.summaries.enumerated() {
        summary.baselines[index] = counted
        if isShared(pairs[index]) { summary.scenarios[index] = counted }
      }
    }
    let baseline =
      isKept
      ? known
        ?? BaselinePaths(
          seed: seed, paths: paths,
          blocks: (0..<blocks).map { parts[$0 % workers].kept[$0 / workers] },
          summaries: summary.baselines)
      : nil
    return PairedRun(summary: summary, baseline: baseline)
  }

  /// Whether one block of paths serves both sides.
  private func isShared(_ pair: Pair) -> Bool {
    pair.isSame && (enforcement.map { $0.baseline == $0.scenario } ?? true)
  }
}

extension PairedSimulator {
  /// The blocks of one thread, two per pair, and what they have counted.
  private final class Worker {
    private let before: [EnforcedBlock]
    /// The baseline's own block where the models are equal.
    private let after: [EnforcedBlock]
    private let seed: UInt64
    private var metrics: [PairedPassage]
    private var exposures: [PairedExposure]
    private var any: PairedPassage
    private var deactivation: [PairedPassage]
    private let hits: AccountDays
    private let otherHits: AccountDays
    private let background: BackgroundRisk?
    /// The intervention that acts on the background risk of the scenario.
    private let intervention: InterventionRun?

    init(
      _ pairs: [Pair], _ enforcement: (baseline: EnforcementModel, scenario: EnforcementModel)?, horizon: Int,
      seed: UInt64
    ) {
      func block(_ simulator: Simulator, _ enforcement: EnforcementModel?) -> EnforcedBlock {
        let names = simulator.model.metrics.map(\.name)
        return EnforcedBlock(
          paths: PathBlock(simulator.compiled, names: names, seed: seed),
          enforcement: enforcement.map { EnforcementRun($0, metrics: names, horizon: horizon) })
      }
      self.seed = seed
      let isEnforcedAlike = enforcement.map { $0.baseline == $0.scenario } ?? true
      before = pairs.map { block($0.baseline, enforcement?.baseline) }
      after = zip(pairs, before).map { pair, same in
        if pair.isSame, isEnforcedAlike { return same }
        let block = block(pair.scenario, enforcement?.scenario)
        block.paths.intervention = pair.intervention.map { InterventionRun($0) }
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
      exposures = metrics.map {
        PairedExposure(name: $0.name, horizon: horizon, canDiffer: $0.canDiffer)
      }
      let canDiffer = metrics.contains(where: \.canDiffer)
      let canDeactivate = canDiffer || !isEnforcedAlike || intervention != nil
      any = PairedPassage(name: "any", horizon: horizon, canDiffer: canDiffer)
      deactivation = (enforcement?.baseline.policies ?? []).map {
        PairedPassage(name: $0.name, horizon: horizon, canDiffer: canDeactivate)
      }
      hits = AccountDays(policies: deactivation.count, horizon: horizon)
      otherHits = AccountDays(policies: deactivation.count, horizon: horizon)
    }

    var summary: PairedSummary {
      func summaries(_ blocks: [EnforcedBlock]) -> [SimulationSummary] {
        blocks.map { SimulationSummary(metrics: $0.paths.summaries, seed: seed) }
      }
      return PairedSummary(
        baselines: summaries(before), scenarios: summaries(after), metrics: metrics,
        exposures: exposures, any: any,
        deactivation: deactivation)
    }

    /// What the baselines did in the block that has just run.
    var baselineRows: [Int32] {
      before.reduce(into: []) { $1.keep(in: &$0) }
    }

    /// - Parameter known: What the baselines do in this block, if that is known.
    func run(first: UInt32, counted: Int, known: [Int32]?) {
      var metric = 0
      var known = known?[...]
      for (before, after) in zip(before, after) {
        if known != nil { before.restore(from: &known!) } else { before.run(first: first, counted: counted) }
        if after.paths !== before.paths { after.run(first: first, counted: counted) }
        for row in before.paths.summaries.indices {
          metrics[metric].count(
            before.paths.firstDays(of: row), after.paths.firstDays(of: row), counted)
          exposures[metric].count(
            hits.exposure(of: before.paths, row), otherHits.exposure(of: after.paths, row), counted)
          metric += 1
        }
      }
      intervention?.begin(seed: seed, first: first)
      hits.fill(from: before, background, nil, seed: seed, first: first)
      otherHits.fill(from: after, background, intervention, seed: seed, first: first)
      any.count(hits.any, otherHits.any, counted)
      for policy in deactivation.indices {
        deactivation[policy].count(hits.deactivated(policy), otherHits.deactivated(policy), counted)
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

  /// Whether a metric's distribution and all that it depends on equal those of `other`; then it does the same
  /// on every path.
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
