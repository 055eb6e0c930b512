import Documents

/// A setting of the command line that cannot be read.
public struct ScenarioSettingError: Error, Sendable, Hashable, CustomStringConvertible {
  public var found: String
  public var expected: String

  public var description: String { "found \(DocumentFault.quoted(found)), expected \(expected)." }
}
