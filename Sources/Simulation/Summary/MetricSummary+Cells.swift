import Probability

/// The cell in which a window's rate is counted, for one window or for eight at once by the same arithmetic.
///
/// A rate is rounded to a whole multiple of 2⁻³⁰, and its cell is that number's upper bits.
extension MetricSummary {
  /// bad/orders in units of 2⁻³⁰, at most 2²⁰ of a rate; `orders` above 0.
  @inline(__always)
  static func scaledRates(_ bad: SIMD8<Double>, _ orders: SIMD8<Double>) -> SIMD8<UInt64> {
    let most = SIMD8<Double>(repeating: 0x1p20)
    let quotient = bad / orders
    let rate = quotient.replacing(with: most, where: most .< quotient)
    // At 1.5 · 2²² the last bit of a double is worth 2⁻³⁰.
    let shift = SIMD8<Double>(repeating: 0x1.8p22)
    return unsafeBitCast(rate + shift, to: SIMD8<UInt64>.self) &- unsafeBitCast(shift, to: SIMD8<UInt64>.self)
  }

  /// The inner cells of sixteen rates, as if all were between 0 and 1.
  @inline(__always)
  static func innerCells(even: SIMD8<UInt64>, odd: SIMD8<UInt64>) -> SIMD16<Int32> {
    SIMD16(even: even &>> 18, odd: odd &>> 18) &+ 1
  }

  /// The cell that a window's rate is counted in; `orders` above 0.
  static func cell(bad: Int, orders: Int) -> Int {
    if bad <= 0 { return 0 }
    if bad >= orders { return cells - 1 }
    return 1 + Int(((Double(bad) / Double(orders) + 0x1.8p22).bitPattern - (0x1.8p22).bitPattern) >> 18)
  }
}
