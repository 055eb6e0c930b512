import Foundation
import Testing

/// Imports that are killed, that run at the same time, and that find no room.
@Suite("An import is kept whole or not at all")
struct StoreRobustTests {
  private static let isProof = ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil

  /// Orders `range`, two of each day of October 2026.
  private static func orders(_ range: Range<Int>) -> String {
    "order_id,account,purchased_at,ship_by,shipped_at\n"
      + range.map { number in
        let day = 1 + number / 2 % 28
        let date = "2026-10-\(day < 10 ? "0" : "")\(day)"
        return "111-\(number)-9,acme,\(date),\(date),\(date)\n"
      }.joined()
  }

  private static func start(_ file: String, in folder: ScratchFolder, log: String) throws -> Process {
    let process = Process()
    process.executableURL = CommandLineRun.executable
    process.arguments = ["import", file]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ["HEADROOM_STORE": folder.path + "/kept/store.sqlite", "PATH": "/usr/bin:/bin"]
    process.standardInput = FileHandle.nullDevice
    try folder.write("", to: log)
    process.standardOutput = FileHandle(forWritingAtPath: folder.path + "/" + log)
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The names of the files in the store; `nil` if there is no store or nothing in it.
  private static func names(_ folder: ScratchFolder) throws -> [String]? {
    let run = try CommandLineRun(["store", "--format", "csv"], in: folder)
    guard run.status == 0 else { return nil }
    return run.output.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
  }

  @Test("Killed at any moment: the store is sound, and what was acknowledged is there")
  func killed() throws {
    let folder = try ScratchFolder()
    let files = ["a.csv", "b.csv"]
    try folder.write(Self.orders(0..<3000), to: "a.csv")
    try folder.write(Self.orders(2000..<5000), to: "b.csv")
    // What an import takes here and now.
    let begun = ContinuousClock.now
    try Self.start("a.csv", in: folder, log: "log").waitUntilExit()
    let whole = begun.duration(to: .now) / .seconds(1)
    for round in 0..<(Self.isProof ? 100 : 4) {
      try? FileManager.default.removeItem(atPath: folder.path + "/kept")
      var acknowledged: Set<String> = []
      for file in files {
        let process = try Self.start(file, in: folder, log: "log")
        Thread.sleep(forTimeInterval: Double.random(in: 0...1.2) * whole)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        if try folder.text("log").contains("Kept in") { acknowledged.insert(file) }
      }
      if let names = try Self.names(folder) {
        #expect(Set(names).isSuperset(of: acknowledged), "round \(round)")
        let verify = try CommandLineRun(["store", "--verify"], in: folder)
        #expect(verify.status == 0, "round \(round): \(verify.errors)")
      } else {
        #expect(acknowledged.isEmpty, "round \(round)")
      }
    }
    // A re-run ends as an undisturbed one.
    for file in files { #expect(try CommandLineRun(["import", file], in: folder).status == 0) }
    let status = try CommandLineRun(["status", "--format", "csv", "-q"], in: folder)
    let read = try CommandLineRun(["status"] + files + ["--format", "csv", "-q"], in: folder)
    #expect(status.status == 0 && status.output == read.output)
  }

  @Test("Several at once: each waits or says so, and nothing is lost")
  func together() throws {
    for _ in 0..<(Self.isProof ? 25 : 1) {
      let folder = try ScratchFolder()
      let count = Self.isProof ? 8 : 4
      for number in 0..<count {
        try folder.write(Self.orders(number * 100..<(number + 1) * 100), to: "\(number).csv")
      }
      let runs = try (0..<count).map { try Self.start("\($0).csv", in: folder, log: "log\($0)") }
      for run in runs { run.waitUntilExit() }
      let names = Set(try #require(try Self.names(folder)))
      for (number, run) in runs.enumerated() {
        #expect(names.contains("\(number).csv") == (run.terminationStatus == 0), "file \(number)")
      }
      #expect(names.count == count, "the lock is free within the time that a run waits")
      #expect(try CommandLineRun(["store", "--verify"], in: folder).status == 0)
    }
  }

  @Test("A place that cannot be written is a clear error")
  func unwritable() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(0..<10), to: "a.csv")
    try folder.write("a file where a folder should be", to: "kept")
    let run = try CommandLineRun(["import", "a.csv"], in: folder)
    #expect(run.status == 74 && run.errors.contains("the store cannot be written"), "\(run.errors)")
    #expect(try folder.text("kept") == "a file where a folder should be")
  }
}
