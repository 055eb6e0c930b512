import Foundation

/// A folder of the test's own, removed with it.
final class ScratchFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent(
        "headroom-\(UInt64.random(in: 0...UInt64.max))"
      ).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  /// Tables are written as of the middle of 2027, so that the days in them do not depend on the clock of the
  /// computer: a day that is later than its file is no fact.
  func write(_ data: Data, to name: String) throws {
    try data.write(to: URL(fileURLWithPath: path + "/" + name))
    guard name.hasSuffix(".csv") else { return }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_812_000_000)], ofItemAtPath: path + "/" + name)
  }

  /// A new folder in it.
  func folder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)) }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
  }

  /// A new file outside the folder, so that tests see only their own names in it.
  func emptyFile() throws -> URL {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "headroom-output-\(UInt64.random(in: 0...UInt64.max))")
    try Data().write(to: file)
    return file
  }
}
