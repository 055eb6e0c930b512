/// Philox4x32-10 of sixteen paths at once: word for word that of `Philox4x32.word4`.
extension Lanes {
  /// Four words of each lane at one address.
  public struct Block {
    @usableFromInline var words: (Words, Words, Words, Words)

    @inlinable @inline(__always)
    init(_ words: (Words, Words, Words, Words)) { self.words = words }

    /// Word 0…3 of every lane.
    @inlinable @inline(__always)
    public subscript(word: Int) -> Words {
      switch word {
      case 0: words.0
      case 1: words.1
      case 2: words.2
      default: words.3
      }
    }
  }

  /// The words of lanes at `path`, which is `first`, `first` + 1, … in the engine's blocks.
  @inlinable @inline(__always)
  public static func block(
    seed: UInt64, path: Words, day: UInt32, purpose: UInt32, index: UInt32
  ) -> Block {
    // Products of 32 by 32 bits live in lanes of 64: the even paths in one vector, the odd ones in another.
    let pairs = unsafeBitCast(path, to: SIMD8<UInt64>.self)
    let key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    let even = rounds(pairs, day, purpose, index, key)
    let odd = rounds(pairs &>> 32, day, purpose, index, key)
    return Block(
      (
        together(even.0, odd.0), together(even.1, odd.1), together(even.2, odd.2), together(even.3, odd.3)
      ))
  }

  @inlinable @inline(__always)
  static func together(_ even: SIMD8<UInt64>, _ odd: SIMD8<UInt64>) -> Words {
    unsafeBitCast((even & 0xFFFF_FFFF) | (odd &<< 32), to: Words.self)
  }

  /// Ten rounds on counters that differ only in their first word, so that half of two rounds is scalar. Only
  /// the lower halves of the results count.
  @inlinable @inline(__always)
  static func rounds(
    _ path: SIMD8<UInt64>, _ day: UInt32, _ purpose: UInt32, _ index: UInt32, _ key: SIMD2<UInt32>
  ) -> (SIMD8<UInt64>, SIMD8<UInt64>, SIMD8<UInt64>, SIMD8<UInt64>) {
    let (leftFactor, rightFactor): (UInt32, UInt32) = (0xD251_1F53, 0xCD9E_8D57)
    let low = SIMD8<UInt64>(repeating: 0xFFFF_FFFF)
    let (leftWide, rightWide) = (
      SIMD8<UInt64>(repeating: UInt64(leftFactor)), SIMD8<UInt64>(repeating: UInt64(rightFactor))
    )
    var (k0, k1) = (key[0], key[1])
    // Round 1: the products of path and purpose.
    let first = (path & low) &* leftWide
    let fixed = purpose.multipliedFullWidth(by: rightFactor)
    let s0 = fixed.high ^ day ^ k0
    let s1 = fixed.low
    var c2 = (first &>> 32) ^ SIMD8(repeating: UInt64(index ^ k1))
    k0 &+= 0x9E37_79B9
    k1 &+= 0xBB67_AE85
    // Round 2: of the scalar s0 and of c2.
    let scalar = s0.multipliedFullWidth(by: leftFactor)
    let second = (c2 & low) &* rightWide
    var c0 = (second &>> 32) ^ SIMD8(repeating: UInt64(s1 ^ k0))
    var c1 = second
    c2 = first ^ SIMD8(repeating: UInt64(scalar.high ^ k1))
    var c3 = SIMD8(repeating: UInt64(scalar.low))
    for _ in 2..<10 {
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
      let left = (c0 & low) &* leftWide
      let right = (c2 & low) &* rightWide
      (c0, c1, c2, c3) = (
        (right &>> 32) ^ c1 ^ SIMD8(repeating: UInt64(k0)), right,
        (left &>> 32) ^ c3 ^ SIMD8(repeating: UInt64(k1)), left
      )
    }
    return (c0, c1, c2, c3)
  }
}
