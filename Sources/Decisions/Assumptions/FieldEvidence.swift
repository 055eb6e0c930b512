/// What some assumptions of a file rest on, where that differs from the file as a whole.
public struct FieldEvidence: Sendable, Hashable {
  /// Names such as `loss.margin`; `loss.kept` stands for all that begin with it.
  public var fields: [String]
  public var source: String
  public var grade: EvidenceGrade

  /// Whether an assumption is one of these.
  func covers(_ name: String) -> Bool { fields.contains { name == $0 || name.hasPrefix($0 + ".") } }
}

/// Assumptions that an answer uses and that rest on the same evidence.
public struct AssumedValues: Sendable, Hashable {
  /// One assumption with its values.
  public struct Field: Sendable, Hashable {
    /// Such as `loss.margin`.
    public var name: String
    /// `0.25 (0.15 to 0.4)`: the central value and the ends; several where the file has several.
    public var values: String
  }

  /// What they rest on; `nil` where they are the seller's own.
  public var source: String?
  public var grade: EvidenceGrade?
  public var fields: [Field]
}
