import AccountHealth

/// What the name of a column says about the day of a shipment or a delivery.
///
/// `Ship Date` may be a plan beside `Actual Ship Date`, and a wrong guess reads every late order as fine. So
/// a name that says that the event was confirmed comes first, as Amazon counts the confirmation; then one
/// that says that it happened; then any other.
enum EventName: Int, Comparable {
  /// The day of a plan may have this name as well.
  case bare
  case happened, confirmed

  enum Event { case shipment, delivery }

  init(_ name: String, of event: Event) {
    let words = ColumnWords(name)
    if words.has("confirm", "bestatig") || name.contains("確定") {
      self = .confirmed
      return
    }
    let happened =
      switch event {
      case .shipment:
        words.has(
          "shipped", "dispatched", "despatched", "fulfilled", "sent", "versendet", "versandt", "verschickt",
          "warenausgang", "expedie", "spedito", "enviado", "verzonden", "wyslano", "wysłano")
      case .delivery:
        words.has(
          "delivered", "pod", "proof", "zugestellt", "geliefert", "livre", "consegnato", "entregado",
          "geleverd", "bezorgd", "dostarczono") || name.contains("完了")
      }
    self =
      happened || words.has("actual", "tatsach", "effecti", "effetti", "reell", "werkelijk")
      ? .happened : .bare
  }

  static func < (one: EventName, other: EventName) -> Bool { one.rawValue < other.rawValue }
}

extension TableHead {
  /// Whether at least half of the filled cells of a column in the first rows are days.
  func holdsDays(_ column: Int) -> Bool {
    let cells = rows.compactMap { column < $0.count && !$0[column].isEmpty ? $0[column] : nil }
    let days = cells.count { ReportDate($0) != nil }
    return days > 0 && 2 * days >= cells.count
  }

  /// Whether columns have the same day in every one of the first rows.
  func agree(_ columns: [Int]) -> Bool {
    rows.allSatisfy { row in
      let days: [Day?] = columns.map { column in
        guard column < row.count, let date = ReportDate(row[column]) else { return nil }
        return date.written(.monthFirst) ?? date.written(.dayFirst)
      }
      return days.allSatisfy { $0 == days[0] }
    }
  }
}
