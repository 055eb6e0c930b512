import AccountHealth
import Documents
import Foundation
import SellerReports
import Store

/// The evening that files describe by the word of the user.
struct ImportEvening {
  /// Days between the files and their evening from which on it is mistyped.
  private static let longestDelay = 2 * 365
  /// Days ahead of this machine and of the files from which on it is mistyped.
  private static let longestAhead = 31

  let day: Day

  /// When lists count as written that were downloaded on it: a time that is of this day in every time zone of
  /// a marketplace, and later for imports later in the day.
  var time: Int {
    let now = Int(Date().timeIntervalSince1970) % 86_400
    return Int(day.number) * 86_400 + 10 * 3_600 + now / 8
  }

  /// - Throws: `InputError` for an evening far from the files, or one that has not come.
  func check(_ kept: KeptReading) throws {
    guard let last = kept.lastDay else { return }
    if abs(day - last) > Self.longestDelay {
      throw InputError(
        "--evening: found \(day), expected a day within two years of the last day in the files, \(last). Nothing was kept."
      )
    }
    let today = Store.Clock.now.day
    if day > max(today, last) + Self.longestAhead {
      throw InputError(
        "--evening: found \(day), expected a day that has come; today is \(today). Nothing was kept.")
    }
  }
}
