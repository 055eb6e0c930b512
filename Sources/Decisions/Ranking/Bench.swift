import AccountHealth
import Forecasting
import Glibc
import Probability
import Simulation

/// Simulates the actions of one account, their bundles and their assumptions.
struct Bench {
  /// With the fees of a removal in this store.
  let ranker: ActionRanker
  let unitFee: UnitFee
  /// The account's currency; `nil` if it is not known.
  let currency: String?
  let facts: AccountFacts
  private let models: AccountModels
  /// The channels of each version.
  private let channels: [[Simulator]]
  let enforced: EnforcementModel
  /// The rates that are off target on the evening of judgement and are simulated.
  let returning: [Metric]
  /// The windows of the account on that evening.
  let windows: [Forecaster.Window]

  init(_ ranker: ActionRanker, _ models: AccountModels) throws {
    facts = AccountFacts(ranker.task)
    let marketplace = ranker.task.account.marketplace
    currency = facts.currency(in: marketplace)
    var ranker = ranker
    (ranker.enforcement, unitFee) = ranker.enforcement.with(
      ranker.books.fees, in: marketplace, on: ranker.task.asOf, currency: currency)
    self.ranker = ranker
    self.models = models
    channels = try models.versions.map { try $0.map { try Simulator($0) } }
    let simulated = Set(models.first.flatMap { $0.metrics.map(\.name) })
    windows = Forecaster(ranker.request, priors: ranker.priors).windows(of: ranker.task)
    returning = windows.filter(\.isOffTarget).sorted { $0.roomShare < $1.roomShare }.map(\.rule.metric)
      .filter { simulated.contains($0.rawValue) }
    enforced = ranker.enforcement.model(
      rules: ranker.task.rules, asOf: ranker.task.asOf, horizon: ranker.request.horizon,
      notices: ranker.task.notices)
  }

  private var horizon: Int { ranker.request.horizon }

  /// Every version of the models has a replication at least: the error is that between the versions.
  var mostReplications: Int {
    max(2, versionCount, ranker.request.paths / ranker.pathsPerReplication)
  }
  var firstStage: Int { min(max(ActionRanker.firstStage, versionCount), mostReplications) }
  var versionCount: Int { models.versions.count }

  /// The simulator's name for the event of the objective, and the last day on which it counts.
  private var event: (name: String, lastDay: Int) {
    switch ranker.objective {
    case .deactivation(let setting), .money(let setting): (setting.rawValue, horizon)
    case .breach(let metric, let days): (metric.rawValue, days)
    }
  }

  /// - Parameter recording: The settings whose deactivations are recorded; `nil` for that of the objective.
  func simulator(_ plans: [[Action]], recording: [RiskSetting]? = nil) -> VersionedAlternatives {
    let plans = plans.map { actions in
      ActionPlan(actions.map { PlannedAction($0, from: ranker.from) }, facts: facts, horizon: horizon)
    }
    let changed = plans.map {
      $0.enforcement(ranker.enforcement, rules: ranker.task.rules, notices: ranker.task.notices)
    }
    return VersionedAlternatives(
      versions: zip(models.versions, channels).map { models, channels in
        AlternativesSimulator(
          channels,
          alternatives: zip(plans, changed).map { plan, enforcement in
            .init(interventions: models.map { plan.intervention(on: $0) }, enforcement: enforcement)
          }, enforcement: enforced, counting: event.name, by: event.lastDay,
          returning: Set(returning.map(\.rawValue)),
          recording: Set((recording ?? [ranker.objective.setting]).map(\.rawValue)),
          paths: ranker.pathsPerReplication)
      })
  }

  /// One alternative, in which nothing changes, under any enforcement.
  func simulator(
    enforcement: EnforcementModel, counting event: String, recording: Set<String>
  ) -> VersionedAlternatives {
    let plan = ActionPlan([], facts: facts, horizon: horizon)
    return VersionedAlternatives(
      versions: zip(models.versions, channels).map { models, channels in
        AlternativesSimulator(
          channels, alternatives: [.init(interventions: models.map { plan.intervention(on: $0) })],
          enforcement: enforcement, counting: event, by: horizon, recording: recording,
          paths: ranker.pathsPerReplication)
      })
  }

  /// The day of the decision, from 1.
  var start: Int { ranker.from.map { max(1, $0 - ranker.task.asOf) } ?? 1 }

  /// No tallies yet of one alternative.
  var noTallies: VersionTallies { VersionTallies(versions: versionCount) }
  var noMoney: MoneyTally { MoneyTally(versions: versionCount) }

