import AccountHealth

/// The orders of one account in one marketplace, by number. It is a class, so that it is filled and emptied
/// in place.
///
/// The first row of an order is kept in two arrays side by side. Further rows, of its items or of other
/// files, are kept beside it and combined in `finish`, once all of them are there.
final class OrderTable {
  private(set) var orders: [Order] = []
  private(set) var marks: [OrderVersion.Mark] = []
  private var index = OrderIndex()
  /// Further rows of an order, by its place.
  private var others: [Int: [OrderVersion]] = [:]
  private var dropped: Set<Int> = []
  /// Files that say of an order, by its place, only what a row of a later file repeats.
  private var repeated: [Int: Set<UInt16>] = [:]

  /// Makes room for a number of orders.
  func reserve(_ count: Int) {
    orders.reserveCapacity(count)
    marks.reserveCapacity(count)
  }

  /// Frees the memory of the numbers, 8 to 21 bytes per order, once no further row comes. No order can be
  /// found by its number afterwards.
  func dropNumbers() { index = OrderIndex() }

  /// Adds one row: a new order, or one more row of a known order. The same row twice in one file counts once.
  func add(_ row: OrderVersion) {
    guard let place = index.placeOrNote(row.order.id, in: orders) else {
      orders.append(row.order)
      marks.append(row.mark)
      return
    }
    if dropped.remove(place) != nil {
      (orders[place], marks[place], others[place]) = (row.order, row.mark, nil)
      return
    }
    if row != OrderVersion(order: orders[place], mark: marks[place]), row != others[place]?.last {
      others[place, default: []].append(row)
    }
  }

  /// Adds the rows of another table.
  func join(_ table: OrderTable) {
    for place in table.orders.indices {
      for row in table.rows(place) { add(row) }
      if let files = table.repeated[place] { addRepeats(of: table.orders[place].id, in: files) }
    }
  }

  /// Notes files that say of a known order only what one of its rows says too.
  func addRepeats(of id: String, in files: Set<UInt16>) {
    guard let place = index.place(id, in: orders) else { return }
    repeated[place, default: []].formUnion(files)
  }

  func contains(_ id: String) -> Bool { index.place(id, in: orders).map { !dropped.contains($0) } ?? false }

  /// Every row of the order at `place`, in the order in which they were read; none if the order was removed.
  func rows(_ place: Int) -> [OrderVersion] {
    if dropped.contains(place) { return [] }
    return [OrderVersion(order: orders[place], mark: marks[place])] + (others[place] ?? [])
  }

  /// The files that name the order at `place`.
  func files(_ place: Int) -> Set<UInt16> {
    let files = Set(rows(place).map(\.mark.file))
    return files.isEmpty ? files : files.union(repeated[place] ?? [])
  }

  /// The files that name an order; none for one that is not there.
  func files(of id: String) -> Set<UInt16> { index.place(id, in: orders).map(files) ?? [] }

  /// The kind of the lowest file that names an order.
  func rank(_ id: String) -> UInt8? {
    index.place(id, in: orders).flatMap { rows($0).map(\.mark.rank).min() }
  }

  /// Moves the rows of an order to another table.
  func move(_ id: String, to table: OrderTable) {
    guard let place = index.place(id, in: orders) else { return }
    for row in rows(place) { table.add(row) }
    if let files = repeated[place] { table.addRepeats(of: id, in: files) }
    drop(place)
  }

  /// Gives the rows of an order another number, that of an order which is there.
  func rename(_ place: Int, to id: String) {
    for var row in rows(place) {
      row.order.id = id
      add(row)
    }
    if let files = repeated[place] { addRepeats(of: id, in: files) }
    drop(place)
  }

  /// Removes an order.
  func drop(_ place: Int) { dropped.insert(place) }

  /// Makes a day of an order unknown, in every row of `file`.
  func forget(_ day: OrderDay, of id: String, in file: UInt16) {
    guard let place = index.place(id, in: orders) else { return }
    func forget(_ order: inout Order, _ mark: inout OrderVersion.Mark) {
      guard mark.file == file else { return }
      if day == .purchased {
        mark.known.insert(.strangePurchase)
        return
      }
      order[day] = nil
      if day == .defectRecorded { order.defect = nil }
      mark.answers.subtract(day.field)
    }
    forget(&orders[place], &marks[place])
    others[place] = others[place]?.map { row in
      var row = row
      forget(&row.order, &row.mark)
      return row
    }
  }

  /// Sets the last day on which an order can have been placed, of which a row of `file` has no day.
  func setPurchase(_ day: Day, of id: String, in file: UInt16) {
    guard let place = index.place(id, in: orders) else { return }
    func set(_ order: inout Order, _ mark: OrderVersion.Mark) {
      if mark.file == file, mark.known.contains(.strangePurchase) { order.purchased = day }
    }
    set(&orders[place], marks[place])
    others[place] = others[place]?.map { row in
      var row = row
      set(&row.order, row.mark)
      return row
    }
  }

