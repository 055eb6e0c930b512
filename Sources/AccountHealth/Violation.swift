/// One violation of a policy, such as a restricted product, as the seller noted it from the account-health
/// page.
public struct Violation: Sendable, Hashable, Codable {
  /// The severities of Amazon's page.
  public enum Severity: String, Sendable, Hashable, CaseIterable, Codable { case low, medium, high, critical }

  public var date: Day
  /// `nil` if it is not known.
  public var severity: Severity?
  /// Whether it still lowers the rating: it was not addressed.
  public var isOpen: Bool
  /// The product; `nil` if it is about none.
  public var asin: String?

  public init(date: Day, severity: Severity?, isOpen: Bool, asin: String? = nil) {
    self.date = date
    self.severity = severity
    self.isOpen = isOpen
    self.asin = asin
  }
}

/// The violations of one account, of one file.
public struct ViolationList: Sendable, Hashable, Codable {
  /// The base name of the file.
  public var file: String
  /// In the order of the file.
  public var violations: [Violation]

  public init(file: String, violations: [Violation]) {
    self.file = file
    self.violations = violations
  }
}
