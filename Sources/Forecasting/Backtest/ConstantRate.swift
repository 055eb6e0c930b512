import AccountHealth
import Probability
import Simulation

/// The plain simulation: orders come at one pace, each is bad with one chance, and nothing is known of open
/// orders.
///
/// Orders in the window of the origin stay as they count there. New orders, and known ones too young for the
/// window, are bad with the account's own share over its whole past (of orders, or of units if the rule
/// counts them), to which `strength` of them at the limit are added. New orders are Poisson at the pace of
/// `paceDays` days and are promised after their median time.
struct ConstantRate {
  static let paths = 1_000
  private static let paceDays = 28
  private static let strength = 20.0

  private let orders: [Order]
  private let asOf: Day
  private let horizon: Int

  /// - Parameter account: Nothing recorded after `asOf` is used.
  init(_ account: Account, channel: Order.Channel, asOf: Day, horizon: Int) {
    orders = account.orders.lazy.filter { $0.channel == channel }.compactMap { $0.asKnown(on: asOf) }
    self.asOf = asOf
    self.horizon = horizon
  }

  func model(_ rules: [MetricRule], channel: Order.Channel) -> SimulationModel {
    let recent = orders.lazy.filter { $0.purchased > asOf - Self.paceDays }.count
    var process = OrderProcess(distribution: recent > 0 ? .poisson : .fixed)
    if recent > 0 {
      process.mean = .constant(Double(recent) / Double(Self.paceDays))
    } else {
      process.counts = .constant(0)
    }
    let lags = orders.suffix(200).compactMap { order in
      order.deliverBy.map { min(max(0, $0 - order.purchased), ForecastRequest.longestHorizon) }
    }
    let median = lags.isEmpty ? 0 : lags.sorted()[lags.count / 2]
    process.promiseLags = [Double](repeating: 0, count: median) + [lags.isEmpty ? 0 : 1]
    return SimulationModel(
      horizonDays: horizon, channel: channel, orders: process, metrics: rules.map(metric))
  }

  private func metric(_ rule: MetricRule) -> MetricModel {
    var model = MetricModel(rule)
    var past = WindowCount(orders: 0, bad: 0)
    var settledOrders = [Int](repeating: 0, count: horizon)
    var settledBad = settledOrders
    var young: [Young: Int] = [:]
    for order in orders {
      let contribution = rule.contribution(of: order)
      if let counted = contribution.orders, counted.first <= asOf {
        past.orders += contribution.weight
        if let bad = contribution.bad, bad.first <= asOf { past.bad += contribution.weight }
      }
      guard let day = rule.metric.membership == .purchase ? order.purchased : order.deliverBy else {
        continue
      }
      let member = day - asOf
      if member + rule.youngest <= 0 {
        let now = contribution.count(on: asOf)
        for index in 0..<max(0, min(horizon, member + rule.oldest)) {
          settledOrders[index] += now.orders
          settledBad[index] += now.bad
        }
      } else if member + rule.youngest <= horizon,
        order.cancelled == nil || rule.metric.membership == .purchase
      {
        let units = OrderSizes.units(of: order, rule)
        young[Young(member: member, units: units), default: 0] += 1
        for day in (member + rule.youngest)...(member + rule.oldest) where day <= horizon {
          settledOrders[day - 1] += units
        }
      }
    }
    let limit = rule.limit.value
    let share =
      (Double(past.bad) + Self.strength * limit) / (Double(past.orders) + Self.strength)
    model.baselineLogit = logit(min(max(share, 1e-9), 1 - 1e-9))
    model.settledOrders = settledOrders
    model.settledBad = settledBad
    model.pending = young.keys.sorted().map { key in
      .init(
        orders: young[key] ?? 0, units: key.units > 1 ? key.units : nil, member: key.member,
        due: min(max(1, key.member), horizon), offset: 0, slope: 1, recorded: [.init(day: 1, weight: 1)])
    }
    model.unitsPerOrder = OrderSizes.law(of: orders, rule)
    return model
  }

  /// Known orders too young for the window that are alike.
  private struct Young: Hashable, Comparable {
    var member: Int
    var units: Int

    static func < (left: Young, right: Young) -> Bool {
      (left.member, left.units) < (right.member, right.units)
    }
  }
}
