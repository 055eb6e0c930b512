import Testing

@testable import Store

@Suite("Lists of versions")
struct VersionListTests {
  @Test("Consecutive numbers are one run, and the bytes say the same again")
  func runs() throws {
    var list = VersionList()
    for id: Int64 in [5, 6, 7, 3, 4, 100_000, 100_001, 7] { list.append(id) }
    #expect(list.runs.map(\.first) == [5, 3, 100_000, 7])
    #expect(list.runs.map(\.count) == [3, 2, 2, 1])
    #expect(list.count == 8)
    #expect(VersionList(list.bytes) == list)
    #expect(VersionList([]) == VersionList())
  }

  @Test("A million new versions take a few bytes")
  func compact() {
    var list = VersionList()
    for id: Int64 in 1...1_000_000 { list.append(id) }
    #expect(list.bytes.count < 8)
  }

  @Test("Bytes that are no list", arguments: [[0x80], [2], [2, 0], [1, 2]] as [[UInt8]])
  func damaged(bytes: [UInt8]) { #expect(VersionList(bytes) == nil) }
}

@Suite("Hashes of contents")
struct ContentHashTests {
  /// Computed in Python with integers modulo 2⁶⁴: `x = 0x9E3779B97F4A7C15 ^ len(b)`; for each eight bytes of
  /// `b`, lowest first, then the rest, then 0: `x = (x ^ word) * 0xD6E8FEB86659FD93; x ^= x >> 32`.
  @Test(
    "Values that never change",
    arguments: [
      ("", -8_701_402_770_911_848_213), ("a", -495_925_141_824_629_465),
      ("headroom", -6_477_299_830_092_762_149), ("headroom-store", 5_741_087_034_394_515_357),
    ])
  func pinned(text: String, hash: Int64) { #expect(ContentHash.of(Array(text.utf8)) == hash) }
}
