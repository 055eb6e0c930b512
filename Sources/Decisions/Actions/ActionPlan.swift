import AccountHealth
import Forecasting
import Probability
import Simulation

/// Actions that have been decided on, and how they act on the models of one account.
public struct ActionPlan: Sendable {
  public let actions: [PlannedAction]
  private let facts: AccountFacts
  private let horizon: Int

  public init(_ actions: [PlannedAction], facts: AccountFacts, horizon: Int) {
    self.actions = actions
    self.facts = facts
    self.horizon = horizon
  }

  /// Why an action cannot be evaluated on these models; `nil` if it can.
  ///
  /// - Parameters:
  ///   - action: An action of the catalogue.
  ///   - models: Those of the account, one for each channel.
  ///   - marketplace: That of the account; `nil` for any.
  ///   - emptyChannels: Those in which the account has no order.
  ///   - rating: The Account Health Rating; `nil` if it is not known.
  ///   - windows: Those of the account on the evening of judgement, as far as they are known.
  public static func obstacle(
    to action: Action, in models: [SimulationModel], marketplace: String? = nil,
    emptyChannels: Set<Order.Channel> = [], rating: KnownRating? = nil, windows: [Forecaster.Window] = []
  ) -> String? {
    if let marketplace, !action.exists(in: marketplace) {
      return "only offered on " + action.marketplaces.joined(separator: ", ")
    }
    if let obstacle = action.obstacle(with: rating) ?? action.obstacle(with: windows, in: marketplace) {
      return obstacle
    }
    if !action.channels.isEmpty, action.channels.isSubset(of: emptyChannels) {
      return action.channels == [.amazon]
        ? "these files have no orders that Amazon ships" : "these files have no orders that the seller ships"
    }
    let rates = action.effects.filter { $0.target.isRate || $0.target == .gone }
    let others = action.effects.contains { !($0.target.isRate || $0.target == .gone) }
    guard !rates.isEmpty, !others, !action.isStructural else { return nil }
    let isKnown = rates.contains { effect in
      models.contains { model in effect.metrics(in: model).isEmpty == false }
    }
    return isKnown
      ? nil
      : "these files do not contain \(Set(rates.map(\.target.words)).sorted().joined(separator: " or "))"
  }

  // MARK: Rates and orders

  /// - Parameter model: The model of one channel, as `ChannelFit` makes it.
  public func intervention(on model: SimulationModel) -> Intervention {
    let channel = model.orderChannel
    var result = Intervention(
      draws: actions.map { planned in
        Intervention.Draw(
          name: planned.action.name, day: planned.from.map { max(1, $0 - facts.asOf) } ?? 1,
          leadDays: planned.action.leadDays, rampDays: planned.action.rampDays)
      })
    for (draw, planned) in actions.enumerated() {
      let action = planned.action
      for effect in action.effects { add(effect, of: action, draw, channel, model, to: &result) }
      if let structure = action.structure { add(structure, of: action, draw, channel, to: &result) }
    }
    return result
  }

  private func add(
    _ effect: Effect, of action: Action, _ draw: Int, _ channel: Order.Channel, _ model: SimulationModel,
    to result: inout Intervention
  ) {
    guard effect.channel == channel || effect.target == .background else { return }
    // The orders that it moves are like those that Amazon already fulfils; the structure says how many there
    // are.
    if action.structure == .moveToAmazon { return }
    switch effect.target {
    case .orders:
      result.orders.append(Intervention.Effect(draw: draw, cause: action.cause, .factor, effect.law))
    case .background:
      result.background.append(Intervention.Effect(draw: draw, cause: action.cause, .factor, effect.law))
    case .gone:
      let day = actions[draw].from ?? facts.asOf + 1
      let members = facts.defects(Order.Defect.allCases, channel).enumerated().compactMap { number, order in
        effect.removes(order, on: day)
          ? Intervention.Removal.Member(number: number, day: order.purchased - facts.asOf) : nil
      }
      // The files do not show which claims have a protected label, so these count as ordinary claims.
      guard !members.isEmpty, effect.scope != .protectedClaims else { return }
      for name in effect.metrics(in: model) {
        result.removals[name, default: []].append(
          Intervention.Removal(draw: draw, chance: effect.law, members: members))
      }
    case _ where effect.target.isRate:
      for name in effect.metrics(in: model) {
        guard let built = self.effect(effect, of: action, draw, name, model) else { continue }
        result.outcomes[name, default: []].append(built)
      }
    default: break
    }
  }

