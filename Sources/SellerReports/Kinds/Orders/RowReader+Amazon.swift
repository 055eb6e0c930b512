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

  /// Finds out whether a spreadsheet took the zone off the times of this row, which Amazon writes in UTC: a
  /// deadline is the last second of a day of the store, so one at another time of day is not of its clock.
  private func takeClock(of deadline: Int?) {
    guard let deadline, let bytes = cell(deadline) else { return }
    let seconds: Int
    if let number = serialTime(deadline, bytes) {
      seconds = number.seconds
    } else if bytes.count <= 10 {
      return
    } else if let time = WrittenTime(bytes) {
      guard time.offset == nil else { return }
      seconds = time.seconds
    } else {
      guard let date = ReportDate(text(deadline) ?? ""), date.clock.x != ReportDate.none,
        date.clock.y == ReportDate.none,
        let day = date.written(settings.dates ?? dates[deadline] ?? .monthFirst)
          ?? date.orders.first.flatMap(date.written)
      else { return }
      seconds = Int(day.number) * 86_400 + Int(date.clock.x)
    }
    if parser.endsDay(seconds: seconds) { readAsUTC() }
  }

  /// Takes the earlier of two days for deadlines of which a spreadsheet left only the day. Amazon writes the
  /// last second of a day of the store in UTC, where it is on the next day if the store is west of it.
  ///
  /// - Parameters:
  ///   - shipBy: The columns of the deadlines.
  ///   - purchased: The column of the purchase, whose time is lost as well.
  /// - Returns: Whether a deadline of the order is assumed.
  func doubtDeadlines(_ order: inout Order, shipBy: Int?, deliverBy: Int?, purchased: Int?) -> Bool {
    guard isDayOnly(purchased) else { return false }
    if let day = order.shipBy, isDayOnly(shipBy), parser.endsOnNextDay(day) {
      order.shipBy = max(order.purchased, day - 1)
      order.assumed.insert(.shipBy)
    }
    if let day = order.deliverBy, isDayOnly(deliverBy), parser.endsOnNextDay(day) {
      order.deliverBy = max(order.purchased, day - 1)
      order.assumed.insert(.deliverBy)
    }
    return !order.assumed.isEmpty
  }

  /// Whether a cell is a day without a time.
  private func isDayOnly(_ column: Int?) -> Bool {
    guard let column, let bytes = value(column) else { return false }
    if case .dates(let kind) = dates.numbers(column), let number = DateNumber(bytes)?.read(as: kind) {
      return number.isSerial && number.seconds % 86_400 == 0
    }
    if WrittenTime(bytes) != nil { return bytes.count == 10 }
    return ReportDate(text(column) ?? "").map { $0.clock.x == ReportDate.none } ?? false
  }

  static func leftOut(elsewhere rows: Int) -> String {
    "\(rows) rows of orders from outside Amazon, by their sales channel, were left out."
  }
}
