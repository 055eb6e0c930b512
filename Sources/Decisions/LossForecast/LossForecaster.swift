import AccountHealth
import Forecasting
import Glibc
import Simulation

/// Simulates deactivations of one account and adds up what each costs.
public struct LossForecaster: Sendable {
  private let bench: Bench
  private let rules: [MetricRule]

  /// - Parameters:
  ///   - task: The account.
  ///   - request: Horizon, paths, seed and threads.
  ///   - priors: What is believed before its orders are read.
  ///   - enforcement: With the books' assumptions (`Enforcement.with`).
  ///   - books: The seller's own figures.
  ///   - usdRate: Units of the account's currency for 1 USD; `nil` if it is not known.
  ///   - pathsPerReplication: A multiple of `AlternativesSimulator.fewestPaths`.
  /// - Returns: `nil` if there is nothing to forecast.
  /// - Throws: `ModelError` if a fit left the range of the engine; that is a fault of this program.
  public init?(
    _ task: Forecaster.Subject, _ request: ForecastRequest, priors: Priors, _ enforcement: Enforcement,
    books: Books, usdRate: Double?,
    pathsPerReplication: Int = AlternativesSimulator.pathsPerReplication
  ) throws {
    let models = Forecaster(request, priors: priors).models(of: task)
    guard !models.isEmpty else { return nil }
    var ranker = ActionRanker(task, request, priors: priors, enforcement, .money(.central))
    (ranker.books, ranker.usdRate) = (books, usdRate)
    ranker.pathsPerReplication = pathsPerReplication
    bench = try Bench(ranker, models)
    rules = task.rules
  }

  /// What may come for the account, from one run without the sensitivity, in a few hundredths of a second.
  public func risk() -> AccountRisk {
    let replications = bench.mostReplications
    let found = bench.simulator(
      enforcement: bench.enforced, counting: RiskSetting.central.rawValue,
      recording: Set(RiskSetting.allCases.map(\.rawValue))
    ).run([0], replications: 0..<replications, seed: ranker.request.seed, threads: ranker.request.threads)
    var tallies = bench.noTallies
    tallies.append(found[0])
    let records = found[0].flatMap(\.deactivations)
    return AccountRisk(tallies.joined, currency: bench.currency) { place, setting in
      guard let loss = enforcement.loss,
        let business = bench.business,
        let process = ClosureProcess(enforcement, setting, rules: rules)
      else { return nil }
      var total = LossSample(versions: bench.versionCount, paths: paths(replications))
      var usd = total
      for record in records where record.policy == place {
        guard let first = record.baseline else { continue }
        let course = process.course(after: first, path: record.path, seed: ranker.request.seed)
        let amount = loss.amount(of: course, business: business, setting: setting)
        total.append(amount.total, version: version(of: record.path))
        usd.append(amount.usd, version: version(of: record.path))
      }
      return (total.mean, usd.mean)
    }
  }

  private var ranker: ActionRanker { bench.ranker }
  private var enforcement: Enforcement { ranker.enforcement }

  /// Paths of the sensitivity, which only compares.
  private static let mostSensitivityReplications = 24
  private static let batch = 16

  /// - Parameter progress: Called with the share done; what it throws ends the work.
  /// - Returns: `nil` where the orders have no amounts, or the assumptions no losses or appeals.
  public func forecast(progress: (Double) throws -> Void = { _ in }) throws -> LossForecast? {
    guard let loss = enforcement.loss,
      let business = bench.business
    else { return nil }
    let processes = RiskSetting.allCases.compactMap { ClosureProcess(enforcement, $0, rules: rules) }
    guard processes.count == RiskSetting.allCases.count else { return nil }
    let replications = bench.mostReplications
    let simulator = bench.simulator(
      enforcement: bench.enforced, counting: RiskSetting.central.rawValue,
      recording: Set(RiskSetting.allCases.map(\.rawValue)))
    var records: [PairedDeactivation] = []
    var tallies = bench.noTallies
    for start in stride(from: 0, to: replications, by: Self.batch) {
      let end = min(start + Self.batch, replications)
      let found = simulator.run(
        [0], replications: start..<end, seed: ranker.request.seed, threads: ranker.request.threads)
      records += found[0].flatMap(\.deactivations)
      tallies.append(found[0])
      try progress(0.8 * Double(end) / Double(replications))
    }
    let settings = RiskSetting.allCases.enumerated().map { place, setting in
      self.setting(
        setting, records.filter { $0.policy == place }, processes[place], loss, business, replications)
    }
    let swings = self.swings(loss, business)
    try progress(1)
    var result = LossForecast(
      account: ranker.task.account.label, asOf: ranker.task.asOf, horizon: ranker.request.horizon,
      currency: bench.currency, paths: replications * ranker.pathsPerReplication,
      offTarget: tallies.joined.any.baselineProbability(by: ranker.request.horizon), business: business,
      books: ranker.books, unitFee: bench.unitFee, violations: enforcement.violations, settings: settings,
      swings: swings)
    result.assumed = AssumedValues.all(enforcement, books: ranker.books, bench.unitFee)
    return result
  }

