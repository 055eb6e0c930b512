import SellerReports

/// One column of a table: its name, and its value in a row.
struct Column<Row>: Sendable {
  /// The forms of output that have the column.
  enum Place: Sendable {
    case everywhere
    /// CSV and NDJSON; in JSON the figure is in the object around the rows.
    case files
    /// JSON only.
    case objects
  }

  let name: String
  /// The name in JSON, which may be shorter because the object around the rows explains it.
  let key: String
  let place: Place
  let cell: @Sendable (Row) -> Cell

  init(
    _ name: String, key: String? = nil, _ place: Place = .everywhere,
    _ cell: @escaping @Sendable (Row) -> Cell
  ) {
    self.name = name
    self.key = key ?? name
    self.place = place
    self.cell = cell
  }
}

/// A table, described once by its columns, and its rows in every form that programs read.
struct Columns<Row>: Sendable, ExpressibleByArrayLiteral {
  private let all: [Column<Row>]
  private let files: [Column<Row>]

  init(_ columns: [Column<Row>]) {
    all = columns
    files = columns.filter { $0.place != .objects }
  }

  init(arrayLiteral columns: Column<Row>...) { self.init(columns) }

  static func + (_ some: Columns, _ more: Columns) -> Columns { Columns(some.all + more.all) }

  /// The columns of the files, in their order.
  var names: [String] { files.map(\.name) }
  /// The first line of the CSV.
  var header: String { CSVText.row(names) }

  /// Lines of the CSV, without its header.
  func csv(_ rows: some Sequence<Row>) -> String {
    rows.reduce(into: "") { text, row in text += CSVText.row(files.map { $0.cell(row).csv }) }
  }

  /// One JSON object per row and line, with the cells of the CSV.
  func ndjson(_ rows: some Sequence<Row>) -> String {
    let keys = files.map { JSONText.quoted($0.name) + ":" }
    return rows.reduce(into: "") { text, row in
      let cells = zip(keys, files).map { $0 + $1.cell(row).ndjson }
      text += "{" + cells.joined(separator: ",") + "}\n"
    }
  }

  /// A whole answer: the rows in a program's format, JSON being one array, or `table` for people.
  func text(_ rows: some Sequence<Row>, as format: AnswerFormat, table: () throws -> String) throws -> String
  {
    switch format {
    case .table: try table()
    case .csv: header + csv(rows)
    case .ndjson: ndjson(rows)
    case .json: try JSONText.line(rows.map(object))
    }
  }

  /// The row as part of a larger JSON object; empty cells are left out.
  func object(_ row: Row) -> RowObject {
    RowObject(
      all.compactMap { column in
        guard column.place != .files else { return nil }
        let cell = column.cell(row)
        return cell == .empty ? nil : (column.key, cell)
      })
  }
}
