import AccountHealth
import Forecasting
import Glibc
import Simulation

/// Simulates deactivations of one account and adds up what each costs.
public struct LossForecaster: Sendable {
  let bench: Bench
  let rules: [MetricRule]
  /// `nil` for an account that sells.
  let shut: ShutAccount?
  private let business: Loss.Business?

  /// - Parameters:
  ///   - task: The account.
  ///   - request: Horizon, paths, seed and threads.
  ///   - priors: What is believed before its orders are read.
  ///   - enforcement: With the books' assumptions (`Enforcement.with`).
  ///   - books: The seller's own figures.
  ///   - usdRate: Units of the account's currency for 1 USD; `nil` if it is not known.
  ///   - shut: How the account is deactivated now; `nil` for one that sells. When its rates are back is
  ///     counted here.
  ///   - pathsPerReplication: A multiple of `AlternativesSimulator.fewestPaths`.
  /// - Returns: `nil` if there is nothing to forecast.
  /// - Throws: `ModelError` if a fit left the range of the engine; that is a fault of this program.
  public init?(
    _ task: Forecaster.Subject, _ request: ForecastRequest, priors: Priors, _ enforcement: Enforcement,
    books: Books, usdRate: Double?, shut: ShutAccount? = nil,
    pathsPerReplication: Int = AlternativesSimulator.pathsPerReplication
  ) throws {
    let forecaster = Forecaster(request, priors: priors)
    let models = forecaster.models(of: task)
    guard !models.isEmpty else { return nil }
    var ranker = ActionRanker(task, request, priors: priors, enforcement, .money(.central))
    (ranker.books, ranker.usdRate) = (books, usdRate)
    // Nothing is earned while it is shut.
    if let shut { ranker.books.settled?.days -= min(books.settled?.days ?? 0, shut.days(by: task.asOf)) }
    ranker.pathsPerReplication = pathsPerReplication
    let bench = try Bench(ranker, models)
    self.bench = bench
    rules = task.rules
    self.shut = shut.map { shut in
      var shut = shut
      shut.onTarget = bench.returning.compactMap { metric in
        forecaster.earliestReturn(metric, task, models)?.withoutNew ?? forecaster.renewal(metric, task)
      }.max()
      return shut
    }
    // What it sold before it was shut is what stops.
    business =
      shut.flatMap {
        $0.since <= task.asOf
          ? bench.business(AccountFacts(task.account, asOf: $0.since - 1)) : nil
      } ?? bench.business
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
        let business,
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

  var ranker: ActionRanker { bench.ranker }
  var enforcement: Enforcement { ranker.enforcement }

  private static let batch = 16

  /// - Parameter progress: Called with the share done; what it throws ends the work.
  /// - Returns: `nil` where the orders have no amounts, or the assumptions no losses or appeals.
  public func forecast(progress: (Double) throws -> Void = { _ in }) throws -> LossForecast? {
    guard let loss = enforcement.loss, let business else { return nil }
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
      let courses = courses(processes[place], records.filter { $0.policy == place }, replications)
      return self.setting(setting, courses, processes[place], loss, business, replications)
    }
    let swings = self.swings(loss, business)
    try progress(1)
    var result = LossForecast(
      account: ranker.task.account.label, asOf: ranker.task.asOf, horizon: ranker.request.horizon,
      currency: bench.currency, paths: replications * ranker.pathsPerReplication,
      offTarget: tallies.joined.any.baselineProbability(by: ranker.request.horizon), business: business,
      books: ranker.books, unitFee: bench.unitFee, violations: enforcement.violations, settings: settings,
      swings: swings, shut: shut)
    result.assumed = AssumedValues.all(
      enforcement, books: ranker.books, bench.unitFee, isShut: shut != nil)
    return result
  }

  /// What becomes of a path that is deactivated.
  struct Followed {
    var path: UInt32
    /// The group of rates that brought it; `nil` for a reason that no rate shows.
    var group: Int?
    var course: ClosureCourse
  }

  /// The paths that are deactivated; all of them, from now on, where the account is shut already.
  func courses(_ process: ClosureProcess, _ records: [PairedDeactivation], _ replications: Int)
    -> [Followed]
  {
    let seed = ranker.request.seed
    guard let shut else {
      return records.compactMap { record in
        record.baseline.map {
          Followed(
            path: record.path, group: $0.group,
            course: process.course(after: $0, path: record.path, seed: seed)
          )
        }
      }
    }
    let named: Metric? = if case .rate(let metric) = shut.reason { metric } else { nil }
    let group = named.flatMap { metric in
      enforcement.judgedGroups(rules).firstIndex { $0.metrics.contains(metric) }
    }
    return (0..<UInt32(replications * ranker.pathsPerReplication)).map { path in
      Followed(
        path: path, group: group,
        course: process.course(of: shut, on: ranker.task.asOf, path: path, seed: seed))
    }
  }

