import Documents

/// An output that could not be written, with the place, the reason and what to do.
public struct OutputError: Error, Hashable, CustomStringConvertible {
  public var path: String
  /// What the system says; `nil` for a file that is read by the same command.
  public var reason: String?
  /// The option that names another place.
  public var option: String

  public init(path: String, reason: String?, option: String = "--output") {
    self.path = path
    self.reason = reason
    self.option = option
  }

  public var description: String {
    guard let reason else {
      return
        "\(TerminalText.escaped(path)): is one of the files that are read, and stays as it is. Choose another place with \(option)."
    }
    return
      "\(TerminalText.escaped(path)): cannot be written (\(reason)). Choose another place with \(option), or make it writable."
  }
}
