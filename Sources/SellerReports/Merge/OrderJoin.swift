import AccountHealth

/// Combines what the rows of all files say about one order.
///
/// Rows of the order's items within one kind of file are one order (`OrderVersion.addItem`). If several rows
/// are about one item, or about an order in several kinds of file, each field is decided in turn: a known
/// value wins over an empty one, then the higher kind, then the newer update, then the file that a store saw
/// later, then the one that reaches a later evening. Where nothing tells two files apart, what they say
/// differently is undecided; of days of purchase the earlier one stays, and of units any number between
/// theirs is possible. The order in which the files were named decides nothing.
struct OrderJoin {
  /// What is known about a whole file.
  struct File: Codable {
    var name: String
    var kind: String
    /// The fields that it could fill.
    var fields: OrderFields
    /// The last day on which anything happened, by this file.
    var evening: Day
    /// Its columns and how they were understood.
    var columns: [TableColumn] = []
    /// Whether any of its orders has a defect, or says that it has none. Another file may just not record
    /// them.
    var listsDefects: Bool?
    /// Whether it says of an order by a word that it was not cancelled. A blank cell of another file may come
    /// from a column that nobody keeps.
    var saysNoneCancelled: Bool?
    /// Whether the store of its rows was assumed, as they name none.
    var assumesMarketplace: Bool?
    /// When a store saw it; `nil` for a file that is read.
    var seen: Seen?
  }

  /// When a store saw a file: the evening that its import describes, then the day of the import.
  struct Seen: Codable, Comparable {
    var evening: Day
    var imported: Day

    static func < (one: Seen, other: Seen) -> Bool {
      (one.evening, one.imported) < (other.evening, other.imported)
    }
  }

  private let files: [UInt16: File]
  /// The evening of the newest file.
  private let evening: Day?
  /// The number of orders for which two rows of equal rank differ.
  private(set) var disagreements = 0
  /// The number of those of which something is undecided for that reason.
  private(set) var disputes = 0
  /// The number of orders with different days of purchase or units in files of the same evening.
  private(set) var ties = 0
  /// The number of orders whose defect a later file of its kind does not have any more.
  private(set) var withdrawals = 0
  /// The number of orders that have a defect in one file and none in another that reaches the same evening.
  private(set) var openDefects = 0
  /// The number of orders whose units cannot be read, and the most that one row of theirs may have.
  private(set) var (unreadUnits, mostUnits) = (0, 0)
  /// The number of orders without a day of purchase, or of rows without a number.
  private(set) var unplaced = 0
  /// Numbers that stand for orders of several times, the first few of them.
  private(set) var (reused, someReused) = (0, [String]())
  /// The defects of the account at hand that were withdrawn.
  var withdrawn: [String: Account.WithdrawnDefect] = [:]
  /// Whether the files of the account at hand say how many units an order has.
  var tellsUnits = true
  /// The orders of which a status says whether they were cancelled, beside files with a column for that.
  private(set) var toldByStatus: Set<String> = []
  private let hasCancellations: Bool

  init(_ files: [UInt16: File], evening: Day?) {
    self.files = files
    self.evening = evening
    hasCancellations = files.values.contains { $0.fields.contains(.cancelled) }
  }

  /// Notes the most units that a row may have whose units cannot be read.
  mutating func noteUnits(_ most: Int) { mostUnits = max(mostUnits, most) }

  /// Notes a number that stands for orders of several times.
  ///
  /// - Parameter orders: How many.
  mutating func noteReuse(of id: String, orders: Int) {
    reused += 1
    unplaced -= orders
    if someReused.count < 3 { someReused.append(id) }
  }

  /// The order of a single row.
  mutating func order(of row: OrderVersion, fields: OrderFields) -> Order {
    finished(row, fields: fields, rows: CollectionOfOne(row))
  }

  /// The order of several rows.
  ///
  /// - Complexity: O(rows · log rows).
  mutating func order(of rows: [OrderVersion], fields: OrderFields) -> Order {
    var (disagrees, isTied, disputed) = (false, false, OrderFields())
    let rows = inOrder(rows)
    var (result, contradicted) = (OrderVersion?.none, OrderFields())
    for rank in Set(rows.map(\.mark.rank)).sorted() {
      let kind = joined(rows.filter { $0.mark.rank == rank }, &disagrees, &isTied, &disputed)
      guard let higher = result else {
        result = kind
        continue
      }
      contradicted.formUnion(higher.contradictions(with: kind))
      _ = result?.take(kind)
    }
    if !contradicted.isEmpty {
      result?.forget(contradicted)
      disputed.formUnion(contradicted)
    }
    if disagrees { disagreements += 1 }
    if !disputed.isEmpty { disputes += 1 }
    if isTied { ties += 1 }
    if result?.order.defect != nil, hasOpenDefect(rows) { openDefects += 1 }
    if !disputed.contains(.defect), result?.order.defect == nil,
      let first = rows.first(where: { $0.order.defect != nil })
    {
      withdrawals += 1
      withdrawn[first.order.id] = .init(
        kind: first.order.defect ?? .negativeFeedback,
        day: max(first.order.purchased, first.order.defectRecorded ?? evening(of: first)),
        gone: withdrawal(rows))
    }
    return finished(result ?? rows[0], fields: fields, rows: rows)
  }

