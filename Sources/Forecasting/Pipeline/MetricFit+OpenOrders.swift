import AccountHealth
import Glibc
import Probability
import Simulation

/// Orders whose fate is open, and the chance of each to end bad.
extension MetricFit {
  /// Which fate is open.
  enum OpenKind: Sendable { case lateShipment, onTimeDelivery, orderDefect }

  func prior(of kind: OpenKind) -> OpenOrderPrior {
    switch kind {
    case .lateShipment: priors.openShipments
    case .onTimeDelivery: priors.openDeliveries
    case .orderDefect: priors.openDefects
    }
  }

  /// The day to which an order's open state is measured: ship-by, or the promised day.
  func deadline(_ order: Order, _ kind: OpenKind) -> Day? {
    switch kind {
    case .lateShipment: order.shipBy
    case .onTimeDelivery: order.deliverBy
    case .orderDefect: defectAnchor(order)
    }
  }

  /// What `evening` knew of an order, or `nil` if its fate was not open then.
  func openOrder(_ order: Order, _ kind: OpenKind, on evening: Day, _ delays: DelayTable) -> OpenOrder? {
    guard let deadline = deadline(order, kind), order.purchased <= evening else { return nil }
    let age = evening - order.purchased
    let daysLeft = deadline - evening
    let isShipped = (order.shipped ?? order.shippedBy).map { $0 <= evening } ?? false
    let isDelivered = order.delivered.map { $0 <= evening } ?? false
    if let cancelled = order.cancelled, cancelled <= evening {
      guard kind == .onTimeDelivery, isShipped, order.shipped.map({ cancelled > $0 }) ?? false else {
        return nil
      }
    }
    var open = OpenOrder(
      state: 0, daysLeft: daysLeft, ownShare: 0.5, workingDays: Self.workingDays(after: evening, daysLeft),
      age: age)
    switch kind {
    case .lateShipment:
      guard daysLeft > 0, !isShipped else { return nil }
      open.ownShare = handling.open(at: age, through: age + daysLeft)
    case .onTimeDelivery:
      guard daysLeft > 0, !isDelivered, isShipped || isExpected(order, evening) else { return nil }
      open.state = isShipped ? 0 : 1
      open.ownShare = transit.open(at: age, through: age + daysLeft)
      open.isShippedLate = wasShippedLate(order, on: evening)
    case .orderDefect:
      if let recorded = order.defectRecorded, recorded <= evening { return nil }
      open.unrecorded = delays.unrecorded(-daysLeft)
      guard open.unrecorded > 1e-9 else { return nil }
      if !snapshot.knowsDelivery {
        open.state = 4
      } else if let delivered = order.delivered, delivered <= evening {
        open.state = delivered <= deadline ? 2 : 3
      } else {
        open.state = isShipped ? 0 : 1
        // Still under way three days after the promise (or three days from now).
        open.ownShare = transit.open(at: age, through: age + max(daysLeft, 0) + 3)
      }
    }
    return open
  }

  /// Whether `evening` knew that an order was not shipped by its ship-by.
  private func wasShippedLate(_ order: Order, on evening: Day) -> Bool {
    guard let shipBy = order.shipBy, shipBy < evening else { return false }
    return order.shipped.map { $0 > shipBy }
      ?? (order.shippedBy == nil && !order.undecided.contains(.shipped))
  }

  /// Whether an unshipped order may still ship: it is not long past its ship-by.
  func isExpected(_ order: Order, _ evening: Day) -> Bool {
    (order.shipBy ?? order.purchased + priors.usualHandling) + Self.abandoned >= evening
  }

  /// An order that is unshipped this many days past ship-by mostly never ships.
  static let abandoned = 10

  /// Monday to Friday among the `days` days after `evening`.
  static func workingDays(after evening: Day, _ days: Int) -> Int {
    guard days > 0 else { return 0 }
    let weeks = days / 7
    return weeks * 5 + (0..<days % 7).reduce(0) { $0 + ((evening + 1 + $1).weekday < 5 ? 1 : 0) }
  }

