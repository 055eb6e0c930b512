import Foundation
import Synchronization

/// What libFuzzer calls with each input. `HEADROOM_FUZZ_ENTRY` names the entry that reads it.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  FuzzTarget.clock.time { FuzzTarget.entry.read(bytes) }
  return 0
}

private enum FuzzTarget {
  static let entry: Entry = {
    let name = ProcessInfo.processInfo.environment["HEADROOM_FUZZ_ENTRY"] ?? ""
    guard let entry = Entry(rawValue: name) else {
      say("HEADROOM_FUZZ_ENTRY is one of \(Entry.allCases.map(\.rawValue).joined(separator: " "))")
      exit(64)
    }
    // libFuzzer itself shows the slowest input in whole seconds.
    atexit { FuzzTarget.say("slowest_milliseconds: \(FuzzTarget.clock.slowest)") }
    return entry
  }()
  static let clock = SlowestInput()

  static func say(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}

/// The longest time that one input took, in milliseconds.
private final class SlowestInput: Sendable {
  private let milliseconds = Atomic(0)

  var slowest: Int { milliseconds.load(ordering: .relaxed) }

  func time(_ body: () -> Void) {
    let elapsed = ContinuousClock().measure(body)
    milliseconds.max(Int(elapsed / .milliseconds(1)), ordering: .relaxed)
  }
}
