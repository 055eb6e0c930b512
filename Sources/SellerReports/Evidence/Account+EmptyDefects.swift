import AccountHealth

/// Order files whose column of defects is there and empty, beside files that have defects of their orders.
extension Account {
  /// Takes such a column for one that is not kept, so that it answers nothing. Without files that say
  /// otherwise, an empty column means that no order has a defect.
  ///
  /// - Returns: What the user should know; `nil` if a defect is in the order files, or in no other file.
  /// - Complexity: O(orders · files).
  mutating func openEmptyDefects(_ files: [JoinedFile]) -> String? {
    guard fields.contains(.defect), withdrawnDefects.isEmpty, let evening = lastActivity,
      !orders.indices.contains(where: { orders[$0].defect != nil })
    else { return nil }
    let defects = files.map { file in
      file.facts.filter { $0.value.defects.contains { $0.day.map { $0 <= evening } ?? true } }
    }.filter { !$0.isEmpty }
    let known = orders.indices.count { place in defects.contains { $0[orders[place].id] != nil } }
    guard known > 0 else { return nil }
    let names = Set(sources.filter { $0.fields.contains(.defect) }.map { ReportFault.plain($0.file) })
    fields.remove(.defect)
    for place in sources.indices { sources[place].fields.remove(.defect) }
    sources.removeAll { $0.fields.isEmpty }
    for place in orders.indices { orders[place].undecided.insert(.defect) }
    return
      "\(names.sorted().joined(separator: ", ")): no order has a defect, and other files have \(known == 1 ? "one of 1 order" : "defects of \(known) orders"). So its column of defects is taken as not kept: whether an order has a defect goes by the other files. Remove the column, or fill it in."
  }
}