  /// An effect on the outcomes of one metric.
  private func effect(
    _ effect: Effect, of action: Action, _ draw: Int, _ name: String, _ model: SimulationModel
  ) -> Intervention.Effect? {
    guard let metric = model.metrics.first(where: { $0.name == name }) else { return nil }
    let change: Intervention.Change =
      switch effect.change {
      case .share: .share
      case .level: .level
      default: .odds
      }
    var built = Intervention.Effect(draw: draw, cause: action.cause, change, law(effect, of: action))
    built.reach = action.coverage
    switch effect.scope {
    case .all: break
    case .onTime, .late:
      if metric.drivenBy != nil {
        built.part = effect.scope == .onTime ? .spared : .hit
      } else {
        built.reach *= effect.scope == .onTime ? 1 - Self.lateShareOfDefects : Self.lateShareOfDefects
      }
    case .untracked:
      let share = facts.untrackedShare ?? 0
      built.reach *= Self.untrackedOdds * share / (1 + (Self.untrackedOdds - 1) * share)
    case .claims, .negativeFeedback, .chargebacks, .protectedClaims:
      built.reach *= facts.share(of: effect.scope.kinds, effect.channel)
    }
    built.reachesPending = effect.reachesPending
    built.delay = effect.reachesPending ? 0 : metric.meanDelay(in: model)
    // If the action itself states what becomes of late deliveries, its late hand-overs must not change them
    // once more.
    built.drives =
      !effect.isRecordOnly
      && !(effect.target == .lateShipment && action.effects.contains { $0.target == .lateDelivery })
    return built.reach > 0 ? built : nil
  }

  /// Share of the bad reviews whose order was delivered late, from 49,605 public orders (0.73 had no late
  /// delivery).
  static let lateShareOfDefects = 0.27
  /// The defects of untracked parcels divided by those of tracked ones (Amazon UK help 202014610).
  static let untrackedOdds = 1.7

  /// The effect's own distribution or, if dates are moved, what the account's late orders say about it.
  private func law(_ effect: Effect, of action: Action) -> EffectLaw {
    let slack: AccountFacts.Slack? =
      switch (action.structure, effect.target) {
      case (.deadlineShift(let shift), .lateShipment): facts.shipmentSlack(workingDays: shift.workingDays)
      case (.deadlineShift(let shift), .lateDelivery): facts.deliverySlack(days: shift.promiseDays)
      case (.weekend(.dispatch), .lateShipment): facts.saturdaySlack()
      default: nil
      }
    guard let slack, effect.change == .odds, slack.late > 0 else { return effect.law }
    return EffectLaw(multiplier: slack.quantiles(prior: effect.quantiles))
  }

  // MARK: Structure

  private func add(
    _ structure: Structure, of action: Action, _ draw: Int, _ channel: Order.Channel,
    to result: inout Intervention
  ) {
    switch structure {
    case .pause(let pause) where channel == .seller:
      result.pauses.append(
        Intervention.Pause(
          draw: draw, days: pause.days, returnLevel: EffectLaw(multiplier: pause.returnLevel),
          halfLifeDays: pause.halfLifeDays))
    case .orderCap(let cap) where channel == .seller && cap.workingDays == nil:
      let most = Int((cap.multipleOfMean * facts.dailyOrders(.seller)).rounded(.up))
      if most > 0 { result.caps.append(Intervention.Cap(draw: draw, orders: most)) }
    case .moveToAmazon:
      let law: EffectLaw
      if channel == .seller {
        law = EffectLaw(multiplier: EffectQuantiles(always: 1 - action.coverage))
      } else {
        let (own, others) = (facts.dailyOrders(.amazon), facts.dailyOrders(.seller))
        guard own > 0 else { return }
        let added = action.coverage * others / own
        let uplift =
          action.effects.first { $0.target == .orders }?.quantiles ?? EffectQuantiles(always: 1)
        law = EffectLaw(
          multiplier: EffectQuantiles(
            p10: 1 + added * uplift.p10, p50: 1 + added * uplift.p50, p90: 1 + added * uplift.p90))
      }
      result.orders.append(Intervention.Effect(draw: draw, cause: action.cause, .factor, law))
    default: break
    }
  }

  // MARK: Enforcement

