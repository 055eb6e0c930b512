import AccountHealth
import Foundation
import Probability
import Testing

@testable import Workspace

/// The same orders in other files give the same answer: rows and columns in another order, split over files,
/// repeated, overlapping, and in another encoding or dialect.
@Suite("The same orders, written otherwise")
struct RewrittenFilesTests {
  private static let header = [
    "order_id", "purchased_at", "ship_by", "shipped_at", "deliver_by", "delivered_at", "tracking",
    "cancelled_at",
    "cancelled_by", "defect", "defect_at", "units", "amount", "currency",
  ]

  /// 1,000 rewritings with `make prove`.
  private static let count = ProcessInfo.processInfo.environment["HEADROOM_PROVE"] == nil ? 60 : 1000

  @Test("Every rewriting gives the counts, states and evening of the plain file", arguments: 0..<4)
  func same(part: Int) throws {
    for number in stride(from: part, to: Self.count, by: 4) {
      var random = Philox4x32(seed: UInt64(7000 + number / 10))
      let rows = Self.rows(&random)
      let plain = try Self.answer(
        [Data(Self.text(Self.header, rows, .init()).utf8)], "plain file of rewriting \(number)")
      random = Philox4x32(seed: UInt64(90_000 + number))
      let (files, said) = Self.rewritten(rows, &random)
      let answer = try Self.answer(files, "rewriting \(number): \(said)")
      #expect(answer == plain, "rewriting \(number): \(said)")
    }
  }

  // MARK: Orders

  /// Some 250 orders of 90 days, a few of them late, open, cancelled or with a defect.
  private static func rows(_ random: inout Philox4x32) -> [[String]] {
    let first = Day(iso: "2026-03-01") ?? Day(number: 0)
    var rows: [[String]] = []
    for offset in 0..<90 {
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let day = first + offset
        let last = first + 90
        func known(_ date: Day) -> String { date <= last ? "\(date)" : "" }
        func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }
        let shipped = day + (chance(0.06) ? 4 : Int.random(in: 0...2, using: &random))
        let delivered = shipped + Int.random(in: 2...7, using: &random)
        let isCancelled = chance(0.03)
        let hasDefect = !isCancelled && chance(0.02)
        rows.append([
          String(format: "902-%07d-%07d", rows.count + 1, 7 * rows.count + 3), "\(day)", "\(day + 2)",
          isCancelled ? "" : known(shipped), "\(day + 8)", isCancelled ? "" : known(delivered),
          isCancelled || shipped > last ? "" : chance(0.95) ? "valid" : "invalid",
          isCancelled ? known(day + 1) : "",
          isCancelled && day + 1 <= last ? (chance(0.5) ? "seller" : "buyer") : "",
          hasDefect && delivered + 9 <= last ? "a_to_z_claim" : "",
          hasDefect && delivered + 9 <= last ? "\(delivered + 9)" : "",
          "\(Int.random(in: 1...3, using: &random))",
          "\(Int.random(in: 5...90, using: &random)).50", "USD",
        ])
      }
    }
    return rows
  }

  // MARK: Dialects

  /// How a table is written down.
  private struct Dialect {
    var delimiter = ","
    var lineEnd = "\n"
    var isQuoted = false
    var hasSeparatorLine = false
    var hasGuardedIDs = false
  }

  private static func text(_ header: [String], _ rows: [[String]], _ dialect: Dialect) -> String {
    func line(_ cells: [String]) -> String {
      cells.map { dialect.isQuoted ? "\"\($0)\"" : $0 }.joined(separator: dialect.delimiter) + dialect.lineEnd
    }
    var text = dialect.hasSeparatorLine ? "sep=\(dialect.delimiter)\(dialect.lineEnd)" : ""
    text += line(header)
    for row in rows {
      text += line(dialect.hasGuardedIDs ? row.map { $0.hasPrefix("902-") ? "'" + $0 : $0 } : row)
    }
    return text
  }

  private static func rewritten(_ rows: [[String]], _ random: inout Philox4x32) -> (
    files: [Data], said: String
  ) {
    var said: [String] = []
    let columns = Array(header.indices).shuffled(using: &random)
    let parts = Int.random(in: 1...3, using: &random)
    said.append("\(parts) files")
    // Every file ends on the same evening: it has the rows of the last days.
    let tail = Set(rows.suffix(12).map { $0[0] })
    var files: [[[String]]] = Array(repeating: [], count: parts)
    for row in rows {
      let home = Int.random(in: 0..<parts, using: &random)
      for part in 0..<parts
      where part == home || tail.contains(row[0]) || Int.random(in: 0..<9, using: &random) == 0 {
        files[part].append(row)
      }
    }
    if Bool.random(using: &random) {
      said.append("repeated rows")
      files[0] += files[0].filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      said.append("a file twice")
      files.append(files[0])
    }
    let data = files.map { rows -> Data in
      var dialect = Dialect()
      dialect.delimiter = [",", ";", "\t"].randomElement(using: &random) ?? ","
      dialect.lineEnd = ["\n", "\r\n"].randomElement(using: &random) ?? "\n"
      dialect.isQuoted = Bool.random(using: &random)
      dialect.hasSeparatorLine = dialect.delimiter != "\t" && Int.random(in: 0..<4, using: &random) == 0
      dialect.hasGuardedIDs = Int.random(in: 0..<4, using: &random) == 0
      let names = columns.map { column in
        Bool.random(using: &random)
          ? header[column] : header[column].replacing("_", with: " ").capitalized
      }
      let table = text(
        names, rows.shuffled(using: &random).map { row in columns.map { row[$0] } }, dialect)
      let encoding = Int.random(in: 0..<4, using: &random)
      said.append("\(dialect) encoding \(encoding)")
      switch encoding {
      case 0: return Data([0xEF, 0xBB, 0xBF]) + Data(table.utf8)
      case 1: return Data([0xFF, 0xFE]) + (table.data(using: .utf16LittleEndian) ?? Data())
      case 2: return Data([0xFE, 0xFF]) + (table.data(using: .utf16BigEndian) ?? Data())
      default: return Data(table.utf8)
      }
    }
    return (data, said.joined(separator: ", "))
  }

  // MARK: Answers

  private struct Answer: Equatable {
    var asOf: Day
    var accounts: Int
    var rates: [String]
  }

  private static func answer(_ files: [Data], _ name: String) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = try files.enumerated().map { index, data in
      let file = folder.appendingPathComponent("part-\(index).csv")
      try data.write(to: file)
      return file.path
    }
    let workspace = try Workspace(reading: paths)
    #expect(workspace.faults.isEmpty, "\(name): \(workspace.faults)")
    let answer = try workspace.status()
    let status = try #require(answer.accounts.first?.status)
    return Answer(
      asOf: status.asOf, accounts: answer.accounts.count,
      rates: status.metrics.map { "\($0.metric.rawValue) \($0.count) \($0.state)" })
  }
}
