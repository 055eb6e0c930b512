import AccountHealth

/// A delimited kind of file that holds orders.
protocol OrderFormat: SendableMetatype {
  /// As people call it.
  static var kind: String { get }
  /// Higher goes first where two files know a field.
  static var rank: UInt8 { get }
  /// Names that must not stand twice.
  static var columns: [String] { get }
  /// What this file's header could fill.
  var fields: OrderFields { get }
  /// What the user should know of the rows read so far.
  var notes: [String] { get }

  init(_ header: Header, file: String) throws(ReportError)
  /// The order of a row; nil for a row that is none, or not of an account that is kept.
  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder?
}

struct ParsedOrder {
  /// What a row says of the fields that every order has.
  struct Known: OptionSet {
    let rawValue: UInt8
    static let channel = Known(rawValue: 1)
    static let units = Known(rawValue: 2)
  }

  var order: Order
  var account: String
  var marketplace: String
  /// Seconds since 1970, comparable within a kind of file; 0 where not said.
  var updated: Int64
  var known: Known
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
