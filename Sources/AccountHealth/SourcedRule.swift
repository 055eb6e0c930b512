/// A rule with the texts that it rests on.
public struct SourcedRule: Sendable, Hashable {
  public var rule: MetricRule
  /// The texts, each with its mark: official, mirrored, secondary, forum or derived.
  public var sources: String
  /// How sure it is, in words.
  public var confidence: String

  public init(rule: MetricRule, sources: String = "", confidence: String = "") {
    self.rule = rule
    self.sources = sources
    self.confidence = confidence
  }
}
