import AccountHealth
import SellerReports

extension OrderBook {
  /// The book of an evening between two imports.
  ///
  /// Facts with a day of their own count from it, so they are those of this book, which the later import
  /// completed. What has no day was seen when it was imported: an order that the import before had too stands
  /// as it stood there, in what was withdrawn, corrected or added since without a day.
  ///
  /// - Parameter earlier: The book of the imports up to the evening.
  /// - Complexity: O(orders).
  func asImported(by earlier: OrderBook) -> OrderBook {
    var book = self
    (book.stock, book.violations) = (earlier.stock, earlier.violations)
    for place in book.accounts.indices {
      let name = (book.accounts[place].name, book.accounts[place].marketplace)
      guard let then = earlier.accounts.first(where: { ($0.name, $0.marketplace) == name }) else { continue }
      let known = Dictionary(then.orders.indices.map { (then.orders[$0].id, $0) }) { first, _ in first }
      for index in book.accounts[place].orders.indices {
        guard let old = known[book.accounts[place].orders[index].id] else { continue }
        book.accounts[place].orders[index].takeUndated(of: then.orders[old])
      }
      book.accounts[place].withdrawnDefects = then.withdrawnDefects
    }
    return book
  }
}

extension Order {
  /// Takes from the order as an earlier import had it what was withdrawn or corrected since, and what has no
  /// day.
  fileprivate mutating func takeUndated(of earlier: Order) {
    if earlier.defect != nil { (defect, defectRecorded) = (earlier.defect, earlier.defectRecorded) }
    if earlier.cancelled != nil {
      (cancelled, cancelledBy) = (earlier.cancelled, earlier.cancelledBy ?? cancelledBy)
    }
    shipBy = earlier.shipBy ?? shipBy
    deliverBy = earlier.deliverBy ?? deliverBy
    shipped = earlier.shipped ?? shipped
    delivered = earlier.delivered ?? delivered
    // Tracking is known once the order is shipped; whether a fact counts is known once there is the fact.
    if earlier.shipped != nil, earlier.tracking != nil { tracking = earlier.tracking }
    if earlier.defect != nil { exempt = earlier.exempt.union(exempt.subtracting(.defect)) }
  }
}
