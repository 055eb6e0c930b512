/// The store of the rows that name none.
struct AssumedMarketplace {
  var name: String
  /// Whether a row in the currency of another store is of that store.
  var goesByCurrency = false
  /// Whether neither the file nor the user names it.
  var isAssumed = false
}
