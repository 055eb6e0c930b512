import AccountHealth

/// Columns of a shipping table whose days are plans: those of the deadlines of nearly all orders, under a
/// name that does not say that anything happened. Read as facts, every order of theirs would be in time.
struct PlannedColumns {
  /// So many orders show it.
  private static let fewest = 10

  /// Their names.
  private(set) var names: [String] = []

  /// Takes such columns out of a table.
  init(_ file: inout FileEvidence, _ dates: DateReading, _ account: Account?) {
    guard file.isOfParcels, let account else { return }
    let rows = Dictionary(file.rows.map { ($0.id, $0) }) { first, _ in first }
    func isKept(_ day: (EvidenceRow) -> ReportDate?, _ deadline: KeyPath<Order, Day?>) -> Bool {
      var (kept, all) = (0, 0)
      for order in account.orders {
        guard let promised = order[keyPath: deadline], let row = rows[order.id],
          let day = day(row).flatMap({ dates.day($0) })
        else { continue }
        all += 1
        if day == promised { kept += 1 }
      }
      return all >= Self.fewest && 20 * kept >= 19 * all
    }
    if let name = vague(.delivered, file), isKept(\.delivered, \.deliverBy) {
      names.append(name)
      file.fields.remove(.delivered)
      for place in file.rows.indices { file.rows[place].delivered = nil }
    }
    if let name = vague(.shipped, file), isKept(\.confirmed, \.shipBy) {
      names.append(name)
      file.fields.remove(.shipped)
      for place in file.rows.indices { file.rows[place].confirmed = nil }
    }
  }

  /// The column of an event, if its name may be that of a plan.
  private func vague(_ event: OrdersColumn, _ file: FileEvidence) -> String? {
    let meanings =
      event == .delivered
      ? [ShippingRole.delivered.rawValue, ListRole.delivered.rawValue] : [ShippingRole.ship.rawValue]
    return file.columns.first { column in
      column.meaning.map(meanings.contains) ?? false && EventColumns.isVague(event, column.name)
    }?.name
  }

  /// What the user should know of a table; `nil` without any.
  func remark(_ file: FileEvidence) -> String? {
    guard !names.isEmpty else { return nil }
    let shown = names.map { ReportFault.shown($0) }.joined(separator: " and ")
    return
      "\(file.file): \(shown) \(names.count == 1 ? "has" : "have") the days by which orders were promised, and so seems to hold plans. It is not read as what happened. Add the column with the day on which it happened, or say with --columns which column is which."
  }
}
