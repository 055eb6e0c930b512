/// A fault of a model, named by its field in the file.
public struct ModelError: Error, Hashable, CustomStringConvertible {
  public var field: String
  public var found: String
  public var expected: String

  public init(_ field: String, found: String, expected: String) {
    self.field = field
    self.found = found
    self.expected = expected
  }

  public var description: String { "\(field): found \(found), expected \(expected)." }
}