  private func version(of path: UInt32) -> Int {
    Int(path) / ranker.pathsPerReplication % bench.versionCount
  }

  /// The paths of each version among the first replications.
  private func paths(_ replications: Int) -> [Int] {
    (0..<bench.versionCount).map { version in
      (replications - version + bench.versionCount - 1) / bench.versionCount
        * ranker.pathsPerReplication
    }
  }

  private func setting(
    _ setting: RiskSetting, _ records: [PairedDeactivation], _ process: ClosureProcess, _ loss: Loss,
    _ business: Loss.Business, _ replications: Int
  ) -> LossForecast.Setting {
    let (versions, paths, horizon) = (bench.versionCount, self.paths(replications), ranker.request.horizon)
    let empty = LossSample(versions: versions, paths: paths)
    var (total, usd, hits, forGood) = (empty, empty, empty, empty)
    var parts = LossForecast.Part.allCases.map { _ in empty }
    var held = [Double](repeating: 0, count: horizon)
    var lost = held
    var heldIfShut = [[Float]](repeating: [], count: horizon)
    let groups = enforcement.judgedGroups(rules)
    var causes: [String: (chance: LossSample, loss: LossSample)] = [:]
    for record in records {
      guard let first = record.baseline else { continue }
      let course = process.course(after: first, path: record.path, seed: ranker.request.seed)
      let amount = loss.amount(of: course, business: business, setting: setting)
      let version = version(of: record.path)
      total.append(amount.total, version: version)
      usd.append(amount.usd, version: version)
      hits.append(1, version: version)
      if course.isShutForGood { forGood.append(1, version: version) }
      for (place, part) in LossForecast.Part.allCases.enumerated() {
        parts[place].append(part.value(amount), version: version)
      }
      let name = first.group.map { "\($0)" } ?? course.cause
      causes[name, default: (empty, empty)].chance.append(1, version: version)
      causes[name, default: (empty, empty)].loss.append(amount.total, version: version)
      add(course, amount, loss, business, setting, to: &held, &lost, &heldIfShut)
    }
    let all = Double(paths.reduce(0, +))
    let named = causes.map { name, samples in
      let metrics = Int(name).map { groups[$0].metrics } ?? []
      return LossForecast.Cause(
        metrics: metrics, name: metrics.isEmpty ? name : Loss.Cause.orderPerformance.rawValue,
        chance: samples.chance.mean, loss: samples.loss.mean)
    }.sorted {
      ($0.loss.value, $1.name, $1.metrics.first?.rawValue ?? "")
        > ($1.loss.value, $0.name, $0.metrics.first?.rawValue ?? "")
    }
    return LossForecast.Setting(
      setting: setting, chance: hits.mean, forGood: forGood.mean, expected: total.mean,
      valueAtRisk: total.valueAtRisk, tail: total.tail, each: total.meanOfHits, usd: usd.mean,
      parts: zip(LossForecast.Part.allCases, parts).map { ($0, $1.mean) }, causes: named,
      held: held.map { $0 / all }, lost: lost.map { $0 / all },
      heldIfShut: heldIfShut.map { LossForecast.Quantiles($0) },
      liquidity: liquidity(setting, process, loss, business))
  }

  /// Futures with a deactivation of which the cash held on each day is noted; they are as random as all.
  private static let notedFutures = 8_000

  /// Adds the days of a path: cash held on each day of the horizon, and margin lost by it.
  private func add(
    _ course: ClosureCourse, _ amount: Loss.Amount, _ loss: Loss, _ business: Loss.Business,
    _ setting: RiskSetting, to held: inout [Double], _ lost: inout [Double], _ ifShut: inout [[Float]]
  ) {
    let reach = Loss.Reach(course, business)
    let daily = reach.sales * loss.margin[setting] * (1 - loss.wonBack[setting])
    var released = 0
    var gone = 0.0
    var closures = course.closures[...]
    for day in course.closures[0].firstDay...held.count {
      while let next = closures.first, next.firstDay <= day {
        let wait =
          next.isReinstated
          ? Double(next.days) + loss.releaseDaysIfReinstated[setting] : loss.releaseDaysIfNot[setting]
        released = max(released, next.firstDay + Int(wait.rounded(.up)))
        closures = closures.dropFirst()
      }
      if let now = course.closures.last(where: { $0.firstDay <= day }) {
        if day < now.firstDay + now.days {
          gone += daily
        } else {
          let since = Double(day - now.firstDay - now.days) + 0.5
          let life = loss.returnHalfLifeDays[setting]
          gone +=
            reach.sales * loss.margin[setting] * (1 - loss.returnLevel[setting])
            * (life > 0 ? exp2(-since / life) : 0)
        }
      }
      lost[day - 1] += gone
      let isHeld = day < released
      if isHeld { held[day - 1] += amount.frozen }
      if ifShut[day - 1].count < Self.notedFutures {
        ifShut[day - 1].append(isHeld ? Float(amount.frozen) : 0)
      }
    }
  }

  /// Paths of the liquidity, each of which is shut on the first day.
  private static let liquidityPaths = 4000