  /// The evening of the first file that no longer has the defect which older ones have.
  private func withdrawal(_ rows: [OrderVersion]) -> Day {
    let last = rows.filter { $0.order.defect != nil }.map { age(of: $0) }.max()
    let later = rows.filter { row in
      row.order.defect == nil && row.mark.answers.contains(.defect)
        && last.map { $0 < age(of: row) } ?? true
    }.map { age(of: $0) }
    return later.map { max($0.evening, $0.seen?.evening ?? $0.evening) }.min() ?? evening
      ?? self.evening(of: rows[0])
  }

  /// Whether one of the newest files of a kind has a defect of the order, and another that reaches the same
  /// evening says that it has none.
  private func hasOpenDefect(_ rows: [OrderVersion]) -> Bool {
    guard rows.contains(where: { $0.order.defect != nil }) else { return false }
    return rows.contains { row in
      guard row.order.defect == nil, row.mark.answers.contains(.defect),
        files[row.mark.file]?.listsDefects ?? false
      else { return false }
      return rows.contains { other in
        other.order.defect != nil && other.mark.rank == row.mark.rank && other.mark.file != row.mark.file
          && other.mark.item == row.mark.item && other.mark.updated == row.mark.updated
          && age(of: other) == age(of: row)
      }
    }
  }

  /// The rows of one kind of file as one: first each item by itself, then the items together, then the rows
  /// about the whole order.
  private func joined(
    _ rows: [OrderVersion], _ disagrees: inout Bool, _ isTied: inout Bool, _ disputed: inout OrderFields
  ) -> OrderVersion {
    var items: [UInt32] = []
    for row in rows where !items.contains(row.mark.item) { items.append(row.mark.item) }
    var result: OrderVersion?
    for item in items where item != 0 {
      let version = newest(rows.filter { $0.mark.item == item }, &disagrees, &isTied, &disputed)
      if result == nil {
        result = version
      } else if result?.addItem(version) ?? false {
        disagrees = true
      }
    }
    let whole = rows.filter { $0.mark.item == 0 }
    guard !whole.isEmpty else { return result ?? rows[0] }
    let order = newest(whole, &disagrees, &isTied, &disputed)
    guard var result else { return order }
    if result.mark.updated <= order.mark.updated {
      _ = result.take(order)
      return result
    }
    var older = order
    _ = older.take(result)
    return older
  }

  /// The rows file by file: those of a file as they were read, the files by their evening and by what they
  /// say of the order.
  private func inOrder(_ rows: [OrderVersion]) -> [OrderVersion] {
    guard let first = rows.first, rows.contains(where: { $0.mark.file != first.mark.file }) else {
      return rows
    }
    var files: [UInt16: [OrderVersion]] = [:]
    for row in rows { files[row.mark.file, default: []].append(row) }
    return files.values.sorted { one, other in
      let ages = (age(of: one[0]), age(of: other[0]))
      if ages.0 != ages.1 { return ages.0 < ages.1 }
      for (own, theirs) in zip(one, other) {
        if own.precedes(theirs) { return true }
        if theirs.precedes(own) { return false }
      }
      return one.count < other.count
    }.flatMap(\.self)
  }

  /// The rows of one item, file by file. Rows of one file and one time are separate items; the others are
  /// older and newer versions of the item.
  private func newest(
    _ rows: [OrderVersion], _ disagrees: inout Bool, _ isTied: inout Bool, _ disputed: inout OrderFields
  ) -> OrderVersion {
    if rows.count == 1 { return rows[0] }
    var times: [[OrderVersion]] = []
    let ascending = rows.enumerated().sorted {
      let (one, other) = (age(of: $0.element), age(of: $1.element))
      return ($0.element.mark.updated, one, $0.offset) < ($1.element.mark.updated, other, $1.offset)
    }
    for (_, row) in ascending {
      if let last = times.last?.last, last.mark.file == row.mark.file, last.mark.updated == row.mark.updated {
        times[times.count - 1].append(row)
      } else {
        times.append([row])
      }
    }
    var result: OrderVersion?
    // What the files of one time and evening say differently, and what these files say.
    var (open, stated) = (OrderFields(), [OrderVersion]())
    for rows in times {
      var version = rows[0]
      for row in rows.dropFirst() where !version.takeState(row) && version.addItem(row) { disagrees = true }
      guard let older = result else {
        (result, stated) = (version, [version])
        continue
      }
      if older.mark.updated == version.mark.updated, age(of: older) == age(of: version) {
        for one in stated {
          open.formUnion(one.differences(from: version))
          let both = one.contradictions(with: version)
          if both.contains(.cancelled) { open.formUnion(both) }
        }
        stated.append(version)
        if result?.takeEqual(version) ?? false { isTied = true }
      } else {
        // A newer file settles what it states.
        open.subtract(version.stated)
        stated = [version]
        if version.mark.answers.contains(.defect), version.order.defect == nil,
          age(of: older) < age(of: version), evening(of: older) <= evening(of: version),
          files[version.mark.file]?.listsDefects ?? false
        {
          result?.takeBackDefect()
        }
        if version.order.cancelled != nil, version.order.shipped == nil,
          version.mark.answers.contains(.shipped),
          age(of: older) < age(of: version) || older.mark.updated < version.mark.updated
        {
          result?.takeBackShipment()
        }
        if result?.take(version) ?? false, older.mark.updated == version.mark.updated { disagrees = true }
      }
    }
    result?.forget(open)
    disputed.formUnion(open)
    return result ?? rows[0]
  }