  /// Removes what is only planned in the rows of `file`. An order waits for it then, unless its deadline is
  /// over by `day`; in that case it is not known.
  ///
  /// - Parameter isPlan: Whether a day of an order is a plan.
  /// - Returns: The number of orders with plans, and the planned days.
  func forgetPlans(
    after day: Day, in file: UInt16, _ isPlan: (OrderDay, Day, Order) -> Bool
  ) -> (orders: Int, days: [Day]) {
    var (count, days) = (0, [Day]())
    func forget(_ order: inout Order, _ mark: inout OrderVersion.Mark) {
      guard mark.file == file else { return }
      for kind in OrderDay.allCases where kind != .purchased && !kind.isDeadline {
        guard let planned = order[kind], planned > day, isPlan(kind, planned, order) else { continue }
        days.append(planned)
        order[kind] = nil
        if kind == .defectRecorded { order.defect = nil }
        let deadline = kind == .shipped ? order.shipBy : kind == .delivered ? order.deliverBy : nil
        if deadline.map({ $0 <= day }) ?? true { mark.answers.subtract(kind.field) }
      }
    }
    for place in orders.indices {
      let before = days.count
      forget(&orders[place], &marks[place])
      if let rows = others[place] {
        others[place] = rows.map { row in
          var row = row
          forget(&row.order, &row.mark)
          return row
        }
      }
      if days.count > before { count += 1 }
    }
    return (count, days)
  }

  /// The days of an event of the seller's uncancelled orders beside their deadlines; `nil` if an order still
  /// waits for it.
  func plannedDays(of event: OrderDay) -> PlannedDays? {
    var days = PlannedDays()
    for order in orders where order.channel == .seller && order.cancelled == nil {
      guard let deadline = event == .shipped ? order.shipBy : order.deliverBy else { continue }
      guard let day = order[event] else { return nil }
      days.add(day, deadline: deadline)
    }
    return days
  }

  /// Leaves open whether the orders of `file` count whose numbers are not Amazon's, if a good part of the
  /// others are.
  ///
  /// - Returns: The number of these orders and one of the numbers; `nil` without any.
  /// - Complexity: O(orders).
  func doubtForeignNumbers(in file: UInt16) -> (count: Int, example: String)? {
    var (own, foreign) = (0, [Int]())
    for place in orders.indices where marks[place].file == file {
      if marks[place].known.contains(.strangeNumber) { continue }
      if OrderNumber.form(orders[place].id) == .amazon { own += 1 } else { foreign.append(place) }
    }
    guard let first = foreign.first, own >= Self.fewestOwn, 4 * own >= foreign.count else { return nil }
    for place in foreign {
      marks[place].known.insert(.strangeNumber)
      others[place] = others[place]?.map { row in
        var row = row
        row.mark.known.insert(.strangeNumber)
        return row
      }
    }
    return (foreign.count, orders[first].id)
  }

  /// The longest time from purchase to shipment of the orders that `file` has as shipped by `day`; `nil`
  /// without any.
  func longestShipping(by day: Day, in file: UInt16) -> Int? {
    orders.indices.lazy.filter { self.marks[$0].file == file }.compactMap { place in
      self.orders[place].shipped.flatMap { $0 <= day ? $0 - self.orders[place].purchased : nil }
    }.max()
  }

  /// Takes back what empty cells seemed to answer, in every row.
  func leaveOpen(_ empty: EmptyColumns) {
    func leaveOpen(_ mark: inout OrderVersion.Mark) {
      mark.answers.subtract(empty.fields)
      guard mark.known.remove(.blankUnits) != nil, empty.opensUnits else { return }
      mark.known.insert(.strangeUnits)
    }
    for place in marks.indices { leaveOpen(&marks[place]) }
    for (place, rows) in others {
      others[place] = rows.map { row in
        var row = row
        leaveOpen(&row.mark)
        return row
      }
    }
  }

  /// Leaves a deadline open for the seller's own orders without it, if others have it.
  ///
  /// - Parameters:
  ///   - deadline: `shipBy` or `deliverBy`.
  ///   - file: Whose rows are meant.
  ///   - namesChannels: Whether the file says who ships its orders. If it does not, and a good part of them
  ///     have no ship-by day, these may be Amazon's to ship.
  /// - Returns: The number of these orders.
  func leaveBlankOpen(_ deadline: OrderDay, in file: UInt16, namesChannels: Bool) -> Int {
    let field = deadline.field
    func isOwn(_ order: Order) -> Bool { order.channel == .seller && order.cancelled == nil }
    var (own, isKept) = (0, false)
    for place in orders.indices where marks[place].file == file && isOwn(orders[place]) {
      own += 1
      if orders[place][deadline] != nil { isKept = true }
    }
    guard own >= Self.fewestOwn, isKept else { return 0 }
    let without = orders.indices.count {
      marks[$0].file == file && isOwn(orders[$0]) && orders[$0][deadline] == nil
    }
    let opensChannel =
      deadline == .shipBy && !namesChannels && without >= Self.fewestOfAmazon && 10 * without >= own
    func open(_ mark: inout OrderVersion.Mark) {
      mark.answers.subtract(field)
      if opensChannel { mark.known.insert(.strangeChannel) }
    }
    var opened = 0
    for place in orders.indices where marks[place].file != file || orders[place][deadline] == nil {
      let rows = rows(place).filter { $0.mark.file == file }
      guard !rows.isEmpty, rows.allSatisfy({ $0.order[deadline] == nil && isOwn($0.order) }) else { continue }
      if rows.contains(where: { $0.mark.answers.contains(field) }) { opened += 1 }
      if marks[place].file == file { open(&marks[place]) }
      others[place] = others[place]?.map { row in
        var row = row
        if row.mark.file == file { open(&row.mark) }
        return row
      }
    }
    return opened
  }

