/// One thing that is wrong in a file of fields, such as a rule set or a model. Lines and columns count from
/// 1.
public struct DocumentFault: Error, Sendable, Hashable, CustomStringConvertible {
  public var file: String
  public var line: Int
  public var column: Int
  /// The path of the field, such as `metrics.order_defect_rate.limit`.
  public var field: String
  /// What the file contains there, ready to be shown.
  public var found: String
  /// What it should contain, with the valid values where they can be listed.
  public var expected: String
  /// What to do, as a sentence; empty if `expected` says it all.
  public var advice: String

  public init(
    file: String, line: Int, column: Int, field: String, found: String, expected: String, advice: String = ""
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.field = field
    self.found = found
    self.expected = expected
    self.advice = advice
  }

  /// `file:line:column: field: found …, expected …. What to do.`
  public var description: String {
    "\(file):\(line):\(column): \(field): found \(found), expected \(expected)."
      + (advice.isEmpty ? "" : " " + advice)
  }
}
