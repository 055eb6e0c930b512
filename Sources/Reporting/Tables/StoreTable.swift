import AccountHealth
import Documents
import Foundation
import Store

/// What is in a store, for the terminal.
struct StoreTable {
  private let contents: StoreContents
  /// The files that are listed: the last ones.
  private static let shownFiles = 20
  private static let shownGaps = 5

  init(_ contents: StoreContents) { self.contents = contents }

  func text(on terminal: Terminal) -> String {
    let columns: [TextColumn<StoreContents.File>] = [
      TextColumn("seen") { "\($0.seen)" },
      TextColumn("file") { TerminalText.cell($0.name, width: 40) },
      TextColumn("what it is", isFlexible: true) { $0.kind },
      TextColumn("last day") { $0.evening.map { "\($0)" } ?? "–" },
      TextColumn("orders", .right) { $0.orders > 0 ? "\($0.orders)" : "–" },
      TextColumn("rows", .right) { "\($0.rows)" },
      TextColumn("digest", leftOut: 1) { $0.digest },
    ]
    let files = contents.files.suffix(Self.shownFiles)
    var blocks = [summary.map { TextWrap.wrapped($0, to: terminal.width) }.joined(separator: "\n")]
    if !files.isEmpty { blocks.append(TextTable(columns, Array(files)).text(on: terminal)) }
    let more = contents.files.count - files.count
    if more > 0 {
      blocks.append("\(Phrases.count(more, "earlier file", "earlier files")); --format csv lists all.")
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var summary: [String] {
    let size = Double(contents.size) / 1_048_576
    var lines = [
      "\(TerminalText.escaped(contents.path)): \(Phrases.count(contents.files.count, "file", "files")), "
        + "\(Decimals.fixed(size, size < 10 ? 1 : 0)) MB, schema \(contents.schema)."
    ]
    if let days = contents.days {
      lines.append(
        "Orders placed \(days.first) to \(days.last), in \(Phrases.count(contents.versions, "version of an order or row of a list", "versions of orders and rows of lists"))."
      )
    }
    if let first = contents.evenings.first, let last = contents.evenings.last {
      lines.append(
        first == last
          ? "Seen on one evening, \(first)."
          : "Seen on \(contents.evenings.count) evenings, \(first) to \(last)."
      )
    }
    if contents.snapshots > 0 {
      lines.append(
        "\(Phrases.count(contents.snapshots, "report", "reports")) of the marketplace's own counts.")
    }
    if !contents.gaps.isEmpty {
      let longest = contents.gaps.sorted { ($1.count, $0.first) < ($0.count, $1.first) }.prefix(
        Self.shownGaps)
      let names = longest.map { $0.count == 1 ? "\($0.first)" : "\($0.first) to \($0.last)" }
      lines.append(
        "No order on \(Phrases.count(contents.gaps.reduce(0) { $0 + $1.count }, "day", "days")) between"
          + ", such as \(names.joined(separator: ", ")). Is a file missing?")
    }
    return lines
  }
}

/// The same for programs: one row per file.
enum StoreFile {
  static let columns: Columns<StoreContents.File> = [
    Column("file") { .text($0.name) },
    Column("kind") { .word($0.kind) },
    Column("imported_at") { .word($0.imported) },
    Column("seen") { .date($0.seen) },
    Column("last_day") { Cell($0.evening) },
    Column("orders") { .count($0.orders) },
    Column("rows") { .count($0.rows) },
    Column("sha256") { .word($0.sha256) },
  ]
}

/// What is said of files of a store.
public enum StoreWords {
  /// Files of one name of which one is to be forgotten: a line for each, with how to name it.
  public static func several(_ files: [StoreContents.File]) -> String {
    let lines = files.map { file in
      let orders = file.orders > 0 ? ", \(Phrases.count(file.orders, "order", "orders"))" : ""
      return
        "\n  \(TerminalText.escaped(file.name))@\(digits(of: file, among: files)): seen \(file.seen), \(Phrases.count(file.rows, "row", "rows"))\(orders), \(TerminalText.escaped(file.kind))"
    }
    return
      "--forget-file: \(files.count) files have this name; nothing was forgotten. Name one of them:\(lines.joined())"
  }

  /// As many digits of its hash as tell it from the others, at least eight.
  private static func digits(of file: StoreContents.File, among files: [StoreContents.File]) -> String {
    let length = (8...64).first { length in
      files.count { $0.sha256.prefix(length) == file.sha256.prefix(length) } == 1
    }
    return String(file.sha256.prefix(length ?? 64))
  }
}

extension StoreContents {
  /// The whole answer, ending with a line's end.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    switch format {
    case .table: StoreTable(self).text(on: terminal)
    case .csv: StoreFile.columns.header + StoreFile.columns.csv(files)
    case .ndjson: StoreFile.columns.ndjson(files)
    case .json: try JSONText.line(Object(self))
    }
  }

  private struct Object: Encodable {
    var path: String
    var bytes: Int
    var schema: Int
    var versions: Int
    var firstDay: String?
    var lastDay: String?
    var evenings: [String]
    var snapshots: Int
    var gaps: [[String]]
    var files: [RowObject]

    init(_ contents: StoreContents) {
      (path, bytes, schema) = (contents.path, contents.size, contents.schema)
      (versions, snapshots) = (contents.versions, contents.snapshots)
      (firstDay, lastDay) = (contents.days.map { "\($0.first)" }, contents.days.map { "\($0.last)" })
      evenings = contents.evenings.map { "\($0)" }
      gaps = contents.gaps.map { ["\($0.first)", "\($0.last)"] }
      files = contents.files.map(StoreFile.columns.object)
    }
  }
}
