/// Fewer orders than this may just have a mistyped currency.
private let fewestInCurrency = 5
/// So may this part of the orders around them.
private let smallPart = 20

/// Orders of a file without a marketplace that are in the currency of another store.
extension OrderFileReader {
  /// Joins a few orders in another currency with those of the file's own store again.
  ///
  /// - Parameters:
  ///   - currencies: Stores that orders are of because of their currency.
  ///   - home: The file's own store.
  /// - Returns: One sentence for each store.
  /// - Complexity: O(stores) without such orders, else O(orders moved).
  mutating func joinFewOfOtherCurrencies(_ currencies: [String: String], home: String) -> [String] {
    currencies.sorted { $0.key < $1.key }.map { store, currency in
      var (kept, joined) = (0, 0)
      for key in tables.keys.sorted() where key.marketplace == store {
        guard let table = tables[key] else { continue }
        let own = tables[OrderMerge.Key(account: key.account, marketplace: home)]
        guard let own, table.orders.count < fewestInCurrency,
          table.orders.count * smallPart < own.orders.count
        else {
          kept += table.orders.count
          continue
        }
        joined += table.orders.count
        own.join(table)
        tables[key] = nil
      }
      let shown = ReportFault.shown(currency)
      let few =
        joined == 0
        ? ""
        : "\(joined) in \(shown) \(joined == 1 ? "is" : "are") taken as \(ReportFault.plain(home)), as so few may be a mistake."
      guard kept > 0 else { return few }
      return
        "\(kept) \(kept == 1 ? "order" : "orders") in \(shown) \(kept == 1 ? "is" : "are") taken as \(ReportFault.plain(store)), the store of this currency, and counted apart. --marketplace says where all of them belong.\(few.isEmpty ? "" : " " + few)"
    }
  }
}
