import AccountHealth
import Documents
import SellerReports
import Workspace

/// What each file is and holds, for the terminal.
struct FilesTable {
  private let answer: FilesAnswer
  /// Names of columns shown of a file; the rest is counted.
  private static let shownColumns = 6

  init(_ answer: FilesAnswer) { self.answer = answer }

  func text(on terminal: Terminal = .plain) -> String {
    let columns: [TextColumn<(offset: Int, element: FileContents)>] = [
      TextColumn("file") { TerminalText.cell($0.element.file, width: 32) },
      TextColumn("what it is", isFlexible: true) { $0.element.kind },
      TextColumn("account") { row in
        let accounts = row.element.accounts.joined(separator: ", ")
        return accounts.isEmpty ? "–" : TerminalText.cell(accounts, width: 24)
      },
      TextColumn("first day") { row in row.element.days.map { "\($0.first)" } ?? "–" },
      TextColumn("last day") { row in row.element.days.map { "\($0.last)" } ?? "–" },
      TextColumn("orders", .right) { "\($0.element.orders)" },
      TextColumn("shared", .right) { "\($0.element.mostShared($0.offset))" },
    ]
    let table = TextTable(columns, answer.files.enumerated().filter { $0.element.leftOut == nil })
    var blocks = table.rows.isEmpty ? [] : [table.text(on: terminal)]
    if answer.files.filter({ $0.orders > 0 }).count > 1 {
      blocks[0] += "\n" + TextWrap.wrapped(Self.meaning, to: terminal.width)
    }
    blocks += answer.files.enumerated().compactMap { place, file in
      let lines = self.lines(file, place)
      return lines.isEmpty
        ? nil
        : ([TerminalText.escaped(file.file)] + lines.map { "  " + Self.wrapped($0, terminal) })
          .joined(separator: "\n")
    }
    return blocks.joined(separator: "\n\n")
  }

  private static let meaning = "shared: the most of its orders that any one of the other files has as well."

  private func lines(_ file: FileContents, _ place: Int) -> [String] {
    if let reason = file.leftOut { return ["is left out: \(reason)"] }
    var lines: [String] = []
    if !file.fields.columns.isEmpty {
      lines.append("brings \(file.fields.columns.joined(separator: ", "))")
    }
    if let stock = file.stock { lines.append("brings " + FileWords.stock(stock)) }
    if let money = file.settlement, let words = FileWords.settlement(money) {
      lines.append("brings " + words)
    }
    for (other, count) in file.shared.enumerated() where other != place && count > 0 {
      lines.append(
        "shares \(Phrases.count(count, "order", "orders")) with \(TerminalText.escaped(answer.files[other].file))"
      )
    }
    let read = file.columns.filter { $0.meaning != nil && $0.meaning != $0.name }
    if !read.isEmpty {
      lines.append(
        "understood: \(read.map { "\(Self.name($0.name)) as \($0.meaning ?? "")" }.joined(separator: ", "))")
    }
    let unread = file.unread
    if !unread.isEmpty {
      let more = unread.count - Self.shownColumns
      lines.append(
        "not read: \(unread.prefix(Self.shownColumns).map(Self.name).joined(separator: ", "))"
          + (more > 0 ? " and \(more) more" : ""))
    }
    return lines
  }

  /// Its further lines below the first.
  private static func wrapped(_ line: String, _ terminal: Terminal) -> String {
    TextWrap.wrapped(line, to: terminal.width.map { $0 - 2 }).replacing("\n", with: "\n  ")
  }

  private static func name(_ column: String) -> String { TerminalText.cell(column, width: 40) }
}

extension FileContents {
  /// The most of its orders that any one of the other files has.
  fileprivate func mostShared(_ place: Int) -> Int {
    shared.enumerated().filter { $0.offset != place }.map(\.element).max() ?? 0
  }
}

/// The same for programs: one row per file. Lists within a cell are separated by spaces or, for names of
/// columns, by `|`.
enum FilesFile {
  static let columns: Columns<FileContents> = [
    Column("file") { .text($0.file) },
    Column("kind") { .word($0.kind) },
    Column("accounts") { .text($0.accounts.joined(separator: " ")) },
    Column("first_day") { Cell($0.days?.first) },
    Column("last_day") { Cell($0.days?.last) },
    Column("rows") { .count($0.rows) },
    Column("orders") { .count($0.orders) },
    Column("fields") { .word($0.fields.columns.joined(separator: " ")) },
    Column("columns_not_read") { .text($0.unread.joined(separator: "|")) },
    Column("shared_orders") { .word($0.shared.map(String.init).joined(separator: " ")) },
    Column("left_out") { .text($0.leftOut ?? "") },
  ]
}

extension FilesAnswer {
  /// The whole answer, ending with a line's end.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    switch format {
    case .table: FilesTable(self).text(on: terminal) + "\n"
    case .csv: FilesFile.columns.header + FilesFile.columns.csv(files)
    case .ndjson: FilesFile.columns.ndjson(files)
    case .json: try FilesJSON.text(self)
    }
  }
}

/// The same as JSON: one object per line and file.
private enum FilesJSON {
  private struct Column: Encodable {
    var name: String
    var meaning: String?
  }

  private struct Object: Encodable {
    var file: String
    var kind: String
    var accounts: [String]
    var firstDay: String?
    var lastDay: String?
    var rows: Int
    var orders: Int
    var fields: [String]
    var columns: [Column]
    /// By the place of each file in the run.
    var sharedOrders: [Int]
    var leftOut: String?
  }

  static func text(_ answer: FilesAnswer) throws -> String {
    try answer.files.map { file in
      try JSONText.line(
        Object(
          file: file.file, kind: file.kind, accounts: file.accounts,
          firstDay: file.days.map { "\($0.first)" }, lastDay: file.days.map { "\($0.last)" }, rows: file.rows,
          orders: file.orders, fields: file.fields.columns,
          columns: file.columns.map { Column(name: $0.name, meaning: $0.meaning) },
          sharedOrders: file.shared, leftOut: file.leftOut))
    }.joined()
  }
}
