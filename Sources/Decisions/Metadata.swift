/// What every document says about itself.
public struct Metadata: Sendable, Hashable {
  /// Its name on the command line: lower-case letters, digits and `_`.
  public var name: String
  /// Its name in sentences and tables.
  public var title: String
  /// Where its numbers come from.
  public var source: String
  public var grade: EvidenceGrade?

  public init(name: String, title: String, source: String = "", grade: EvidenceGrade? = nil) {
    self.name = name
    self.title = title
    self.source = source
    self.grade = grade
  }
}