  /// The paths of the objective.
  private func passage(_ tally: PairedTally) -> PairedPassage {
    guard let passage = tally[event.name] else {
      preconditionFailure("the objective is of a metric that is simulated")
    }
    return passage
  }

  func baseline(_ tally: PairedTally) -> Estimate { passage(tally).baselineProbability(by: event.lastDay) }

  func fall(_ tally: PairedTally) -> Estimate { passage(tally).fall(by: event.lastDay) }

  /// `nil` for an action that can change nothing.
  func curve(_ tally: PairedTally) -> EffectCurve? {
    guard passage(tally).canDiffer else { return nil }
    let tenths = 0..<PairedTally.tenths
    let means = tenths.map { Double(tally.sparedByTenth[$0]) / Double(max(1, tally.pathsByTenth[$0])) }
    let errors = tenths.map { tenth -> Double in
      let n = Double(max(1, tally.pathsByTenth[tenth]))
      let variance = Double(tally.changedByTenth[tenth]) / n - means[tenth] * means[tenth]
      // The variance with one changed path more, so that no tenth is certain.
      return (max(variance, 1 / (n + 2)) / n).squareRoot()
    }
    return EffectCurve(means: means, errors: errors)
  }

  /// Units of the account's currency for 1 USD, if that is known.
  var rate: Double? { currency == Cost.currency ? 1 : ranker.usdRate }

  /// The business of the account; `nil` if its orders have no amounts.
  var business: Loss.Business? { business(facts) }

  /// The same by the record of another day.
  func business(_ facts: AccountFacts) -> Loss.Business? {
    var business = facts.business(ranker.books, usdRate: rate)
    business?.feeRate =
      switch unitFee {
      case .stated: rate
      case .table(let fees): fees.currency == currency ? 1 : rate
      case .unknown: 1
      }
    return business
  }

  func price(_ action: Action) -> Price? {
    facts.cost(of: action, days: horizon, margin: ranker.enforcement.loss?.margin.central)
  }

  /// The range of a price in the currency of the losses; `nil` if that is not known.
  func cost(_ price: Price?) -> ClosedRange<Double>? {
    price.flatMap { $0.usd.upperBound == 0 ? $0.own : rate == nil ? nil : $0.total(rate: rate) }
  }

  private func run(_ plans: [[Action]], replications: Int? = nil) -> [PairedTally] {
    priced(plans, replications: replications).map(\.tally)
  }

  /// Runs plans, and says what each saves where losses can be said.
  private func priced(_ plans: [[Action]], replications: Int? = nil) -> [(
    tally: PairedTally, saved: Estimate?
  )] {
    let prices = PathPrices(self)
    var baselines: [UInt32: Double] = [:]
    let results = simulator(plans).run(
      Array(plans.indices), replications: 0..<(replications ?? firstStage), seed: ranker.request.seed,
      threads: ranker.request.threads)
    return zip(plans, results).map { plan, replications in
      var (tallies, money) = (noTallies, noMoney)
      tallies.append(replications)
      guard let prices else { return (tallies.joined, nil) }
      let alternative = prices.alternative(plan, start: start)
      for tally in replications {
        money.append(tally, prices, under: alternative, cost: nil, baselines: &baselines)
      }
      return (tallies.joined, money.saved)
    }
  }

  /// What plans save under every setting of enforcement and losses, from the paths of the first stage.
  ///
  /// - Returns: One for each plan; empty where losses cannot be said.
  func savedBySetting(_ plans: [[Action]]) -> [[RiskSetting: Estimate]] {
    guard !plans.isEmpty else { return [] }
    let results = simulator(plans, recording: RiskSetting.allCases).run(
      Array(plans.indices), replications: 0..<firstStage, seed: ranker.request.seed,
      threads: ranker.request.threads)
    var saved = plans.map { _ in [RiskSetting: Estimate]() }
    for setting in RiskSetting.allCases {
      guard let prices = PathPrices(self, under: setting),
        let policy = enforced.policies.firstIndex(where: { $0.name == setting.rawValue })
      else { continue }
      var baselines: [UInt32: Double] = [:]
      for (place, plan) in plans.enumerated() {
        let alternative = prices.alternative(plan, start: start)
        var money = noMoney
        for var tally in results[place] {
          tally.deactivations.removeAll { $0.policy != policy }
          money.append(tally, prices, under: alternative, cost: nil, baselines: &baselines)
        }
        saved[place][setting] = money.saved
      }
    }
    return saved
  }

  // MARK: Bundles

