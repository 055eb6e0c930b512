import Digests
import Testing

/// FIPS 180-4 examples, and pieces against the whole.
@Suite("SHA-256") struct SHA256Tests {
  @Test("Published digests")
  func published() {
    #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("Pieces give the digest of the whole")
  func pieces() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let hash = SHA256()
    for start in stride(from: 0, to: bytes.count, by: 37) {
      Array(bytes[start..<min(start + 37, bytes.count)]).withUnsafeBytes { hash.update($0) }
    }
    #expect(hash.finish() == SHA256.hex(bytes))
  }
}
