import Foundation

/// R. G. Brown, D. Eddelbuettel, D. Bauer, *dieharder* 3.31, run on words written to its standard input.
struct Dieharder {
  /// One line of its table.
  struct Row: Sendable {
    let name: String
    let pValue: Double
    /// PASSED, WEAK or FAILED.
    let assessment: String
  }

  /// A test by number, with its `-n`, or its default.
  struct Test: Sendable {
    let number: Int
    var size: Int?

    var arguments: [String] { ["-d", "\(number)"] + (size.map { ["-n", "\($0)"] } ?? []) }
  }

  static let path = ["/usr/bin/dieharder", "/usr/local/bin/dieharder"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Every test that dieharder itself rates "Good", with its default samples; left out are those rated
  /// "Suspect" (5, 6, 7) and "Do Not Use" (14). Of the families with a size, bit distributions of 1, 2, 4, 8
  /// and 12 bits, distances and permutations of 2 to 5, and the lags 0, 1, 3, 7 and 15; `-a` has bits 1 to 12
  /// and lags to 32.
  static let tests: [Test] =
    [0, 1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 15, 16, 17, 100, 101, 102].map { Test(number: $0) }
    + [1, 2, 4, 8, 12].map { Test(number: 200, size: $0) } + [2, 3, 4, 5].map { Test(number: 201, size: $0) }
    + [2, 3, 4, 5].map { Test(number: 202, size: $0) } + [0, 1, 3, 7, 15].map { Test(number: 203, size: $0) }
    + [204, 205, 206, 207, 208, 209].map { Test(number: $0) }

  /// Feeds words until the reader closes its end, which is how a test says that it has enough.
  static func run(
    _ test: Test, from source: @escaping (UnsafeMutableBufferPointer<UInt64>) -> Void
  ) throws -> [Row] {
    signal(SIGPIPE, SIG_IGN)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "dieharder")
    process.arguments = ["-g", "200", "-S", "1"] + test.arguments
    let (words, table) = (Pipe(), Pipe())
    process.standardInput = words
    process.standardOutput = table
    try process.run()
    try words.fileHandleForReading.close()
    let end = words.fileHandleForWriting.fileDescriptor
    let buffer = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: 8192)
    defer { buffer.deallocate() }
    feeding: while true {
      source(buffer)
      let bytes = UnsafeRawBufferPointer(buffer)
      var sent = 0
      while sent < bytes.count {
        let count = write(end, bytes.baseAddress! + sent, bytes.count - sent)
        if count <= 0 { break feeding }
        sent += count
      }
    }
    try words.fileHandleForWriting.close()
    let text = String(decoding: table.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 6, let p = Double(cells[4]), ["PASSED", "WEAK", "FAILED"].contains(cells[5]) else {
        return nil
      }
      return Row(name: "\(cells[0]) \(cells[1])", pValue: p, assessment: cells[5])
    }
  }
}
