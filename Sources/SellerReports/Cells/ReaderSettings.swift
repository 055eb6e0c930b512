import AccountHealth

/// What a reader was asked to assume of its files.
struct ReaderSettings: Sendable {
  /// The marketplace of rows that name none.
  var defaultMarketplace: String
  /// Whether it was asked for; else a file that names none is looked at for other signs of it.
  var isMarketplaceGiven = false
  /// Whether rows that name none are of the store of their currency.
  var goesByCurrency = false
  /// The only marketplace that the user's rules are about.
  var marketplaceOfRules: String?
  /// The IANA zone of a marketplace.
  var timeZone: @Sendable (String) -> String?
  /// The name of a marketplace from how a file writes it, or from its id.
  var marketplaceName: @Sendable (String) -> String?
  /// Keeps these accounts only, or all if empty; one without a name goes by its marketplace.
  var accounts = AccountFilter([])
  /// Whether some of the accounts may be in no file, so long as one is.
  var allowsAbsentAccounts = false
  /// What comes first in dates written in digits; `nil` to have each file settle it.
  var dates: DateOrder?
  /// Whether all files of a marketplace are of one account.
  var isOneAccount = false
  /// The rules of a marketplace, whose windows are those of Amazon's lists.
  var rules: @Sendable (String) -> [MetricRule] = { RuleSet.builtIn.rules(for: $0) }
}
