import Probability

/// A breach rule for sixteen windows at once, decided as exactly as `BreachRule`.
struct LaneRule {
  private let rule: BreachRule
  private let numerator: Double
  private let denominator: Double
  /// 1 if the rule is strict, else 0.
  private let excess: Double
  private let minimumOrders: Int32
  private let count: Int32
  /// Products with counts below 2³¹ are whole numbers below 2⁵³: doubles hold them exactly.
  private let isExact: Bool
  /// A rate that is exact in this way.
  private let isRate: Bool

  init(_ rule: BreachRule) {
    self.rule = rule
    switch rule {
    case .rate(let numerator, let denominator, let strict, let minimum):
      var (a, b) = (numerator, denominator)
      while b != 0 { (a, b) = (b, a % b) }
      self.numerator = Double(numerator / a)
      self.denominator = Double(denominator / a)
      excess = strict ? 1 : 0
      minimumOrders = Int32(clamping: max(1, minimum))
      count = 0
      isExact = denominator / a <= 1 << 22
      isRate = isExact
    case .count(let count):
      (numerator, denominator, excess, minimumOrders) = (0, 1, 0, 0)
      self.count = Int32(clamping: count)
      isExact = true
      isRate = false
    }
  }

  @inline(__always)
  func isOffTarget(bad: Lanes.Counts, orders: Lanes.Counts) -> SIMDMask<Lanes.Counts> {
    if case .count(let threshold) = rule {
      return threshold > Int(Int32.max) ? Lanes.Counts() .> Lanes.Counts() : bad
        .>= Lanes.Counts(repeating: count)
    }
    guard isExact else { return slowly(bad, orders) }
    return reaches(bad.doubles, orders.doubles) .& (orders .>= Lanes.Counts(repeating: minimumOrders))
  }

  /// The same for windows whose counts are at hand as doubles, `some` and `all`: those of `bad` and `orders`,
  /// or 0 of 1 where there are no orders.
  @inline(__always)
  func isOffTarget(
    bad: Lanes.Counts, orders: Lanes.Counts, some: EvenAndOdd, all: EvenAndOdd
  ) -> SIMDMask<Lanes.Counts> {
    if !isRate { return rarely(bad, orders) }
    return reaches(some, all) .& (orders .>= Lanes.Counts(repeating: minimumOrders))
  }

  typealias EvenAndOdd = (even: SIMD8<Double>, odd: SIMD8<Double>)

  /// Whether denominator · bad reaches numerator · orders, or exceeds it by 1 and more if the rule is strict:
  /// the sign of the difference.
  @inline(__always)
  private func reaches(_ bad: EvenAndOdd, _ orders: EvenAndOdd) -> SIMDMask<Lanes.Counts> {
    let least = SIMD8<Double>(repeating: -excess)
    let even = orders.even.times(-numerator, plus: bad.even.times(denominator, plus: least))
    let odd = orders.odd.times(-numerator, plus: bad.odd.times(denominator, plus: least))
    let signs = Lanes.Counts(
      upperEven: unsafeBitCast(even, to: SIMD8<UInt64>.self),
      upperOdd: unsafeBitCast(odd, to: SIMD8<UInt64>.self))
    return signs .> Lanes.Counts(repeating: -1)
  }

  @inline(never)
  private func rarely(_ bad: Lanes.Counts, _ orders: Lanes.Counts) -> SIMDMask<Lanes.Counts> {
    isOffTarget(bad: bad, orders: orders)
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
