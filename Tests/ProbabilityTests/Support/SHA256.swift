/// SHA-256 (FIPS 180-4), to compare streams with published digests.
struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private static let constants: [UInt32] = primes(64).map { fraction(of: $0) }

  static func hex(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    var padded = bytes + [0x80]
    padded += [UInt8](repeating: 0, count: (120 - padded.count % 64) % 64)
    let length = UInt64(bytes.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) {
      padded.append(UInt8(truncatingIfNeeded: length >> UInt64(shift)))
    }
    for start in stride(from: 0, to: padded.count, by: 64) { hash.absorb(padded, start) }
    return hash.state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private mutating func absorb(_ bytes: [UInt8], _ start: Int) {
    var w = [UInt32](repeating: 0, count: 64)
    for i in 0..<16 { for j in 0..<4 { w[i] = w[i] << 8 | UInt32(bytes[start + 4 * i + j]) } }
    func turn(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }
    for i in 16..<64 {
      let a = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >> 3)
      let b = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >> 10)
      w[i] = w[i - 16] &+ a &+ w[i - 7] &+ b
    }
    var s = state
    for i in 0..<64 {
      let first = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)
      let choice = (s[4] & s[5]) ^ (~s[4] & s[6])
      let one = s[7] &+ first &+ choice &+ Self.constants[i] &+ w[i]
      let second = turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)
      let two = second &+ ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]))
      s = [one &+ two, s[0], s[1], s[2], s[3] &+ one, s[4], s[5], s[6]]
    }
    for i in 0..<8 { state[i] &+= s[i] }
  }

  private static func primes(_ count: Int) -> [UInt64] {
    var found: [UInt64] = []
    var next: UInt64 = 2
    while found.count < count {
      if found.allSatisfy({ next % $0 != 0 }) { found.append(next) }
      next += 1
    }
    return found
  }

  /// The first 32 bits of the fractional part of the cube root: the root of p · 2⁹⁶, by bisection.
  private static func fraction(of prime: UInt64) -> UInt32 {
    var (low, high) = (UInt64(0), UInt64(1) << 36)
    while high - low > 1 {
      let middle = (low + high) / 2
      let square = middle.multipliedFullWidth(by: middle)
      let product = square.low.multipliedFullWidth(by: middle)
      let upper = square.high * middle + product.high
      if upper < prime << 32 { low = middle } else { high = middle }
    }
    return UInt32(truncatingIfNeeded: low)
  }
}
