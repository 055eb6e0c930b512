import AccountHealth

/// A column of defects that is there and empty in every order of all files.
extension [Account] {
  /// So many orders without a single defect speak for a column that is not kept: by the built-in priors a
  /// seller has none among them with a chance of one in five, and a blank column is no rarer than that.
  static let tellingOrders = 500

  /// Orders placed in the last days before the end may still get a defect.
  private static let settlingDays = 30

  /// Takes such a column for one that is not kept, so that it answers nothing: read as "none", a rate that
  /// nobody recorded would look met.
  ///
  /// What other files say of defects stands. A cell that says `none` shows that the column is kept.
  ///
  /// - Parameter isKept: Whether some file of orders has a defect, or says that there is none.
  /// - Returns: What the user should know; `nil` if nothing was changed.
  /// - Complexity: O(orders).
  mutating func openBlankDefects(isKept: (FieldSource) -> Bool) -> String? {
    guard let evening = lazy.compactMap(\.lastActivity).max() else { return nil }
    var (blank, telling, count, files) = ([Int](), 0, 0, Set<String>())
    for place in indices where self[place].fields.contains(.defect) {
      let sources = self[place].sources.filter { $0.fields.contains(.defect) }
      guard !sources.isEmpty, !sources.contains(where: isKept), self[place].withdrawnDefects.isEmpty else {
        return nil
      }
      for order in self[place].orders.indices {
        guard self[place].orders[order].defect == nil else { return nil }
        if evening - self[place].orders[order].purchased >= Self.settlingDays { telling += 1 }
      }
      count += self[place].orders.count
      files.formUnion(sources.map(\.file))
      blank.append(place)
    }
    guard telling >= Self.tellingOrders else { return nil }
    for place in blank {
      for order in self[place].orders.indices { self[place].orders[order].undecided.insert(.defect) }
      self[place].emptied.removeAll { $0.fields == .defect }
      self[place].emptied.append(.init(name: "defect", fields: .defect, after: nil))
    }
    return
      "\(ReportFault.some(files)): defect is empty in all \(count) orders, so it seems not to be kept, and whether an order has a defect is undecided. Add Amazon's order defect report or the V2 report. If you do keep it and there was none, write none into one of its cells."
  }
}
