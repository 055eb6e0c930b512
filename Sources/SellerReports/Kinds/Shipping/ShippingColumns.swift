import AccountHealth

/// How the columns of a shipping table are understood, from their names and from the first rows.
struct ShippingColumns: Sendable {
  /// As people call the export.
  let program: String
  /// Whose table it is, if a carrier's.
  let carrier: Order.Carrier?
  var isCarrier: Bool { carrier != nil }
  /// Numbers of other forms than Amazon's are numbers of orders too.
  let takesAnyNumber: Bool
  /// One column per role.
  private(set) var places: [ShippingRole: Int] = [:]
  /// The columns whose text may hold the order's number, in order.
  private(set) var numbers: [Int] = []
  /// A role for which several columns are equally good, and the first that there is.
  private(set) var tie: (role: ShippingRole, columns: [Int])?
  let names: [String]

  /// Rows below the header that are looked at.
  private let rows: [[String]]

  /// A table whose columns are known.
  init(_ head: TableHead, program: String, places: [ShippingRole: Int], numbers: [Int]) {
    (names, rows) = (head.names, head.rows)
    (self.program, carrier, takesAnyNumber) = (program, nil, true)
    (self.places, self.numbers) = (places, numbers)
  }

  /// - Returns: `nil` for a table that has neither Amazon's order numbers nor a known program's columns, or
  ///   no day.
  init?(_ head: TableHead) {
    names = head.names
    rows = head.rows
    let program = ShippingProgram.of(head)
    self.program = program?.name ?? "shipping table"
    carrier = program?.carrier
    takesAnyNumber = false
    guard names.count >= 2 else { return nil }
    for (role, known) in program?.columns ?? [:] {
      if let place = place(known) { places[role] = place }
    }
    if let place = places[.orderNumber] {
      numbers = [place]
    } else {
      numbers = (program?.texts ?? []).compactMap { place([$0]) }.filter { share(of: $0) > 0 || rows.isEmpty }
      if numbers.isEmpty { numbers = numberColumns() }
    }
    guard !numbers.isEmpty else { return nil }
    if program == nil {
      chooseByWords(head)
    } else if !isCarrier {
      chooseByWords(head, only: [.delivered, .scan, .status, .void, .carrier])
    }
    let days: [ShippingRole] = [.label, .ship, .scan, .delivered, .stateDay]
    guard tie != nil || days.contains(where: { places[$0] != nil }) else { return nil }
  }

  subscript(role: ShippingRole) -> Int? { places[role] }

  /// The name of a role's column, if it may as well be that of a plan.
  func bareName(_ role: ShippingRole) -> String? {
    guard let event = role.event, let place = places[role] else { return nil }
    return EventName(names[place], of: event) == .bare ? names[place] : nil
  }

  /// Each column with what it was taken for.
  var shown: [TableColumn] {
    names.indices.map { index in
      let role = numbers.contains(index) ? .orderNumber : places.first { $0.value == index }?.key
      return TableColumn(name: names[index], meaning: role?.rawValue)
    }.withoutData
  }

  // MARK: Choosing

  private func place(_ known: [String]) -> Int? {
    let keys = names.map(Header.key)
    return known.lazy.compactMap { keys.firstIndex(of: Header.key($0)) }.first
  }

  private func cells(_ column: Int) -> [String] {
    rows.compactMap { column < $0.count && !$0[column].isEmpty ? $0[column] : nil }
  }

  /// The share of its cells that hold one of Amazon's order numbers.
  private func share(of column: Int) -> Double {
    let cells = cells(column)
    guard !cells.isEmpty else { return 0 }
    return Double(cells.filter { !OrderNumber.found(in: $0).isEmpty }.count) / Double(cells.count)
  }

  /// The column that holds mostly order numbers; a named one may hold those of other shops too.
  private mutating func numberColumns() -> [Int] {
    let shares = names.indices.map { (place: $0, share: share(of: $0)) }
    let named = shares.filter { column in
      let words = ColumnWords(names[column.place])
      return column.share >= 0.2
        && words.has(
          "order", "reference", "ref", "bestell", "commande", "ordine", "pedido", "sendungsreferenz",
          "kundenreferenz", "rif", "注文")
    }
    var best = named.isEmpty ? shares.filter { $0.share >= 0.5 } : named
    let most = best.map(\.share).max() ?? 0
    best = best.filter { $0.share >= most - 0.05 }
    guard let first = best.first else { return [] }
    let isOne = best.dropFirst().allSatisfy { other in
      rows.allSatisfy { row in
        guard first.place < row.count, other.place < row.count else { return true }
        return OrderNumber.found(in: row[first.place]) == OrderNumber.found(in: row[other.place])
      }
    }
    if !isOne { tie = (.orderNumber, best.map(\.place)) }
    return [first.place]
  }

  private mutating func chooseByWords(
    _ head: TableHead, only roles: Set<ShippingRole> = Set(ShippingRole.allCases)
  ) {
    var found: [ShippingRole: [Int]] = [:]
    for place in names.indices where !numbers.contains(place) && !places.values.contains(place) {
      let isEmptyDay = cells(place).isEmpty && ColumnWords(names[place]).has("date", "day", "time", "datum")
      guard let role = ShippingRole.of(names[place], holdsDays: head.holdsDays(place) || isEmptyDay) else {
        continue
      }
      found[role, default: []].append(place)
    }
    for role in ShippingRole.allCases where roles.contains(role) && places[role] == nil {
      guard var columns = found[role] else { continue }
      if let event = role.event {
        let best = columns.map { EventName(names[$0], of: event) }.max()
        columns.removeAll { EventName(names[$0], of: event) != best }
      }
      places[role] = columns[0]
      let isDay = ![.tracking, .status, .void, .carrier].contains(role)
      if isDay, tie == nil, columns.count > 1, !head.agree(columns) { tie = (role, columns) }
    }
  }
}

extension OrderNumber {
  /// Amazon's order numbers in a text, cleaned; each once.
  static func found(in text: String) -> [String] {
    guard text.utf8.count >= 17 else { return [] }
    let whole = cleaned(text)
    if form(whole) == .amazon { return [whole] }
    var found: [String] = []
    let bytes = Array(text.utf8.prefix(10_000))
    guard bytes.count >= 19 else { return [] }
    for start in 0...(bytes.count - 19) where bytes[start + 3] == 0x2D && bytes[start + 11] == 0x2D {
      if start > 0, isWordByte(bytes[start - 1]) { continue }
      if start + 19 < bytes.count, isWordByte(bytes[start + 19]) { continue }
      let number = cleaned(String(decoding: bytes[start..<start + 19], as: UTF8.self))
      if form(number) == .amazon, !found.contains(number) { found.append(number) }
    }
    return found
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