  /// The account's own past against the prior. Each order counts once in every cell in which it was open; a
  /// shipment or delivery also counts on every evening, among the orders that were alike. A defect stays open
  /// for so many evenings that only the cells are compared.
  ///
  /// - Parameters:
  ///   - posterior: Of the rate to which these orders belong.
  ///   - complete: Days after the deadline from which an order's end is known.
  ///   - after: Days from the deadline to the day whose chance decided; at most `complete`.
  func ownRecord(
    _ kind: OpenKind, _ posterior: RatePosterior, _ delays: DelayTable, complete: Int,
    decidedAfter after: Int = 0,
    endedBad: (Order) -> Bool?
  ) -> OwnRecord {
    let prior = prior(of: kind)
    let today = posterior.meanLogOdds
    var record = OwnRecord()
    var entries: [(evening: Day, order: OpenOrder, isFirst: Bool, isFirstOfState: Bool)] = []
    for order in snapshot.orders {
      guard let deadline = deadline(order, kind), deadline + complete <= asOf,
        deadline + complete > asOf - Self.memory, let bad = endedBad(order)
      else { continue }
      entries.removeAll(keepingCapacity: true)
      var last = -1
      var states: Set<Int> = []
      var evening = max(order.purchased, deadline - Self.longestOpen)
      while evening <= deadline + complete {
        guard let open = openOrder(order, kind, on: evening, delays) else {
          if evening >= deadline || order.delivered != nil { break }
          evening = evening + 1
          continue
        }
        let cell = prior.cell(of: open)
        let isFirst = cell != last
        if isFirst || kind != .orderDefect {
          entries.append((evening, open, isFirst, states.insert(open.state).inserted))
        }
        last = cell
        evening = evening + 1
      }
      // What the other days say of the day that decided; without it, what is known today.
      let past = posterior.past
      let decided = deadline + after
      let account = past.isEmpty ? today : past[max(0, past.count - 1 - max(0, asOf - decided))]
      for (evening, open, isFirst, isFirstOfState) in entries {
        record.add(
          likeness(open, kind), evening: asOf - evening, isFirst: isFirst, isFirstOfState: isFirstOfState,
          of: entries.count, endedBad: bad,
          account: account, logOdds: prior.logOdds(of: open, account: account))
      }
    }
    // What is learnt from like sellers needs no such shift: it made forecasts of them 2 % worse.
    record.settle(
      strength: prior.strength, alike: kind != .orderDefect,
      byState: kind == .orderDefect && priors.orderDefect.isJudged)
    return record
  }

  /// In what an open order is compared with own past ones.
  func likeness(_ open: OpenOrder, _ kind: OpenKind) -> OwnRecord.Likeness {
    .init(
      cell: prior(of: kind).cell(of: open), state: open.state, daysLeft: open.daysLeft, age: open.age,
      workingDays: min(open.workingDays, 6), isShippedLate: open.isShippedLate)
  }

  /// The account's log-odds on each of the days ahead that decide open orders, as far as its own days tell
  /// them apart; otherwise today's.
  func accountAhead(_ posterior: RatePosterior) -> (Int) -> Double {
    let today = posterior.meanLogOdds
    guard !posterior.past.isEmpty else { return { _ in today } }
    let means = posterior.meanLogOdds(through: Self.longestOpen)
    return { means[min(max($0, 0), Self.longestOpen)] }
  }

  /// An order counts as open from this many days before its deadline.
  static let longestOpen = 60
}

/// The share of bad ends that is recorded by each day after the deadline.
struct DelayTable: Sendable {
  private let recorded: [Double]
  private static let reach = 200

  /// - Parameter delays: From the deadline to the record.
  init(_ delays: LagLaw) { recorded = delays.table(reach: Self.reach) }

  /// Nothing is recorded before the deadline is past.
  static let atDeadline = DelayTable(LagLaw(entries: [(0, 1)]))

  func unrecorded(_ days: Int) -> Double {
    1 - recorded[min(max(days, -Self.reach), Self.reach) + Self.reach]
  }
}
