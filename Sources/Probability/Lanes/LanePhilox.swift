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
    blocks(seed: seed, paths: (path, path), day: day, purpose: purpose, index: index).0
  }

  /// The same for two vectors in step, which takes half the time for each.
  @inlinable @inline(__always)
  public static func blocks(
    seed: UInt64, paths: (Words, Words), day: UInt32, purpose: UInt32, index: UInt32
  ) -> (Block, Block) {
    // Products of 32 by 32 bits live in lanes of 64: the even paths in one vector, the odd ones in another.
    let one = unsafeBitCast(paths.0, to: SIMD8<UInt64>.self)
    let two = unsafeBitCast(paths.1, to: SIMD8<UInt64>.self)
    let key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    let words = rounds(Four(one, one &>> 32, two, two &>> 32), day, purpose, index, key)
    return (
      Block((lower(words.0), lower(words.1), lower(words.2), lower(words.3))),
      Block((upper(words.0), upper(words.1), upper(words.2), upper(words.3)))
    )
  }

  @inlinable @inline(__always)
  static func lower(_ words: Four<SIMD8<UInt64>>) -> Words { together(words.a, words.b) }

  @inlinable @inline(__always)
  static func upper(_ words: Four<SIMD8<UInt64>>) -> Words { together(words.c, words.d) }

  @inlinable @inline(__always)
  static func together(_ even: SIMD8<UInt64>, _ odd: SIMD8<UInt64>) -> Words {
    unsafeBitCast((even & 0xFFFF_FFFF) | (odd &<< 32), to: Words.self)
  }

  /// Ten rounds on counters that differ only in their first word, so that half of two rounds is scalar. Only
  /// the lower halves of the results count.
  @inlinable @inline(__always)
  static func rounds(
    _ path: Four<SIMD8<UInt64>>, _ day: UInt32, _ purpose: UInt32, _ index: UInt32, _ key: SIMD2<UInt32>
  ) -> (Four<SIMD8<UInt64>>, Four<SIMD8<UInt64>>, Four<SIMD8<UInt64>>, Four<SIMD8<UInt64>>) {
    let (leftFactor, rightFactor): (UInt32, UInt32) = (0xD251_1F53, 0xCD9E_8D57)
    let low = SIMD8<UInt64>(repeating: 0xFFFF_FFFF)
    let leftWide = SIMD8<UInt64>(repeating: UInt64(leftFactor))
    let rightWide = SIMD8<UInt64>(repeating: UInt64(rightFactor))
    var (k0, k1) = (key[0], key[1])
    // Round 1: the products of path and purpose.
    let first = path.map { ($0 & low) &* leftWide }
    let fixed = purpose.multipliedFullWidth(by: rightFactor)
    let s0 = fixed.high ^ day ^ k0
    let s1 = fixed.low
    var k = SIMD8(repeating: UInt64(index ^ k1))
    var c2 = first.map { ($0 &>> 32) ^ k }
    k0 &+= 0x9E37_79B9
    k1 &+= 0xBB67_AE85
    // Round 2: of the scalar s0 and of c2.
    let scalar = s0.multipliedFullWidth(by: leftFactor)
    let second = c2.map { ($0 & low) &* rightWide }
    k = SIMD8(repeating: UInt64(s1 ^ k0))
    var c0 = second.map { ($0 &>> 32) ^ k }
    var c1 = second
    k = SIMD8(repeating: UInt64(scalar.high ^ k1))
    c2 = first.map { $0 ^ k }
    k = SIMD8(repeating: UInt64(scalar.low))
    var c3 = first.map { _ in k }
    for _ in 2..<10 {
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
      let left = c0.map { ($0 & low) &* leftWide }
      let right = c2.map { ($0 & low) &* rightWide }
      k = SIMD8(repeating: UInt64(k0))
      c0 = right.with(c1) { ($0 &>> 32) ^ $1 ^ k }
      k = SIMD8(repeating: UInt64(k1))
      c2 = left.with(c3) { ($0 &>> 32) ^ $1 ^ k }
      (c1, c3) = (right, left)
    }
    return (c0, c1, c2, c3)
  }
}
