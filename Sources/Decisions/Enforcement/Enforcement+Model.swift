import AccountHealth
import Forecasting
import Simulation

extension Enforcement {
  /// The numbers with which an account's paths are simulated: one policy for each of `RiskSetting.allCases`,
  /// in its order.
  ///
  /// The calendar has factors only from October to December. The model says when the first deactivation
  /// comes; appeals and what follows a reinstatement are those of `ClosureProcess`.
  ///
  /// - Parameters:
  ///   - rules: Those that are forecast. A rate that no group judges brings no deactivation.
  ///   - asOf: The day before day 1.
  ///   - horizon: Days ahead.
  ///   - notices: Open on the evening of `asOf`, each about a rate. The group of the rate starts noticed: its
  ///     deadline is the notice's, or follows from the setting where it names none; one that is over is that
  /// of     the next day.
  public func model(rules: [MetricRule], asOf: Day, horizon: Int, notices: [Notice] = [])
    -> EnforcementModel
  {
    let judged = judgedGroups(rules).map { group in
      let judgements = rules.filter { group.metrics.contains($0.metric) }.compactMap { rule in
        severityRule(for: rule).map(EnforcementModel.Judgement.init)
      }
      return (group: group, judgements: judgements)
    }
    return EnforcementModel(
      groups: judged.map(\.judgements),
      policies: RiskSetting.allCases.map { setting in
        var policy = EnforcementModel.Policy(
          name: setting.rawValue, background: background(setting),
          dayFactors: (1...horizon).map { calendar.factor(on: asOf + $0)[setting] },
          noticeDays: Int(noticeDays[setting]),
          deactivatedIfBack: (1 - droppedIfBack[setting]) * mild.deactivatedAtDeadline(setting),
          responses: judged.map { responses(of: $0.group, setting) })
        if let violations { policy.backgroundExtra = Array(violations.hazards(setting).prefix(horizon)) }
        if !notices.isEmpty {
          policy.deadlines = judged.map { item in
            notices.filter { $0.metric.map(item.group.metrics.contains) ?? false }
              .map { max(1, ($0.answerBy ?? $0.received + Int(noticeDays[setting])) - asOf) }.min() ?? 0
          }
        }
        return policy
      })
  }

  /// The share of the background that violations stand for, 0…1.
  public func replacedShare(by rules: RatingRules) -> Double {
    let sum = backgroundCauses.reduce(0) { $0 + $1.share }
    let replaced = backgroundCauses.reduce(0) { $0 + (rules.replaces.contains($1.cause) ? $1.share : 0) }
    return sum > 0 ? replaced / sum : 0
  }

  /// The daily chance of a deactivation for reasons that neither a rate nor the violations show.
  func background(_ setting: RiskSetting) -> Double {
    guard let violations else { return background[setting] }
    return background[setting] * (1 - replacedShare(by: violations.rules))
  }

  /// The chance that a deactivation on a day from 1, for a reason that no rate shows, is for violations.
  func violationShare(_ setting: RiskSetting) -> [Double] {
    guard let violations else { return [] }
    let constant = background(setting)
    return violations.hazards(setting).enumerated().map { place, hazard in
      let other = min(1, constant * calendar.factor(on: violations.record.asOf + place + 1)[setting])
      return hazard + other > 0 ? hazard / (hazard + other) : 0
    }
  }

  /// The groups that judge one of these rules, in the order of the model's groups.
  func judgedGroups(_ rules: [MetricRule]) -> [Group] {
    groups.filter { group in rules.contains { group.metrics.contains($0.metric) } }
  }

  private func responses(of group: Group, _ setting: RiskSetting) -> [EnforcementModel.Response] {
    let factor = group.factor[setting]
    return [(mild, factor * smallFactor[setting]), (mild, factor), (severe, factor)].map { response, factor in
      EnforcementModel.Response(
        notice: min(1, response.notice[setting] * factor),
        deactivated: min(1, response.deactivated[setting] * factor),
        deactivatedAtDeadline: response.deactivatedAtDeadline(setting))
    }
  }
}

extension Enforcement.Response {
  /// The chance that the plan is not accepted and the account is then deactivated.
  fileprivate func deactivatedAtDeadline(_ setting: RiskSetting) -> Double {
    (1 - accepted[setting]) * deactivatedIfRefused[setting]
  }
}

extension Enforcement.Calendar {
  func factor(on day: Day) -> Assumption { day.civil.month >= 10 ? fourthQuarter : ordinary }
}

extension EnforcementModel.Judgement {
  init(_ rule: SeverityRule) {
    self.init(
      metric: rule.rule.metric.rawValue, drawSlot: rule.rule.metric.drawSlot,
      numerator: rule.rule.limit.numerator, denominator: rule.rule.limit.denominator,
      minimumOrders: rule.rule.minimumOrders,
      smallBad: rule.smallBad, smallBelowOrders: rule.smallBelowOrders,
      mildNumerator: rule.mildUpTo.numerator, mildDenominator: rule.mildUpTo.denominator)
  }
}
