import Probability

/// The cell in which a window's rate is counted, for one window or for eight at once by the same arithmetic.
///
/// A rate is rounded to a whole multiple of 2⁻³⁰, and its cell is that number's upper bits.
extension MetricSummary {
  /// bad/orders, at most 2²⁰, added to `rateOffset`; `orders` above 0. The last bit is then worth 2⁻³⁰, so
  /// the lower half of the number is the rate in these units.
  @inline(__always)
  static func rates(_ bad: SIMD8<Double>, _ orders: SIMD8<Double>) -> SIMD8<UInt64> {
    let most = SIMD8<Double>(repeating: 0x1p20)
    let quotient = bad / orders
    let rate = quotient.replacing(with: most, where: most .< quotient)
    return unsafeBitCast(rate + rateOffset, to: SIMD8<UInt64>.self)
  }

  static let rateOffset = 0x1.8p22

  /// The inner cells of sixteen of these rates, as if all were between 0 and 1.
  @inline(__always)
  static func innerCells(even: SIMD8<UInt64>, odd: SIMD8<UInt64>) -> SIMD16<Int32> {
    let rates = unsafeBitCast(SIMD16<Int32>(even: even, odd: odd), to: SIMD16<UInt32>.self)
    return unsafeBitCast((rates &+ (1 << 18)) &>> 18, to: SIMD16<Int32>.self)
  }

  /// The cell that a window's rate is counted in; `orders` above 0.
  static func cell(bad: Int, orders: Int) -> Int {
    if bad <= 0 { return 0 }
    if bad >= orders { return cells - 1 }
    return 1 + Int(((Double(bad) / Double(orders) + rateOffset).bitPattern - rateOffset.bitPattern) >> 18)
  }
}
