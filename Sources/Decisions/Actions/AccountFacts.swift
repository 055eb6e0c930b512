import AccountHealth
import Simulation

/// What an account's own record, as of a day, says of the orders that actions reach.
public struct AccountFacts: Sendable {
  /// Days back from as-of that are looked at.
  static let memory = 365
  /// Days of the mean of daily orders.
  static let recent = 30

  public let asOf: Day
  /// Known on that day, bought within `memory`.
  let orders: [Order]
  let hasTracking: Bool

  public init(_ account: Account, asOf: Day) {
    self.asOf = asOf
    orders = account.orders.compactMap { order in
      order.purchased > asOf - Self.memory ? order.asKnown(on: asOf) : nil
    }
    hasTracking = account.fields.contains(.tracking)
  }

  func orders(_ channel: Order.Channel) -> [Order] { orders.filter { $0.channel == channel } }

  /// Orders a day over the last `recent` days.
  public func dailyOrders(_ channel: Order.Channel) -> Double {
    Double(orders(channel).count { $0.purchased > asOf - Self.recent }) / Double(Self.recent)
  }

  /// Mean amount, `nil` where no order has one.
  public var orderValue: Double? {
    let amounts = orders.compactMap(\.amount)
    return amounts.isEmpty ? nil : amounts.reduce(0, +) / Double(amounts.count)
  }

  var listings: Int { Set(orders.compactMap(\.sku)).count }

  /// Orders with a defect on record of one of `kinds`.
  func defects(_ kinds: [Order.Defect], _ channel: Order.Channel) -> [Order] {
    orders(channel).filter { order in order.defect.map(kinds.contains) ?? false }
  }

  /// Share of the defects that is of `kinds`, the account's own with two and a quarter assumed ones: one claim, one
  /// rating, a quarter of a chargeback (an assumption, grade D).
  func share(of kinds: [Order.Defect], _ channel: Order.Channel) -> Double {
    func assumed(_ kind: Order.Defect) -> Double { kind == .chargeback ? 0.25 : 1 }
    let prior = kinds.reduce(0) { $0 + assumed($1) }
    let all = Order.Defect.allCases.reduce(0) { $0 + assumed($1) }
    return (Double(defects(kinds, channel).count) + prior)
      / (Double(defects(Order.Defect.allCases, channel).count) + all)
  }

  /// Share of shipped orders without valid tracking; `nil` where the files do not tell.
  var untrackedShare: Double? {
    guard hasTracking else { return nil }
    let told = orders(.seller).compactMap(\.tracking)
    return told.isEmpty ? nil : Double(told.count { $0 != .valid }) / Double(told.count)
  }

  // MARK: Deadlines

  /// Late orders, and how many of them would be late still under other deadlines.
  struct Slack: Sendable, Hashable {
    var late = 0
    var stillLate = 0
  }

  /// Late hand-overs with a deadline `workingDays` later.
  func shipmentSlack(workingDays: Int) -> Slack {
    slack(\.shipBy, \.shipped) { deadline, _ in deadline.addingWorkingDays(workingDays) }
  }

  /// Late deliveries with a promise `days` later.
  func deliverySlack(days: Int) -> Slack {
    slack(\.deliverBy, \.delivered) { deadline, _ in deadline + days }
  }

  /// Late hand-overs if those of a Monday had been made on the Saturday before.
  func saturdaySlack() -> Slack {
    slack(\.shipBy, \.shipped) { deadline, done in
      done.weekday == 0 && done - 2 <= deadline ? done : deadline
    }
  }

  /// - Parameter moved: The deadline that would have held, from the one that did and the day it was done.
  private func slack(
    _ deadline: KeyPath<Order, Day?>, _ done: KeyPath<Order, Day?>, moved: (Day, Day) -> Day
  ) -> Slack {
    var slack = Slack()
    for order in orders(.seller) where order.cancelled == nil {
      guard let by = order[keyPath: deadline] else { continue }
      let on = order[keyPath: done] ?? asOf
      guard on > by else { continue }
      // An order still open may yet take longer: it tells only that the new deadline has passed too.
      let isLate = on > moved(by, on)
      if order[keyPath: done] == nil, !isLate { continue }
      slack.late += 1
      if isLate { slack.stillLate += 1 }
    }
    return slack
  }
}

extension Day {
  /// Monday to Friday; holidays are not known.
  func addingWorkingDays(_ days: Int) -> Day {
    var (day, left) = (self, days)
    while left > 0 {
      day = day + 1
      if day.weekday < 5 { left -= 1 }
    }
    return day
  }
}
