/// Writes the values of a row as bytes: whole numbers in groups of seven bits, the lowest first, with a mark
/// on each group but the last (LEB128); signed ones folded so that small ones stay short (zigzag).
struct RowWriter {
  private(set) var bytes: [UInt8] = []

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func number(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  mutating func number(_ value: Int) { number(UInt64(bitPattern: Int64(value))) }

  mutating func signed(_ value: Int) {
    number(UInt64(bitPattern: Int64(value) << 1 ^ Int64(value) >> 63))
  }

  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      number(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  mutating func double(_ value: Double) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// Reads what `RowWriter` wrote.
struct RowParser {
  private let bytes: UnsafeRawBufferPointer
  private(set) var place = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  mutating func byte() throws(KeptDataError) -> UInt8 {
    guard place < bytes.count else { throw KeptDataError() }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func number() throws(KeptDataError) -> UInt64 {
    var (value, shift) = (UInt64(0), UInt64(0))
    while true {
      let group = try byte()
      guard shift < 64 else { throw KeptDataError() }
      value |= UInt64(group & 0x7F) << shift
      if group < 0x80 { return value }
      shift += 7
    }
  }

  mutating func count() throws(KeptDataError) -> Int {
    guard let count = Int(exactly: try number()) else { throw KeptDataError() }
    return count
  }

  mutating func number<Value: FixedWidthInteger>(as: Value.Type) throws(KeptDataError) -> Value {
    guard let value = Value(exactly: try number()) else { throw KeptDataError() }
    return value
  }

  mutating func signed() throws(KeptDataError) -> Int {
    let value = try number()
    return Int(Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
  }

  /// The bytes of a text.
  mutating func rawText() throws(KeptDataError) -> UnsafeRawBufferPointer {
    let count = try count()
    guard count <= bytes.count - place else { throw KeptDataError() }
    defer { place += count }
    return UnsafeRawBufferPointer(rebasing: bytes[place..<place + count])
  }

  mutating func text() throws(KeptDataError) -> String {
    String(decoding: try rawText(), as: UTF8.self)
  }

  mutating func double() throws(KeptDataError) -> Double {
    guard bytes.count - place >= 8 else { throw KeptDataError() }
    defer { place += 8 }
    return Double(
      bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
  }
}

/// Kept data that this program did not write, or that were changed since.
public struct KeptDataError: Error, Sendable, Hashable, CustomStringConvertible {
  public init() {}

  public var description: String { "a row or the head of a file is damaged" }
}
