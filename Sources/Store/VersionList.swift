/// Numbers of versions in the order of a file, kept as runs of consecutive numbers: a file whose versions
/// were all new is one run.
struct VersionList: Equatable {
  struct Run: Equatable {
    var first: Int64
    var count: Int

    var ids: Range<Int64> { first..<first + Int64(count) }
  }

  private(set) var runs: [Run] = []

  var count: Int { runs.reduce(0) { $0 + $1.count } }

  mutating func append(_ id: Int64) {
    if let last = runs.last, last.first + Int64(last.count) == id {
      runs[runs.count - 1].count += 1
    } else {
      runs.append(Run(first: id, count: 1))
    }
  }

  init() {}

  /// - Returns: `nil` for bytes that are no list.
  init?(_ bytes: [UInt8]) {
    var place = 0
    func number() -> Int64? {
      var (value, shift) = (UInt64(0), UInt64(0))
      while place < bytes.count, shift < 64 {
        let byte = bytes[place]
        place += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
        shift += 7
      }
      return nil
    }
    var end: Int64 = 0
    while place < bytes.count {
      guard let step = number(), let count = number(), count > 0, count < 1 << 40, end + step > 0 else {
        return nil
      }
      runs.append(Run(first: end + step, count: Int(count)))
      end += step + count
    }
  }

  /// Each run as its distance from the end of the run before and its length, in groups of seven bits.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func write(_ value: Int64) {
      var value = UInt64(bitPattern: value << 1 ^ value >> 63)
      while value >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
        value >>= 7
      }
      bytes.append(UInt8(value))
    }
    var end: Int64 = 0
    for run in runs {
      write(run.first - end)
      write(Int64(run.count))
      end = run.first + Int64(run.count)
    }
    return bytes
  }
}
