import LinearAlgebra
import Probability

/// Runs one account as it is and under each of several interventions, all on the same paths.
///
/// Paths come in replications, so that alternatives still undecided can be given more. A replication of one
/// number is the same paths for every alternative, whenever it runs.
public struct AlternativesSimulator: Sendable {
  /// The paths of a replication, if not asked for.
  public static let pathsPerReplication = 8 * PathLanes.count
  /// The fewest paths that a replication can have; any number is a multiple of it.
  public static let fewestPaths = PathLanes.count

  public struct Alternative: Sendable {
    /// One intervention per channel, in the order of the simulators.
    public var interventions: [Intervention]
    /// It has the same policies and groups as the baseline's.
    public var enforcement: EnforcementModel?

    public init(interventions: [Intervention], enforcement: EnforcementModel? = nil) {
      self.interventions = interventions
      self.enforcement = enforcement
    }
  }

  private let channels: [Simulator]
  private let alternatives: [Alternative]
  private let enforcement: EnforcementModel
  private let event: String
  private let lastDay: Int
  private let returning: Set<String>
  private let recorded: Set<String>
  private let paths: Int

  /// - Parameters:
  ///   - channels: The channels of one account: at least one, with the same horizon and different streams.
  ///   - alternatives: Each with an intervention for every channel.
  ///   - enforcement: That of the baseline, and of alternatives without their own.
  ///   - event: What the tallies count by the luck of the first draw: the name of one metric, which is then
  ///     off target, or of one policy of the enforcement, under which the account is deactivated.
  ///   - lastDay: The event counts on days 1…`lastDay`.
  ///   - returning: The metrics that are off target on the evening before day 1.
  ///   - recorded: The policies whose deactivations are kept path by path, in `PairedTally.deactivations`.
  ///   - paths: Those of a replication, a multiple of `fewestPaths`.
  public init(
    _ channels: [Simulator], alternatives: [Alternative], enforcement: EnforcementModel,
    counting event: String, by lastDay: Int, returning: Set<String> = [],
    recording recorded: Set<String> = [],
    paths: Int = Self.pathsPerReplication
  ) {
    precondition(paths > 0 && paths % Self.fewestPaths == 0, "a replication has whole blocks of paths")
    self.paths = paths
    precondition(
      !channels.isEmpty && alternatives.allSatisfy { $0.interventions.count == channels.count },
      "one intervention per channel")
    let names = channels.flatMap { $0.model.metrics.map(\.name) } + enforcement.policies.map(\.name)
    precondition(names.count { $0 == event } == 1, "one metric or policy is named \(event)")
    self.channels = channels
    self.alternatives = alternatives
    self.enforcement = enforcement
    self.event = event
    self.lastDay = lastDay
    self.returning = returning
    self.recorded = recorded
  }

  /// The tallies of the alternatives `competing`, by alternative and replication.
  ///
  /// They do not depend on the number of threads. The cost is that of one baseline run plus what each
  /// alternative touches.
  public func run(_ competing: [Int], replications: Range<Int>, seed: UInt64, threads: Int) -> [[PairedTally]]
  {
    precondition(threads > 0 && replications.lowerBound >= 0, "threads and replications are counted")
    BLASThreads.useOne()
    let workers = max(1, min(threads, replications.count))
    let parts = concurrentMap(workers, threads: workers) { worker in
      let work = Worker(
        channels, competing.map { alternatives[$0] }, enforcement, counting: event, by: lastDay,
        returning: returning, recording: recorded, paths: paths, seed: seed)
      var mine: [(Int, [PairedTally])] = []
      for replication in replications where (replication - replications.lowerBound) % workers == worker {
        mine.append((replication, work.run(replication)))
      }
      return mine
    }
    let rows = parts.flatMap { $0 }.sorted { $0.0 < $1.0 }
    return competing.indices.map { index in rows.map { $0.1[index] } }
  }
}

/// One alternative beside the baseline over some paths.
public struct PairedTally: Sendable, Hashable {
  /// The luck of the first draw is split into tenths; tenth 0 is the lowest end of an action's distributions.
  public static let tenths = 10

  /// One passage per metric, channel after channel.
  public internal(set) var metrics: [PairedPassage]
  public internal(set) var any: PairedPassage
  /// Days off target, summed over the metrics, and the first day on which all returning metrics have been on
  /// target: day 1 where no metric returns.
  public internal(set) var exposure: PairedExposure
  /// The same for each returning metric, in the order of `metrics`.
  public internal(set) var returns: [PairedExposure]
  /// One passage per policy.
  public internal(set) var deactivation: [PairedPassage]
  /// The event counted, in the tenths of the first draw: paths, and fewer of them hit than in the baseline.
  public internal(set) var pathsByTenth: [Int]
  public internal(set) var sparedByTenth: [Int]
  /// Σ over paths of (hit in the baseline − hit in the alternative)², by tenth.
  public internal(set) var changedByTenth: [Int]
  /// The recorded deactivations, path after path; whoever has read them may drop them.
  public var deactivations: [PairedDeactivation] = []

