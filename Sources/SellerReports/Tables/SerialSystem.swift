import AccountHealth

/// Finds out whether the days of a spreadsheet are counted from 1900 or from 1904.
///
/// The two differ by four years and a day. A system is ruled out if it puts days outside 2015 to 2035, if it
/// puts them more than half a year from the days that the same rows write out, or if it puts them more than
/// a year after the file was written. A few mistyped cells decide nothing.
struct SerialSystem: Sendable, Hashable {
  /// Cells of days counted, of those that each system can have.
  private var (all, fits1900, fits1904) = (0, 0, 0)
  /// Cells beside a day that is written out, and how many of them each system puts near it.
  private var (compared, near1900, near1904) = (0, 0, 0)
  /// Cells that the system of 1904 puts more than a year after the file was written.
  private var ahead = 0

  /// The most days between two days of one order, and between a day and the end of its file.
  private static let (near, far) = (183, 366)

  /// - Parameters:
  ///   - others: Days that the same row writes out.
  ///   - written: The day on which the file was written.
  mutating func add(_ number: DateNumber, beside others: [Day], written: Day) {
    let (early, late) = (number.read(as: .serial), number.read(as: .serial1904))
    let (from1900, from1904) = (Day(number: early.seconds / 86_400), Day(number: late.seconds / 86_400))
    all += 1
    if Self.plausible.contains(from1900) { fits1900 += 1 }
    if Self.plausible.contains(from1904) { fits1904 += 1 }
    if from1904 > written + Self.far { ahead += 1 }
    guard !others.isEmpty else { return }
    compared += 1
    if others.contains(where: { abs($0 - from1900) <= Self.near }) { near1900 += 1 }
    if others.contains(where: { abs($0 - from1904) <= Self.near }) { near1904 += 1 }
  }

  static func + (one: SerialSystem, other: SerialSystem) -> SerialSystem {
    var sum = one
    sum.all += other.all
    sum.fits1900 += other.fits1900
    sum.fits1904 += other.fits1904
    sum.compared += other.compared
    sum.near1900 += other.near1900
    sum.near1904 += other.near1904
    sum.ahead += other.ahead
    return sum
  }

  /// The system of these days; `nil` if both are possible, or neither.
  var kind: DateNumber.Kind? {
    let can1900 = Self.most(fits1900, of: all) && (compared == 0 || Self.most(near1900, of: compared))
    let can1904 =
      Self.most(fits1904, of: all) && (compared == 0 || Self.most(near1904, of: compared))
      && 20 * ahead < all
    guard can1900 != can1904 else { return nil }
    return can1900 ? .serial : .serial1904
  }

  private static func most(_ part: Int, of whole: Int) -> Bool { 20 * part >= 19 * whole }

  private static let plausible =
    (Day(iso: "2014-12-31") ?? Day(number: 0))...(Day(iso: "2035-12-31") ?? Day(number: 0))
}
