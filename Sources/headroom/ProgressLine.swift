import Foundation
import Synchronization
import Workspace

/// A line on standard error that says how far a long run is and how long it still takes. It prints nothing if
/// that is not a terminal.
final class ProgressLine: Sendable {
  private struct State {
    var label = ""
    var started = Date()
    var lastShown = Date.distantPast
  }

  private let isShown: Bool
  private let state = Mutex(State())

  init(isQuiet: Bool) { isShown = !isQuiet && isatty(STDERR_FILENO) == 1 }

  /// The receiver of an answer's progress.
  var progress: Workspace.Progress {
    Workspace.Progress { stage, share in
      switch stage {
      case .forecasting: self.show("forecasting", share)
      case .forecastingThePast: self.show("forecasting the past", share)
      case .ranking: self.show("ranking", share)
      }
    }
  }

  /// - Parameters:
  ///   - label: The work that is being done; another label begins a new count of the time.
  ///   - share: The share done, 0…1. The line is redrawn at most ten times a second.
  func show(_ label: String, _ share: Double) {
    guard isShown else { return }
    state.withLock { state in
      let now = Date()
      if state.label != label { state = State(label: label, started: now) }
      guard now.timeIntervalSince(state.lastShown) > 0.1 else { return }
      state.lastShown = now
      let text = Self.text(label, share, seconds: now.timeIntervalSince(state.started))
      Self.write("\r\u{1B}[K" + text)
    }
  }

  /// The remaining time is shown once it can be estimated, and rounded to its precision.
  static func text(_ label: String, _ share: Double, seconds: Double) -> String {
    let done = "\(label) \(Int(share * 100)) %"
    guard seconds > 2, share > 0.02, share < 1 else { return done }
    let left = seconds * (1 - share) / share
    if left < 90 { return done + ", about \(max(1, Int(left.rounded()))) s left" }
    return done + ", about \(Int((left / 60).rounded())) min left"
  }

  func clear() {
    guard isShown else { return }
    Self.write("\r\u{1B}[K")
  }

  /// A closed terminal must not end the run; `FileHandle.write(_:)` would trap.
  private static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
