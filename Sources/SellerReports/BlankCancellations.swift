import AccountHealth

/// Own tables of orders in which nothing was ever cancelled.
///
/// Either nobody keeps the column, or the program that wrote the table leaves cancelled orders out. Read as
/// "none", a cancellation rate that nobody recorded would look met.
extension [Account] {
  /// So many of the seller's orders without a single cancellation, by the seller or a buyer, speak for that:
  /// with three in a thousand cancelled, 5 % of such tables have none.
  private static let tellingWithoutAny = 1000
  /// Among this many it is worth saying that there is none.
  private static let manyOrders = 30
  /// An unconfirmed order is cancelled by Amazon seven business days after ship-by. So many that still wait
  /// after this many days show that cancellations are not kept.
  private static let (autoCancelled, impossible) = (ListVerdict.autoCancelled, 3)

  /// Leaves open whether an order, or an item of it, was cancelled, where no account of such tables has any
  /// cancellation. What Amazon's own files say of cancellations stands.
  ///
  /// - Parameter told: Orders of which Amazon's status says whether they were cancelled.
  /// - Returns: What the user should know, also where nothing was changed; `nil` for a table with a
  ///   cancellation, without the column, or of few orders.
  /// - Complexity: O(orders).
  mutating func openBlankCancellations(besides told: Set<String>) -> String? {
    var (blank, own, waiting, files) = ([Int](), 0, 0, Set<String>())
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
        if tellsShipments, order.mayBeAutoCancelled(by: evening, after: Self.autoCancelled) { waiting += 1 }
      }
      files.formUnion(sources.map(\.file))
      blank.append(place)
    }
    let names = ReportFault.some(files)
    guard own >= Self.tellingWithoutAny || waiting >= Self.impossible else {
      return own < Self.manyOrders
        ? nil
        : "\(names): cancelled_at is empty in all \(own) orders and read as none. If you do not record it, leave the column out."
    }
    for place in blank {
      for order in self[place].orders.indices
      where self[place].orders[order].channel == .seller && !told.contains(self[place].orders[order].id) {
        let isSent = (self[place].orders[order].shipped ?? self[place].orders[order].shippedBy) != nil
        self[place].orders[order].undecided.formUnion(
          isSent ? .cancelledItem : [.cancelledItem, .cancelled, .cancelledBy])
      }
      self[place].emptied.removeAll { $0.fields.contains(.cancelled) }
      self[place].emptied.append(
        .init(name: "cancelled_at", fields: [.cancelled, .cancelledBy], after: nil))
    }
    let why =
      waiting >= Self.impossible
      ? "\(waiting) orders still wait more than \(Self.autoCancelled) days after ship-by, when Amazon has cancelled them"
      : "among so many some are cancelled in nearly every shop"
    return
      "\(names): none of \(own) orders was cancelled by anybody; \(why). Either cancellations are not kept, or cancelled orders are not in the file, so the cancellation rate is undecided. Add Amazon's all-orders report, cancellation download or V2 report."
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
