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

  @Test("The strip of 28 days, the history and explain do not call an undecided evening on target")
  func pastEvenings() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders("many"), to: "unread.csv")
    let status = try CommandLineRun(["status", "unread.csv", "--output", "out"], in: folder)
    #expect(status.status == 0, "\(status.errors)")
    let line = try #require(
      status.output.split(separator: "\n").first { $0.hasPrefix("on_time_delivery_rate") })
    #expect(line.hasSuffix("?"), "\(line)")
    #expect(status.output.replacing("\n  ", with: " ").contains("? not decided by the files."))
    let rows = try folder.text("out/history.csv").split(separator: "\n").filter {
      $0.contains(",on_time_delivery_rate,")
    }
    // The three orders of 1 November were promised for the 8th: in the window from the 16th on. Known to be
    // late they are 3 of 42, and with ten units in one 12 of 51.
    let last = try #require(rows.last)
    #expect(
      last.hasSuffix("on_time_delivery_rate,2026-11-20,42,,,undecided,0.764706,0.928571"), "\(last)")
    #expect(rows.contains { $0.hasSuffix("2026-11-10,42,0,1,met,1,1") }, "\(rows)")
    let explain = try CommandLineRun(
      ["explain", "unread.csv", "--metric", "on_time_delivery_rate", "--from", "2026-11-10"], in: folder)
    let text = explain.output.replacing("\n  ", with: " ")
    #expect(
      text.contains("undecided, between 92.9 % on time (3 of 42 units late) and 76.5 % on time (12 of 51"),
      "\(text)")
    #expect(text.contains("1 order is counted by the least that is known"), "\(text)")
    let csv = try CommandLineRun(
      [
        "explain", "unread.csv", "--metric", "on_time_delivery_rate", "--from", "2026-11-10", "--format",
        "csv",
      ],
      in: folder)
    // Order 150 is the first of 1 November.
    let open = csv.output.split(separator: "\n").filter { $0.hasSuffix(",1") }
    #expect(open.count == 1 && open[0].contains(",150,"), "\(open)")
    let json = try CommandLineRun(
      [
        "explain", "unread.csv", "--metric", "on_time_delivery_rate", "--from", "2026-11-10", "--format",
        "json",
      ],
      in: folder)
    #expect(json.output.contains("\"state\":\"undecided\"") && json.output.contains("\"rate_low\":0.76"))
  }

  @Test("rank says which rates its chances leave out")
  func ranked() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders("many"), to: "unread.csv")
    let json = try CommandLineRun(
      ["rank", "unread.csv", "--paths", "200", "--seed", "1", "--format", "json", "-q"], in: folder)
    #expect(json.status == 0, "\(json.errors)")
    #expect(json.output.contains("\"undecided\":[\"on_time_delivery_rate\"]"), "\(json.output)")
    #expect(
      json.output.contains(
        "\"verdict\":[\"The files do not decide on-time delivery rate, so these chances leave it out"),
      "\(json.output)")
  }
}
