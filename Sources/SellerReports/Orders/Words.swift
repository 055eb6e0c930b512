/// The words a cell may hold, in any case, and what they mean.
struct Words<Value: Sendable>: Sendable {
  private let words: [(bytes: [UInt8], value: Value)]
  /// Every word, as a message lists them.
  let listed: String

  /// - Parameter words: Lower case.
  init(_ words: [(String, Value)]) {
    let words = words.sorted { $0.0 < $1.0 }
    self.words = words.map { (Array($0.0.utf8), $0.1) }
    listed = words.map(\.0).joined(separator: ", ")
  }

  func value(_ cell: Bytes) -> Value? {
    for (bytes, value) in words where bytes.count == cell.count {
      if bytes.elementsEqual(cell, by: { $0 == $1 || $1 >= 0x41 && $1 <= 0x5A && $0 == $1 | 0x20 }) {
        return value
      }
    }
    return nil
  }
}
