import Foundation
import Testing

/// Runs into one folder that are killed, or that run at the same time. The folder keeps one whole set, and
/// everything else that was in it.
@Suite("A set of outputs is whole at every moment")
struct KilledRunTests {
  private static let files = ["breach.csv", "forecast.csv", "history.csv"]
  private static let isProof = ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil

  private func start(seed: Int, in folder: ScratchFolder, output: String = "out") throws -> Process {
    let process = Process()
    process.executableURL = CommandLineRun.executable
    process.arguments = [
      "forecast", "x.csv", "--seed", "\(seed)", "--paths", "100", "--horizon", "20", "--quiet", "--output",
      output,
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The files of each seed, 1 and 2, and a folder with things of somebody else.
  private func prepared() throws -> (folder: ScratchFolder, sets: [[Data]]) {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    let sets = try [1, 2].map { seed in
      try start(seed: seed, in: folder, output: "only\(seed)").waitUntilExit()
      return try Self.files.map { try folder.bytes("only\(seed)/" + $0) }
    }
    #expect(zip(sets[0], sets[1]).contains { $0 != $1 })
    try FileManager.default.createDirectory(
      atPath: folder.path + "/out/sub", withIntermediateDirectories: true)
    try folder.write("mine", to: "out/notes.txt")
    try folder.write("mine", to: "out/sub/notes.txt")
    return (folder, sets)
  }

  /// The seed of the set in the folder, 0 before the first; `nil` for a mix or a loss.
  private func seed(_ folder: ScratchFolder, _ sets: [[Data]]) throws -> Int? {
    guard try folder.text("out/notes.txt") == "mine", try folder.text("out/sub/notes.txt") == "mine" else {
      return nil
    }
    let names = try folder.names(in: "out").filter { $0 != "notes.txt" && $0 != "sub" }
    if names.isEmpty { return 0 }
    guard names == Self.files + ["manifest.json"] else { return nil }
    let found = try Self.files.map { try folder.bytes("out/" + $0) }
    guard let index = sets.firstIndex(of: found) else { return nil }
    return try folder.text("out/manifest.json").contains("\"seed\" : \(index + 1),") ? index + 1 : nil
  }

  @Test("A run that is killed at any moment")
  func killed() throws {
    let (folder, sets) = try prepared()
    let begun = ContinuousClock.now
    try start(seed: 1, in: folder).waitUntilExit()
    // Follows what a run takes, since the machine has other work that comes and goes.
    var whole = (ContinuousClock.now - begun) / .seconds(1)
    var generator = SystemRandomNumberGenerator()
    var kills = 0
    for number in 0..<(Self.isProof ? 500 : 24) {
      let process = try start(seed: number % 2 + 1, in: folder)
      // Every third one anywhere, the others about the time when the files are put in place.
      let share = number % 3 == 0 ? 0...1.1 : 0.85...1.05
      usleep(UInt32(whole * Double.random(in: share, using: &generator) * 1e6))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let isKilled = process.terminationReason == .uncaughtSignal
      kills += isKilled ? 1 : 0
      whole *= isKilled ? 1.03 : 0.85
      #expect(try seed(folder, sets) != nil, "run \(number)")
    }
    #expect(kills > 4)
    try start(seed: 2, in: folder).waitUntilExit()
    #expect(try seed(folder, sets) == 2)
    #expect(try folder.names() == ["only1", "only2", "out", "x.csv"])
    #expect(
      try folder.names(in: "out") == [
        "breach.csv", "forecast.csv", "history.csv", "manifest.json", "notes.txt", "sub",
      ])
  }

  @Test("Two runs at the same time")
  func together() throws {
    let (folder, sets) = try prepared()
    for number in 0..<(Self.isProof ? 100 : 6) {
      let runs = try [1, 2].map { try start(seed: $0, in: folder) }
      for run in runs {
        run.waitUntilExit()
        #expect(run.terminationStatus == 0)
      }
      #expect(try seed(folder, sets) ?? 0 > 0, "run \(number)")
    }
    #expect(try folder.names() == ["only1", "only2", "out", "x.csv"])
  }
}
