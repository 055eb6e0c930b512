/// A hash of 64 bits by which equal contents are found; those that it finds are compared in full. It is kept
/// in stores, so it never changes.
enum ContentHash {
  static func of(_ bytes: UnsafeRawBufferPointer) -> Int64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
    func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
    }
    var place = 0
    while place + 8 <= bytes.count {
      mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
      place += 8
    }
    var rest: UInt64 = 0
    for (shift, byte) in bytes[place...].enumerated() { rest |= UInt64(byte) << UInt64(8 * shift) }
    mix(rest)
    mix(0)
    return Int64(bitPattern: hash)
  }

  static func of(_ bytes: [UInt8]) -> Int64 { bytes.withUnsafeBytes { of($0) } }
}
