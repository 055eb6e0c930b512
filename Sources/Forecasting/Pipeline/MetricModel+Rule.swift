import AccountHealth
import Simulation

extension MetricModel {
  /// Name, window, limit and membership of a metric by its rule; the fit fills in everything else.
  init(_ rule: MetricRule) {
    self.init(name: rule.metric.rawValue)
    drawSlot = rule.metric.drawSlot
    youngestAge = rule.youngest
    oldestAge = rule.oldest
    // Off target is at the limit or beyond, unless the limit itself is on target.
    self.rule = .rate(
      numerator: rule.limit.numerator, denominator: rule.limit.denominator, strict: rule.isLimitMet,
      minimumOrders: rule.minimumOrders)
    membership = rule.metric.membership == .purchase ? .purchase : .promise
  }
}
