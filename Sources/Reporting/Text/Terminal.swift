import Foundation

/// What standard output can show: the columns of a terminal and its colours, or plain text if it is piped.
public struct Terminal: Sendable {
  /// The columns of a line; `nil` for no limit.
  public var width: Int?
  public var hasColour: Bool

  public init(width: Int?, hasColour: Bool) {
    self.width = width
    self.hasColour = hasColour
  }

  /// No limit and no colour.
  public static let plain = Terminal(width: nil, hasColour: false)

  /// Longer lines are hard to read, also on a wide terminal.
  public static let readableWidth = 100

  /// When standard output is coloured.
  public enum Colour: String, Sendable, CaseIterable {
    /// On a terminal, unless `NO_COLOR` is set or the terminal is dumb (no-color.org).
    case auto
    case always, never
  }

  /// Standard output as it is now; a pipe gets lines of a readable length.
  public static func standardOutput(_ colour: Colour = .auto) -> Terminal {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let environment = ProcessInfo.processInfo.environment
    let hasColour =
      switch colour {
      case .always: true
      case .never: false
      case .auto: isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
      }
    guard isTerminal else { return Terminal(width: readableWidth, hasColour: hasColour) }
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return Terminal(
      width: isKnown ? min(Int(size.ws_col), readableWidth) : readableWidth, hasColour: hasColour)
  }
}