  /// The passage of one metric or of one policy of the enforcement.
  public subscript(name: String) -> PairedPassage? {
    metrics.first { $0.name == name } ?? deactivation.first { $0.name == name }
  }

  public var paths: Int { pathsByTenth.reduce(0, +) }
  /// Fall of the probability of the event counted; positive is good.
  public var spared: Double { Double(sparedByTenth.reduce(0, +)) / Double(max(paths, 1)) }

  public mutating func merge(_ other: PairedTally) {
    for index in metrics.indices { metrics[index].merge(other.metrics[index]) }
    any.merge(other.any)
    exposure.merge(other.exposure)
    for index in returns.indices { returns[index].merge(other.returns[index]) }
    for index in deactivation.indices { deactivation[index].merge(other.deactivation[index]) }
    deactivations += other.deactivations
    for tenth in 0..<Self.tenths {
      pathsByTenth[tenth] += other.pathsByTenth[tenth]
      sparedByTenth[tenth] += other.sparedByTenth[tenth]
      changedByTenth[tenth] += other.changedByTenth[tenth]
    }
  }
}

extension PairedTally {
  /// Several equally likely versions of the same models together, at least one, each run on paths of its own.
  public init(versions parts: [PairedTally]) {
    self = parts[0]
    for part in parts.dropFirst() { merge(part) }
    func joined<Part>(_ all: KeyPath<PairedTally, [Part]>, _ join: ([Part]) -> Part) -> [Part] {
      parts[0][keyPath: all].indices.map { index in join(parts.map { $0[keyPath: all][index] }) }
    }
    metrics = joined(\.metrics, PairedPassage.init(versions:))
    any = PairedPassage(versions: parts.map(\.any))
    exposure = PairedExposure(versions: parts.map(\.exposure))
    returns = joined(\.returns, PairedExposure.init(versions:))
    deactivation = joined(\.deactivation, PairedPassage.init(versions:))
  }
}

extension AlternativesSimulator {
  private final class Worker {
    private struct Option {
      /// One per channel; `nil` if the alternative touches nothing of it.
      var runs: [InterventionRun?]
      var touched: [[Bool]]
      var enforcement: [EnforcementRun]
      var background: InterventionRun?
      var luck: InterventionRun?
      var empty: PairedTally
    }

    private let event: String
    private let lastDay: Int
    private let seed: UInt64
    private let before: [EnforcedBlock]
    private let channels: [Simulator]
    private let blocksPerReplication: Int
    /// Blocks of the alternatives, made when one first changes something of a channel.
    private var made: [Int: PathBlock] = [:]
    private var options: [Option]
    private let background: BackgroundRisk
    private let policies: Int
    private let recorded: [Int]
    /// Under the baseline, and under one alternative after another.
    private let hits: AccountDays
    private let otherHits: AccountDays

    init(
      _ channels: [Simulator], _ alternatives: [Alternative], _ enforcement: EnforcementModel,
      counting event: String, by lastDay: Int, returning: Set<String>, recording: Set<String>, paths: Int,
      seed: UInt64
    ) {
      self.channels = channels
      blocksPerReplication = paths / PathLanes.count
      let horizon = channels[0].model.horizonDays
      func names(_ channel: Simulator) -> [String] { channel.model.metrics.map(\.name) }
      let blocks = channels.map { PathBlock($0.compiled, names: names($0), seed: seed) }
      let groups = channels.map { EnforcementRun(enforcement, metrics: names($0), horizon: horizon) }
      before = zip(blocks, groups).map { EnforcedBlock(paths: $0, enforcement: $1) }
      let shared = channels.map { EnforcementRun(enforcement, metrics: names($0), horizon: horizon) }
      options = alternatives.map { alternative in
        let touched = zip(blocks, alternative.interventions).map { $0.touched(by: $1) }
        let isEnforcedAlike = alternative.enforcement.map { $0 == enforcement } ?? true
        let risk = alternative.interventions.first { !$0.background.isEmpty }
        let canDiffer = touched.joined().contains(true)
        let canDeactivate = canDiffer || !isEnforcedAlike || risk != nil
        func passage(_ name: String, _ canDiffer: Bool) -> PairedPassage {
          PairedPassage(name: name, horizon: horizon, canDiffer: canDiffer)
        }
        let passages = zip(channels, alternative.interventions).flatMap { channel, intervention in
          names(channel).map { passage($0, channel.model.isTouched($0, by: intervention)) }
        }
        return Option(
          runs: zip(touched, alternative.interventions).map { touched, intervention in
            touched.contains(true) || !isEnforcedAlike ? InterventionRun(intervention) : nil
          },
          touched: touched,
          enforcement: isEnforcedAlike
            ? shared
            : channels.map {
              EnforcementRun(alternative.enforcement ?? enforcement, metrics: names($0), horizon: horizon)
            },
          background: risk.map { InterventionRun($0) },
          luck: alternative.interventions.first.flatMap { $0.draws.isEmpty ? nil : InterventionRun($0) },
          empty: PairedTally(
            metrics: passages, any: passage("any", canDiffer),
            exposure: PairedExposure(name: "any", horizon: horizon, canDiffer: canDiffer),
            returns: passages.filter { returning.contains($0.name) }.map {
              PairedExposure(name: $0.name, horizon: horizon, canDiffer: $0.canDiffer)
            },
            deactivation: enforcement.policies.map { passage($0.name, canDeactivate) },
            pathsByTenth: [Int](repeating: 0, count: PairedTally.tenths),
            sparedByTenth: [Int](repeating: 0, count: PairedTally.tenths),
            changedByTenth: [Int](repeating: 0, count: PairedTally.tenths)))
      }
      background = BackgroundRisk(enforcement, horizon: horizon)
      policies = enforcement.policies.count
      recorded = enforcement.policies.indices.filter { recording.contains(enforcement.policies[$0].name) }
      self.event = event
      self.lastDay = lastDay
      self.seed = seed
      hits = AccountDays(policies: policies, horizon: horizon, returning: returning)
      otherHits = AccountDays(policies: policies, horizon: horizon, returning: returning)
    }

