import AccountHealth

/// Columns of a seller's own table of parcels whose days are plans: those of the deadlines of the orders that
/// it names.
struct PlannedColumns {
  /// Their names.
  private(set) var names: [String] = []

  /// Takes such columns out of a table.
  init(_ file: inout FileEvidence, _ dates: DateReading, _ account: Account?) {
    guard file.isOfParcels, let account, let bare = file.bare else { return }
    let rows = Dictionary(file.rows.map { ($0.id, $0) }) { first, _ in first }
    for column in bare {
      let isDelivery = column.field == .delivered
      var days = PlannedDays()
      for order in account.orders {
        guard let row = rows[order.id], let promised = isDelivery ? order.deliverBy : order.shipBy,
          let day = (isDelivery ? row.delivered : row.confirmed).flatMap({ dates.day($0) })
        else { continue }
        days.add(day, deadline: promised)
      }
      guard days.areAll else { continue }
      names.append(column.name)
      file.fields.remove(column.field)
      for place in file.rows.indices {
        if isDelivery { file.rows[place].delivered = nil } else { file.rows[place].confirmed = nil }
      }
    }
  }

  /// What the user should know of a table; `nil` without any.
  func remark(_ file: FileEvidence) -> String? {
    guard !names.isEmpty else { return nil }
    let shown = names.map { ReportFault.shown($0) }.joined(separator: " and ")
    return
      "\(file.file): \(shown) \(names.count == 1 ? "has" : "have") the days by which orders were promised, and so seems to hold plans. It is not read as what happened. Add the column with the day on which it happened, or say with --columns which column is which."
  }
}
