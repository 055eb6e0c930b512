import CInstructionSet

/// Sixteen values side by side, one per path, on which the vector forms of our functions work.
///
/// They are plain SIMD types, so one source serves every machine; with AVX-512 they are one register.
public enum Lanes {
  public typealias Floats = SIMD16<Float>
  public typealias Counts = SIMD16<Int32>
  public typealias Words = SIMD16<UInt32>

  public static let count = 16

  /// The vector instructions this build uses, such as `avx512`; `sse2` for a plain build on x86.
  public static var instructionSet: String { INSTRUCTION_SET_NAME }

  /// The upper 23 bits of each word as the middle of their cell, for uses in which 2⁻²⁴ of rounding does not
  /// matter.
  @inlinable @inline(__always)
  public static func upperUniform(_ words: Words) -> Floats {
    unsafeBitCast((words &>> 9) | 0x3F80_0000, to: Floats.self) - (1 - 0x1p-24)
  }

  @inlinable static var fuses: Bool { INSTRUCTION_SET_FUSES != 0 }
}

extension SIMD16<Float> {
  /// `self` · `factor` + `term`, fused if the machine does it in one instruction. Elsewhere `addingProduct`
  /// would be one call per lane.
  @inlinable @inline(__always)
  public func times(_ factor: Self, plus term: Self) -> Self {
    Lanes.fuses ? term.addingProduct(self, factor) : self * factor + term
  }

  /// Horner's rule for the coefficients from the highest power down.
  @inlinable @inline(__always)
  public func times(_ factor: Self, plus term: Float) -> Self {
    times(factor, plus: Self(repeating: term))
  }

  @inlinable @inline(__always)
  public func lower(_ other: Self) -> Self { replacing(with: other, where: other .< self) }

  @inlinable @inline(__always)
  public func upper(_ other: Self) -> Self { replacing(with: other, where: other .> self) }
}

extension SIMD8<Double> {
  /// `self` · `factor` + `term`, fused as above; whole numbers of which all results are below 2⁵³ are exact
  /// either way.
  @inlinable @inline(__always)
  public func times(_ factor: Double, plus term: Self) -> Self {
    let factor = Self(repeating: factor)
    return Lanes.fuses ? term.addingProduct(self, factor) : self * factor + term
  }
}

extension SIMD16<Float> {
  /// Whole numbers from −2²² to 2²², exactly.
  @inlinable @inline(__always)
  var counts: SIMD16<Int32> {
    // In a float of exponent 23 the fraction is the number itself.
    unsafeBitCast(self + 12_582_912, to: SIMD16<Int32>.self) &- 0x4B40_0000
  }
}

extension SIMD16<Int32> {
  /// As floats, exactly, for −2²²…2²².
  @inlinable @inline(__always)
  public var floats: SIMD16<Float> {
    // In a float of exponent 23 the fraction is the number itself.
    unsafeBitCast(self &+ 0x4B40_0000, to: SIMD16<Float>.self) - 12_582_912
  }
}

extension SIMDMask<SIMD16<Int32>> {
  /// Whether any lane is true. The compiler knows this reduction, but not always that of `any`.
  @inlinable @inline(__always)
  public var hasAny: Bool {
    let m = unsafeBitCast(self, to: SIMD16<Int32>.self)
    let low = m[0] | m[1] | m[2] | m[3] | m[4] | m[5] | m[6] | m[7]
    let high = m[8] | m[9] | m[10] | m[11] | m[12] | m[13] | m[14] | m[15]
    return (low | high) != 0
  }
}

extension SIMD16<Int32> {
  /// Numbers from 0 as doubles, those of the even lanes and those of the odd ones.
  @inlinable @inline(__always)
  public var doubles: (even: SIMD8<Double>, odd: SIMD8<Double>) {
    // In a double of exponent 52 the fraction is the number itself.
    let pairs = unsafeBitCast(self, to: SIMD8<UInt64>.self)
    let (even, odd) = ((pairs & 0xFFFF_FFFF) | 0x4330_0000_0000_0000, (pairs &>> 32) | 0x4330_0000_0000_0000)
    return (
      unsafeBitCast(even, to: SIMD8<Double>.self) - 0x1p52,
      unsafeBitCast(odd, to: SIMD8<Double>.self) - 0x1p52
    )
  }

  /// The lower halves of numbers for the even lanes, and of others for the odd ones.
  @inlinable @inline(__always)
  public init(even: SIMD8<UInt64>, odd: SIMD8<UInt64>) {
    self = unsafeBitCast((even & 0xFFFF_FFFF) | (odd &<< 32), to: Self.self)
  }

  /// The upper halves of numbers for the even lanes, and of others for the odd ones.
  @inlinable @inline(__always)
  public init(upperEven: SIMD8<UInt64>, upperOdd: SIMD8<UInt64>) {
    self = unsafeBitCast((upperEven &>> 32) | (upperOdd & 0xFFFF_FFFF_0000_0000), to: Self.self)
  }
}
