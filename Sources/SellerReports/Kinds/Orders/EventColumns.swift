import AccountHealth

/// Which column of a seller's own table has the day of shipment, or of delivery, where several may: the one
/// with the best `EventName`. Where equally good ones differ none is taken.
struct EventColumns {
  /// The column that is read; `nil` without any, or where none can be told from the others.
  private(set) var place: Int?
  /// Whether its name may as well be that of a plan.
  private(set) var isBare = false
  /// Equally good columns that differ.
  private(set) var tied: [Int] = []
  /// Columns with other days, which are not read.
  private(set) var passed: [Int] = []

  /// - Parameters:
  ///   - column: `.shipped` or `.delivered`.
  ///   - head: The header, and the first rows below it.
  init(_ column: OrdersColumn, in head: TableHead) {
    let event: EventName.Event = column == .shipped ? .shipment : .delivery
    let own = Header.key(column.name)
    let aliases = Set(column.names.map(Header.key))
    let others = Set(OrdersColumn.allCases.filter { $0 != column }.flatMap(\.names).map(Header.key))
    let found = head.names.indices.compactMap { place -> (place: Int, grade: Grade)? in
      let (name, key) = (head.names[place], Header.key(head.names[place]))
      guard aliases.contains(key) || !others.contains(key) && Self.isOf(event, name, head.holdsDays(place))
      else { return nil }
      let isOwn = key == own
      return (place, Grade(name: isOwn ? .happened : EventName(name, of: event), isOwn: isOwn))
    }
    guard let best = found.map(\.grade).max() else { return }
    let chosen = found.filter { $0.grade == best }.map(\.place)
    guard head.agree(chosen) else {
      tied = chosen
      return
    }
    place = chosen[0]
    isBare = best.name == .bare
    passed = found.map(\.place).filter { !chosen.contains($0) && !head.agree([chosen[0], $0]) }
  }

  /// The name that the program itself writes comes before others that say that it happened.
  private struct Grade: Comparable {
    var name: EventName
    var isOwn: Bool

    static func < (one: Grade, other: Grade) -> Bool {
      one.name != other.name ? one.name < other.name : !one.isOwn && other.isOwn
    }
  }

  /// Whether a column without a name of the list is of the event by its words.
  private static func isOf(_ event: EventName.Event, _ name: String, _ holdsDays: Bool) -> Bool {
    guard holdsDays else { return false }
    let words = ColumnWords(name)
    switch (ShippingRole.of(name, holdsDays: true), event) {
    case (.delivered, .delivery): return true
    case (.ship, .shipment): return !words.has("process", "manifest", "window", "start", "from")
    case (.label, .shipment): return words.has("confirm") && !words.has("order", "payment", "paid")
    default: return false
    }
  }
}
