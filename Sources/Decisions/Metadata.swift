/// What every document says of itself.
public struct Metadata: Sendable, Hashable {
  /// Lower-case letters, digits and `_`; what the command line calls it.
  public var name: String
  /// As people say it.
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