  private func liquidity(
    _ setting: RiskSetting, _ process: ClosureProcess, _ loss: Loss, _ business: Loss.Business
  ) -> LossForecast.Liquidity {
    let asOf = ranker.task.asOf
    let waits = (0..<Self.liquidityPaths).map { path -> Double in
      let course = process.course(
        afterWholeAccountShutOn: 1, path: UInt32(path), seed: ranker.request.seed)
      let first = course.closures[0]
      return first.isReinstated
        ? Double(first.days) + loss.releaseDaysIfReinstated[setting] : loss.releaseDaysIfNot[setting]
    }.sorted()
    func day(_ wait: Double) -> Day { asOf + 1 + Int(wait.rounded(.up)) }
    let daily = ranker.books.fixedCostPerDay ?? business.allSales * loss.fixedCost[setting]
    let runway = ranker.books.cash.flatMap { daily > 0 ? $0 / daily : nil }
    let leaves = loss.removalAfterDays[setting]
    return LossForecast.Liquidity(
      held: business.balance ?? business.proceeds * loss.frozenDays[setting],
      stock: loss.stockCost(of: business, setting),
      released: [0.1, 0.5, 0.9].map { day(waits[Int($0 * Double(waits.count - 1))]) }, fixedCostPerDay: daily,
      runsOut: runway.flatMap { $0 < 3650 ? asOf + 1 + Int($0.rounded(.down)) : nil },
      shortfall: runway.map { days in
        Estimate(hits: waits.count { $0 > days }, paths: waits.count)
      },
      removal: [day(leaves), day(leaves + loss.removalDays[setting])])
  }

  // MARK: Sensitivity

  /// The expected loss of the central setting with one assumption at a time at its low and its high end, on
  /// the same random numbers.
  private func swings(_ loss: Loss, _ business: Loss.Business) -> [LossForecast.Swing] {
    let variants = LossVariant.all(enforcement, books: ranker.books).filter { $0.isSwung(enforcement) }
    let central = RiskSetting.central
    func model(of enforcement: Enforcement) -> EnforcementModel {
      enforcement.model(
        rules: rules, asOf: ranker.task.asOf, horizon: ranker.request.horizon, notices: ranker.task.notices)
    }
    func policy(_ model: EnforcementModel, _ name: String) -> EnforcementModel.Policy {
      var policy = model.policies[RiskSetting.allCases.firstIndex(of: central) ?? 1]
      policy.name = name
      return policy
    }
    // A policy for the assumptions as they are, and two for each that changes when an account is deactivated.
    var policies = [policy(model(of: enforcement), "base")]
    let replications = min(bench.mostReplications, max(Self.mostSensitivityReplications, bench.versionCount))
    func records(_ enforcement: EnforcementModel) -> [Int: [PairedDeactivation]] {
      let simulator = bench.simulator(
        enforcement: enforcement, counting: "base", recording: Set(enforcement.policies.map(\.name)))
      let found = simulator.run(
        [0], replications: 0..<replications, seed: ranker.request.seed, threads: ranker.request.threads)
      return Dictionary(grouping: found[0].flatMap(\.deactivations), by: \.policy)
    }
    var ends: [(variant: LossVariant, end: RiskSetting, enforcement: Enforcement, policy: Int)] = []
    var apart: [Int: [PairedDeactivation]] = [:]
    for variant in variants {
      for end in [RiskSetting.low, .high] {
        let changed = variant.at(end, enforcement)
        if variant.movesGroups {
          let own = model(of: changed)
          apart[ends.count] =
            records(EnforcementModel(groups: own.groups, policies: [policy(own, "base")]))[0] ?? []
          ends.append((variant, end, changed, 0))
        } else if variant.movesHazards {
          policies.append(policy(model(of: changed), "\(policies.count)"))
          ends.append((variant, end, changed, policies.count - 1))
        } else {
          ends.append((variant, end, changed, 0))
        }
      }
    }
    let byPolicy = records(EnforcementModel(groups: bench.enforced.groups, policies: policies))
    let values = ends.enumerated().map { place, end -> Estimate in
      guard let process = ClosureProcess(end.enforcement, central, rules: rules),
        let loss = end.enforcement.loss
      else { return Estimate(value: 0, standardError: 0) }
      let moved = end.variant.business(end.end, business, ranker.books)
      var sample = LossSample(versions: bench.versionCount, paths: paths(replications))
      for record in apart[place] ?? byPolicy[end.policy] ?? [] {
        guard let first = record.baseline else { continue }
        let course = process.course(after: first, path: record.path, seed: ranker.request.seed)
        sample.append(
          loss.amount(of: course, business: moved, setting: central).total,
          version: version(of: record.path))
      }
      return sample.mean
    }
    return variants.indices.map { place in
      let variant = variants[place]
      return LossForecast.Swing(
        assumption: variant.name, low: variant.words(.low, enforcement),
        high: variant.words(.high, enforcement), atLow: values[2 * place], atHigh: values[2 * place + 1])
    }.sorted { ($0.width, $1.assumption) > ($1.width, $0.assumption) }
  }
}
