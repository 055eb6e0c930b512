import AccountHealth

extension Order {
  /// Days that are before the purchase, or more than half a year from it and from every other day of the
  /// order, mostly because of a mistyped year or month; or only the purchase, if that is the distant day.
  /// `nil` for nearly every order.
  ///
  /// Two days that support each other are kept up to two years from the purchase, as for goods ordered in
  /// advance.
  var farDays: [OrderDay]? {
    let least = purchased - Self.before
    let most = purchased + Self.near
    if isYearsEarly { return [.purchased] }
    func isFar(_ day: Day?) -> Bool { day.map { $0 < least || $0 > most } ?? false }
    guard
      isFar(shipBy) || isFar(shipped) || isFar(deliverBy) || isFar(delivered) || isFar(cancelled)
        || isFar(defectRecorded)
    else { return nil }
    let days = OrderDay.allCases.compactMap { day in self[day].map { (kind: day, day: $0) } }.filter {
      $0.kind != .purchased
    }
    let numbers = days.map { Int($0.day.number) }
    if days.count >= 2, days.allSatisfy({ $0.day < purchased - Self.longBefore || $0.day > most }),
      let first = numbers.min(), let last = numbers.max(), last - first <= Self.near,
      first - Int(purchased.number) > Self.farthest || last < Int(purchased.number) - Self.longBefore
    {
      return [.purchased]
    }
    let far = days.filter { one in
      let limit = one.kind == .defectRecorded || one.kind == .delivered ? Self.nearEnd : Self.near
      guard one.day < least || one.day - purchased > limit else { return false }
      guard one.day >= least, one.day - purchased <= Self.farthest else { return true }
      return !days.contains {
        $0.kind != one.kind && abs($0.day - one.day) <= Self.near && $0.day - purchased > Self.near
      }
    }
    return far.isEmpty ? nil : far.map(\.kind)
  }

  /// Whether its purchase is a whole number of years before days that otherwise follow it as they do in any
  /// order, as after a mistyped year.
  private var isYearsEarly: Bool {
    let days = OrderDay.allCases.filter { $0 != .purchased }.compactMap { self[$0] }
    guard days.count >= 2, let first = days.min(), let last = days.max(), first - purchased > Self.near else {
      return false
    }
    let years = (Double(first - purchased) / 365.25).rounded()
    let placed = purchased + Int((years * 365.25).rounded())
    return years >= 1 && first - placed >= -3 && first - placed <= Self.usualWait
      && last - placed <= Self.near
  }

  /// The first thing happens to an order within so many days.
  private static var usualWait: Int { 45 }

  /// Whether a day is before the purchase, though not far from it.
  func isEarly(_ day: Day) -> Bool { day < purchased && day >= purchased - Self.longBefore }

  /// Nothing of an order is before its purchase, but days of two time zones may differ; if all of it is this
  /// long before, the purchase is wrong.
  private static var before: Int { 2 }
  private static var longBefore: Int { 31 }
  /// Days after the purchase that need no support; likewise for a delivery or a defect.
  private static var near: Int { 183 }
  private static var nearEnd: Int { 300 }
  /// No day of an order is later than this many days after its purchase.
  private static var farthest: Int { 730 }
}
