import AccountHealth

/// Columns of own tables that are there and empty in every order of all files.
///
/// Either nobody keeps such a column, or the program that wrote the table leaves out what would fill it. Read
/// as "none", a rate that nobody recorded would look met. What other files say stands, and a cell that says
/// `none` shows that the column is kept.
extension [Account] {
  /// So many of the seller's orders without a single cancellation, by the seller or a buyer, speak for that:
  /// with three in a thousand cancelled, 5 % of such tables have none.
  private static let tellingWithoutCancellation = 1000
  /// So many do where each of them is shipped, also those of the last days, of which there are so many: then
  /// the table has shipped orders only.
  private static let (tellingIfShipped, freshDays, freshOrders) = (500, 3, 3)
  /// So many orders without a single defect do: by the built-in priors a seller has none among them with a
  /// chance of one in five, and a blank column is no rarer than that.
  static let tellingWithoutDefect = 500
  /// Among so many orders it is worth saying that no cell is filled.
  private static let manyOrders = 30
  /// An unconfirmed order is cancelled by Amazon seven business days after ship-by. So many that still wait
  /// after this many days show that cancellations are not kept.
  private static let (autoCancelled, impossible) = (ListVerdict.autoCancelled, 3)
  /// Orders placed in the last days before the end may still get a defect.
  private static let settlingDays = 30

  /// Leaves open whether an order, or an item of it, was cancelled, where no account of such tables has any
  /// cancellation.
  ///
  /// - Parameters:
  ///   - told: Orders of which Amazon's status says whether they were cancelled.
  ///   - isKept: Whether a file says of an order that it was not cancelled. Orders that still wait longer
  ///     than Amazon lets them show all the same that it is not so.
  /// - Returns: What the user should know, also where nothing was changed; `nil` for a table with a
  ///   cancellation, without the column, or of few orders.
  /// - Complexity: O(orders).
  mutating func openBlankCancellations(
    besides told: Set<String>, isKept: (FieldSource) -> Bool
  ) -> String? {
    var (blank, own, waiting, files, kept) = ([Int](), 0, 0, Set<String>(), false)
    var (fresh, isShippedOnly) = (0, true)
    for place in indices where self[place].fields.contains(.cancelled) {
      let sources = self[place].sources.filter { $0.fields.contains(.cancelled) }
      guard !sources.isEmpty, sources.allSatisfy({ $0.kind == CanonicalOrders.kind }),
        let evening = self[place].lastActivity
      else { continue }
      let tellsShipments = self[place].fields.contains(.shipped)
      for order in self[place].orders.lazy where order.channel == .seller && !told.contains(order.id) {
        guard order.cancelled == nil, order.cancelledBy == nil, order.itemCancelled == nil,
          order.undecided.isDisjoint(with: [.cancelled, .cancelledBy, .cancelledItem])
        else { return nil }
        own += 1
        if order.shipped == nil { isShippedOnly = false }
        if evening - order.purchased < Self.freshDays { fresh += 1 }
        if tellsShipments, order.mayBeAutoCancelled(by: evening, after: Self.autoCancelled) { waiting += 1 }
      }
      files.formUnion(sources.map(\.file))
      kept = kept || sources.contains(where: isKept)
      blank.append(place)
    }
    let (names, waits) = (ReportFault.some(files), waiting >= Self.impossible)
    isShippedOnly = isShippedOnly && own >= Self.tellingIfShipped && fresh >= Self.freshOrders
    guard waits || (own >= Self.tellingWithoutCancellation || isShippedOnly) && !kept else {
      return own < Self.manyOrders || kept
        ? nil
        : "\(names): cancelled_at is empty in all \(own) orders and read as none. If you do not record it, leave the column out."
    }
    for place in blank {
      open(at: place, .init(name: "cancelled_at", fields: [.cancelled, .cancelledBy], after: nil)) { order in
        guard order.channel == .seller, !told.contains(order.id) else { return [] }
        let isSent = (order.shipped ?? order.shippedBy) != nil
        return isSent ? .cancelledItem : [.cancelledItem, .cancelled, .cancelledBy]
      }
    }
    let why =
      waits
      ? "\(waiting) orders still wait more than \(Self.autoCancelled) days after ship-by, when Amazon has cancelled them"
      : isShippedOnly
        ? "all are shipped, also the newest, as in a list of shipped orders"
        : "among so many some are cancelled in nearly every shop"
    let remedy =
      waits
      ? "" : " If you do keep them and there was none, write none into one of the cells of cancelled_at."
    return
      "\(names): none of \(own) orders was cancelled by anybody; \(why). Either cancellations are not kept, or cancelled orders are not in the file, so the cancellation rate is undecided. Add Amazon's all-orders report, cancellation download or V2 report.\(remedy)"
  }

  /// Leaves open whether an order has a defect, where no order of all files has one.
  ///
  /// - Parameter isKept: Whether some file of orders has a defect, or says that there is none.
  /// - Returns: What the user should know; `nil` if nothing was changed.
  /// - Complexity: O(orders).
  mutating func openBlankDefects(isKept: (FieldSource) -> Bool) -> String? {
    guard let evening = lazy.compactMap(\.lastActivity).max() else { return nil }
    var (blank, telling, count, files) = ([Int](), 0, 0, Set<String>())
    for place in indices where self[place].fields.contains(.defect) {
      let sources = self[place].sources.filter { $0.fields.contains(.defect) }
      guard !sources.isEmpty, !sources.contains(where: isKept), self[place].withdrawnDefects.isEmpty else {
        return nil
      }
      for order in self[place].orders.indices {
        guard self[place].orders[order].defect == nil else { return nil }
        if evening - self[place].orders[order].purchased >= Self.settlingDays { telling += 1 }
      }
      count += self[place].orders.count
      files.formUnion(sources.map(\.file))
      blank.append(place)
    }
    guard telling >= Self.tellingWithoutDefect else { return nil }
    for place in blank {
      open(at: place, .init(name: "defect", fields: .defect, after: nil)) { _ in .defect }
    }
    return
      "\(ReportFault.some(files)): defect is empty in all \(count) orders, so it seems not to be kept, and whether an order has a defect is undecided. Add Amazon's order defect report or the V2 report. If you do keep it and there was none, write none into one of its cells."
  }

  /// Leaves fields of an account's orders open, and lists their column among those without any entry.
  private mutating func open(
    at place: Int, _ column: EmptiedColumn, fields: (Order) -> OrderFields
  ) {
    for order in self[place].orders.indices {
      self[place].orders[order].undecided.formUnion(fields(self[place].orders[order]))
    }
    self[place].emptied.removeAll { !$0.fields.isDisjoint(with: column.fields) }
    self[place].emptied.append(column)
  }
}

extension Order {
  /// Whether it was neither shipped nor delivered so many days after its ship-by day.
  fileprivate func mayBeAutoCancelled(by evening: Day, after days: Int) -> Bool {
    guard let shipBy, shipped == nil, shippedBy == nil, delivered == nil,
      undecided.isDisjoint(with: [.shipped, .dispatched])
    else { return false }
    return shipBy + days < min(knownThrough ?? evening, evening)
  }
}
