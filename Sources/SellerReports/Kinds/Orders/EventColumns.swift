import AccountHealth

/// Which column of a seller's own table has the day of shipment, or of delivery, where several may.
///
/// `Ship Date` may be a plan beside `Actual Ship Date`, and a wrong guess reads every late order as fine. A
/// name that says that it was confirmed comes first, as Amazon counts the confirmation; then one that says
/// that it happened; then any other. Where equally good ones differ none is taken.
struct EventColumns {
  /// The column that is read; `nil` without any, or where none can be told from the others.
  private(set) var place: Int?
  /// Whether its name may as well be that of a plan.
  private(set) var isVague = false
  /// Equally good columns that differ.
  private(set) var tied: [Int] = []
  /// Columns with other days, which are not read.
  private(set) var passed: [Int] = []

  /// - Parameters:
  ///   - event: `.shipped` or `.delivered`.
  ///   - head: The header, and the first rows below it.
  init(_ event: OrdersColumn, in head: TableHead) {
    let aliases = Set(event.names.map(Header.key))
    let others = Set(OrdersColumn.allCases.filter { $0 != event }.flatMap(\.names).map(Header.key))
    let found = head.names.indices.compactMap { place -> (place: Int, grade: Int)? in
      let (name, key) = (head.names[place], Header.key(head.names[place]))
      guard aliases.contains(key) || !others.contains(key) && Self.isOf(event, name, head.days(in: place))
      else { return nil }
      return (place, Self.grade(event, name, key))
    }
    guard let best = found.map(\.grade).max() else { return }
    let chosen = found.filter { $0.grade == best }.map(\.place)
    guard head.agree(chosen) else {
      tied = chosen
      return
    }
    place = chosen[0]
    isVague = best == 0
    passed = found.map(\.place).filter { !chosen.contains($0) && !head.agree([chosen[0], $0]) }
  }

  /// Whether a column of days without a name of the list is of the event by its words.
  private static func isOf(_ event: OrdersColumn, _ name: String, _ holdsDays: Bool) -> Bool {
    guard holdsDays else { return false }
    let words = ColumnWords(name)
    switch ShippingRole.of(name, holdsDays: true) {
    case .delivered: return event == .delivered
    case .ship: return event == .shipped && !words.has("process", "manifest", "window", "start", "from")
    case .label: return event == .shipped && words.has("confirm") && !words.has("order", "payment", "paid")
    default: return false
    }
  }

  /// Whether a name does not say that the event happened.
  static func isVague(_ event: OrdersColumn, _ name: String) -> Bool {
    grade(event, name, Header.key(name)) == 0
  }

  /// How well a name says that the event happened, from 0; the name that the program writes comes before
  /// others of its grade.
  private static func grade(_ event: OrdersColumn, _ name: String, _ key: String) -> Int {
    let words = ColumnWords(name)
    if words.has("confirm", "bestatig") || name.contains("確定") { return 3 }
    if key == Header.key(event.name) { return 2 }
    let happened =
      event == .shipped
      ? words.has(
        "shipped", "dispatched", "despatched", "fulfilled", "sent", "versendet", "versandt", "verschickt",
        "warenausgang", "expediee", "expedie", "spedito", "enviado", "verzonden", "wyslano", "wysłano")
      : words.has(
        "delivered", "pod", "proof", "zugestellt", "geliefert", "livre", "consegnato", "entregado",
        "geleverd", "bezorgd", "dostarczono") || name.contains("完了")
    return happened || words.has("actual", "tatsach", "effecti", "effetti", "reell", "werkelijk") ? 1 : 0
  }
}

extension TableHead {
  /// The cells of a column in the first rows.
  private func cells(_ column: Int) -> [String] {
    rows.compactMap { column < $0.count && !$0[column].isEmpty ? $0[column] : nil }
  }

  /// Whether at least half of the filled cells of a column are days.
  fileprivate func days(in column: Int) -> Bool {
    let cells = cells(column)
    let days = cells.count { ReportDate($0) != nil }
    return days > 0 && 2 * days >= cells.count
  }

  fileprivate func agree(_ columns: [Int]) -> Bool { Self.agree(columns, in: rows) }

  /// Whether columns have the same day in every row.
  static func agree(_ columns: [Int], in rows: [[String]]) -> Bool {
    rows.allSatisfy { row in
      let days: [Day?] = columns.map { column in
        guard column < row.count, let date = ReportDate(row[column]) else { return nil }
        return date.written(.monthFirst) ?? date.written(.dayFirst)
      }
      return days.allSatisfy { $0 == days[0] }
    }
  }
}
