import AccountHealth
import Foundation
import Testing

@testable import Reporting

/// One description of a table, and what each form of output makes of its cells.
@Suite struct TableFormsTests {
  private struct Row {
    var name: String
    var share: Double?
    var count: Int?
    var day: Day?
  }

  private static let columns: Columns<Row> = [
    Column("name") { .text($0.name) },
    Column("kind") { _ in .word("7") },
    Column("share", key: "p") { Cell($0.share, digits: 3) },
    Column("padded", .files) { .fixed($0.share ?? 0, digits: 2) },
    Column("count") { Cell($0.count) },
    Column("is_bad") { .flag($0.count == 0) },
    Column("day") { Cell($0.day) },
    Column("extra", .objects) { .count($0.name.utf8.count) },
  ]

  private static let rows = [
    Row(name: "=a,\"b\"\nc", share: 1.0 / 3, count: 0, day: Day(iso: "2026-11-01")),
    Row(name: "106", share: nil, count: nil, day: nil),
  ]

  @Test("CSV: the columns of files, rounded, guarded and in quotes where necessary")
  func csv() {
    #expect(Self.columns.names == ["name", "kind", "share", "padded", "count", "is_bad", "day"])
    #expect(Self.columns.header == "name,kind,share,padded,count,is_bad,day\n")
    #expect(
      Self.columns.csv(Self.rows)
        == "\"'=a,\"\"b\"\"\nc\",7,0.333,0.33,0,1,2026-11-01\n106,7,,0.00,,0,\n")
  }

  @Test("NDJSON: the cells of the CSV by their kinds, empty ones as null")
  func ndjson() throws {
    let lines = Self.columns.ndjson(Self.rows).split(separator: "\n")
    #expect(
      lines == [
        #"{"name":"'=a,\"b\"\nc","kind":"7","share":0.333,"padded":0.33,"count":0,"is_bad":1,"day":"2026-11-01"}"#,
        #"{"name":"106","kind":"7","share":null,"padded":0.00,"count":null,"is_bad":0,"day":null}"#,
      ])
    for line in lines {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }
  }

  @Test("JSON: unrounded, as it was read, by its own names, without what is empty")
  func objects() throws {
    #expect(
      try JSONText.line(Self.rows.map(Self.columns.object))
        == #"[{"count":0,"day":"2026-11-01","extra":8,"is_bad":true,"kind":"7","name":"=a,\"b\"\nc","p":0.3333333333333333},{"extra":3,"is_bad":false,"kind":"7","name":"106"}]"#
        + "\n")
  }

  @Test("Control characters are escaped; a number that is none is null")
  func hostile() throws {
    let columns: Columns<Double> = [
      Column("a") { _ in .text("\u{1}\t\\") }, Column("b") { Cell($0) }, Column("c") { _ in .text("") },
    ]
    let line = columns.ndjson([Double.nan])
    #expect(line == "{\"a\":\"\\u0001\\t\\\\\",\"b\":null,\"c\":null}\n")
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
  }
}
