import Probability

/// The scale that is removed when masses are multiplied by likelihoods; its log is `most` + log `total`.
struct LikelihoodScale {
  /// The greatest log likelihood of a cell that has mass.
  private(set) var most = -Double.infinity
  /// The mass left after that.
  private(set) var total = 0.0

  /// Multiplies each mass by exp(its log likelihood), then scales them to sum 1.
  ///
  /// - Parameters:
  ///   - masses: As many as logs.
  ///   - logs: Finite.
  init(multiplying masses: UnsafeMutableBufferPointer<Double>, byExpOf logs: UnsafeBufferPointer<Double>) {
    precondition(masses.count == logs.count, "one log likelihood per cell")
    let (masses, logs) = (UnsafeMutableRawBufferPointer(masses), UnsafeRawBufferPointer(logs))
    let (all, whole) = (masses.count, masses.count / 64 * 64)
    var best = Lanes.Doubles(repeating: -.infinity)
    for start in stride(from: 0, to: all, by: 64) {
      let (mass, log) = (Self.load(UnsafeRawBufferPointer(masses), start), Self.load(logs, start))
      best = pointwiseMax(best, log.replacing(with: -.infinity, where: mass .<= 0))
    }
    most = best.max()
    var sums = Lanes.Doubles()
    for start in stride(from: 0, to: all, by: 64) {
      // A cell without mass may be the likeliest: 0 times infinity would be no number, so the powers end at
      // 1.
      let powers = Lanes.exp(Self.load(logs, start) - Lanes.Doubles(repeating: most))
      let next = Self.load(UnsafeRawBufferPointer(masses), start) * powers
      sums += next
      Self.store(next, masses, start)
    }
    total = sums.sum()
    let scale = Lanes.Doubles(repeating: 1 / total)
    for start in stride(from: 0, to: whole, by: 64) {
      Self.store(Self.load(UnsafeRawBufferPointer(masses), start) * scale, masses, start)
    }
    if whole < all { Self.store(Self.load(UnsafeRawBufferPointer(masses), whole) * scale, masses, whole) }
  }

  /// The eight numbers from a byte offset on, zeros past the end.
  @inline(__always)
  private static func load(_ numbers: UnsafeRawBufferPointer, _ start: Int) -> Lanes.Doubles {
    if start + 64 <= numbers.count {
      return numbers.loadUnaligned(fromByteOffset: start, as: Lanes.Doubles.self)
    }
    var eight = Lanes.Doubles()
    for lane in 0..<(numbers.count - start) / 8 {
      eight[lane] = numbers.loadUnaligned(fromByteOffset: start + 8 * lane, as: Double.self)
    }
    return eight
  }

  @inline(__always)
  private static func store(_ eight: Lanes.Doubles, _ numbers: UnsafeMutableRawBufferPointer, _ start: Int) {
    guard start + 64 > numbers.count else {
      return numbers.storeBytes(of: eight, toByteOffset: start, as: Lanes.Doubles.self)
    }
    for lane in 0..<(numbers.count - start) / 8 {
      numbers.storeBytes(of: eight[lane], toByteOffset: start + 8 * lane, as: Double.self)
    }
  }
}
