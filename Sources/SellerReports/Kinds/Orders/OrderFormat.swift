import AccountHealth

/// A delimited kind of file of which every row is an order or an item of one.
protocol OrderFormat: SendableMetatype {
  /// As people call it.
  static var kind: String { get }
  /// Higher goes first where two files know a field.
  static var rank: UInt8 { get }
  /// Names that must not stand twice.
  static var columns: [String] { get }
  /// What this file could fill: what its header has, as far as its rows read so far use it.
  var fields: OrderFields { get }
  /// What the user should know of the rows read so far.
  var notes: [String] { get }
  /// What the rows do not answer although their cells are empty, now that all of them have been read.
  var emptyColumns: EmptyColumns { get }
  /// Whether any row says who ships its order.
  var namesChannels: Bool { get }
  /// Whether some rows have a cell for units, and no number in it.
  var hasBlankUnits: Bool { get }
  /// Defects or cancellations, if some row says by a word that it has none: then empty cells say so too.
  var saysNone: OrderFields { get }
  /// Events of columns whose names may as well be those of plans.
  var bareDays: [OrderDay] { get }
  /// Orders that were not confirmed at a time, by number.
  var waiting: [String: ReportDate] { get }

  init(_ header: Header, file: String) throws(ReportError)
  /// The order of a row; nil for a row that is none, or not of an account that is kept.
  ///
  /// A cell that cannot be read costs its field only and is listed by `row`.
  ///
  /// - Throws: `CellFault` for a row that does not say whose order it is.
  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder?
  /// What a column of the header is read as; `nil` for one that is not read.
  func meaning(ofColumn place: Int, named name: String) -> String?
  /// The column of a field's day, and of the day of purchase.
  func column(of day: OrderDay) -> (place: Int, name: String)?
}

extension OrderFormat {
  var emptyColumns: EmptyColumns { EmptyColumns() }
  var namesChannels: Bool { true }
  var hasBlankUnits: Bool { false }
  var saysNone: OrderFields { [] }
  var bareDays: [OrderDay] { [] }
  var waiting: [String: ReportDate] { [:] }

  /// A column of Amazon's is read as what its name says.
  func meaning(ofColumn place: Int, named name: String) -> String? {
    Self.columns.contains { Header.key($0) == Header.key(name) } ? name : nil
  }
}
