import AccountHealth
import Documents
import Forecasting
import Workspace

/// The whole of a portfolio in sentences.
public struct PortfolioSentences {
  private let answer: Portfolio
  private var totals: PortfolioTotals { answer.totals }
  private var days: String {
    Phrases.count(answer.soon, "day", "days")
  }

  public init(_ portfolio: Portfolio) { answer = portfolio }

  /// What is off target now.
  var lead: String {
    let judged = totals.offTarget + totals.onTarget
    guard judged > 0 else { return "No account with orders can be judged." }
    return
      "\(totals.offTarget) of \(Phrases.count(judged, "account", "accounts")) that can be judged "
      + "\(totals.offTarget == 1 ? "is" : "are") off target now"
      + (totals.offTarget == 0
        ? "."
        : ", with \(totals.ordersOffTarget) of all \(totals.orders) orders of the last 30 days.")
  }

  /// The number of accounts that are still on target and will not stay so.
  var expected: String? {
    guard totals.onTarget > 0 else { return nil }
    let law = totals.breaches
    return
      "Expected: \(Decimals.fixed(law.mean, 1)) of the \(totals.onTarget) on target go off target within \(days), "
      + "\(law.quantile(0.05)) to \(law.quantile(0.95)) nine times in ten, if accounts share their luck as much as public sellers did "
      + "(a carrier's strike, a peak of orders; assumed). Simulation error of the mean: \(Decimals.fixed(totals.breachError, totals.breachError < 0.095 ? 2 : 1)) at most."
  }

  var urgent: String? {
    let deadlines = totals.groups[.deadline] ?? 0
    let shut = totals.groups[.deactivated] ?? 0
    let open = totals.groups[.cannotBeJudged] ?? 0
    var parts: [String] = []
    if shut > 0 {
      parts.append(
        "\(Phrases.count(shut, "account is", "accounts are")) deactivated and stand\(shut == 1 ? "s" : "") in no other sum"
      )
    }
    if deadlines > 0 {
      let first = answer.accounts.filter { $0.group == .deadline }.compactMap(\.answerBy?.day).min()
      parts.append(
        "\(Phrases.count(deadlines, "account waits", "accounts wait")) for an answer to the marketplace"
          + (first.map { ", the first by \(Phrases.date($0))" } ?? ""))
    }
    let unassigned = answer.accounts.count(where: \.isUnassigned)
    if unassigned > 0 {
      parts.append(
        unassigned == 1
          ? "1 of these messages names no account" : "\(unassigned) of these messages name no account")
    }
    if open > 0 {
      parts.append(
        "\(Phrases.count(open, "account", "accounts")) cannot be judged"
          + (why.isEmpty ? "" : " (\(why.joined(separator: ", ")))"))
    }
    return parts.isEmpty ? nil : Phrases.capitalized(parts.joined(separator: "; ")) + "."
  }

