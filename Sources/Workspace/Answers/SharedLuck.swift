/// How much of their luck accounts have in common, beyond what their forecasts say.
public struct SharedLuck: Sendable, Hashable {
  /// The correlation of what drives any two accounts off target, 0…1.
  public var correlation: Double
  /// What it was measured on, as a clause.
  public var source: String

  /// By moments: with it the squared distances of what happened from what was expected are as large as the
  /// law says on average (notebooks-data/proofs.md, 2026-11-30, `headroom portfolio`).
  public static let measured = SharedLuck(
    correlation: 0.06,
    source: "1,547 public sellers of one marketplace, on evenings of 2017 and 2018")
}
