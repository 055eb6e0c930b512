import AccountHealth
import Forecasting
import Simulation

/// What an account's own record, as of a day, says about the orders that actions reach.
public struct AccountFacts: Sendable {
  /// The length of the record that is used, in days back from as-of.
  static let memory = 365
  /// The number of days over which daily orders are averaged.
  static let recent = 30

  public let asOf: Day
  /// The orders known on that day and bought within `memory`.
  let orders: [Order]
  let hasTracking: Bool
  /// Orders per day of channels for which only counts are known.
  private let countedPace: [Order.Channel: Double]

  /// - Parameters:
  ///   - account: The account with its orders.
  ///   - asOf: The evening; nothing later is read.
  ///   - counts: The windows of rates for which no orders are known.
  public init(_ account: Account, asOf: Day, counts: [(rule: MetricRule, count: WindowCount)] = []) {
    self.asOf = asOf
    countedPace = Dictionary(
      counts.map { ($0.rule.metric.channel, ReportedRate.pace($0.count, $0.rule)) }, uniquingKeysWith: max)
    orders = account.orders.compactMap { order in
      order.purchased > asOf - Self.memory ? order.asKnown(on: asOf) : nil
    }
    hasTracking = account.fields.contains(.tracking)
  }

  func orders(_ channel: Order.Channel) -> [Order] { orders.filter { $0.channel == channel } }

  /// The facts of an account that is forecast. Where it has no orders, its counts say how many there are.
  public init(_ subject: Forecaster.Subject) {
    self.init(
      subject.account, asOf: subject.asOf,
      counts: subject.rules.compactMap { rule in
        subject.reported[rule.metric].flatMap { $0.hasOrders ? nil : (rule, $0.count) }
      })
  }

  /// Mean orders per day over the last `recent` days; those of the counts for a channel without any order.
  public func dailyOrders(_ channel: Order.Channel) -> Double {
    let own = orders(channel)
    if own.isEmpty, let pace = countedPace[channel] { return pace }
    return Double(own.count { $0.purchased > asOf - Self.recent }) / Double(Self.recent)
  }

  /// Mean amount of an order, of those in `currency` or without one; `nil` if there is none. Amounts in other
  /// currencies are not added to them: those orders are taken to be worth the same.
  public var orderValue: Double? {
    let currency = currency
    let amounts = orders.compactMap { $0.currency == nil || $0.currency == currency ? $0.amount : nil }
    return amounts.isEmpty ? nil : amounts.reduce(0, +) / Double(amounts.count)
  }

  /// The orders with an amount, and those among them by currency whose amounts `orderValue` leaves out.
  public var amounts: (orders: Int, leftOut: [String: Int]) {
    let currency = currency
    var (count, others): (Int, [String: Int]) = (0, [:])
    for order in orders where order.amount != nil {
      count += 1
      if let own = order.currency, own != currency { others[own, default: 0] += 1 }
    }
    return (count, others)
  }

  /// The currency of the amounts, that of most orders; `nil` if the files do not name it.
  public var currency: String? {
    let counts = Dictionary(orders.compactMap { $0.currency.map { ($0, 1) } }, uniquingKeysWith: +)
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// The currency of the account: that of its amounts. Where no order names one, it is the currency of costs
  /// on amazon.com, and not known elsewhere.
  public func currency(in marketplace: String) -> String? {
    currency ?? (marketplace == "amazon.com" ? Cost.currency : nil)
  }

  var listings: Int { Set(orders.compactMap(\.sku)).count }

  /// Orders with a defect on record of one of `kinds`.
  func defects(_ kinds: [Order.Defect], _ channel: Order.Channel) -> [Order] {
    orders(channel).filter { order in order.defect.map(kinds.contains) ?? false }
  }

  /// Why an action that only takes defects from the record is of no use; `nil` if it is.
  public func obstacle(to action: Action, on day: Day) -> String? {
    guard !action.effects.isEmpty, action.structure == nil,
      action.effects.allSatisfy({ $0.target == .gone })
    else { return nil }
    let own = action.effects.filter { $0.scope != .protectedClaims }
    guard !own.contains(where: { effect in orders(effect.channel).contains { effect.removes($0, on: day) } })
    else { return nil }
    let within = own.compactMap(\.within).max().map { " that was reported within \($0) days" } ?? ""
    return "these files have no \(own.first?.scope.words ?? "defect")\(within)"
  }

  /// The share of the defects that are of `kinds`. Two and a quarter assumed defects are added to the
  /// account's own: one claim, one rating and a quarter of a chargeback (an assumption, grade D).
  func share(of kinds: [Order.Defect], _ channel: Order.Channel) -> Double {
    func assumed(_ kind: Order.Defect) -> Double { kind == .chargeback ? 0.25 : 1 }
    let prior = kinds.reduce(0) { $0 + assumed($1) }
    let all = Order.Defect.allCases.reduce(0) { $0 + assumed($1) }
    return (Double(defects(kinds, channel).count) + prior)
      / (Double(defects(Order.Defect.allCases, channel).count) + all)
  }

  /// Share of shipped orders without valid tracking; `nil` if the files do not contain tracking.
  var untrackedShare: Double? {
    guard hasTracking else { return nil }
    let told = orders(.seller).compactMap(\.tracking)
    return told.isEmpty ? nil : Double(told.count { $0 != .valid }) / Double(told.count)
  }

  // MARK: Deadlines

  /// The number of late orders, and how many of them would still be late under other deadlines.
  struct Slack: Sendable, Hashable {
    var late = 0
    var stillLate = 0
  }

  /// Late hand-overs, under a deadline that is `workingDays` later.
  func shipmentSlack(workingDays: Int) -> Slack {
    slack(\.shipBy, \.shipped) { deadline, _ in deadline.addingWorkingDays(workingDays) }
  }

  /// Late deliveries, under a promise that is `days` later.
  func deliverySlack(days: Int) -> Slack {
    slack(\.deliverBy, \.delivered) { deadline, _ in deadline + days }
  }

  /// Late hand-overs, if those made on a Monday had been made on the Saturday before.
  func saturdaySlack() -> Slack {
    slack(\.shipBy, \.shipped) { deadline, done in
      done.weekday == 0 && done - 2 <= deadline ? done : deadline
    }
  }

  /// - Parameter moved: Gives the other deadline, from the actual deadline and the day of the hand-over or
  ///   delivery.
  private func slack(
    _ deadline: KeyPath<Order, Day?>, _ done: KeyPath<Order, Day?>, moved: (Day, Day) -> Day
  ) -> Slack {
    var slack = Slack()
    for order in orders(.seller) where order.cancelled == nil {
      guard let by = order[keyPath: deadline] else { continue }
      let on = order[keyPath: done] ?? asOf
      guard on > by else { continue }
      // An order still open may take longer: it only shows whether the new deadline has passed too.
      let isLate = on > moved(by, on)
      if order[keyPath: done] == nil, !isLate { continue }
      slack.late += 1
      if isLate { slack.stillLate += 1 }
    }
    return slack
  }
}

extension Day {
  /// Working days are Monday to Friday; holidays are not known.
  func addingWorkingDays(_ days: Int) -> Day {
    var (day, left) = (self, days)
    while left > 0 {
      day = day + 1
      if day.weekday < 5 { left -= 1 }
    }
    return day
  }
}
