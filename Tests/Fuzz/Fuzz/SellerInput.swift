import AccountHealth
import SellerReports
import Workspace

/// Files of one seller in one input, read and judged as by `headroom status`.
enum SellerInput {
  /// Lines of this text separate the files.
  private static let separator = Array("\n%%\n".utf8)
  private static let mostFiles = 4

  static func read(_ bytes: [UInt8]) {
    var settings = Settings()
    var paths: [String] = []
    for (number, part) in parts(of: bytes).enumerated() {
      if part.starts(with: "columns:".utf8) {
        guard let maps = try? ColumnMap.maps(document: Array(part), file: "columns.yaml") else { continue }
        settings.columns.append(Sourced(maps, name: "columns.yaml", bytes: part))
      } else {
        paths.append(InputFolder.file(number, part))
      }
    }
    guard !paths.isEmpty else { return }
    Judgement.judge(paths, under: settings, chosen: Choice(bytes))
  }

  private static func parts(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    var place = rest.startIndex
    while parts.count < mostFiles - 1, let line = rest[place...].firstIndex(of: separator[0]) {
      place = line + 1
      guard rest[line...].starts(with: separator) else { continue }
      parts.append(rest[..<line])
      rest = rest[(line + separator.count)...]
      place = rest.startIndex
    }
    return parts + [rest]
  }
}

/// Which of the slow questions an input is asked. The bytes decide, so that a saved input is asked the same.
struct Choice {
  /// FNV-1a (G. Fowler, L. Noll, K.-P. Vo).
  private let hash: UInt64

  init(_ bytes: [UInt8]) {
    hash = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// Whether it is one of `count`.
  func isOne(of count: UInt64) -> Bool { (hash >> 20) % count == 0 }
}
