import Foundation

/// A command of the user's that is handed a text.
enum NotifyCommand {
  /// - Returns: Whether it ended with 0.
  static func run(_ command: String, with text: String) -> Bool {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.standardInput = pipe
    // Standard output is that of the check alone.
    process.standardOutput = FileHandle.standardError
    do {
      try process.run()
      // A command that does not read its input must not end the check.
      Signals.outliveClosedPipe()
      try? pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
      try? pipe.fileHandleForWriting.close()
      process.waitUntilExit()
      return process.terminationStatus == 0
    } catch {
      return false
    }
  }
}
