import AccountHealth
import Foundation
import Testing

@testable import SellerReports

@Suite("Days from times in ISO 8601")
struct DayParserTests {
  private func day(_ text: String, _ zone: String? = "America/Los_Angeles") -> String? {
    let parser = DayParser(timeZone: zone)
    return Array(text.utf8).withUnsafeBufferPointer { parser.day($0)?.description }
  }

  /// US clocks: forward on 2026-03-08 at 10:00Z, back on 2026-11-01 at 09:00Z.
  @Test(
    "A time with an offset is the marketplace's day, across both changes of its clocks",
    arguments: [
      ("2026-03-08T07:59:59Z", "2026-03-07"), ("2026-03-08T08:00:00Z", "2026-03-08"),
      ("2026-03-09T06:59:59Z", "2026-03-08"), ("2026-03-09T07:00:00Z", "2026-03-09"),
      ("2026-11-01T06:59:59Z", "2026-10-31"), ("2026-11-01T07:00:00Z", "2026-11-01"),
      ("2026-11-02T07:59:59Z", "2026-11-01"), ("2026-11-02T08:00:00Z", "2026-11-02"),
      ("2026-07-01T00:30:00+05:30", "2026-06-30"), ("2026-07-01T00:30-0700", "2026-07-01"),
      ("2026-07-01 00:30:00.123+00", "2026-06-30"), ("2026-12-31T23:59:60-12:00", "2027-01-01"),
      ("1989-01-01T00:00:00Z", "1988-12-31"), ("1969-12-31T07:00:00Z", "1969-12-30"),
      ("2026-07-01 00:30:00 -0500", "2026-06-30"), ("2026-07-01 06:59:59 UTC", "2026-06-30"),
      ("2026-07-01T07:00 GMT", "2026-07-01"), ("2026-07-01T06:59:59z", "2026-06-30"),
    ])
  func converted(text: String, expected: String) { #expect(day(text) == expected) }

  @Test(
    "A date without a time, and a time without an offset, is its written date everywhere",
    arguments: ["2026-03-08", "2026-03-08T00:00", "2026-03-08 23:59:59", "2026-03-08T02:30:00.5"],
    ["America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati", nil])
  func written(text: String, zone: String?) { #expect(day(text, zone) == "2026-03-08") }

  @Test("A time with an offset keeps its date if the zone is not known")
  func unknownZone() {
    #expect(day("2026-03-08T01:00:00+09:00", nil) == "2026-03-08")
    #expect(day("2026-03-08T01:00:00+09:00", "Mars/Olympus") == "2026-03-08")
  }

  @Test(
    "Texts that are not a time",
    arguments: [
      "", "2026", "2026-1-01", "2026-13-01", "2026-02-29", "0000-01-01", "31/31/2026", "2026-01-01T",
      "2026-01-01T24:00", "2026-01-01T10:60", "2026-01-01T1:00", "2026-01-01T10:00:61",
      "2026-01-01T10:00:00.",
      "2026-01-01T10:00:00Zz", "2026-01-01T10:00:00+", "2026-01-01T10:00:00+9", "2026-01-01T10:00:00+09:",
      "2026-01-01T10:00:00+09:60", "2026-01-01T10:00:00+19:00", "2026-01-01x10:00", "2026-01-01T10:00 PST",
      "2026-01-01T10:00:0", "2026-01-01T10:00 ", "2026-01-01T10:00 UT", "2026-01-01T10:00  Z", "２026-01-01",
    ])
  func refused(text: String) { #expect(day(text) == nil) }

  @Test("The same as Foundation's calendar at random moments of 60 years")
  func againstCalendar() throws {
    var dice = Dice(seed: 42)
    for zone in [
      "America/Los_Angeles", "Europe/Berlin", "America/Sao_Paulo", "Australia/Sydney", "Asia/Kolkata",
    ] {
      let parser = DayParser(timeZone: zone)
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = try #require(TimeZone(identifier: zone))
      var utc = calendar
      utc.timeZone = try #require(TimeZone(identifier: "UTC"))
      for _ in 0..<2000 {
        let date = Date(timeIntervalSince1970: Double(dice.below(60 * 365 * 86_400)))
        let at = utc.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        func two(_ value: Int?) -> String { String(format: "%02d", value ?? 0) }
        let text =
          "\(at.year ?? 0)-\(two(at.month))-\(two(at.day))T\(two(at.hour)):\(two(at.minute)):\(two(at.second))Z"
        let local = calendar.dateComponents([.year, .month, .day], from: date)
        let expected = Day(year: local.year ?? 0, month: local.month ?? 0, day: local.day ?? 0)
        let found = Array(text.utf8).withUnsafeBufferPointer { parser.day($0) }
        #expect(found == expected, "\(text) in \(zone)")
      }
    }
  }
}
