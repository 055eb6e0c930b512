import Documents

/// How every metric is judged, everywhere: windows, limits and marketplaces, dated and with sources.
///
/// Data, never constants in code. `builtIn` is embedded in the binary; a user's YAML file replaces it,
/// whole or in part. The form of the file is told in the head of the built-in one.
public struct RuleSet: Sendable, Hashable {
  public var name: String
  public var version: String
  /// The day the newest of its rules took effect.
  public var effective: Day
  /// One for each metric.
  public internal(set) var metrics: [Metric: SourcedRule]
  /// In the order of the file.
  public var marketplaces: [Marketplace]
  /// The bytes of the file it was read from, to be hashed; of a file with `base: built-in`, its own alone.
  public let source: [UInt8]
  /// Whether `builtIn` fills what the file does not say.
  public let isBasedOnBuiltIn: Bool

  init(
    name: String, version: String, effective: Day, metrics: [Metric: SourcedRule],
    marketplaces: [Marketplace], source: [UInt8], isBasedOnBuiltIn: Bool
  ) {
    self.name = name
    self.version = version
    self.effective = effective
    self.metrics = metrics
    self.marketplaces = marketplaces
    self.source = source
    self.isBasedOnBuiltIn = isBasedOnBuiltIn
  }

  /// - Parameters:
  ///   - yaml: The bytes of the file, UTF-8.
  ///   - file: What messages call it.
  /// - Throws: `RuleSetError` with every fault of the file, not only the first.
  public init(yaml: [UInt8], file: String) throws(RuleSetError) {
    self = try RuleSetReader.read(yaml, file: file, base: { .builtIn }).get()
  }

  public init(yaml: String, file: String) throws(RuleSetError) {
    try self.init(yaml: Array(yaml.utf8), file: file)
  }

  /// Every fault of a rule file; empty for a file that can be used.
  public static func validate(yaml: [UInt8], file: String) -> [DocumentFault] {
    switch RuleSetReader.read(yaml, file: file, base: { .builtIn }) {
    case .success: []
    case .failure(let error): error.faults
    }
  }

  /// The bytes of the embedded rule file.
  public static var builtInBytes: [UInt8] { PackageResources.rules_yaml }

  /// The rules Headroom comes with.
  public static let builtIn: RuleSet = {
    switch RuleSetReader.read(builtInBytes, file: "built-in rules", base: { nil }) {
    case .success(let rules): return rules
    case .failure(let error): preconditionFailure("the embedded rule file is wrong:\n\(error)")
    }
  }()
}

extension RuleSet {
  /// The marketplace that `text` names: name, alias or Amazon's id, in any case.
  public func marketplace(named text: some StringProtocol) -> Marketplace? {
    marketplaces.first { $0.answers(to: text) }
  }

  /// The names that `--marketplace` and the `marketplace` column may hold.
  public var marketplaceNames: [String] { marketplaces.map(\.name) }

  /// IANA name; `nil` for a marketplace that is not in the table.
  public func timeZone(for marketplace: some StringProtocol) -> String? {
    self.marketplace(named: marketplace)?.timeZone
  }

  /// One rule a metric, in `Metric.allCases` order; the base rules for a marketplace that is unknown.
  public func rules(for marketplace: some StringProtocol) -> [MetricRule] {
    let changes = self.marketplace(named: marketplace)?.changes ?? [:]
    return Metric.allCases.compactMap { metric in
      guard let rule = metrics[metric]?.rule else { return nil }
      return changes[metric]?.applied(to: rule) ?? rule
    }
  }

  /// The same rules with these limits, everywhere; a good share for on-time delivery and tracking.
  public func applying(limits: [Metric: Ratio]) -> RuleSet {
    var result = self
    for (metric, limit) in limits {
      guard let rule = result.metrics[metric]?.rule else { continue }
      result.metrics[metric]?.rule = rule.replacing(displayedLimit: limit)
      for index in result.marketplaces.indices {
        result.marketplaces[index].changes[metric]?.displayedLimit = nil
      }
    }
    return result
  }
}