  /// By what a file is newer than another: when a store saw it, then its own evening.
  private struct Age: Comparable {
    var seen: Seen?
    var evening: Day

    static func < (one: Age, other: Age) -> Bool {
      guard let own = one.seen, let theirs = other.seen, own != theirs else {
        return one.evening < other.evening
      }
      return own < theirs
    }
  }

  private func age(of row: OrderVersion) -> Age {
    Age(seen: files[row.mark.file]?.seen, evening: evening(of: row))
  }

  /// The last evening that the file of a row knows of.
  private func evening(of row: OrderVersion) -> Day {
    files[row.mark.file]?.evening ?? row.order.purchased
  }

  /// The order as it is judged: fields that no file answers are undecided, and fields that end early are
  /// known up to then.
  private mutating func finished(
    _ version: OrderVersion, fields: OrderFields, rows: some Sequence<OrderVersion>
  ) -> Order {
    var order = version.order
    if order.shipped != nil { order.shippedBy = nil }
    if version.mark.known.contains(.undatedDefect), order.defect != nil, order.defectRecorded == nil {
      let first = rows.filter { $0.order.defect != nil }.compactMap { files[$0.mark.file]?.evening }.min()
      order.defectRecorded = max(order.purchased, first ?? order.purchased)
    }
    if order.furtherUnits > 0, version.mark.known.contains(.strangeUnits) { unreadUnits += 1 }
    let hasOpenItem =
      order.undecided.contains(.cancelledItem) && order.cancelled == nil && order.itemCancelled == nil
      && !order.exempt.contains(.cancelledBy)
    order.undecided = fields.subtracting(version.mark.answers)
    if hasOpenItem { order.undecided.insert(.cancelledItem) }
    if version.mark.known.contains(.strangeChannel), !version.mark.known.contains(.channel) {
      order.undecided.insert(.namedChannel)
    }
    if !version.hasPurchase {
      order.purchased =
        [order.purchased, order.firstDay, evening].compactMap(\.self).min() ?? order.purchased
      order.undecided.insert(.purchased)
    }
    if version.mark.known.contains(.strangeNumber) { order.undecided.insert(.number) }
    if !order.undecided.isDisjoint(with: [.purchased, .number]) { unplaced += 1 }
    if order.shipBy != nil { order.undecided.remove(.shipBy) }
    if order.shipped != nil { order.undecided.remove(.shipped) }
    if order.deliverBy != nil { order.undecided.remove(.deliverBy) }
    if order.delivered != nil { order.undecided.remove(.delivered) }
    if order.tracking != nil { order.undecided.remove(.tracking) }
    if order.cancelled != nil { order.undecided.remove(.cancelled) }
    if order.cancelledBy != nil { order.undecided.remove(.cancelledBy) }
    if order.defect != nil { order.undecided.remove(.defect) }
    if (order.shipped ?? order.shippedBy ?? order.cancelled) != nil
      || version.mark.answers.isSuperset(of: [.shipped, .cancelled])
    {
      order.undecided.remove(.dispatched)
    }
    order.knownThrough = knownThrough(rows, fields)
    if hasCancellations, rows.contains(where: tellsByStatus) { toldByStatus.insert(order.id) }
    return order
  }

  private func tellsByStatus(_ row: OrderVersion) -> Bool {
    row.mark.answers.contains(.cancelled)
      && files[row.mark.file].map { !$0.fields.contains(.cancelled) } ?? false
  }

  /// The first evening on which one of the fields that may still change ends; `nil` if all continue to the
  /// newest.
  private func knownThrough(_ rows: some Sequence<OrderVersion>, _ fields: OrderFields) -> Day? {
    guard let evening else { return nil }
    guard
      files.count > 1 || evening > files.values.first?.evening ?? evening
        || rows.contains(where: { $0.order.knownThrough != nil })
    else { return nil }
    // A row may say that less is known of its order than of the others in its file.
    func end(of row: OrderVersion) -> Day? {
      [files[row.mark.file]?.evening, row.order.knownThrough].compactMap(\.self).min()
    }
    var first: Day?
    for field in [OrderFields.shipped, .delivered, .cancelled] where fields.contains(field) {
      let last = rows.lazy.filter { $0.mark.answers.contains(field) }.compactMap(end).max()
      if let last { first = min(first ?? last, last) }
    }
    return first.flatMap { $0 < evening ? $0 : nil }
  }
}
