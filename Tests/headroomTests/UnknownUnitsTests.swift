import Foundation
import Testing

@Suite("Units that cannot be read, in what the commands say")
struct UnknownUnitsTests {
  /// Three orders a day from 12 September to 20 November, delivered on the fifth day and promised for the
  /// seventh; those of 1 November came on the ninth. One of these has units that cannot be read.
  private static func orders(_ units: String) -> String {
    var text = "order_id,purchased_at,units,ship_by,shipped_at,deliver_by,delivered_at\n"
    for day in 0..<70 {
      let late = day == 50
      func done(_ ahead: Int) -> String { day + ahead <= 69 ? date(day + ahead) : "" }
      for number in 0..<3 {
        let cell = late && number == 0 ? units : "1"
        text +=
          "\(day * 3 + number),\(date(day)),\(cell),\(date(day + 2)),\(done(1)),\(date(day + 7)),\(done(late ? 9 : 5))\n"
      }
    }
    return text
  }

  /// The day so many days after 12 September 2026.
  private static func date(_ day: Int) -> String {
    Date(timeIntervalSince1970: Double(20_708 + day) * 86_400).formatted(.iso8601.year().month().day())
  }

  @Test("status says between, in the table, CSV and JSON, and forecast leaves the rate out")
  func between() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders("1"), to: "known.csv")
    try folder.write(Self.orders("many"), to: "unread.csv")
    // 14 days of three units: 3 of 42 are late, 7.1 %; with ten units in one order 12 of 51, 23.5 %.
    let known = try CommandLineRun(["status", "known.csv", "--format", "csv"], in: folder)
    #expect(known.output.contains("on_time_delivery_rate,2026-11-20,42,3,0.928571,0.9,met,1,"))
    let unread = try CommandLineRun(["status", "unread.csv", "--format", "csv"], in: folder)
    #expect(
      unread.output.contains(
        "on_time_delivery_rate,2026-11-20,42,,,0.9,undecided,,,,,3,12,undecided,unread.csv,42,0.764706,0.928571,,,\n"
      ))
    let table = try CommandLineRun(["status", "unread.csv"], in: folder)
    #expect(table.output.contains("3–12"))
    #expect(table.output.contains("between 3 of 42 and 12 of 51 units"))
    #expect(table.errors.contains("unread.csv:152:3: units: found 'many'"))
    let json = try CommandLineRun(["status", "unread.csv", "--format", "json"], in: folder)
    #expect(json.output.contains("\"bad_high\":12") && json.output.contains("\"bad_low\":3"))
    let forecast = try CommandLineRun(
      ["forecast", "unread.csv", "--paths", "200", "--seed", "1"], in: folder)
    #expect(forecast.output.contains("Not forecast: on_time_delivery_rate"))
    #expect(!forecast.output.contains("On-time delivery rate:"))
  }
}
