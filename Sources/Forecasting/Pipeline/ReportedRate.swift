import AccountHealth
import Simulation

/// A window as somebody else counted it on the evening of judgement: the marketplace in its report, or the
/// seller.
public struct ReportedRate: Sendable, Hashable {
  public var count: WindowCount
  /// Whether the account's orders decide the rate too. Then its distribution and its open orders come from
  /// the orders, and only the counts in the window are moved to the reported ones.
  public var hasOrders: Bool
  /// Equally likely numbers of further bad orders in the window that are in neither; none if it is empty.
  /// They are spread over the versions of the account's model.
  public var unknown: [Int]

  public init(_ count: WindowCount, hasOrders: Bool = false, unknown: [Int] = []) {
    self.count = count
    self.hasOrders = hasOrders
    self.unknown = unknown
  }

  /// Orders per day of the window.
  public static func pace(_ count: WindowCount, _ rule: MetricRule) -> Double {
    Double(count.orders) / Double(rule.oldest - rule.youngest + 1)
  }

  /// Sixty days of orders at one pace, for an account without a known order.
  static func evenDays(pace: Double) -> [Int] { evenly(Int((pace * 60).rounded()), over: 60) }

  /// The window day by day, and the orders too young for it as orders whose fate is open.
  ///
  /// The orders of the window are spread evenly over its days, and so are its bad ones, since nothing says on
  /// which day each leaves.
  static func model(_ count: WindowCount, _ rule: MetricRule, horizon: Int, _ priors: Priors) -> MetricModel {
    let length = rule.oldest - rule.youngest + 1
    let orders = evenly(count.orders, over: length)
    let bad = evenly(count.bad, over: length)
    let posterior = RateFilter(prior: priors.rate(of: rule.metric))
      .posterior(of: zip(orders, bad).map { RateFilter.Day(orders: $0, bad: $1) })
    var model = MetricModel(rule)
    model.components = posterior.components
    let due = rule.metric == .orderDefect || rule.metric == .orderDefectAmazon ? 15 : priors.usualHandling
    model.clock = [.init(weight: 1, due: due, recorded: due + 1)]
    // Days younger than the window, oldest first; those promised after today are known already too.
    let ahead = model.membership == .promise ? priors.usualPromise : 0
    let waiting = rule.youngest + ahead
    let young = evenly(Int((pace(count, rule) * Double(waiting)).rounded()), over: max(waiting, 1))
    model.pending = (0..<waiting).compactMap { index in
      guard young[index] > 0 else { return nil }
      let member = index + 1 - rule.youngest
      return .init(
        orders: young[index], member: member, due: min(max(1, member), horizon), offset: 0, slope: 1,
        recorded: [.init(day: 1, weight: 1)])
    }
    // orders[i] has age oldest − i today; on day t those of age up to oldest − t are left.
    func left(_ counts: [Int], _ joining: [Int]) -> [Int] {
      (1...horizon).map { day in
        let old = day < length ? counts[day...].reduce(0, +) : 0
        let members = joining.indices.filter { index in
          let age = day - (index + 1 - rule.youngest)
          return age >= rule.youngest && age <= rule.oldest
        }
        return old + members.reduce(0) { $0 + joining[$1] }
      }
    }
    model.settledOrders = left(orders, waiting > 0 ? young : [])
    model.settledBad = left(bad, [])
    return model
  }

  /// Moves the settled counts of a model fitted to orders by the difference between the report and the
  /// orders. The difference leaves the window evenly, to the nearest whole number.
  static func move(
    _ model: inout MetricModel, from own: WindowCount, to count: WindowCount, _ rule: MetricRule
  ) {
    let length = rule.oldest - rule.youngest + 1
    func moved(_ settled: [Int]?, by difference: Int) -> [Int]? {
      settled?.enumerated().map { index, count in
        max(0, count + leaving(Double(difference), of: length, on: index))
      }
    }
    model.settledOrders = moved(model.settledOrders, by: count.orders - own.orders)
    let most = model.settledOrders ?? []
    model.settledBad = moved(model.settledBad, by: count.bad - own.bad).map { bad in
      zip(bad, most).map { min($0, $1) }
    }
  }

  /// Adds the unknown bad orders of one of several versions of a model.
  func addUnknown(to model: inout MetricModel, draw: Int, of draws: Int, _ rule: MetricRule) {
    guard !unknown.isEmpty else { return }
    let number = Double(unknown[draw * unknown.count / max(1, draws)])
    let length = rule.oldest - rule.youngest + 1
    func more(_ settled: [Int]?) -> [Int]? {
      settled?.enumerated().map { index, count in count + Self.leaving(number, of: length, on: index) }
    }
    (model.settledOrders, model.settledBad) = (more(model.settledOrders), more(model.settledBad))
  }

  /// How many of `number` are still in a window of `length` days after `index + 1` days, to the nearest whole
  /// number, if they leave it evenly.
  private static func leaving(_ number: Double, of length: Int, on index: Int) -> Int {
    Int((number * Double(max(0, length - index - 1)) / Double(length)).rounded())
  }

  /// `total` spread over `days`, as evenly as whole numbers allow.
  private static func evenly(_ total: Int, over days: Int) -> [Int] {
    (0..<days).map { (($0 + 1) * total) / days - ($0 * total) / days }
  }
}
