import AccountHealth

/// Columns of a seller's own table that are known by what is in them, whatever their names.
///
/// Taken as unread, such a column would be passed over in silence: two stores would be added up, and orders
/// that Amazon sends would count as the seller's.
struct ColumnsByContent {
  private(set) var found: [OrdersColumn: Int] = [:]

  /// - Parameters:
  ///   - head: The header, and the first rows below it.
  ///   - known: The columns whose names are understood.
  init(_ head: TableHead, besides known: [Int]) {
    let rows = head.rows
    for place in head.names.indices where !known.contains(place) {
      let cells = rows.compactMap { row in place < row.count && !row[place].isEmpty ? row[place] : nil }
      guard !cells.isEmpty, let column = Self.column(Set(cells)) else { continue }
      if found[column] == nil { found[column] = place }
    }
  }

  private static func column(_ cells: Set<String>) -> OrdersColumn? {
    if cells.contains(where: isStore), cells.allSatisfy({ isStore($0) || OtherShops.isOne($0) }) {
      return .marketplace
    }
    // Only one of the two may as well be the name of a shop.
    return Set(cells.map { Words.channels.value(of: $0) }) == [.seller, .amazon] ? .channel : nil
  }

  /// Whether a text names one of Amazon's stores, as `Amazon.de` does.
  private static func isStore(_ text: String) -> Bool {
    let text = text.lowercased()
    guard text.hasPrefix("amazon."), text.utf8.count <= 20 else { return false }
    return text.dropFirst(7).allSatisfy { $0.isLetter || $0 == "." } && text.last != "."
  }
}