  /// Up to this many bundles, all are tried.
  private static let exhaustive = 150
  private static let finalists = 10
  private var screening: Int { min(max(6, versionCount), mostReplications) }

  func bundles(_ rows: [ActionRanking.Row], budget: Budget?, most: Int) -> BundleSearch {
    let isMoney = ranker.objective.isMoney
    let helping = rows.filter { row in
      guard row.action != nil, let fall = isMoney ? row.money?.saved : row.fall else { return false }
      return fall.value > 2 * fall.standardError
    }
    // Without a budget an action of unknown cost takes part.
    let candidates = helping.filter { budget?.allows([$0]) ?? true }
    let unbudgeted = helping.filter { budget?.isSilent(on: $0) ?? false }.map(\.name)
    func alone(_ row: ActionRanking.Row) -> Double { (isMoney ? row.money?.net : row.fall)?.value ?? 0 }
    func score(_ bundle: BundleSearch.Bundle) -> Double {
      isMoney ? bundle.net?.value ?? -.infinity : bundle.fall.value
    }
    let count = candidates.count
    func sum(_ set: [Int], _ part: (ActionRanking.Row) -> Double?) -> Double? {
      set.reduce(0) { sum, place in sum.flatMap { known in part(candidates[place]).map { known + $0 } } }
    }
    func parts(_ set: [Int]) -> (usd: Double, own: Double)? {
      guard sum(set, \.middleCost) == nil, let usd = sum(set, { $0.costParts?.amount }),
        let own = sum(set, { $0.costParts?.own })
      else { return nil }
      return (usd, own)
    }
    func isAllowed(_ set: [Int]) -> Bool {
      let actions = set.compactMap { candidates[$0].action }
      let structures = actions.compactMap { $0.structure?.kind }
      let parts = Set(actions.flatMap(\.includes))
      return (budget?.allows(set.map { candidates[$0] }) ?? true) && Set(structures).count == structures.count
        && actions.allSatisfy { !parts.contains($0.name) }
    }
    func tried(_ sets: [[Int]], _ replications: Int) -> [BundleSearch.Bundle] {
      guard !sets.isEmpty else { return [] }
      let results = priced(
        sets.map { set in set.compactMap { candidates[$0].action } }, replications: replications)
      return zip(sets, results).map { set, result in
        let ranges = set.map { self.cost(candidates[$0].price) }
        let paid =
          ranges.contains { $0 == nil }
          ? nil : ranges.reduce(0) { $0 + (($1?.lowerBound ?? 0) + ($1?.upperBound ?? 0)) / 2 }
        return BundleSearch.Bundle(
          names: set.map { candidates[$0].name }, fall: fall(result.tally),
          net: result.saved.flatMap { saved in
            paid.map { Estimate(value: saved.value - $0, standardError: saved.standardError) }
          },
          cost: sum(set, \.middleCost), sumOfAlone: sum(set) { $0.fall?.value ?? 0 } ?? 0,
          daysOffFall: result.tally.exposure.daysOff.last?.change.negated, parts: parts(set))
      }
    }
    var sets: [[Int]] = [[]]
    var all: [[Int]] = []
    for _ in 0..<min(most, count) {
      sets = sets.flatMap { set in ((set.last.map { $0 + 1 } ?? 0)..<count).map { set + [$0] } }
      all += sets.filter(isAllowed)
      if all.count > Self.exhaustive { break }
    }
    if all.count <= Self.exhaustive {
      // All of them run on a part of the paths, and the best of those on more.
      let first = zip(all, tried(all, screening)).sorted { score($0.1) > score($1.1) }
      let finalists = tried(first.prefix(Self.finalists).map(\.0), firstStage)
      return BundleSearch(
        bundles: finalists.sorted { score($0) > score($1) }
          + first.dropFirst(Self.finalists).map(\.1), isExhaustive: true, gap: 0, unbudgeted: unbudgeted)
    }
    var (chosen, found): ([Int], [BundleSearch.Bundle]) = ([], [])
    while chosen.count < most {
      let next = (0..<count).filter { !chosen.contains($0) }.map { (chosen + [$0]).sorted() }
        .filter(isAllowed)
      let results = zip(next, tried(next, screening)).sorted { score($0.1) > score($1.1) }
      guard let best = results.first, score(best.1) > (found.first.map(score) ?? 0) else { break }
      chosen = best.0
      found = results.map(\.1) + found
    }
    if !chosen.isEmpty { found = tried([chosen], firstStage) + found.dropFirst() }
    // The best sum of what single actions do within the budget, if actions were divisible.
    func perCost(_ row: ActionRanking.Row) -> Double {
      row.middleCost.map { $0 > 0 ? alone(row) / $0 : .infinity } ?? .infinity
    }
    // With parts in two currencies only the number of actions bounds it.
    let isBound = budget != nil && candidates.allSatisfy { $0.middleCost != nil }
    var (left, places, bound) = (budget?.amount ?? 0, most, 0.0)
    let helpful = candidates.filter { alone($0) > 0 }
    for row in helpful.sorted(by: { perCost($0) > perCost($1) }) where places > 0 && isBound {
      let price = row.middleCost ?? 0
      let share = price > 0 ? min(1, left / price) : 1
      bound += share * alone(row)
      left -= share * price
      places -= 1
    }
    if !isBound {
      bound = helpful.sorted { alone($0) > alone($1) }.prefix(most).reduce(0) { $0 + alone($1) }
    }
    if !isMoney { bound = min(bound, baseline(run([[]], replications: screening)[0]).value) }
    return BundleSearch(
      bundles: found, isExhaustive: false, gap: max(0, bound - (found.first.map(score) ?? 0)),
      unbudgeted: unbudgeted)
  }

