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
    var best = Lanes.Doubles(repeating: -.infinity)
    for start in stride(from: 0, to: masses.count, by: 64) {
      let (mass, log) = (Self.load(UnsafeRawBufferPointer(masses), start), Self.load(logs, start))
      best = best.replacing(with: log, where: (mass .> 0) .& (log .> best))
    }
    most = best.max()
    // A cell without mass may be the likeliest: 0 times infinity would be no number, so powers end at 1.
    let shift = Lanes.Doubles(repeating: most)
    total = Self.multiply(masses) { Lanes.exp(Self.load(logs, $0) - shift) }
  }

  /// Multiplies each mass by its likelihood, then scales them to sum 1, where exp was taken before.
  ///
  /// - Parameters:
  ///   - masses: As many as powers.
  ///   - powers: exp(log likelihood − `most`), 0…1.
  ///   - most: The greatest log likelihood of any cell.
  /// - Returns: `nil`, and masses as they were, if cells with mass are so far from the likeliest one that
  ///   their powers are 0 to rounding.
  init?(
    multiplying masses: UnsafeMutableBufferPointer<Double>, by powers: UnsafeBufferPointer<Double>,
    most: Double
  ) {
    precondition(masses.count == powers.count, "one power per cell")
    let (masses, powers) = (UnsafeMutableRawBufferPointer(masses), UnsafeRawBufferPointer(powers))
    var sums = Lanes.Doubles()
    for start in stride(from: 0, to: masses.count, by: 64) {
      sums += Self.load(UnsafeRawBufferPointer(masses), start) * Self.load(powers, start)
    }
    guard sums.sum() > 1e-100 else { return nil }
    self.most = most
    total = Self.multiply(masses) { Self.load(powers, $0) }
  }

  /// The sum of the masses times `powers`, by which all are then divided.
  @inline(__always)
  private static func multiply(
    _ masses: UnsafeMutableRawBufferPointer, _ powers: (Int) -> Lanes.Doubles
  ) -> Double {
    let (all, whole) = (masses.count, masses.count / 64 * 64)
    var sums = Lanes.Doubles()
    for start in stride(from: 0, to: all, by: 64) {
      let next = load(UnsafeRawBufferPointer(masses), start) * powers(start)
      sums += next
      store(next, masses, start)
    }
    let total = sums.sum()
    let scale = Lanes.Doubles(repeating: 1 / total)
    for start in stride(from: 0, to: whole, by: 64) {
      store(load(UnsafeRawBufferPointer(masses), start) * scale, masses, start)
    }
    if whole < all { store(load(UnsafeRawBufferPointer(masses), whole) * scale, masses, whole) }
    return total
  }

  /// exp(log − most) of each of `logs`.
  static func powers(of logs: [Double], most: Double) -> [Double] {
    var powers = logs
    powers.withUnsafeMutableBytes { bytes in
      for start in stride(from: 0, to: bytes.count, by: 64) {
        store(
          Lanes.exp(load(UnsafeRawBufferPointer(bytes), start) - Lanes.Doubles(repeating: most)), bytes, start
        )
      }
    }
    return powers
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
