/// How every metric is judged in every marketplace: windows and limits, dated and with their sources.
///
/// Rules are data, never constants in code. `builtIn` is embedded in the binary. A user's YAML file replaces
/// all or part of it; the head of the built-in file describes the form.
public struct RuleSet: Sendable, Hashable {
  public var name: String
  public var version: String
  /// The day the newest of its rules took effect.
  public var effective: Day
  /// One for each metric.
  public internal(set) var metrics: [Metric: SourcedRule]
  /// In the order of the file.
  public var marketplaces: [Marketplace]
  /// The bytes of the file it was read from, to be hashed. For a file with `base: built-in` these are only
  /// its own.
  public let source: [UInt8]
  /// Whether `builtIn` supplies what the file leaves out.
  public let isBasedOnBuiltIn: Bool
  /// The marketplace that the file itself has, if it has exactly one.
  public let onlyMarketplace: String?

  init(
    name: String, version: String, effective: Day, metrics: [Metric: SourcedRule],
    marketplaces: [Marketplace], source: [UInt8], isBasedOnBuiltIn: Bool, onlyMarketplace: String?
  ) {
    self.name = name
    self.version = version
    self.effective = effective
    self.metrics = metrics
    self.marketplaces = marketplaces
    self.source = source
    self.isBasedOnBuiltIn = isBasedOnBuiltIn
    self.onlyMarketplace = onlyMarketplace
  }
}

extension RuleSet {
  /// The marketplace with this name, alias or Amazon id, in upper or lower case.
  public func marketplace(named text: some StringProtocol) -> Marketplace? {
    marketplaces.first { $0.answers(to: text) }
  }

  /// The names that `--marketplace` and the `marketplace` column may contain.
  public var marketplaceNames: [String] { marketplaces.map(\.name) }

  /// IANA name; `nil` for a marketplace that is not in the table.
  public func timeZone(for marketplace: some StringProtocol) -> String? {
    self.marketplace(named: marketplace)?.timeZone
  }

  /// One rule per metric in the order of `Metric.allCases`. For an unknown marketplace they are the base
  /// rules.
  public func rules(for marketplace: some StringProtocol) -> [MetricRule] {
    let changes = self.marketplace(named: marketplace)?.changes ?? [:]
    return Metric.allCases.compactMap { metric in
      guard let rule = metrics[metric]?.rule else { return nil }
      return changes[metric]?.applied(to: rule) ?? rule
    }
  }
}
