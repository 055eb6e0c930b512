import AccountHealth

/// What a row says of an order.
struct ParsedOrder {
  /// What a row says of the fields that every order has.
  struct Known: OptionSet {
    let rawValue: UInt16
    static let channel = Known(rawValue: 1)
    static let units = Known(rawValue: 2)
    /// It has a defect, and no day of it.
    static let undatedDefect = Known(rawValue: 4)
    /// Its file names a channel that is not understood.
    static let strangeChannel = Known(rawValue: 8)
    /// Its file has a number of units that cannot be read. Items of which one is unread have both marks.
    static let strangeUnits = Known(rawValue: 16)
    /// Its file has a column for units, and no number in it. It is removed when the whole file has been read.
    static let blankUnits = Known(rawValue: 32)
    /// No day of purchase is known; that of the order is the last that it can have been.
    static let strangePurchase = Known(rawValue: 64)
    /// The row has no number of its order.
    static let strangeNumber = Known(rawValue: 128)
    /// The row says of its item, beside the order, that it waits.
    static let openItem = Known(rawValue: 256)
  }

  var order: Order
  var account: String
  var marketplace: String
  /// Seconds since 1970, comparable within a kind of file; 0 where not said.
  var updated: UInt32 = 0
  /// The day of the last change of the order, where the file dates it.
  var changed: Day?
  var known: Known
  /// Fields that this row answers: an empty one did not happen, by the evening of the file.
  var answers: OrderFields
  /// What tells the items of an order apart; empty for a row that is of the whole order.
  var item = ""
}
