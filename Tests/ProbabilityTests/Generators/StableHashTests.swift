import Probability
import Testing

struct StableHashTests {
  /// The vectors of G. Fowler's own test program for 32 bits.
  @Test("FNV-1a of known texts", arguments: [("", 0x811c_9dc5), ("a", 0xe40c_292c), ("foobar", 0xbf9c_f968)])
  func vectors(text: String, hash: UInt32) {
    #expect(stableHash(text) == hash)
  }
}
