import CInstructionSet

/// Sixteen values side by side, one a path: what the vector forms of our functions work on.
///
/// Plain SIMD types, so one source serves every machine; where the compiler may use AVX-512 they are one register.
public enum Lanes {
  public typealias Floats = SIMD16<Float>
  public typealias Counts = SIMD16<Int32>
  public typealias Words = SIMD16<UInt32>

  public static let count = 16

  /// The vector instructions this build uses, such as `avx512`; `sse2` for a plain build on x86.
  public static var instructionSet: String { INSTRUCTION_SET_NAME }

  @inlinable static var fuses: Bool { INSTRUCTION_SET_FUSES != 0 }
}

extension SIMD16<Float> {
  /// `self` · `factor` + `term`, fused where the machine does it in one instruction. Elsewhere `addingProduct` would
  /// be a call a lane.
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

extension SIMD16<Int32> {
  /// As floats, exactly, for −2²²…2²².
  @inlinable @inline(__always)
  public var floats: SIMD16<Float> {
    // In a float of exponent 23 the fraction is the number itself.
    unsafeBitCast(self &+ 0x4B40_0000, to: SIMD16<Float>.self) - 12_582_912
  }
}

extension SIMDMask<SIMD16<Int32>> {
  /// Whether any lane is true: a reduction the compiler knows, which `any` is not always.
  @inlinable @inline(__always)
  public var hasAny: Bool {
    let m = unsafeBitCast(self, to: SIMD16<Int32>.self)
    let low = m[0] | m[1] | m[2] | m[3] | m[4] | m[5] | m[6] | m[7]
    let high = m[8] | m[9] | m[10] | m[11] | m[12] | m[13] | m[14] | m[15]
    return (low | high) != 0
  }
}

extension SIMD8<Int32> {
  /// As doubles, for numbers from 0.
  @inlinable @inline(__always)
  public var doubles: SIMD8<Double> {
    // In a double of exponent 52 the fraction is the number itself.
    let wide = SIMD8<UInt64>(truncatingIfNeeded: SIMD8<UInt32>(truncatingIfNeeded: self))
    return unsafeBitCast(wide | 0x4330_0000_0000_0000, to: SIMD8<Double>.self) - 0x1p52
  }
}
