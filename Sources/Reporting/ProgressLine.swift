import Foundation
import Synchronization

/// A line on standard error that says how far a long run is; nothing where that is not a terminal.
public final class ProgressLine: Sendable {
  private let isShown: Bool
  private let label: String
  private let lastShown = Mutex(Date.distantPast)

  public init(isQuiet: Bool, label: String) {
    isShown = !isQuiet && isatty(STDERR_FILENO) == 1
    self.label = label
  }

  /// - Parameter share: Done, 0…1. Redrawn at most ten times a second.
  public func show(_ share: Double) {
    guard isShown else { return }
    lastShown.withLock { last in
      let now = Date()
      guard now.timeIntervalSince(last) > 0.1 else { return }
      last = now
      Self.write("\r\u{1B}[K\(label) \(Int(share * 100)) %")
    }
  }

  public func clear() {
    guard isShown else { return }
    Self.write("\r\u{1B}[K")
  }

  /// A terminal that is gone ends no run: `FileHandle.write(_:)` would trap.
  private static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
