import AccountHealth
import Forecasting

/// Rates that must be on target so that an action can be used.
public struct RateNeed: Sendable, Hashable {
  /// At least one.
  public var metrics: [Metric]
  /// The only marketplaces that ask for it, by name; empty for all.
  public var marketplaces: [String]

  public init(_ metrics: [Metric], in marketplaces: [String] = []) {
    self.metrics = metrics
    self.marketplaces = marketplaces
  }

  func holds(in marketplace: String) -> Bool {
    marketplaces.isEmpty || marketplaces.contains(marketplace)
  }
}

extension Action {
  /// The action for an account with these windows. Rates that nothing is known of stay a condition.
  ///
  /// - Parameters:
  ///   - windows: Those of the account on the evening of judgement.
  ///   - marketplace: That of the account.
  /// - Returns: The action; with a rate that is off target its `obstacle` says so.
  public func settled(by windows: [Forecaster.Window], in marketplace: String) -> Action {
    guard let rateNeed, rateNeed.holds(in: marketplace) else { return self }
    let known = Set(windows.filter { $0.count.orders > 0 }.map(\.rule.metric))
    let open = rateNeed.metrics.filter { !known.contains($0) }
    guard !open.isEmpty else { return self }
    var action = self
    let names = open.map(\.titleInSentence).joined(separator: " and the ")
    let sentence = "It needs the \(names) on target."
    action.condition = condition.isEmpty ? sentence : condition + " " + sentence
    return action
  }

  /// Why a rate forbids the action; `nil` if none does.
  func obstacle(with windows: [Forecaster.Window], in marketplace: String?) -> String? {
    guard let rateNeed, let marketplace, rateNeed.holds(in: marketplace) else { return nil }
    let off = windows.filter { rateNeed.metrics.contains($0.rule.metric) && $0.isOffTarget }
    guard let first = off.first else { return nil }
    return "it needs the \(first.rule.metric.titleInSentence) on target, and that is off target"
  }
}

extension Metric {
  fileprivate var titleInSentence: String { title.prefix(1).lowercased() + title.dropFirst() }
}