    func run(_ replication: Int) -> [PairedTally] {
      var tallies = options.map(\.empty)
      for block in 0..<blocksPerReplication {
        let first = UInt32((replication * blocksPerReplication + block) * PathLanes.count)
        for channel in before { channel.run(first: first, counted: PathLanes.count) }
        hits.fill(from: before, background, nil, seed: seed, first: first)
        for index in options.indices { count(options[index], first, into: &tallies[index]) }
      }
      return tallies
    }

    private func after(_ channel: Int) -> PathBlock {
      if let block = made[channel] { return block }
      let block = PathBlock(
        channels[channel].compiled, names: channels[channel].model.metrics.map(\.name), seed: seed)
      made[channel] = block
      return block
    }

    private func count(_ option: Option, _ first: UInt32, into tally: inout PairedTally) {
      option.background?.begin(seed: seed, first: first)
      option.luck?.begin(seed: seed, first: first)
      var blocks = before
      for (channel, run) in option.runs.enumerated() {
        guard let run else { continue }
        let block = EnforcedBlock(paths: after(channel), enforcement: option.enforcement[channel])
        block.paths.intervention = run
        block.run(
          first: first, counted: PathLanes.count, after: before[channel], touched: option.touched[channel])
        blocks[channel] = block
      }
      otherHits.fill(from: blocks, background, option.background, seed: seed, first: first)
      tally.exposure.count(hits.exposure, otherHits.exposure, PathLanes.count)
      var metric = 0
      var back = 0
      var wanted: (before: UnsafePointer<Int32>, after: UnsafePointer<Int32>)?
      for (channel, block) in blocks.enumerated() {
        for index in block.paths.summaries.indices {
          let pair = (before[channel].paths.firstDays(of: index), block.paths.firstDays(of: index))
          tally.metrics[metric].count(pair.0, pair.1, PathLanes.count)
          if tally.metrics[metric].name == event { wanted = pair }
          if back < tally.returns.count, tally.returns[back].name == tally.metrics[metric].name {
            tally.returns[back].count(
              hits.exposure(of: before[channel].paths, index), otherHits.exposure(of: block.paths, index),
              PathLanes.count)
            back += 1
          }
          metric += 1
        }
      }
      tally.any.count(hits.any, otherHits.any, PathLanes.count)
      for policy in 0..<policies {
        let pair = (hits.deactivated(policy), otherHits.deactivated(policy))
        tally.deactivation[policy].count(pair.0, pair.1, PathLanes.count)
        if tally.deactivation[policy].name == event { wanted = pair }
      }
      guard let wanted else { return }
      func tenth(_ lane: Int) -> Int {
        let luck = option.luck.map { $0.uniforms[lane] } ?? 0.5
        return min(PairedTally.tenths - 1, Int(luck * Double(PairedTally.tenths)))
      }
      for policy in recorded {
        for lane in 0..<PathLanes.count {
          let pair = (hits.deactivation(policy, lane: lane), otherHits.deactivation(policy, lane: lane))
          guard pair.0 != nil || pair.1 != nil else { continue }
          tally.deactivations.append(
            PairedDeactivation(
              path: first + UInt32(lane), policy: policy, tenth: tenth(lane), baseline: pair.0,
              alternative: pair.1))
        }
      }
      for lane in 0..<PathLanes.count {
        let tenth = tenth(lane)
        let (one, two) = (Int(wanted.before[lane]), Int(wanted.after[lane]))
        let spared = (one > 0 && one <= lastDay ? 1 : 0) - (two > 0 && two <= lastDay ? 1 : 0)
        tally.pathsByTenth[tenth] += 1
        tally.sparedByTenth[tenth] += spared
        tally.changedByTenth[tenth] += spared * spared
      }
    }
  }
}
