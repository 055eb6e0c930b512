import AccountHealth

/// How the times of an account's payments relate to confirmations and deliveries, learnt from orders that
/// tell both.
struct BookingHabits {
  /// The files of payments whose times are those of confirmations.
  private(set) var bookings: Set<Int> = []
  /// Those whose times are of the release of the money.
  private(set) var releases: Set<Int> = []
  /// Whether bookings have the units of their orders: at least those of most orders.
  private(set) var countsUnits = false
  /// Bookings come on the day of the confirmation.
  private(set) var booksAtOnce = false
  /// So many bookings come on the day after ship-by that a delay of the booking explains them better than
  /// late confirmations: those are spread over more days.
  private(set) var mayLag = false
  /// Days from delivery to the release of the money, where most orders that tell both agree.
  private(set) var releaseDelay: Int?

  /// Orders from which something is learnt of all others.
  private static let enough = 5
  /// Late confirmations of the first day are at most so many times those of all later days, an assumption.
  private static let spread = 4

  /// - Complexity: O(orders · files), and nothing without files of payments.
  init(_ orders: [Order], _ files: [JoinedFile]) {
    bookings = Set(files.indices.filter { files[$0].file.isBooking })
    guard !bookings.isEmpty else { return }
    var inTime: [Int: (early: Int, all: Int)] = [:]
    var (atOnce, compared) = (0, 0)
    var (nextDay, later) = (0, 0)
    var (whole, short) = (0, 0)
    var delays: [Int: Int] = [:]
    for order in orders {
      for index in bookings {
        guard let booking = files[index].facts[order.id], let booked = booking.likelyConfirmed else {
          continue
        }
        if let shipBy = order.shipBy {
          inTime[index, default: (0, 0)].all += 1
          if booked <= shipBy + 1 { inTime[index, default: (0, 0)].early += 1 }
          if booked == shipBy + 1 { nextDay += 1 } else if booked > shipBy { later += 1 }
        }
        if let units = booking.units, !booking.missesUnits, order.furtherUnits == 0 {
          if units >= order.units { whole += 1 } else { short += 1 }
        }
        if let own = order.shipped, !order.assumed.contains(.shipped),
          order.shipBy.map({ own < $0 && booked < $0 }) ?? true
        {
          compared += 1
          if own == booked { atOnce += 1 }
        }
        for other in files where !other.file.isBooking && !other.file.isAssumed {
          guard let fact = other.facts[order.id] else { continue }
          if let day = fact.confirmed?.day {
            compared += 1
            if day == booked { atOnce += 1 }
          }
          if let delivered = fact.delivered, let released = booking.released {
            delays[released - delivered, default: 0] += 1
          }
        }
      }
    }
    // Money released long after delivery may have been booked on its release; then the times say nothing of
    // confirmations.
    releases = bookings.filter { index in inTime[index].map { 2 * $0.early < $0.all } ?? false }
    bookings = bookings.filter { index in
      inTime[index] == nil ? files[index].file.hasReleases : !releases.contains(index)
    }
    countsUnits = whole >= Self.enough && whole >= 2 * short
    mayLag = nextDay > Self.enough + Self.spread * later
    booksAtOnce = compared >= Self.enough && 20 * atOnce >= 19 * compared
    let all = delays.values.reduce(0, +)
    if all >= Self.enough, let most = delays.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      20 * most.value >= 19 * all
    {
      releaseDelay = most.key
    }
  }
}
