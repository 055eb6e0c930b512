import Testing

@testable import Probability

@Suite("Philox by address") struct PhiloxTests {
  @Test("Words come in order: 0 and 1, 2 and 3, then the next index") func order() {
    var generator = Philox4x32(seed: 0x1234_5678_9abc_def0, path: 5, day: 6, purpose: 7)
    for index in 0..<50 {
      let four = Philox4x32.word4(
        seed: 0x1234_5678_9abc_def0, path: 5, day: 6, purpose: 7, index: UInt32(index))
      #expect(generator.next() == UInt64(four[0]) | UInt64(four[1]) << 32)
      #expect(generator.next() == UInt64(four[2]) | UInt64(four[3]) << 32)
    }
  }

  /// The first draws of a seed, pinned: a change to them changes the results of every user. Doubles may
  /// differ in the last digits between machines.
  @Test("First draws") func stability() throws {
    var generator = Philox4x32(seed: 1)
    let counts = try Poisson(mean: 3)
    let sizes = try Gamma(shape: 0.5, rate: 1)
    #expect((0..<6).map { _ in counts.sample(using: &generator) } == [5, 4, 1, 0, 2, 3])
    #expect(
      zip((0..<2).map { _ in sizes.sample(using: &generator) }, [0.9916399549644083, 0.28019852041266746])
        .allSatisfy { abs($0 - $1) < 1e-14 })
    #expect(
      (0..<3).map { _ in generator.next() } == [
        13_377_165_552_203_778_760, 2_466_401_776_890_891_708, 13_815_277_764_466_728_445,
      ])
    #expect(uniform(0) == 0x1p-33 && uniform(.max) == 1 - 0x1p-33)
    #expect(openUnitInterval(0) == 0x1p-53 && openUnitInterval(.max) == 1 - 0x1p-53)
    #expect(unitInterval(.max) == 1 - 0x1p-53)
  }

  /// 10⁷ addresses over paths, days, purposes, indices and seeds: no (key, counter) pair twice. A block is a
  /// bijection of its counter, so 64 bits of it repeat only by chance: 3e-6 expected, and none among these.
  @Test("10⁷ addresses are distinct") func distinct() {
    var first: [UInt64] = []
    first.reserveCapacity(10_000_000)
    for seed in [0, 1, 2, 1 << 32, 0xffff_ffff_ffff_ffff] as [UInt64] {
      for path in 0..<2000 as Range<UInt32> {
        for day in 0..<50 as Range<UInt32> {
          for purpose in [0, 1, 2, 1 << 16, 1 << 31] as [UInt32] {
            for index in 0..<4 as Range<UInt32> {
              let four = Philox4x32.word4(seed: seed, path: path, day: day, purpose: purpose, index: index)
              first.append(UInt64(four[0]) | UInt64(four[1]) << 32)
            }
          }
        }
      }
    }
    #expect(first.count == 10_000_000)
    first.sort()
    #expect(!zip(first, first.dropFirst()).contains { $0 == $1 })
  }
}
