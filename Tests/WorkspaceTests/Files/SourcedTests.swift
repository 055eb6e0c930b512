import AccountHealth
import Decisions
import Forecasting
import Foundation
import Testing

@testable import Workspace

@Suite("Rules and priors from files")
struct SourcedTests {
  private let files: SellerFiles

  init() throws { files = try SellerFiles() }

  @Test("The built-in ones are named so, with the hash of their bytes")
  func builtIn() {
    #expect(Sourced<Priors>.builtIn.origin.isBuiltIn && Sourced<Priors>.builtIn.value == .standard)
    #expect(Sourced<RuleSet>.builtIn.value == .builtIn)
    #expect(Sourced<SaleCalendar>.builtIn.origin.sha256.count == 64)
    #expect(Sourced<Enforcement>.builtIn.value == .builtIn)
  }

  @Test("A file is named by its base name, and its bytes on disk are hashed")
  func file() throws {
    let text = String(decoding: Priors.builtInBytes, as: UTF8.self)
    let priors = try Sourced<Priors>(SmallFile(path: files.file("mine.json", text)))
    #expect(priors.origin.name == "mine.json" && !priors.origin.isBuiltIn)
    #expect(priors.origin.sha256 == Sourced<Priors>.builtIn.origin.sha256 && priors.value == .standard)
  }

  @Test("An unusable file says where and why")
  func faults() throws {
    let none = #expect(throws: FileError.self) { try SmallFile(path: "/nowhere/x.yaml") }
    #expect(none?.description == "/nowhere/x.yaml: no such file. Check the name and the folder.")
    let empty = try files.file("e.yaml", "")
    let error = #expect(throws: FileError.self) { try SmallFile(path: empty) }
    #expect(error?.description == "\(empty): an empty file. Export it again.")
    let actions = try SmallFile(
      path: files.file("a.yaml", String(decoding: ActionCatalogue.builtInBytes, as: UTF8.self)))
    let many = #expect(throws: FileError.self) { try Sourced<Enforcement>(actions) }
    #expect(
      many?.description
        == "a.yaml: found 0 documents of kind Enforcement, expected one. headroom show enforcement prints one to edit."
    )
    #expect(try ActionCatalogue(actions) == .builtIn)
  }

  @Test("A pipe is read to its end, in the parts in which it comes; what never ends is refused")
  func pipe() throws {
    let path = try files.file("rules.pipe", "")
    try FileManager.default.removeItem(atPath: path)
    try #require(mkfifo(path, 0o600) == 0)
    let parts = (0..<5).map { [UInt8](repeating: UInt8($0), count: 100_000) }
    Thread.detachNewThread {
      let handle = FileHandle(forWritingAtPath: path)
      for part in parts {
        handle?.write(Data(part))
        Thread.sleep(forTimeInterval: 0.01)
      }
      try? handle?.close()
    }
    #expect(try SmallFile(path: path).bytes == parts.flatMap { $0 })
    let endless = #expect(throws: FileError.self) { try SmallFile(path: "/dev/zero") }
    #expect(endless?.description == "/dev/zero: expected at most 67108864 bytes. Is this the right file?")
  }
}
