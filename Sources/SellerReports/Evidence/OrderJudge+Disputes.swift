import AccountHealth

/// What two downloads of one kind say of one order.
///
/// If one is newer, it counts, in what it states. Where two of the same evening differ, nothing tells which
/// of them is right, so the fact is undecided. The order in which files were named decides nothing.
extension OrderJudge {
  /// The facts of one file about one order.
  typealias Fact = (file: Int, evidence: OrderEvidence)

  /// What files of one evening say differently, with their statements.
  typealias Disputes = [(field: OrderFields, statements: [String])]

  /// The facts in an order of their own, without what a newer download of the same kind overrules, and what
  /// is left in dispute.
  func settled(_ facts: [Fact], of order: Order) -> (facts: [Fact], disputes: Disputes) {
    guard facts.count > 1 else { return (facts, []) }
    var facts = facts.sorted { precedes($0, $1) }
    var disputes: Disputes = []
    for kind in Set(facts.map { group($0.file) }).sorted() where !kind.isEmpty {
      let places = facts.indices.filter { group(facts[$0].file) == kind }
      guard places.count > 1 else { continue }
      let newest = places.compactMap { files[facts[$0].file].evening }.max()
      let isNew = { (place: Int) in files[facts[place].file].evening.map { $0 == newest } ?? true }
      let (new, old) = (places.filter(isNew), places.filter { !isNew($0) })
      // A defect without a day that an older list has too is at least as old as that list.
      for place in new {
        for one in facts[place].evidence.defects.indices where facts[place].evidence.defects[one].day == nil {
          let kind = facts[place].evidence.defects[one].kind
          facts[place].evidence.defects[one].day = old.compactMap { older in
            facts[older].evidence.defects.first { $0.kind == kind }.flatMap {
              $0.day ?? files[facts[older].file].evening
            }
          }.min()
        }
      }
      for place in old {
        for newer in new { facts[place].evidence.giveWay(to: facts[newer].evidence) }
      }
      disputes += self.disputes(new.map { facts[$0] }, order)
    }
    return (facts, disputes)
  }

  /// The downloads that are compared with each other: those of one kind, and all tables of parcels.
  private func group(_ file: Int) -> String {
    if files[file].file.isOfParcels { return "parcels" }
    return files[file].file.claim == nil ? "" : files[file].file.kind
  }

  /// Amazon's files before tables of parcels, then by kind, the newer first, and by what they say.
  private func precedes(_ one: Fact, _ other: Fact) -> Bool {
    let (first, second) = (files[one.file], files[other.file])
    if first.file.isOfParcels != second.file.isOfParcels { return second.file.isOfParcels }
    if first.file.kind != second.file.kind { return first.file.kind < second.file.kind }
    if first.evening != second.evening {
      return first.evening ?? .distantPast > second.evening ?? .distantPast
    }
    let (own, theirs) = (one.evidence.numbers, other.evidence.numbers)
    if own != theirs { return own.lexicographicallyPrecedes(theirs) }
    return (first.file.file, one.file) < (second.file.file, other.file)
  }

  private func disputes(_ facts: [Fact], _ order: Order) -> Disputes {
    var disputes: Disputes = []
    func find(_ field: OrderFields, _ no: String, _ yes: String, _ answer: (OrderEvidence) -> Bool?) {
      let answers = facts.compactMap { fact in answer(fact.evidence).map { (fact.file, $0) } }
      guard Set(answers.map(\.1)).count > 1 else { return }
      let statements = answers.map { "\(files[$0.0].file.kind): \($0.1 ? yes : no)" }
      disputes.append((field, Set(statements).sorted()))
    }
    let isOfParcels = facts.allSatisfy { files[$0.file].file.isOfParcels }
    if !isOfParcels {
      find(.tracking, "not valid", "valid") { $0.tracking.map { $0 == .valid } }
      if facts.contains(where: { files[$0.file].file.claim?.metric == .orderDefect }) {
        find(.defect, "no defect", "a defect") { $0.leavesDefectOpen ? nil : !$0.defects.isEmpty }
      }
      find(.cancelledBy, "does not count", "cancelled by the seller") {
        $0.isCancelledBySeller ? $0.counts : nil
      }
      if facts.contains(where: { files[$0.file].file.claim?.metric == .lateShipment30 }) {
        find(.shipped, "does not count", "counts as late") { $0.counts }
      }
    } else if let shipBy = order.shipBy {
      find(.shipped, "shipped by \(shipBy)", "shipped after \(shipBy)") { fact in
        fact.confirmed?.day.map { $0 > shipBy }
      }
    }
    find(.delivered, "delivered in time", "delivered late") { fact in
      fact.isDeliveredLate
        ?? fact.delivered.flatMap { day in (fact.deliverBy ?? order.deliverBy).map { day > $0 } }
    }
    return disputes
  }

