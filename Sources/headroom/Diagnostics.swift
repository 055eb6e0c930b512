import Foundation
import Logging

/// Plain lines on standard error, through swift-log, so that libraries can use it too.
enum Diagnostics {
  private static let logger = Logger(label: "headroom") { _ in PlainHandler() }

  static func error(_ text: String) { logger.error("\(text)") }
  static func warning(_ text: String) { logger.warning("\(text)") }
  static func note(_ text: String) { logger.notice("\(text)") }
}

/// One line per message: errors and warnings are marked, notes are only the text.
private struct PlainHandler: LogHandler {
  var logLevel = Logger.Level.notice
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let text =
      switch event.level {
      case .error, .critical: "headroom: error: \(event.message)\n"
      case .warning: "headroom: warning: \(event.message)\n"
      default: "headroom: \(event.message)\n"
      }
    // Nobody may read standard error any more; that must not end the run, as `FileHandle.write(_:)` would.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