  /// The enforcement as the actions change it: the daily chances of those groups all of whose rates the
  /// actions name.
  public func enforcement(
    _ enforcement: Enforcement, rules: [MetricRule], notices: [Notice] = []
  ) -> EnforcementModel {
    var model = enforcement.model(rules: rules, asOf: facts.asOf, horizon: horizon, notices: notices)
    let changes = actions.flatMap { planned in
      planned.action.effects.filter { $0.target == .enforcement }.map { (planned, $0) }
    }
    guard !changes.isEmpty else { return model }
    let factors = model.groups.map { group in
      (1...horizon).map { day in
        changes.reduce(1.0) { product, change in
          let (planned, effect) = change
          guard group.allSatisfy({ judged in effect.metrics.contains { $0.rawValue == judged.metric } })
          else {
            return product
          }
          let since = day - (planned.from.map { max(1, $0 - facts.asOf) } ?? 1)
          return since >= planned.action.typicalLead ? product * effect.law.mean : product
        }
      }
    }
    for index in model.policies.indices { model.policies[index].groupFactors = factors }
    return model
  }
}

extension Action {
  var isStructural: Bool { structure != nil }
}

extension Effect {
  /// Whether it can remove the defect of an order if it is decided on `day`. The report of a defect is the
  /// only day that files have: a claim may have been granted later, and then has longer.
  func removes(_ order: Order, on day: Day) -> Bool {
    guard target == .gone, let defect = order.defect, scope.kinds.contains(defect) else { return false }
    guard let within, let recorded = order.defectRecorded else { return true }
    return day - recorded <= within
  }

  /// The metrics of a model that own the outcomes that the effect acts on.
  func metrics(in model: SimulationModel) -> [String] {
    guard model.orderChannel == channel else { return [] }
    return model.metrics.filter { metric in
      metric.outcomesOf == nil
        && Metric(rawValue: metric.name)?.target == (target == .gone ? .defect : target)
    }.map(\.name)
  }
}

extension Effect.Scope {
  /// One of its defects.
  var words: String {
    switch self {
    case .claims, .protectedClaims: "A-to-z claim"
    case .negativeFeedback: "negative feedback"
    case .chargebacks: "chargeback"
    default: "defect"
    }
  }

  var kinds: [Order.Defect] {
    switch self {
    case .claims, .protectedClaims: [.aToZClaim]
    case .negativeFeedback: [.negativeFeedback]
    case .chargebacks: [.chargeback]
    default: Order.Defect.allCases
    }
  }
}

extension Effect.Target {
  fileprivate var words: String {
    switch self {
    case .gone: "defects on record"
    default: rawValue.replacing("_", with: " ")
    }
  }
}

extension Metric {
  /// The name of its bad orders in settings and actions.
  var target: Effect.Target {
    switch self {
    case .lateShipment30, .lateShipment10: .lateShipment
    case .cancellation: .cancellation
    case .orderDefect, .orderDefectAmazon: .defect
    case .onTimeDelivery: .lateDelivery
    case .validTracking: .invalidTracking
    }
  }
}

extension MetricModel {
  /// The mean number of days from an order's purchase to the day that decides its fate, rounded.
  fileprivate func meanDelay(in model: SimulationModel) -> Int {
    if membership == .promise {
      let lags = model.orders?.promiseLags ?? []
      let total = lags.reduce(0, +)
      let sum = lags.enumerated().reduce(0.0) { $0 + Double($1.offset) * $1.element }
      return total > 0 ? Int((sum / total).rounded()) : 0
    }
    let clock = clock ?? []
    let total = clock.reduce(0) { $0 + $1.weight }
    return total > 0 ? Int((clock.reduce(0) { $0 + $1.weight * Double($1.due) } / total).rounded()) : 0
  }
}

extension AccountFacts.Slack {
  /// The distribution of the share that is still late: the account's own orders combined with a prior from
  /// other sellers.
  ///
  /// The prior is taken as the beta distribution of the same mean and spread. Beta(a, b) and r of n give
  /// Beta(a + r, b + n − r).
  func quantiles(prior: EffectQuantiles) -> EffectQuantiles {
    let mean = min(max(prior.p50, 0.01), 0.99)
    // A normal distribution has 2.563 standard deviations between its 10 % and its 90 % point.
    let sd = max((min(prior.p90, 1) - min(prior.p10, 1)) / 2.563, 0.01)
    let weight = max(mean * (1 - mean) / (sd * sd) - 1, 0.5)
    guard
      let beta = try? Beta(
        alpha: mean * weight + Double(stillLate), beta: (1 - mean) * weight + Double(late - stillLate))
    else { return prior }
    func point(_ u: Double) -> Double { max(beta.quantile(u), 1e-6) }
    return EffectQuantiles(p10: point(0.1), p50: point(0.5), p90: point(0.9))
  }
}
