/// A parameter outside the range on which its distribution is defined.
public struct ParameterError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The type and the property, such as `Poisson.mean`.
  public let parameter: String
  /// The value found, as Swift prints it.
  public let found: String
  /// The range wanted, as the end of a sentence: "a finite number above 0".
  public let expected: String

  public init(_ parameter: String, _ found: some CustomStringConvertible & Sendable, expected: String) {
    self.parameter = parameter
    self.found = found.description
    self.expected = expected
  }

  public var description: String { "\(parameter): found \(found), expected \(expected)." }
}
