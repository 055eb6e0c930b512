import AccountHealth

/// Money that a claim or a chargeback took from an order, or that a won appeal gave back.
struct ClaimMoney: Sendable, Hashable {
  var day: Day?
  /// Below 0 if it was taken.
  var cents: Int
}

extension OrderJudge {
  /// The files of payments by which the money of an order's claims came back.
  ///
  /// Bookings of files of one kind are added up. The same booking in two files that overlap counts once.
  func wonBack(_ facts: [Fact]) -> Set<Int> {
    var groups: [String: [ClaimMoney: Int]] = [:]
    for (file, evidence) in facts where !evidence.money.isEmpty {
      let counts = Dictionary(evidence.money.map { ($0, 1) }, uniquingKeysWith: +)
      groups[files[file].file.kind, default: [:]].merge(counts, uniquingKeysWith: max)
    }
    let kinds = groups.filter { _, bookings in
      bookings.keys.contains { $0.cents > 0 } && bookings.reduce(0) { $0 + $1.key.cents * $1.value } >= 0
    }
    guard !kinds.isEmpty else { return [] }
    return Set(facts.map(\.file).filter { kinds[files[$0].file.kind] != nil })
  }
}
