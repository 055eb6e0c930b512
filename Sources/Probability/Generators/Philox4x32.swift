/// The counter-based generator Philox4x32-10: a draw is addressed, not consumed.
///
/// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, *Parallel random numbers: as easy as 1, 2, 3*, SC11
/// (2011), section 3.3. The key is the seed; the counter is (path, day, purpose, index), word 0 first.
/// Different addresses never share a block, so draws do not depend on threads or the order of work.
public struct Philox4x32: RandomNumberGenerator, Sendable, Hashable {
  @usableFromInline let key: SIMD2<UInt32>
  @usableFromInline var counter: SIMD4<UInt32>
  @usableFromInline var waiting: UInt64 = 0
  @usableFromInline var hasWaiting = false

  /// The generator at index 0 of an address.
  @inlinable public init(seed: UInt64, path: UInt32 = 0, day: UInt32 = 0, purpose: UInt32 = 0) {
    key = Self.key(seed)
    counter = [path, day, purpose, 0]
  }

  /// 64 bits: words 0 and 1 of a block, low half first, then words 2 and 3, then the next index.
  ///
  /// An address holds 2³³ − 2 such words; the process stops rather than give a word twice.
  @inlinable public mutating func next() -> UInt64 {
    if hasWaiting {
      hasWaiting = false
      return waiting
    }
    let four = Self.block(counter: counter, key: key)
    counter[3] += 1
    waiting = UInt64(four[2]) | UInt64(four[3]) << 32
    hasWaiting = true
    return UInt64(four[0]) | UInt64(four[1]) << 32
  }

  /// The four words at one address, in array order; the call keeps no state.
  @inlinable public static func word4(
    seed: UInt64, path: UInt32, day: UInt32, purpose: UInt32, index: UInt32
  ) -> SIMD4<UInt32> {
    block(counter: [path, day, purpose, index], key: key(seed))
  }

  /// The bijection itself: ten rounds on a counter, for one key.
  @inlinable public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3])
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let left = c0.multipliedFullWidth(by: 0xD251_1F53)
      let right = c2.multipliedFullWidth(by: 0xCD9E_8D57)
      (c0, c1, c2, c3) = (right.high ^ c1 ^ k0, right.low, left.high ^ c3 ^ k1, left.low)
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return [c0, c1, c2, c3]
  }

  @inlinable static func key(_ seed: UInt64) -> SIMD2<UInt32> {
    [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)]
  }
}
