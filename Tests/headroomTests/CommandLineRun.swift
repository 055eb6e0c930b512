import Foundation

/// What the built executable did with given arguments.
struct CommandLineRun {
  let status: Int32
  let output: String
  let errors: String

  /// The output without the command line that it says to run next, which names the files or the store.
  var answer: String {
    output.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("  headroom ") }.joined(separator: "\n")
  }

  /// The output as the cells of a CSV without quotes.
  var rows: [[String]] { Self.rows(output) }

  /// The cells of a CSV without quotes, line by line.
  static func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The executable lies beside the test bundle.
  static let executable: URL = {
    let own = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return own.deletingLastPathComponent().appendingPathComponent("headroom")
  }()

  /// Runs it in `folder` to its end.
  init(_ arguments: [String], in folder: ScratchFolder) throws {
    try self.init(Self.executable, arguments, in: folder)
  }

  /// Runs a line of the shell; `$headroom` is the executable.
  init(shell line: String, in folder: ScratchFolder) throws {
    try self.init(URL(fileURLWithPath: "/bin/bash"), ["-c", "set -o pipefail; " + line], in: folder)
  }

  private init(_ program: URL, _ arguments: [String], in folder: ScratchFolder) throws {
    // Files, not pipes: however much is written, the program never waits for a reader.
    let (outPath, errorPath) = try (folder.emptyFile(), folder.emptyFile())
    let (out, errors) = try (Self.writer(outPath), Self.writer(errorPath))
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging(
      [
        "headroom": Self.executable.path, "COLUMNS": "200",
        "HEADROOM_STORE": folder.path + "/kept/store.sqlite",
      ]
    ) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = out
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = String(decoding: try Data(contentsOf: outPath), as: UTF8.self)
    self.errors = String(decoding: try Data(contentsOf: errorPath), as: UTF8.self)
    try FileManager.default.removeItem(at: outPath)
    try FileManager.default.removeItem(at: errorPath)
  }

  private static func writer(_ file: URL) throws -> FileHandle { try FileHandle(forWritingTo: file) }
}
