/// The documents of one file, each with `apiVersion: headroom/v1`, `kind`, `metadata` and `spec`. Lines of
/// `---` separate them.
public struct DecisionFile: Sendable, Hashable {
  public static let apiVersion = "headroom/v1"

  /// In the order of the file, like the others.
  public internal(set) var actions: [Action] = []
  public internal(set) var scenarios: [Scenario] = []
  public internal(set) var enforcements: [Enforcement] = []
  public internal(set) var books: [Books] = []
  public internal(set) var removalFees: [RemovalFees] = []

  init() {}
}