  func version(of path: UInt32) -> Int {
    Int(path) / ranker.pathsPerReplication % bench.versionCount
  }

  /// The paths of each version among the first replications.
  func paths(_ replications: Int) -> [Int] {
    (0..<bench.versionCount).map { version in
      (replications - version + bench.versionCount - 1) / bench.versionCount
        * ranker.pathsPerReplication
    }
  }

  private func setting(
    _ setting: RiskSetting, _ followed: [Followed], _ process: ClosureProcess, _ loss: Loss,
    _ business: Loss.Business, _ replications: Int
  ) -> LossForecast.Setting {
    let (versions, paths, horizon) = (bench.versionCount, self.paths(replications), ranker.request.horizon)
    let empty = LossSample(versions: versions, paths: paths)
    var (total, usd, hits, forGood) = (empty, empty, empty, empty)
    var parts = LossForecast.Part.allCases.map { _ in empty }
    var back = LossForecast.backDays.map { _ in empty }
    var held = [Double](repeating: 0, count: horizon)
    var lost = held
    var heldIfShut = [[Float]](repeating: [], count: horizon)
    let groups = enforcement.judgedGroups(rules)
    var causes: [String: (chance: LossSample, loss: LossSample)] = [:]
    for one in followed {
      let course = one.course
      let amount = loss.amount(of: course, business: business, setting: setting)
      let version = version(of: one.path)
      total.append(amount.total, version: version)
      usd.append(amount.usd, version: version)
      hits.append(1, version: version)
      if course.isShutForGood { forGood.append(1, version: version) }
      for (place, days) in LossForecast.backDays.enumerated() where course.isBack(within: days) {
        back[place].append(1, version: version)
      }
      for (place, part) in LossForecast.Part.allCases.enumerated() {
        parts[place].append(part.value(amount), version: version)
      }
      let name = one.group.map { "\($0)" } ?? course.cause
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
      liquidity: liquidity(setting, process, loss, business), back: shut == nil ? [] : back.map(\.mean))
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
    guard course.closures[0].firstDay <= held.count else { return }
    for day in course.closures[0].firstDay...held.count {
      while let next = closures.first, next.firstDay <= day {
        let isFirst = closures.count == course.closures.count
        let wait = loss.releasedAfter(
          days: Double(next.days), isReinstated: next.isReinstated,
          daysBefore: isFirst ? course.daysBefore : 0, setting)
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
    let before = shut?.days(by: asOf) ?? 0
    // The first day that cash is held from now on.
    let start = max(1, shut.map { $0.since - asOf } ?? 1)
    let waits = (0..<UInt32(Self.liquidityPaths)).map { path -> Double in
      let seed = ranker.request.seed
      let course =
        shut.map { process.course(of: $0, on: asOf, path: path, seed: seed) }
        ?? process.course(afterWholeAccountShutOn: 1, path: path, seed: seed)
      let first = course.closures[0]
      return loss.releasedAfter(
        days: Double(first.days), isReinstated: first.isReinstated, daysBefore: before, setting)
    }.sorted()
    func day(_ wait: Double) -> Day { asOf + start + Int(wait.rounded(.up)) }
    let daily = ranker.books.fixedCostPerDay ?? business.allSales * loss.fixedCost[setting]
    let runway = ranker.books.cash.flatMap { daily > 0 ? $0 / daily : nil }
    let leaves = max(0, loss.removalAfterDays[setting] - Double(before))
    return LossForecast.Liquidity(
      held: (business.balance ?? business.proceeds * loss.frozenDays[setting]) * heldShare(business),
      stock: loss.stockCost(of: business, setting),
      released: [0.1, 0.5, 0.9].map { day(waits[Int($0 * Double(waits.count - 1))]) }, fixedCostPerDay: daily,
      runsOut: runway.flatMap { $0 < 3650 ? asOf + start + Int($0.rounded(.down)) : nil },
      shortfall: runway.map { days in
        Estimate(hits: waits.count { $0 > days }, paths: waits.count)
      },
      removal: [day(leaves), day(leaves + loss.removalDays[setting])])
  }

  /// The share of the balance that is held: all of it, but for an account that goes on to sell with Amazon.
  private func heldShare(_ business: Loss.Business) -> Double {
    guard let shut, !shut.isWholeAccount, business.allSales > 0 else { return 1 }
    return business.sales / business.allSales
  }
}
