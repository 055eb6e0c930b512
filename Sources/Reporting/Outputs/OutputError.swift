import Documents

/// An output that could not be written, with the place, the reason and what to do.
public struct OutputError: Error, Hashable, CustomStringConvertible {
  public var path: String
  public var reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String {
    "\(TerminalText.escaped(path)): cannot be written (\(reason)). Choose another place with --output, or make it writable."
  }
}
