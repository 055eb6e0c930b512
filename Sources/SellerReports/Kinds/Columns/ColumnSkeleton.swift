import Documents

/// The beginning of a column file for a table of the seller's own that is of no known kind.
struct ColumnSkeleton {
  private let head: TableHead
  private let days: [Int]

  /// - Returns: `nil` unless the line is a header, so that none of its names is a buyer's: a column of days
  ///   is named by a word for days, and no name is data.
  init?(_ head: TableHead) {
    let names = head.names
    let held = names.filter { !$0.isEmpty }
    guard held.count > 1, !Header.isData(names),
      held.allSatisfy({ $0.count <= 60 && $0.contains(where: \.isLetter) }),
      Set(held.map(Header.key)).count == held.count, !names.indices.contains(where: { Self.isData(head, $0) })
    else { return nil }
    let days = names.indices.filter { place in
      let cells = Self.cells(head, place)
      let hasDays =
        !cells.isEmpty && cells.allSatisfy { ReportDate($0) != nil && $0.contains(where: \.isNumber) }
      return hasDays && Self.namesDay(names[place]) && !names[place].contains(where: \.isNumber)
    }
    guard !days.isEmpty else { return nil }
    (self.head, self.days) = (head, days)
  }

  /// What was found, and what to do.
  var advice: String {
    let names = head.names.filter { !$0.isEmpty }
    let shown = names.prefix(Self.mostNames).map { ReportFault.shown($0) }.joined(separator: ", ")
    let more = names.count > Self.mostNames ? " and \(names.count - Self.mostNames) more" : ""
    let others = OrdersColumn.allCases.filter { guessed[$0] == nil && !$0.field.isEmpty }
    return
      "order_id: found the columns \(shown)\(more), expected a header with order_id and purchased_at, or a report of Amazon. "
      + "If it is a table of your own, save the next line as columns.yaml, correct it, and say --columns columns.yaml: "
      + "\(line) . It may also name \(others.map(\.name).joined(separator: ", "))."
  }

  private static let mostNames = 12

  /// The column file in one line.
  private var line: String {
    let entries = OrdersColumn.allCases.compactMap { column in
      guessed[column].map { "\(column.name): \(YAMLText.quoted($0))" }
    }
    return "columns: {\(entries.joined(separator: ", "))}"
  }

  /// The names of the columns that may be ours.
  private var guessed: [OrdersColumn: String] {
    let words: [(OrdersColumn, ShippingRole)] = [(.shipped, .ship), (.delivered, .delivered)]
    var places: [OrdersColumn: Int] = [:]
    for (column, role) in words {
      places[column] = days.first { ShippingRole.of(head.names[$0], holdsDays: true) == role }
    }
    let free = days.filter { !places.values.contains($0) }
    places[.purchased] = free.first { Self.namesOrder(head.names[$0]) } ?? free.first
    places[.id] = number
    var guessed = places.mapValues { head.names[$0] }
    guessed[.id] = guessed[.id] ?? "the column of the order number"
    guessed[.purchased] = guessed[.purchased] ?? "the column of the order day"
    return guessed
  }

  /// The column of the order's number: one with Amazon's numbers, or else one that is named so.
  private var number: Int? {
    let others = head.names.indices.filter { !days.contains($0) && !Self.cells(head, $0).isEmpty }
    func isNumber(_ place: Int) -> Bool {
      Self.cells(head, place).allSatisfy { $0.contains(where: \.isNumber) && !$0.contains(" ") }
    }
    return others.first { place in
      Self.cells(head, place).allSatisfy { OrderNumber.form(OrderNumber.cleaned($0)) == .amazon }
    } ?? others.first { Self.namesOrder(head.names[$0]) && isNumber($0) }
      ?? others.first {
        isNumber($0) && Set(Self.cells(head, $0)).count == Self.cells(head, $0).count
          && ColumnWords(head.names[$0]).has(
            "number", "nummer", "numero", "nr", "no", "id", "num", "番号")
      }
  }

  /// Whether a name has digits as all cells below it have: `AB-1` above `AB-2`.
  private static func isData(_ head: TableHead, _ place: Int) -> Bool {
    let cells = cells(head, place)
    return head.names[place].contains(where: \.isNumber) && !cells.isEmpty
      && cells.allSatisfy { $0.contains(where: \.isNumber) }
  }

  private static func cells(_ head: TableHead, _ place: Int) -> [String] {
    head.rows.compactMap { place < $0.count && !$0[place].isEmpty ? $0[place] : nil }
  }

  private static func namesDay(_ name: String) -> Bool {
    let name = name.lowercased()
    let parts = ["date", "datum", "fecha", "data", "time", "zeit", "day", "heure", "hora", "日"]
    return parts.contains(where: name.contains)
      || ColumnWords(name).has(exactly: "tag", "am", "at", "on", "le", "il", "el")
  }

  private static func namesOrder(_ name: String) -> Bool {
    let name = name.lowercased()
    let parts = [
      "order", "bestell", "auftrag", "beleg", "kauf", "commande", "achat", "pedido", "compra", "ordine",
      "acquisto",
      "zamówieni", "purchase", "transac", "vorgang", "created", "erstell", "angelegt", "注文",
    ]
    return parts.contains(where: name.contains)
  }
}
