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

  /// Removes an order.
  func drop(_ place: Int) { dropped.insert(place) }

  /// Makes a day of an order unknown, in every row of `file`.
  func forget(_ day: OrderDay, of id: String, in file: UInt16) {
    guard let place = index.place(id, in: orders) else { return }
    if day == .purchased {
      drop(place)
      return
    }
    func forget(_ order: inout Order, _ mark: inout OrderVersion.Mark) {
      guard mark.file == file else { return }
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

  /// Takes back what empty cells seemed to answer, in every row.
  func leaveOpen(_ empty: EmptyColumns) {
    func leaveOpen(_ mark: inout OrderVersion.Mark) {
      mark.answers.subtract(empty.fields)
      if empty.leavesTrackingOpen, mark.known.contains(.blankTracking) { mark.answers.remove(.tracking) }
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

  /// The orders by purchase and number; the table is empty afterwards.
  ///
  /// - Parameters:
  ///   - join: Combines the rows of one order.
  ///   - fields: The fields that the account's files could fill.
  func finish(_ join: inout OrderJoin, fields: OrderFields) -> [Order] {
    for place in orders.indices {
      let first = OrderVersion(order: orders[place], mark: marks[place])
      if let more = others.removeValue(forKey: place) {
        orders[place] = join.order(of: [first] + more, fields: fields)
      } else {
        orders[place] = join.order(of: first, fields: fields)
      }
    }
    (others, marks, index, repeated) = ([:], [], OrderIndex(), [:])
    var sorted: [Order] = []
    swap(&sorted, &orders)
    if !dropped.isEmpty { sorted = sorted.indices.filter { !dropped.contains($0) }.map { sorted[$0] } }
    let isSorted = zip(sorted, sorted.dropFirst()).allSatisfy {
      ($0.purchased, $0.id) <= ($1.purchased, $1.id)
    }
    if !isSorted { sorted.sort { ($0.purchased, $0.id) < ($1.purchased, $1.id) } }
    return sorted
  }
}