  /// Takes over the promises that downloads state. If they differ, the earlier one is taken, and the fields
  /// are returned whose facts are undecided unless they are the same by either.
  func takePromises(_ facts: [Fact], to order: inout Order) -> (shipBys: Set<Day>, deliverBys: Set<Day>) {
    var (shipBys, deliverBys) = (Set<Day>(), Set<Day>())
    for fact in facts {
      let file = files[fact.file].file
      guard file.claim != nil || file.fields.contains(.delivered) && !file.isOfParcels else { continue }
      if let day = fact.evidence.shipBy { shipBys.insert(day) }
      if let day = fact.evidence.deliverBy { deliverBys.insert(day) }
    }
    if let day = shipBys.min() {
      order.shipBy = day
      order.undecided.remove(.shipBy)
      order.assumed.remove(.shipBy)
    }
    if let day = deliverBys.min() {
      order.deliverBy = day
      order.undecided.remove(.deliverBy)
      order.assumed.remove(.deliverBy)
    }
    return (shipBys, deliverBys)
  }

  /// Leaves open what two promises of one order decide differently.
  mutating func contradictPromises(
    _ promises: (shipBys: Set<Day>, deliverBys: Set<Day>), _ order: inout Order
  ) {
    func differ(_ days: Set<Day>, _ done: Day?) -> Bool {
      days.count > 1 && (done.map { done in Set(days.map { done > $0 }).count > 1 } ?? true)
    }
    func statements(_ days: Set<Day>) -> [String] { days.sorted().map { "promised for \($0)" } }
    if differ(promises.shipBys, order.shipped ?? order.shippedBy), !order.undecided.contains(.shipped) {
      record.contradict(&order, .shipped, statements(promises.shipBys))
    }
    if differ(promises.deliverBys, order.delivered), !order.undecided.contains(.delivered) {
      record.contradict(&order, .delivered, statements(promises.deliverBys))
    }
  }
}

extension OrderEvidence {
  /// Drops what a newer download of the same kind states.
  fileprivate mutating func giveWay(to newer: OrderEvidence) {
    if newer.tracking != nil { tracking = nil }
    if newer.confirmed != nil { (confirmed, likelyConfirmed) = (nil, nil) }
    if newer.shipBy != nil { shipBy = nil }
    if newer.deliverBy != nil { deliverBy = nil }
    if newer.delivered != nil || newer.isDeliveredLate != nil { (delivered, isDeliveredLate) = (nil, nil) }
    if newer.units != nil { (units, missesUnits) = (nil, false) }
    if newer.isCancelledBySeller { isCancelledBySeller = false }
    defects = []
    counts = newer.counts
  }

  /// What it says, for sorting.
  fileprivate var numbers: [Int] {
    [
      confirmed?.first, confirmed?.last, likelyConfirmed, shipBy, deliverBy, delivered, released,
    ].map { $0.map { Int($0.number) } ?? Int.min }
      + [
        tracking.map { Int($0.rawValue) } ?? -1, isDeliveredLate.map { $0 ? 1 : 0 } ?? -1,
        isCancelledBySeller ? 1 : 0, counts ? 1 : 0, units ?? -1, channel.map { Int($0.rawValue) } ?? -1,
      ] + defects.flatMap { [Int($0.kind.rawValue), $0.day.map { Int($0.number) } ?? Int.min] }
  }
}
