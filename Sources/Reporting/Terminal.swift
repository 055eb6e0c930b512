import Foundation

/// What standard output can show: the columns of a terminal and its colours, or plain text where it is piped.
public struct Terminal: Sendable {
  /// `nil` where nothing limits a line.
  public var width: Int?
  public var hasColour: Bool

  public init(width: Int?, hasColour: Bool) {
    self.width = width
    self.hasColour = hasColour
  }

  /// No limit, no colour.
  public static let plain = Terminal(width: nil, hasColour: false)

  /// Lines longer than this are hard to read, on a wide terminal too.
  public static let readableWidth = 100

  /// Standard output as it is now; a pipe gets lines of a readable length and no colour. `NO_COLOR` and a dumb terminal are respected (no-color.org).
  public static func standardOutput() -> Terminal {
    guard isatty(STDOUT_FILENO) == 1 else { return Terminal(width: readableWidth, hasColour: false) }
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let environment = ProcessInfo.processInfo.environment
    return Terminal(
      width: isKnown ? min(Int(size.ws_col), readableWidth) : readableWidth,
      hasColour: (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb")
  }
}
