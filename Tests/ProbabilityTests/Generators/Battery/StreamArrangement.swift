import Probability

/// How words of the generator are laid out for a test battery.
enum StreamArrangement: String, CaseIterable, Sendable {
  /// One address, read on.
  case raw
  /// 1,024 paths of one seed, a word of each in turn.
  case interleaved
  /// One block of four words from each of the seeds s, s + 1, s + 2, …
  case seeds

  /// A source of bytes for ever: each call fills the buffer with the next ones.
  func source(seed: UInt64) -> (UnsafeMutableBufferPointer<UInt64>) -> Void {
    switch self {
    case .raw:
      var generator = Philox4x32(seed: seed)
      return { buffer in
        for index in buffer.indices { buffer[index] = generator.next() }
      }
    case .interleaved:
      var generators = (0..<1024 as Range<UInt32>).map { Philox4x32(seed: seed, path: $0) }
      var turn = 0
      return { buffer in
        for index in buffer.indices {
          buffer[index] = generators[turn].next()
          turn = (turn + 1) % generators.count
        }
      }
    case .seeds:
      var next = seed
      return { buffer in
        for index in stride(from: 0, to: buffer.count - 1, by: 2) {
          var generator = Philox4x32(seed: next)
          buffer[index] = generator.next()
          buffer[index + 1] = generator.next()
          next &+= 1
        }
      }
    }
  }
}
