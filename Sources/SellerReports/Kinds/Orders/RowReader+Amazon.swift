import AccountHealth

/// The common beginning of the rows of all Amazon order reports.
extension RowReader {
  /// A new order with its number, day and marketplace; nil for a row that is not read because it has another
  /// sales channel, which is counted in `elsewhere`, or because it was not requested.
  ///
  /// - Parameter deadline: The column of a deadline, which Amazon writes as the last second of a day.
  func amazonHead(
    _ sales: Int?, currency: Int?, _ id: Int?, _ idField: String, _ purchased: Int?, _ elsewhere: inout Int,
    deadline: Int? = nil
  ) throws(CellFault) -> (order: Order, marketplace: String)? {
    try checkTold(sales, "sales-channel")
    if let sales = label(sales), OtherShops.isOne(sales) {
      elsewhere += 1
      return nil
    }
    let marketplace = marketplace(sales, currency: currency)
    guard keeps("", marketplace) else { return nil }
    takeClock(of: deadline)
    let number = number(id, idField)
    let day = purchase(purchased, "purchase-date", example: "2026-01-31T14:05:00+00:00")
    return (order(number, day), marketplace)
  }

  static func leftOut(elsewhere rows: Int) -> String {
    "\(rows) rows of orders from outside Amazon, by their sales channel, were left out."
  }
}
