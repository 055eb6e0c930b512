import AccountHealth

/// A kind of delimited file in which every row is an order or an item of one.
protocol OrderFormat: SendableMetatype {
  /// Its usual name.
  static var kind: String { get }
  /// The file with the higher rank wins if two files know a field.
  static var rank: UInt8 { get }
  /// Names that must not occur twice.
  static var columns: [String] { get }
  /// The fields that this file could fill: those of its header, as far as the rows read so far use them.
  var fields: OrderFields { get }
  /// What the user should know about the rows read so far.
  var notes: [String] { get }
  /// Orders that were not confirmed at a time, by number.
  var waiting: [String: ReportDate] { get }

  init(_ header: Header, file: String) throws(ReportError)
  /// The order of a row; nil for a row that is no order, or whose account is not kept.
  ///
  /// A cell that cannot be read makes only its field unknown, and `row` lists it.
  ///
  /// - Throws: `CellFault` for a row without a number or a day of purchase.
  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder?
  /// The column of a field's day, and of the day of purchase.
  func column(of day: OrderDay) -> (place: Int, name: String)?
}

extension OrderFormat {
  var waiting: [String: ReportDate] { [:] }
}

/// A day in the life of an order.
enum OrderDay: CaseIterable {
  case purchased, shipBy, shipped, deliverBy, delivered, cancelled, defectRecorded

  /// The field that is unknown if this day is.
  var field: OrderFields {
    switch self {
    case .purchased: []
    case .shipBy: .shipBy
    case .shipped: .shipped
    case .deliverBy: .deliverBy
    case .delivered: .delivered
    case .cancelled: .cancelled
    case .defectRecorded: .defect
    }
  }

  /// Whether it is a promise, not a fact.
  var isDeadline: Bool { self == .shipBy || self == .deliverBy }
}

extension Order {
  subscript(day: OrderDay) -> Day? {
    get {
      switch day {
      case .purchased: purchased
      case .shipBy: shipBy
      case .shipped: shipped
      case .deliverBy: deliverBy
      case .delivered: delivered
      case .cancelled: cancelled
      case .defectRecorded: defectRecorded
      }
    }
    set {
      switch day {
      case .purchased: purchased = newValue ?? purchased
      case .shipBy: shipBy = newValue
      case .shipped: shipped = newValue
      case .deliverBy: deliverBy = newValue
      case .delivered: delivered = newValue
      case .cancelled: cancelled = newValue
      case .defectRecorded: defectRecorded = newValue
      }
    }
  }
}

/// What a row says about an order.
struct ParsedOrder {
  /// What a row says about the fields that every order has.
  struct Known: OptionSet {
    let rawValue: UInt8
    static let channel = Known(rawValue: 1)
    static let units = Known(rawValue: 2)
    /// It has a defect without a day.
    static let undatedDefect = Known(rawValue: 4)
  }

  var order: Order
  var account: String
  var marketplace: String
  /// Seconds since 1970, comparable within a kind of file; 0 if the row does not say.
  var updated: UInt32 = 0
  var known: Known
  /// Fields that this row answers. If such a field is empty, the event had not happened by the evening of the
  /// file.
  var answers: OrderFields
  /// The text that distinguishes the items of an order; empty for a row about the whole order.
  var item = ""
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
