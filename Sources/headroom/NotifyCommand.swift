import AccountHealth
import Foundation
import Reporting
import Workspace

/// A command of the user's that is handed a text.
struct NotifyCommand {
  let command: String

  /// Hands each alarm that nobody was told of to the user's command, and what is not known.
  ///
  /// - Returns: The states, with those noted of which the command succeeded.
  func tell(_ answer: CheckAnswer) -> [AlarmState] {
    var states = answer.states
    for finding in answer.alarms {
      let place = states.firstIndex { $0.key == finding.key }
      guard place.map({ !states[$0].isNotified }) ?? true else { continue }
      if tell(CheckText.line(finding)), let place { states[place].isNotified = true }
    }
    // What is not known is told together, once for each thing.
    let told = Set(states.filter(\.isNotified).map(\.key))
    let open = answer.unknown.filter { finding in finding.key.map { !told.contains($0) } ?? true }
    if !open.isEmpty, tell(CheckText.unknownLines(open).joined(separator: "\n")) {
      let keys = Set(open.compactMap(\.key))
      for place in states.indices where keys.contains(states[place].key) { states[place].isNotified = true }
    }
    return states
  }

  /// - Returns: Whether the user's command took the text.
  func tell(_ text: String) -> Bool {
    let isTold = run(with: text + "\n")
    if !isTold { Diagnostics.warning("--notify: the command failed; it is tried again at the next check.") }
    return isTold
  }

  /// - Returns: Whether it ended with 0.
  private func run(with text: String) -> Bool {
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
