import AccountHealth

/// SplitMix64 (Steele, Lea, Flood 2014): enough for test data, and independent of the rooms under test.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

extension Order {
  /// An order in which anything may be missing or out of sequence: shipped before it was bought, cancelled
  /// after delivery, promised for yesterday.
  static func random(_ index: Int, in days: Int, using generator: inout SplitMix64) -> Order {
    let purchased = Day(number: 20_000 + Int.random(in: 0..<days, using: &generator))
    var order = Order(
      id: "R\(index)", purchased: purchased,
      channel: Int.random(in: 0..<5, using: &generator) == 0 ? .amazon : .seller)
    func day(_ range: ClosedRange<Int>, missing: Int) -> Day? {
      Int.random(in: 0..<10, using: &generator) < missing
        ? nil : purchased + Int.random(in: range, using: &generator)
    }
    order.shipBy = day(-1...6, missing: 1)
    order.shipped = day(-1...9, missing: 2)
    order.deliverBy = day(-2...25, missing: 1)
    order.delivered = day(0...30, missing: 3)
    order.tracking = [.valid, .invalid, Order.Tracking.none, nil].randomElement(using: &generator) ?? nil
    order.cancelled = day(-1...15, missing: 6)
    order.cancelledBy = [.seller, .buyer, .amazon, nil].randomElement(using: &generator) ?? nil
    order.defectRecorded = day(0...90, missing: 5)
    order.defect = order.defectRecorded == nil ? nil : .aToZClaim
    guard Int.random(in: 0..<3, using: &generator) == 0 else { return order }
    // Some facts are unknown, or known only up to a day. A known fact comes from a file that reaches its day.
    if order.shipped == nil { order.shippedBy = day(-1...9, missing: 5) }
    order.itemCancelled = day(-1...9, missing: 7)
    if order.cancelled != nil { order.itemCancelled = nil }
    order.undecided = OrderFields(rawValue: UInt16.random(in: 0..<512, using: &generator))
    if order.shipped != nil || order.cancelled != nil { order.undecided.remove(.shipped) }
    if order.cancelled != nil || order.itemCancelled != nil || order.shipped != nil {
      order.undecided.remove(.cancelled)
    }
    if order.defect != nil { order.undecided.remove(.defect) }
    if order.delivered != nil { order.undecided.remove(.delivered) }
    order.knownThrough = max(
      day(0...20, missing: 0) ?? purchased, order.lastActivity, order.itemCancelled ?? purchased)
    return order
  }

  /// Whether an empty field means that nothing happened.
  var hasPlainFacts: Bool {
    undecided.isEmpty && shippedBy == nil && itemCancelled == nil && knownThrough == nil
      && (cancelledBy == nil || cancelled != nil)
  }

  static func randoms(_ count: Int, in days: Int, seed: UInt64) -> [Order] {
    var generator = SplitMix64(state: seed)
    return (0..<count).map { random($0, in: days, using: &generator) }
  }
}
