import Foundation
import Testing

@testable import Reporting

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

  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }
  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
  }
}

@Suite("Files appear complete or not at all")
struct OutputFolderTests {
  @Test("A folder is made, and its files come together, readable only by their owner")
  func commit() throws {
    let scratch = try ScratchFolder()
    let folder = try OutputFolder(path: scratch.path + "/a/b")
    let (one, two) = (try folder.file("one.csv"), try folder.file("two.csv"))
    try one.append("x\n")
    try two.append(String(repeating: "0123456789", count: 100_000))
    let before = try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/a").sorted()
    #expect(before.count == 1 && before[0].hasPrefix(".b.headroom-"))
    try folder.commit()
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/a") == ["b"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["one.csv", "two.csv"])
    for name in ["one.csv", "two.csv"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    #expect(try scratch.text("a/b/two.csv").utf8.count == 1_000_000)
  }

  @Test("A file that the new set does not have goes with the old set; a link of that name stays")
  func leftOut() throws {
    let scratch = try ScratchFolder()
    for name in ["one.csv", "two.csv", "other.txt"] { try scratch.write("old", to: name) }
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/three.csv", withDestinationPath: "other.txt")
    let folder = try OutputFolder(path: scratch.path)
    try folder.file("one.csv").append("new")
    folder.leaveOut("two.csv")
    folder.leaveOut("three.csv")
    folder.leaveOut("none.csv")
    #expect(try scratch.names() == ["one.csv", "other.txt", "three.csv", "two.csv"])
    try folder.commit()
    #expect(try scratch.names() == ["one.csv", "other.txt", "three.csv"])
    #expect(try scratch.text("one.csv") == "new" && scratch.text("other.txt") == "old")
  }

  @Test("Without a commit the old file stays and nothing else is left")
  func discarded() throws {
    let scratch = try ScratchFolder()
    try scratch.write("old", to: "one.csv")
    do {
      let folder = try OutputFolder(path: scratch.path)
      try folder.file("one.csv").append("new")
    }
    #expect(try scratch.names() == ["one.csv"])
    #expect(try scratch.text("one.csv") == "old")
  }

  @Test("A file in the way of the folder, and a folder in the way of the file")
  func inTheWay() throws {
    let scratch = try ScratchFolder()
    try scratch.write("", to: "file")
    let expected =
      "\(scratch.path)/file/x: cannot be written (Not a directory). Choose another place with --output, or make it writable."
    #expect {
      try OutputFolder(path: scratch.path + "/file/x")
    } throws: {
      "\($0)" == expected
    }
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/a/x.csv", withIntermediateDirectories: true)
    let folder = try OutputFolder(path: scratch.path + "/a")
    #expect(throws: OutputError(path: folder.path + "/x.csv", reason: "Is a directory")) {
      try folder.file("x.csv")
    }
  }

  @Test("A folder that is not there is named, with what to do")
  func absent() throws {
    #expect {
      try OutputFile.single(path: "/nonexistent-folder/x.csv")
    } throws: {
      "\($0)"
        == "/nonexistent-folder/x.csv: cannot be written (No such file or directory). Choose another place with --output, or make it writable."
    }
  }

  @Test(
    "A new folder appears complete, also where another run made it meanwhile; without a commit it does not")
  func new() throws {
    let scratch = try ScratchFolder()
    do {
      let folder = try OutputFolder(path: scratch.path + "/a/b")
      try folder.file("one.csv").append("new")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/a").allSatisfy { $0 != "b" })
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/a").isEmpty)
    let (one, other) = (
      try OutputFolder(path: scratch.path + "/a/b"), try OutputFolder(path: scratch.path + "/a/b")
    )
    try one.file("one.csv").append("first")
    try other.file("one.csv").append("second")
    try other.file("two.csv").append("second")
    try one.commit()
    let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path + "/a/b")
    #expect(attributes[.posixPermissions] as? Int != 0o700)
    #expect(try scratch.text("a/b/one.csv") == "first")
    try other.commit()
    #expect(try scratch.text("a/b/one.csv") == "second" && scratch.text("a/b/two.csv") == "second")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/a") == ["b"])
  }
}
