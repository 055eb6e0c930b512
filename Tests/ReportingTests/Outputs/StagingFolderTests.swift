import Foundation
import Testing

@testable import Reporting

@Suite("A set of files is put in place as one")
struct StagingFolderTests {
  private func inode(_ path: String) -> UInt64 {
    var info = stat()
    return lstat(path, &info) == 0 ? UInt64(info.st_ino) : 0
  }

  private func write(_ text: String, to folder: String) throws {
    let folder = try OutputFolder(path: folder)
    try folder.file("one.csv").append(text)
    try folder.file("two.csv").append(text)
    try folder.commit()
  }

  @Test("The folder is exchanged in one step; what else is in it, and its mode, stay")
  func exchange() throws {
    let scratch = try ScratchFolder()
    try write("old", to: scratch.path + "/a")
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/a/sub", withIntermediateDirectories: false)
    try scratch.write("mine", to: "a/notes.txt")
    try scratch.write("mine", to: "a/sub/notes.txt")
    #expect(symlink("sub/notes.txt", scratch.path + "/a/link") == 0)
    #expect(symlink("nowhere", scratch.path + "/a/broken") == 0)
    #expect(chmod(scratch.path + "/a", 0o750) == 0)
    let others = ["notes.txt", "sub", "link", "broken"]
    let before = others.map { inode(scratch.path + "/a/" + $0) }
    let folder = inode(scratch.path + "/a")
    try write("new", to: scratch.path + "/a")
    #expect(inode(scratch.path + "/a") != folder)
    #expect(others.map { inode(scratch.path + "/a/" + $0) } == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/a").sorted()
        == ["broken", "link", "notes.txt", "one.csv", "sub", "two.csv"])
    #expect(try ["one.csv", "two.csv"].map { try scratch.text("a/" + $0) } == ["new", "new"])
    #expect(try scratch.text("a/link") == "mine")
    #expect(
      try FileManager.default.attributesOfItem(atPath: scratch.path + "/a")[.posixPermissions] as? Int
        == 0o750)
    #expect(try scratch.names() == ["a"])
  }

  @Test("A folder that somebody works in stays the same folder")
  func workedIn() throws {
    let scratch = try ScratchFolder()
    try write("old", to: scratch.path + "/a")
    let folder = inode(scratch.path + "/a")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/cat")
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path + "/a")
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    defer {
      try? pipe.fileHandleForWriting.close()
      process.waitUntilExit()
    }
    try write("new", to: scratch.path + "/a")
    #expect(inode(scratch.path + "/a") == folder)
    #expect(try ["one.csv", "two.csv"].map { try scratch.text("a/" + $0) } == ["new", "new"])
    #expect(try scratch.names() == ["a"])
  }

  @Test("What a run left that was killed before the exchange is removed")
  func killedBefore() throws {
    let scratch = try ScratchFolder()
    try write("old", to: scratch.path + "/a")
    let name = TemporaryName.new(for: "a")
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/" + name, withIntermediateDirectories: false)
    try scratch.write("half", to: name + "/one.csv")
    try scratch.write("mine", to: "a/notes.txt")
    #expect(symlink("../\(name)/notes.txt", scratch.path + "/\(name)/notes.txt") == 0)
    try scratch.write("half", to: "a/" + TemporaryName.new(for: "single.csv"))
    #expect(try OutputFolder(path: scratch.path + "/a").path.hasSuffix("/a"))
    #expect(try scratch.names() == ["a"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/a").sorted()
        == ["notes.txt", "one.csv", "two.csv"])
  }

  @Test("What a run left that was killed after the exchange is put back, then removed")
  func killedAfter() throws {
    let scratch = try ScratchFolder()
    try write("new", to: scratch.path + "/a")
    let name = TemporaryName.new(for: "a")
    for folder in [name, name + "/sub", name + "/late"] {
      try FileManager.default.createDirectory(
        atPath: scratch.path + "/" + folder, withIntermediateDirectories: false)
    }
    try scratch.write("old", to: name + "/one.csv")
    try scratch.write("mine", to: name + "/notes.txt")
    try scratch.write("mine", to: name + "/sub/notes.txt")
    for entry in ["notes.txt", "sub"] {
      #expect(symlink("../\(name)/\(entry)", scratch.path + "/a/" + entry) == 0)
    }
    #expect(try scratch.text("a/notes.txt") == "mine")
    #expect(try OutputFolder(path: scratch.path + "/a").path.hasSuffix("/a"))
    #expect(try scratch.names() == ["a"])
    var info = stat()
    for entry in ["notes.txt", "sub", "late"] {
      #expect(lstat(scratch.path + "/a/" + entry, &info) == 0 && info.st_mode & S_IFMT != S_IFLNK)
    }
    #expect(try scratch.text("a/notes.txt") == "mine")
    #expect(try scratch.text("a/sub/notes.txt") == "mine")
    #expect(try scratch.text("a/one.csv") == "new")
  }

  @Test("Runs into one folder do not take each other's files for leftovers; the last one's set stays")
  func together() throws {
    let scratch = try ScratchFolder()
    let (one, two) = (
      try OutputFolder(path: scratch.path + "/a"), try OutputFolder(path: scratch.path + "/a")
    )
    for (folder, text) in [(one, "1"), (two, "2")] {
      try folder.file("one.csv").append(text)
      try folder.file("two.csv").append(text)
    }
    let single = try OutputFile.single(path: scratch.path + "/x.csv")
    let other = try OutputFile.single(path: scratch.path + "/y.csv")
    try two.commit()
    #expect(try ["one.csv", "two.csv"].map { try scratch.text("a/" + $0) } == ["2", "2"])
    try one.commit()
    #expect(try ["one.csv", "two.csv"].map { try scratch.text("a/" + $0) } == ["1", "1"])
    try single.commit()
    try other.commit()
    #expect(try scratch.names() == ["a", "x.csv", "y.csv"])
  }

  @Test("A link and a pipe of a file's name are written where they lead, and stay")
  func links() throws {
    let scratch = try ScratchFolder()
    try write("old", to: scratch.path + "/a")
    try scratch.write("old", to: "real.csv")
    #expect(unlink(scratch.path + "/a/two.csv") == 0)
    #expect(symlink("../real.csv", scratch.path + "/a/two.csv") == 0)
    try write("new", to: scratch.path + "/a")
    #expect(try scratch.text("real.csv") == "new" && scratch.text("a/one.csv") == "new")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path + "/a/two.csv") == "../real.csv")
    #expect(try scratch.names() == ["a", "real.csv"])
  }

  @Test("Temporary names say whose they are, however long the name is")
  func names() {
    let long = String(repeating: "é", count: 127)
    for final in ["a", "forecast.csv", long, ".hidden"] {
      let name = TemporaryName.new(for: final)
      #expect(name.utf8.count <= 255 && TemporaryName.isOne(name) && TemporaryName.isOne(name, of: final))
      #expect(!TemporaryName.isOne(name, of: "b"))
    }
    for name in ["a", ".a", ".a.tmp", ".a.headroom-12.tmp", ".a.headroom-zzzzzzzzzzzzzzzz.tmp"] {
      #expect(!TemporaryName.isOne(name) && !TemporaryName.isOne(name, of: "a"))
    }
  }
}