  /// With fewer orders, one without a deadline is nothing unusual.
  private static let fewestOwn = 3
  /// Fewer orders without a ship-by day are rather lost cells than Amazon's orders.
  private static let fewestOfAmazon = 10

  /// The orders by purchase and number; the table is empty afterwards.
  ///
  /// - Parameters:
  ///   - join: Combines the rows of one order.
  ///   - fields: The fields that the account's files could fill.
  func finish(_ join: inout OrderJoin, fields: OrderFields) -> [Order] {
    join.tellsUnits = tellsUnits
    openUnits(&join)
    var further: [Order] = []
    for place in orders.indices {
      let first = OrderVersion(order: orders[place], mark: marks[place])
      if let more = others.removeValue(forKey: place) {
        if let reused = ReusedNumber([first] + more), !dropped.contains(place) {
          let all = reused.orders.map { join.order(of: $0, fields: fields) }
          orders[place] = all[0]
          further += all.dropFirst()
          join.noteReuse(of: all[0].id, orders: all.count)
        } else {
          orders[place] = join.order(of: [first] + more, fields: fields)
        }
      } else {
        orders[place] = join.order(of: first, fields: fields)
      }
    }
    (others, marks, index, repeated) = ([:], [], OrderIndex(), [:])
    orders += further
    var sorted: [Order] = []
    swap(&sorted, &orders)
    if !dropped.isEmpty {
      var kept = 0
      for place in sorted.indices where !dropped.contains(place) {
        sorted.swapAt(kept, place)
        kept += 1
      }
      sorted.removeLast(sorted.count - kept)
      dropped = []
    }
    Self.sort(&sorted)
    return sorted
  }

  /// Whether a row has a number of units, or a cell that should have one.
  private var tellsUnits: Bool {
    func tells(_ mark: OrderVersion.Mark) -> Bool {
      !mark.known.isDisjoint(with: [.units, .strangeUnits, .blankUnits])
    }
    return marks.contains(where: tells) || others.values.contains { $0.contains { tells($0.mark) } }
  }

  /// Gives the rows whose units cannot be read the range that they are in: at least one unit, and at most as
  /// many as any other row of the account has.
  ///
  /// - Complexity: O(rows); nothing is changed if all units can be read.
  private func openUnits(_ join: inout OrderJoin) {
    func isStrange(_ mark: OrderVersion.Mark) -> Bool {
      mark.known.contains(.strangeUnits) && !mark.known.contains(.units)
    }
    guard
      marks.contains(where: isStrange)
        || others.values.contains(where: { $0.contains { isStrange($0.mark) } })
    else { return }
    var most = Self.usualUnits
    for place in orders.indices where marks[place].known.contains(.units) {
      most = max(most, orders[place].units)
    }
    for row in others.values.joined() where row.mark.known.contains(.units) {
      most = max(most, row.order.units)
    }
    for place in orders.indices where isStrange(marks[place]) && !dropped.contains(place) {
      var row = OrderVersion(order: orders[place], mark: marks[place])
      row.openUnits(most: most)
      orders[place] = row.order
    }
    for (place, rows) in others {
      others[place] = rows.map { row in
        var row = row
        row.openUnits(most: most)
        return row
      }
    }
    join.noteUnits(most)
  }

  /// So many units of one row are nothing unusual, even if all others have fewer.
  static let usualUnits = 10

  /// Sorts by purchase and number in place, so that a large file needs no room for a second copy of its
  /// orders: the places are sorted, and the orders moved to them.
  ///
  /// - Complexity: O(orders) for orders that are sorted, else O(orders · log orders); 5 bytes per order.
  private static func sort(_ orders: inout [Order]) {
    func precedes(_ one: Int, _ other: Int) -> Bool {
      if orders[one].purchased != orders[other].purchased {
        return orders[one].purchased < orders[other].purchased
      }
      return orders[one].id < orders[other].id
    }
    guard orders.indices.dropFirst().contains(where: { precedes($0, $0 - 1) }) else { return }
    var places = orders.indices.map(Int32.init)
    places.sort { precedes(Int($0), Int($1)) }
    // Each cycle of the permutation in turn; −1 marks a place that has its order.
    for start in places.indices where places[start] >= 0 {
      var place = start
      while true {
        let source = Int(places[place])
        places[place] = -1
        if source == start { break }
        orders.swapAt(place, source)
        place = source
      }
    }
  }
}
