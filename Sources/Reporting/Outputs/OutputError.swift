import Documents

/// An output that could not be written, with the place, the reason and what to do.
public struct OutputError: Error, Hashable, CustomStringConvertible {
  public var path: String
  public var reason: String
  /// The option that names another place.
  public var option: String

  public init(path: String, reason: String, option: String = "--output") {
    self.path = path
    self.reason = reason
    self.option = option
  }

  public var description: String {
    "\(TerminalText.escaped(path)): cannot be written (\(reason)). Choose another place with \(option), or make it writable."
  }
}
