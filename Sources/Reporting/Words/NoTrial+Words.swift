import Workspace

extension NoTrial {
  /// A sentence.
  var text: String {
    switch self {
    case .onlyCounts: "Counts have no past to try the forecast on."
    case .severalAccounts:
      "Not tried with several accounts on one page; headroom report --account NAME, or headroom backtest, does it."
    case .tooFewOrders(let orders, let least):
      "This account has \(Phrases.count(orders, "order", "orders")); from \(least) on its own past could be tried."
    case .tooFewDays(let least): "These orders span too few days; \(least) would do."
    case .nothingToCheck: "No rate was on target with enough orders on any past evening."
    }
  }
}
