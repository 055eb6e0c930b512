/// Orders that the marketplace counts and the files do not have, by one of its counts of these days: what the
/// files have is a part, which may be better or worse than the whole.
public struct LackingOrders: Sendable, Hashable {
  /// The evening of the marketplace's count.
  public var day: Day
  /// The orders that it counts.
  public var reported: Int
  /// Those that the files have in the same window, so far as they may belong to it.
  public var own: Int
  /// The days of the window.
  public var days: Int
  /// Whose orders they are.
  public var channel: Order.Channel

  public init(day: Day, reported: Int, own: Int, days: Int, channel: Order.Channel = .seller) {
    (self.day, self.reported, self.own, self.days) = (day, reported, own, days)
    self.channel = channel
  }

  /// The orders that are lacking in the window of a rate, ≥ 1: at the same pace, or of the other channel as
  /// many times its own as of this one.
  public func orders(in rule: MetricRule, beside own: WindowCount) -> Int {
    let lacking = reported - self.own
    func share(_ orders: Int, of whole: Int) -> Int { max(1, (lacking * orders + whole - 1) / max(1, whole)) }
    return rule.metric.channel == channel
      ? share(rule.oldest - rule.youngest + 1, of: days) : share(own.orders, of: self.own)
  }

  /// A count with these orders in it: none of them bad at best, and all of them at worst.
  public func added(to count: WindowCount, of rule: MetricRule) -> WindowCount {
    let lacking = orders(in: rule, beside: count)
    var count = count
    count.unplaced += lacking
    count.furtherBad += lacking
    return count
  }
}
