import AccountHealth

/// A delimited kind of file that holds orders.
protocol OrderFormat {
  static var delimiter: UInt8 { get }
  /// Whether `"` quotes a field.
  static var quotes: Bool { get }
  /// As people call it.
  static var kind: String { get }
  /// Higher goes first where two files know a field.
  static var rank: Int { get }
  /// Names that must not stand twice.
  static var columns: [String] { get }
  /// What this file's header could fill.
  var fields: OrderFields { get }

  init(_ header: Header, file: String) throws(ReportError)
  /// The order of a row; nil for a row that is none, such as one of another sales channel.
  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder?
}

struct ParsedOrder {
  var order: Order
  var account: String
  var marketplace: String
  /// Seconds or days, comparable within a kind of file; 0 where not said.
  var updated: Int64
}

/// What is wrong with a cell, before file and line are known.
struct CellFault: Error {
  /// From 0.
  var column: Int
  var field: String
  var found: String
  var expected: String
  var remedy: String
}
