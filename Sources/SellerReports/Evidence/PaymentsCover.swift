import AccountHealth

/// The orders of which an account's files of payments would have a claim or a chargeback.
///
/// Payments may end before the orders do, lack a month between two files, or be filtered by product or by
/// kind of booking. What they lack shows in the orders: one that was sent was charged. A claim comes weeks
/// after its order, so an order is covered if the payments go on without a hole from its day to the evening.
struct PaymentsCover {
  /// The first day of purchase whose orders are covered; without a channel none of its orders is.
  private var first: [Order.Channel: Day] = [:]
  /// What the user should know; `nil` if nothing is missing.
  private(set) var remark: String?

  /// The most days without a booking, with orders sent on them, that are no hole.
  private static let quiet = 3
  /// So many orders without a booking make such days a hole. One is a replacement, or paid by invoice.
  private static let fewest = 2
  /// An order is charged within so many days of its shipment, or where times are those of releases.
  private static let (usualWait, releaseWait) = (3, 30)
  /// The share of the sent orders that must have a booking: one of this many may lack.
  private static let oneOf = 10
  /// So many bookings have refunds, fees or transfers beside them, unless these were filtered out.
  private static let filtered = 100

  init(_ account: Account, _ files: [JoinedFile], _ habits: BookingHabits) {
    let payments = files.filter { $0.file.answers.contains(.chargeback) }
    guard let evening = account.lastActivity, let oldest = payments.compactMap(\.oldest).min() else { return }
    let name = Set(payments.map { ReportFault.plain($0.file.file) }).sorted().joined(separator: ", ")
    let sent = SentOrders(account, payments, from: oldest, through: evening - Self.usualWait)
    var start = oldest
    if let hole = sent.lastHole(longerThan: Self.quiet, fewest: Self.fewest, evening) {
      remark =
        "\(name): \(hole.orders) orders were sent in the days from \(hole.first + 1) to \(hole.last - 1), and no payment of these days is there. Whether an order placed before \(min(hole.last, evening)) has a claim or a chargeback is not known. Download the payments of these days as well."
      guard hole.last <= evening else { return }
      start = hole.last
    }
    let isOfReleases = habits.bookings.isEmpty && payments.contains { $0.file.isBooking }
    let charged = evening - (isOfReleases ? Self.releaseWait : Self.usualWait)
    for channel in [Order.Channel.amazon, .seller] {
      let count = sent.count(channel, from: start, through: charged)
      guard count.missing > 1, count.missing * Self.oneOf > count.all else {
        first[channel] = start
        continue
      }
      remark =
        "\(name): \(count.missing) of \(count.all) orders that were sent have no booking. The payments were probably filtered, so whether orders have a claim or a chargeback is not known. Download the payments of all products and all kinds."
    }
    let ordersOnly = payments.filter { $0.file.hasOrdersOnly == true }
    if ordersOnly.count == payments.count,
      ordersOnly.reduce(0, { $0 + $1.facts.count }) >= Self.filtered
    {
      first = [:]
      remark =
        remark
        ?? "\(name): every booking is one of an order, without a refund, a fee or a transfer. It was probably filtered, so whether orders have a claim or a chargeback is not known. Download the payments of all kinds."
    }
  }

  /// Whether the payments would have a claim of this order.
  func has(_ order: Order) -> Bool { first[order.channel].map { $0 <= order.purchased } ?? false }
}

/// The orders that were sent, and which of them have a booking.
private struct SentOrders {
  private struct Sent {
    var channel: Order.Channel
    var purchased, due: Day
    var isBooked: Bool
  }

  private var orders: [Sent] = []
  /// The days of which some booking is there, the first day first.
  private var days: [Day] = []

  init(_ account: Account, _ payments: [JoinedFile], from oldest: Day, through last: Day) {
    var booked: Set<String> = []
    var days: Set<Day> = [oldest]
    for file in payments where file.file.isBooking {
      for (id, fact) in file.facts {
        guard let day = fact.likelyConfirmed else { continue }
        booked.insert(id)
        days.insert(day)
      }
    }
    // A settlement is of all days between its first and its last one, and its orders are not read.
    let spans = payments.filter { !$0.file.isBooking }.compactMap { file in
      file.oldest.flatMap { first in file.lastEntry.map { first...max(first, $0) } }
    }
    for span in spans { days.formUnion((0...span.upperBound - span.lowerBound).map { span.lowerBound + $0 }) }
    self.days = days.sorted()
    let knowsDispatch = account.orders.contains { $0.shipped != nil || $0.shippedBy != nil }
    for order in account.orders where order.cancelled == nil && order.purchased >= oldest {
      let usual = order.shipBy ?? order.purchased + 3
      let due = order.shipped ?? order.shippedBy.map { min($0, max(usual, order.purchased)) } ?? usual
      guard due <= last, !knowsDispatch || order.shipped != nil || order.shippedBy != nil else { continue }
      let isBooked = booked.contains(order.id) || spans.contains { $0.contains(due) }
      orders.append(
        Sent(channel: order.channel, purchased: order.purchased, due: due, isBooked: isBooked))
    }
  }

  /// The last stretch of days without any booking in which orders were sent; its first and last day are those
  /// around it, the last one behind the evening where the payments end.
  func lastHole(longerThan quiet: Int, fewest: Int, _ evening: Day) -> (first: Day, last: Day, orders: Int)? {
    let ends = days.filter { $0 <= evening } + [evening + 1]
    for (first, last) in zip(ends, ends.dropFirst()).reversed() where last - first > quiet + 1 {
      let missing = orders.count { !$0.isBooked && $0.due > first && $0.due < last }
      if missing >= fewest { return (first, last, missing) }
    }
    return nil
  }

  func count(_ channel: Order.Channel, from first: Day, through last: Day) -> (missing: Int, all: Int) {
    let sent = orders.filter { $0.channel == channel && $0.purchased >= first && $0.due <= last }
    return (sent.count { !$0.isBooked }, sent.count)
  }
}
