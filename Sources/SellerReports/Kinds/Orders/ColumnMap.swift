import AccountHealth

/// Which columns of a seller's own table are which of ours, what holds for all of its rows, and how it writes
/// dates.
public struct ColumnMap: Sendable, Hashable {
  /// What every row of the table has.
  struct Constants: Sendable, Hashable {
    var account: String?
    var marketplace: String?
    var channel: Order.Channel?
    var tracking: Order.Tracking?
    var units: Int?
    var currency: String?
    var category: String?

    /// What they answer for every order.
    var fields: OrderFields {
      (channel == nil ? [] : OrderFields.channel).union(tracking == nil ? [] : .tracking)
    }
  }

  /// For each of our columns the names of theirs, the first of which that a table has counts.
  var columns: [OrdersColumn: [String]]
  var constants: Constants
  /// What comes first in dates written in digits; `nil` has the table settle it.
  var dates: DateOrder?

  /// Their column for each of ours, by its place in the header; `nil` where one is not there.
  func places(in names: [String]) -> [OrdersColumn: Int]? {
    let keys = names.map(Header.key)
    var places: [OrdersColumn: Int] = [:]
    for (ours, theirs) in columns {
      guard let place = theirs.lazy.compactMap({ keys.firstIndex(of: Header.key($0)) }).first else {
        return nil
      }
      places[ours] = place
    }
    return places
  }
}
