import AccountHealth

extension OrderMerge {
  /// The number of orders that two files must share before numbers that differ only in case are one.
  private static let fewestShared = 8

  /// Numbers of two files that differ only in the case of their letters are one, if no file has two such
  /// numbers and so many agree that chance does not explain it. A number in capitals and the same in small
  /// letters are one anyway (`OrderIndex`); these have letters of both kinds.
  mutating func joinCases() {
    for key in parts.keys.sorted() {
      guard let part = parts[key], part.files.count > 1 else { continue }
      let pairs = Self.sameButForCase(part.table)
      guard pairs.count >= Self.fewestShared else { continue }
      for pair in pairs { part.table.rename(pair.place, to: pair.id) }
      notes.append(
        "\(ReportFault.plain(key.marketplace)): \(pairs.count) order numbers differ between files only in the case of their letters, such as \(ReportFault.shown(pairs[0].id)); they are taken as one."
      )
    }
  }

  /// The places of numbers that another file has in another case, with the number that is kept; none if one
  /// file has two numbers that differ in case only.
  ///
  /// - Complexity: O(orders).
  private static func sameButForCase(_ table: OrderTable) -> [(place: Int, id: String)] {
    var folded: [String: [Int]] = [:]
    for place in table.orders.indices where table.orders[place].id.mixesCase {
      folded[table.orders[place].id.uppercased(), default: []].append(place)
    }
    guard !folded.isEmpty else { return [] }
    for place in table.orders.indices where !table.orders[place].id.mixesCase {
      let key = table.orders[place].id.uppercased()
      if folded[key] != nil { folded[key]?.append(place) }
    }
    var pairs: [(place: Int, id: String)] = []
    for places in folded.values where places.count > 1 {
      var files: Set<UInt16> = []
      for place in places {
        let own = table.files(place)
        guard files.isDisjoint(with: own) else { return [] }
        files.formUnion(own)
      }
      let ids = places.map { table.orders[$0].id }
      guard let kept = ids.min() else { continue }
      for (place, id) in zip(places, ids) where id != kept { pairs.append((place, kept)) }
    }
    return pairs.sorted { $0.id < $1.id }
  }
}

extension String {
  /// Whether it has small letters and capitals of the Latin alphabet.
  fileprivate var mixesCase: Bool {
    utf8.contains { (0x61...0x7A).contains($0) } && utf8.contains { (0x41...0x5A).contains($0) }
  }
}
