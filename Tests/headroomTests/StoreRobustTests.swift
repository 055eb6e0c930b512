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
    for _ in 0..<(Self.isProof ? 200 : 1) {
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

  /// Calls of the system are watched and made to fail by it.
  private static let hasTracer = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

  @Test(
    "Every row is on the disk before an import is acknowledged", .enabled(if: hasTracer))
  func synchronised() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(0..<500), to: "a.csv")
    let run = try CommandLineRun(
      shell:
        "strace -f -y -s 400 -o log -e trace=write,pwrite64,fsync,fdatasync,unlink \"$headroom\" import a.csv",
      in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let calls = try folder.text("log").split(separator: "\n")
    func last(_ names: [String], _ part: String) throws -> Int {
      try #require(
        calls.lastIndex { call in names.contains { call.contains(" \($0)(") } && call.contains(part) },
        "\(part)")
    }
    let syncs = ["fsync", "fdatasync"]
    // The journal, the pages, the journal away, the folder: then the line for the user.
    let order = try [
      last(syncs, "store.sqlite-journal>"), last(["pwrite64"], "store.sqlite>"), last(syncs, "store.sqlite>"),
      last(["unlink"], "store.sqlite-journal"), last(syncs, "/kept>"), last(["write"], "Kept in"),
    ]
    #expect(order == order.sorted() && Set(order).count == order.count, "\(order)")
  }

  @Test(
    "A fault of the disk at any write or sync: the store is sound, and says whether the file is in it",
    .enabled(if: hasTracer),
    arguments: [("fdatasync", "EIO"), ("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fsync", "EIO")])
  func faults(call: String, error: String) throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(0..<300), to: "a.csv")
    try folder.write(Self.orders(300..<600), to: "b.csv")
    #expect(try CommandLineRun(["import", "a.csv"], in: folder).status == 0)
    let before = try folder.bytes("kept/store.sqlite")
    var failed = 0
    for place in Self.isProof ? Array(1...300) : [1, 2, 5, 11] {
      for name in try folder.names(in: "kept") {
        try FileManager.default.removeItem(atPath: folder.path + "/kept/" + name)
      }
      try before.write(to: URL(fileURLWithPath: folder.path + "/kept/store.sqlite"))
      let run = try CommandLineRun(
        shell:
          "strace -f -o calls -e trace=\(call) -e inject=\(call):error=\(error):when=\(place) \"$headroom\" import b.csv",
        in: folder)
      let isHit = try folder.text("calls").contains("(INJECTED)")
      let names = try #require(try Self.names(folder))
      let note = "\(call) \(error) \(place): \(run.status) \(run.errors)"
      #expect(names.first == "a.csv", "\(note)")
      if run.status == 0 {
        #expect(names == ["a.csv", "b.csv"], "\(note)")
      } else {
        failed += 1
        #expect(run.status == 74 && run.errors.contains("the store cannot be written"), "\(note)")
      }
      #expect(try CommandLineRun(["store", "--verify"], in: folder).status == 0, "\(note)")
      // Whatever happened, a re-run ends as an undisturbed one.
      #expect(try CommandLineRun(["import", "b.csv"], in: folder).status == 0, "\(note)")
      #expect(try Self.names(folder) == ["a.csv", "b.csv"], "\(note)")
      if !isHit { break }
    }
    #expect(failed > 0 || call == "fsync", "no call was hit")
  }

  @Test("A file that may not grow further: a clear error, and the store as it was")
  func noRoom() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(0..<300), to: "a.csv")
    try folder.write(Self.orders(300..<9000), to: "b.csv")
    #expect(try CommandLineRun(["import", "a.csv"], in: folder).status == 0)
    let size = try folder.bytes("kept/store.sqlite").count
    let run = try CommandLineRun(
      shell: "trap '' XFSZ; ulimit -f \(size / 1024 + 16); \"$headroom\" import b.csv", in: folder)
    #expect(run.status == 74 && run.errors.contains("the store cannot be written"), "\(run.errors)")
    #expect(try Self.names(folder) == ["a.csv"])
    #expect(try CommandLineRun(["store", "--verify"], in: folder).status == 0)
    #expect(try CommandLineRun(["import", "b.csv"], in: folder).status == 0)
  }

  @Test("A full disk", .enabled(if: isProof))
  func fullDisk() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(0..<300), to: "a.csv")
    try folder.write(Self.orders(300..<9000), to: "b.csv")
    try folder.write(
      """
      mkdir full && mount -t tmpfs -o size=256k tmpfs full || exit 9
      "$headroom" import a.csv --store full/s.sqlite; echo first $?
      "$headroom" import b.csv --store full/s.sqlite; echo second $?
      "$headroom" store --verify --store full/s.sqlite; echo verify $?
      "$headroom" store --format csv --store full/s.sqlite | grep -c '^[ab].csv'
      """, to: "full.sh")
    let run = try CommandLineRun(shell: "unshare -m bash full.sh", in: folder)
    // Where nothing may be mounted there is nothing to prove.
    guard run.output.contains("first") else { return }
    #expect(
      run.output.contains("first 0") && run.output.contains("second 74") && run.output.contains("verify 0")
        && run.output.hasSuffix("\n1\n"), "\(run.output)\(run.errors)")
    #expect(run.errors.contains("the disk is full"), "\(run.errors)")
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
