import Probability

/// A breach rule for sixteen windows at once, decided as exactly as `BreachRule`.
struct LaneRule {
  private let rule: BreachRule
  private let numerator: Double
  private let denominator: Double
  private let isStrict: Bool
  private let minimumOrders: Int32
  private let count: Int32
  /// Products with counts below 2³¹ are whole numbers below 2⁵³: doubles hold them exactly.
  private let isExact: Bool

  init(_ rule: BreachRule) {
    self.rule = rule
    switch rule {
    case .rate(let numerator, let denominator, let strict, let minimum):
      var (a, b) = (numerator, denominator)
      while b != 0 { (a, b) = (b, a % b) }
      self.numerator = Double(numerator / a)
      self.denominator = Double(denominator / a)
      isStrict = strict
      minimumOrders = Int32(clamping: max(1, minimum))
      count = 0
      isExact = denominator / a <= 1 << 22
    case .count(let count):
      (numerator, denominator, isStrict, minimumOrders) = (0, 1, false, 0)
      self.count = Int32(clamping: count)
      isExact = true
    }
  }

  @inline(__always)
  func isOffTarget(bad: Lanes.Counts, orders: Lanes.Counts) -> SIMDMask<Lanes.Counts> {
    if case .count(let threshold) = rule {
      return threshold > Int(Int32.max) ? Lanes.Counts() .> Lanes.Counts() : bad
        .>= Lanes.Counts(repeating: count)
    }
    guard isExact else { return slowly(bad, orders) }
    let (bad, all) = (bad.doubles, orders.doubles)
    let off = Lanes.Counts(even: exceeds(bad.even, all.even), odd: exceeds(bad.odd, all.odd))
    return (off .> Lanes.Counts()) .& (orders .>= Lanes.Counts(repeating: minimumOrders))
  }

  /// 1 where denominator · bad reaches numerator · orders, else 0: the sign of the difference.
  @inline(__always)
  private func exceeds(_ bad: SIMD8<Double>, _ orders: SIMD8<Double>) -> SIMD8<UInt64> {
    let (left, right) = (bad * denominator, orders * numerator)
    let isBelow = unsafeBitCast(isStrict ? right - left : left - right, to: SIMD8<UInt64>.self) &>> 63
    return isStrict ? isBelow : isBelow ^ 1
  }

  @inline(never)
  private func slowly(_ bad: Lanes.Counts, _ orders: Lanes.Counts) -> SIMDMask<Lanes.Counts> {
    var off = Lanes.Counts()
    for lane in 0..<Lanes.count where rule.isOffTarget(bad: Int(bad[lane]), orders: Int(orders[lane])) {
      off[lane] = 1
    }
    return off .> Lanes.Counts()
  }
}