  // MARK: Tornado

  private static func after(_ days: Int) -> String {
    days == 0 ? "at once" : days == 1 ? "after 1 day" : "after \(days) days"
  }

  /// What moves the fall of the first action, widest first; empty if that is doing nothing.
  func tornado(_ row: ActionRanking.Row) throws -> [ActionRanking.Swing] {
    guard let action = row.action, let tally = row.tally, let curve = curve(tally), let fall = row.fall else {
      return []
    }
    // A multiplier is strong at the low end of its distribution, a chance of removal at the high end.
    let ends = [-normalQuantile90, normalQuantile90].map { curve.value(at: $0) }.sorted()
    var swings = [
      ActionRanking.Swing(
        assumption: "how well \(action.name) works", low: "the worst tenth", high: "the best tenth",
        atLow: Estimate(value: ends[0], standardError: fall.standardError),
        atHigh: Estimate(value: ends[1], standardError: fall.standardError))
    ]
    if !ranker.objective.isBreach {
      func change(_ setting: RiskSetting) -> Estimate {
        row.deactivationFall(setting, within: horizon) ?? Estimate(value: 0, standardError: 0)
      }
      swings.append(
        ActionRanking.Swing(
          assumption: "enforcement", low: "low", high: "high", atLow: change(.low), atHigh: change(.high)))
    }
    var variants: [(String, String, String, Action, Action)] = []
    if action.leadDays.count > 1 {
      var (early, late) = (action, action)
      early.leadDays = action.leadDays.lowerBound...action.leadDays.lowerBound
      late.leadDays = action.leadDays.upperBound...action.leadDays.upperBound
      variants.append(
        (
          "when \(action.name) begins", Self.after(early.leadDays.lowerBound),
          Self.after(late.leadDays.lowerBound), early, late
        ))
    }
    if action.coverage < 1 {
      var (less, more) = (action, action)
      less.coverage = action.coverage / 2
      more.coverage = min(1, action.coverage * 2)
      variants.append(
        ("share of orders it is applied to", "\(less.coverage)", "\(more.coverage)", less, more))
    }
    for (assumption, low, high, one, two) in variants {
      let tallies = run([[one], [two]])
      swings.append(
        ActionRanking.Swing(
          assumption: assumption, low: low, high: high, atLow: self.fall(tallies[0]),
          atHigh: self.fall(tallies[1])))
    }
    let ahead = ranker.task.events.contains { event in
      event.days.first <= ranker.task.asOf + horizon && event.days.last > ranker.task.asOf
    }
    if ahead {
      var task = ranker.task
      task.events = []
      let models = Forecaster(ranker.request, priors: ranker.priors).models(of: task)
      let other = try Bench(ranker, models)
      swings.append(
        ActionRanking.Swing(
          assumption: "sale days ahead", low: "none", high: "as assumed",
          atLow: other.fall(other.run([[action]])[0]), atHigh: fall))
    }
    return swings.sorted { $0.width > $1.width }
  }
}

extension Structure {
  /// Only one action of each kind can be chosen.
  fileprivate var kind: String {
    switch self {
    case .deadlineShift: "deadline_shift"
    case .weekend: "weekend"
    case .pause: "pause"
    case .orderCap: "order_cap"
    case .moveToAmazon: "move_to_amazon"
    case .insurance: "insurance"
    }
  }
}
