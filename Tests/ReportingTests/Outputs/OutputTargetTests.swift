import Foundation
import Testing

@testable import Reporting

@Suite("Outputs to something that exists already")
struct OutputTargetTests {
  private static func kind(_ path: String) -> mode_t {
    var info = stat()
    return lstat(path, &info) == 0 ? info.st_mode & S_IFMT : 0
  }

  @Test("A pipe is written to and stays a pipe; nothing is left beside it")
  func pipe() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    // Linux opens a pipe for both without waiting for another end.
    let reader = open(path, O_RDWR | O_NONBLOCK)
    defer { close(reader) }
    let file = try OutputFile.single(path: path)
    try file.append("metric,day\n")
    try file.commit()
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(reader, &bytes, bytes.count)
    #expect(count > 0 && String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self) == "metric,day\n")
    #expect(Self.kind(path) == S_IFIFO)
    #expect(try scratch.names() == ["pipe"])
  }

  @Test("A device is a stream, reached by a link or not", arguments: ["/dev/null", "link"])
  func device(name: String) throws {
    let scratch = try ScratchFolder()
    #expect(symlink("/dev/null", scratch.path + "/link") == 0)
    let path = name.hasPrefix("/") ? name : scratch.path + "/" + name
    #expect(try OutputTarget(path: path) == .stream(path))
  }

  @Test("A link stays a link and its file is replaced, complete")
  func link() throws {
    let scratch = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/real", withIntermediateDirectories: false)
    try scratch.write("old", to: "real/x.csv")
    #expect(symlink("real/x.csv", scratch.path + "/link.csv") == 0)
    let file = try OutputFile.single(path: scratch.path + "/link.csv")
    try file.append("new")
    #expect(try scratch.text("real/x.csv") == "old")
    try file.commit()
    #expect(try scratch.text("real/x.csv") == "new")
    #expect(Self.kind(scratch.path + "/link.csv") == S_IFLNK)
    #expect(try scratch.names() == ["link.csv", "real"])
  }

  @Test("The longest possible name, and one longer")
  func longNames() throws {
    let scratch = try ScratchFolder()
    let name = String(repeating: "n", count: 255)
    try OutputFile.single(path: scratch.path + "/" + name).commit()
    #expect(try scratch.names() == [name])
    #expect(throws: OutputError(path: scratch.path + "/n" + name, reason: "File name too long")) {
      try OutputFile.single(path: scratch.path + "/n" + name)
    }
  }

  @Test("A folder's name is refused at once; so is an empty one")
  func refused() throws {
    let scratch = try ScratchFolder()
    #expect(throws: OutputError(path: scratch.path, reason: "Is a directory")) {
      try OutputFile.single(path: scratch.path)
    }
    for make in [{ _ = try OutputFile.single(path: "") }, { _ = try OutputFolder(path: "") }] {
      #expect {
        try make()
      } throws: {
        "\($0)"
          == "--output '': cannot be written (the name is empty). Choose another place with --output, or make it writable."
      }
    }
  }

  @Test("Committed twice is committed once")
  func twice() throws {
    let scratch = try ScratchFolder()
    let file = try OutputFile.single(path: scratch.path + "/x")
    try file.commit()
    try file.commit()
    #expect(try scratch.names() == ["x"])
  }
}
