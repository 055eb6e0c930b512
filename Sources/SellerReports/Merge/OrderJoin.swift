import AccountHealth

/// Combines what the rows of all files say about one order.
///
/// Rows of the order's items within one kind of file are one order (`OrderVersion.addItem`). If several rows
/// are about one item, or about an order in several kinds of file, each field is decided in turn: a known
/// value wins over an empty one, then the higher kind, then the newer update, then the file that reaches a
/// later evening. Where nothing tells two files apart, what they say differently is undecided: the order in
/// which the files were named decides nothing.
struct OrderJoin {
  /// What is known about a whole file.
  struct File {
    var name: String
    var kind: String
    /// The fields that it could fill.
    var fields: OrderFields
    /// The last day on which anything happened, by this file.
    var evening: Day
    /// Its columns and how they were understood.
    var columns: [TableColumn] = []
  }

  private let files: [UInt16: File]
  /// The evening of the newest file.
  private let evening: Day?
  /// The number of orders for which two rows of equal rank differ.
  private(set) var disagreements = 0
  /// The number of those of which something is undecided for that reason.
  private(set) var disputes = 0

  init(_ files: [UInt16: File], evening: Day?) {
    self.files = files
    self.evening = evening
  }

  /// The order of a single row.
  mutating func order(of row: OrderVersion, fields: OrderFields) -> Order {
    finished(row, fields: fields, rows: CollectionOfOne(row))
  }

  /// The order of several rows.
  ///
  /// - Complexity: O(rows · log rows).
  mutating func order(of rows: [OrderVersion], fields: OrderFields) -> Order {
    var (disagrees, disputed) = (false, OrderFields())
    var result: OrderVersion?
    for rank in Set(rows.map(\.mark.rank)).sorted() {
      let kind = joined(rows.filter { $0.mark.rank == rank }, &disagrees, &disputed)
      if result == nil { result = kind } else { _ = result?.take(kind) }
    }
    if disagrees { disagreements += 1 }
    if !disputed.isEmpty { disputes += 1 }
    return finished(result ?? rows[0], fields: fields, rows: rows)
  }

  /// The rows of one kind of file as one: first each item by itself, then the items together, then the rows
  /// about the whole order.
  private func joined(
    _ rows: [OrderVersion], _ disagrees: inout Bool, _ disputed: inout OrderFields
  ) -> OrderVersion {
    var items: [UInt32] = []
    for row in rows where !items.contains(row.mark.item) { items.append(row.mark.item) }
    var result: OrderVersion?
    for item in items where item != 0 {
      let version = newest(rows.filter { $0.mark.item == item }, &disagrees, &disputed)
      if result == nil {
        result = version
      } else if result?.addItem(version) ?? false {
        disagrees = true
      }
    }
    let whole = rows.filter { $0.mark.item == 0 }
    guard !whole.isEmpty else { return result ?? rows[0] }
    let order = newest(whole, &disagrees, &disputed)
    guard var result else { return order }
    if result.mark.updated <= order.mark.updated {
      _ = result.take(order)
      return result
    }
    var older = order
    _ = older.take(result)
    return older
  }

  /// The rows of one item. Rows of one file and one time are separate items; the others are older and newer
  /// versions of the item.
  private func newest(
    _ rows: [OrderVersion], _ disagrees: inout Bool, _ disputed: inout OrderFields
  ) -> OrderVersion {
    if rows.count == 1 { return rows[0] }
    var times: [[OrderVersion]] = []
    let ascending = rows.enumerated().sorted {
      ($0.element.mark.updated, evening(of: $0.element), $0.element.mark.file, $0.offset)
        < ($1.element.mark.updated, evening(of: $1.element), $1.element.mark.file, $1.offset)
    }
    for (_, row) in ascending {
      if let last = times.last?.last, last.mark.file == row.mark.file, last.mark.updated == row.mark.updated {
        times[times.count - 1].append(row)
      } else {
        times.append([row])
      }
    }
    var result: OrderVersion?
    var open = OrderFields()
    for rows in times {
      var version = rows[0]
      for row in rows.dropFirst() where version.addItem(row) { disagrees = true }
      guard let older = result else {
        result = version
        continue
      }
      let isTie =
        older.mark.updated == version.mark.updated && evening(of: older) == evening(of: version)
      if isTie { open.formUnion(older.order.differences(from: version.order)) }
      if result?.take(version) ?? false, older.mark.updated == version.mark.updated { disagrees = true }
    }
    result?.forget(open)
    disputed.formUnion(open)
    return result ?? rows[0]
  }

  /// The last evening that the file of a row knows of.
  private func evening(of row: OrderVersion) -> Day {
    files[row.mark.file]?.evening ?? row.order.purchased
  }

  /// The order as it is judged: fields that no file answers are undecided, and fields that end early are
  /// known up to then.
  private func finished(
    _ version: OrderVersion, fields: OrderFields, rows: some Sequence<OrderVersion>
  ) -> Order {
    var order = version.order
    if order.shipped != nil { order.shippedBy = nil }
    if version.mark.known.contains(.undatedDefect), order.defect != nil, order.defectRecorded == nil {
      order.defectRecorded = max(order.purchased, files[version.mark.file]?.evening ?? order.purchased)
    }
    order.undecided = fields.subtracting(version.mark.answers)
    if version.mark.known.contains(.strangeChannel), !version.mark.known.contains(.channel) {
      order.undecided.insert(.namedChannel)
    }
    if order.shipBy != nil { order.undecided.remove(.shipBy) }
    if order.shipped != nil { order.undecided.remove(.shipped) }
    if order.deliverBy != nil { order.undecided.remove(.deliverBy) }
    if order.delivered != nil { order.undecided.remove(.delivered) }
    if order.tracking != nil { order.undecided.remove(.tracking) }
    if order.cancelled != nil { order.undecided.remove(.cancelled) }
    if order.cancelledBy != nil { order.undecided.remove(.cancelledBy) }
    if order.defect != nil { order.undecided.remove(.defect) }
    order.knownThrough = knownThrough(rows, fields)
    return order
  }

  /// The first evening on which one of the fields that may still change ends; `nil` if all continue to the
  /// newest.
  private func knownThrough(_ rows: some Sequence<OrderVersion>, _ fields: OrderFields) -> Day? {
    guard files.count > 1 || evening.map({ $0 > files.values.first?.evening ?? $0 }) ?? false, let evening
    else {
      return nil
    }
    var first: Day?
    for field in [OrderFields.shipped, .delivered, .cancelled] where fields.contains(field) {
      let last = rows.lazy.filter { $0.mark.answers.contains(field) }.compactMap {
        files[$0.mark.file]?.evening
      }.max()
      if let last { first = min(first ?? last, last) }
    }
    return first.flatMap { $0 < evening ? $0 : nil }
  }
}
