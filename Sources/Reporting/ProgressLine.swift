import Foundation
import Synchronization

/// A line on standard error that says how far a long run is and how long it still takes; nothing where that is not a
/// terminal.
public final class ProgressLine: Sendable {
  private let isShown: Bool
  private let label: String
  private let started = Date()
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
      let text = Self.text(label, share, seconds: now.timeIntervalSince(started))
      Self.write("\r\u{1B}[K" + text)
    }
  }

  /// The time left is told once there is something to tell it from, and rounded as it deserves.
  static func text(_ label: String, _ share: Double, seconds: Double) -> String {
    let done = "\(label) \(Int(share * 100)) %"
    guard seconds > 2, share > 0.02, share < 1 else { return done }
    let left = seconds * (1 - share) / share
    if left < 90 { return done + ", about \(max(1, Int(left.rounded()))) s left" }
    return done + ", about \(Int((left / 60).rounded())) min left"
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