  /// Why accounts cannot be judged, with their numbers, the most first. An account may have several reasons.
  private var why: [String] {
    let words: [(one: String, several: String, (PortfolioAccount) -> Bool)] = [
      (
        "stands for a file that cannot be read", "stand for files that cannot be read",
        { $0.unreadFile != nil }
      ),
      ("failed", "failed", { $0.failure != nil }),
      ("has no new orders", "have no new orders", Self.has { if case .stopped = $0 { true } else { false } }),
      (
        "has files that do not decide a rate", "have files that do not decide a rate",
        Self.has { if case .undecided = $0 { true } else { $0 == .noRate } }
      ),
      (
        "contradicts Amazon's report", "contradict Amazon's report",
        Self.has { if case .contradicts = $0 { true } else { false } }
      ),
      (
        "has data that are no longer filled in", "have data that are no longer filled in",
        Self.has {
          switch $0 {
          case .lostColumn, .lostDefects: true
          default: false
          }
        }
      ),
      ("is in no file", "are in no file", { $0.isAbsent || $0.isGone }),
    ]
    let open = answer.accounts.filter { $0.group == .cannotBeJudged }
    return words.map { one, several, isMeant in (open.count(where: isMeant), one, several) }
      .filter { $0.0 > 0 }.sorted { $0.0 > $1.0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
  }

  private static func has(_ isMeant: @escaping (PortfolioDoubt) -> Bool) -> (PortfolioAccount) -> Bool {
    { $0.doubts.contains(where: isMeant) }
  }

  /// Files that end long before the evening of judgement.
  var stale: String? {
    let stopped = answer.accounts.compactMap { account in
      account.doubts.lazy.compactMap { if case .stopped(let since) = $0 { since.day } else { nil } }.first
    }
    let active = totals.accounts - (totals.groups[.inactive] ?? 0)
    guard stopped.count > 1, 2 * stopped.count > active, let last = stopped.max() else { return nil }
    return
      "The orders of \(stopped.count) accounts have stopped, the last on \(Phrases.date(last)): do the files end there? Then --as-of \(last) judges that evening."
  }

  /// Expected losses by currency, a sentence each.
  var losses: [String] {
    totals.losses.map { loss in
      "Expected loss from deactivations within \(Phrases.count(answer.horizon, "day", "days")), assumed: low "
        + "\(Phrases.amount(loss.low)), central \(Phrases.amount(loss.central)), high "
        + "\(PortfolioWords.money(loss.high, loss.currency)) (\(Phrases.count(loss.accounts, "account", "accounts")))."
        + (loss.leftOutUSD > 0
          ? " Left out: help and fees of \(Phrases.amount(loss.leftOutUSD)) ± \(Phrases.amount(loss.leftOutError)) USD (central), assumed in USD (--usd-rate)."
          : "")
    }
  }

  private static let namedGone = 5

  var change: String? {
    guard let since = answer.since else { return nil }
    let gone = answer.gone.count
    let named = answer.gone.sorted().prefix(Self.namedGone).map { TerminalText.cell($0, width: 32) }
    let more = gone - named.count
    return
      "Since \(Phrases.date(since)): \(Phrases.count(totals.worse, "account is", "accounts are")) worse, \(totals.better) better"
      + (gone > 0
        ? "; \(Phrases.count(gone, "account is", "accounts are")) not in the files any more: \(named.joined(separator: ", "))\(more > 0 ? " and \(more) more" : "")"
        : "")
      + "."
  }

  /// The choice under the budget.
  var budget: String? {
    let choice = answer.choice
    guard let budget = choice.budget, let chosen = choice.chosen else { return nil }
    let money = "\(Phrases.amount(budget)) \(choice.currency)"
    guard !chosen.isEmpty else {
      return "\(money): no action of a known cost in \(choice.currency) surely helps within it."
    }
    let share = choice.risk > 0 ? min(1, choice.saved.value / choice.risk) : 0
    let error = choice.risk > 0 ? choice.saved.error / choice.risk : 0
    let range = choice.costRange
    let costs =
      "\(Phrases.amount(choice.cost)) \(choice.currency)"
      + (range.lowerBound < range.upperBound
        ? " in the middle of what is stated (\(Phrases.amount(range))\(range.upperBound > budget ? ", so it may be more than the budget" : ""))"
        : "")
    return
      "\(money): \(chosen.count == 1 ? "this action, for" : "these \(chosen.count) actions, together") \(costs), "
      + "remove\(chosen.count == 1 ? "s" : "") \(Decimals.fixed(share * 100, 0)) % ± \(Decimals.fixed(error * 100, 0)) of the risk of the "
      + Phrases.count(
        answer.accounts.count(where: \.isRanked), "account that was compared", "accounts that were compared")
      + ", on other futures than those on which \(chosen.count == 1 ? "it was" : "they were") chosen"
      + (choice.unpriced > 0
        ? "; \(Phrases.count(choice.unpriced, "action", "actions")) without a cost in \(choice.currency) took no part"
        : "") + "."
  }

  /// On how many futures actions were compared; `nil` if none were.
  var compared: String? {
    guard answer.accounts.contains(where: \.isRanked) else { return nil }
    return
      "Actions were compared on \(Phrases.count(answer.comparedPaths, "simulated future", "simulated futures")) per account. "
      + "headroom rank takes \(ForecastRequest.defaultPaths) for one account: where it names another first action, go by it."
  }

  /// The unit of the choice.
  var unit: String {
    switch answer.choice.unit {
    case .loss(let currency):
      "expected loss\(currency.isEmpty ? "" : " in \(TerminalText.escaped(currency))") within \(Phrases.count(answer.horizon, "day", "days")) (central setting, assumed)"
    case .orders: "orders per 30 days of accounts that are deactivated (central setting, assumed)"
    }
  }

  /// The parts for the head of a page, and for a terminal.
  var all: [String] {
    [stale, urgent, change, lead, expected].compactMap { $0 } + losses + [budget].compactMap { $0 }
  }
}
