import AccountHealth
import Documents
import Workspace

/// Words for readings of a rule and for the reasons of differences.
enum ReconcileWords {
  /// How a rate is counted.
  static func name(_ reading: RuleReading) -> String {
    switch reading {
    case .asRuled: "as the rules say"
    case .byShipDay: "by ship-by day, not by day of purchase"
    case .withoutCancelled: "without orders cancelled before shipment"
    case .withdrawnCount: "with defects that were withdrawn"
    case .oneDayLater: "with the window one day later"
    case .twoWeeksBack: "with the window from age 14 on"
    }
  }

  /// Why an order may be counted differently.
  static func reason(_ reason: DifferenceReason) -> String {
    switch reason {
    case .undecided: "no file says what became of it"
    case .withdrawn: "its defect is in no later list; Amazon may count it still"
    case .exempt: "a file says that it does not count"
    case .cancelledByBuyer: "cancelled by the buyer in your files; Amazon may count it"
    case .recordedLater: "its fact is dated within two days after that evening"
    case .lastDay: "on its last day; by the hour it may be late"
    case .otherMembership: "in the window by another membership day"
    case .otherChannel: "counts in the other channel"
    case .notYetSeen: "its fact is of that evening or the day before; not yet seen by Amazon"
    case .protectedClaim: "a claim on an order shipped in time with valid tracking: perhaps protected"
    case .removedFeedback: "negative feedback, perhaps removed by Amazon"
    case .fraudChargeback: "a chargeback, perhaps for fraud, which does not count"
    case .buyersWish: "cancelled, perhaps by the buyer's wish"
    case .unseenEvent: "no file has its confirmation or delivery; Amazon may"
    case .oneDayLate: "one day late; by the hour it may be in time"
    case .other: "no particular reason"
    }
  }

  /// How the bad orders of one evening differ.
  static func difference(_ explanation: RateReconciliation.Explanation, _ rule: MetricRule) -> String {
    let orders = Phrases.count(abs(explanation.difference), "bad order", "bad orders")
    let name = "\(rule.metric.title), \(Phrases.date(explanation.line.seen.day))"
    return explanation.difference > 0
      ? "\(name): Amazon counts \(orders) more than the files."
      : "\(name): the files have \(orders) more than Amazon counts."
  }

  /// How the orders of one evening differ, whether they are bad or not, and which ones it may be.
  static func orders(_ explanation: RateReconciliation.Explanation, _ rule: MetricRule) -> String {
    let orders = Phrases.count(abs(explanation.orderDifference), "order", "orders")
    let name = "\(rule.metric.title), \(Phrases.date(explanation.line.seen.day))"
    var text =
      "\(name): Amazon counts \(orders) \(explanation.orderDifference > 0 ? "more" : "fewer") than the files"
      + (explanation.difference == 0 ? ", and as many bad ones." : ".")
    let groups = explanation.countedElsewhere.map {
      "\(Phrases.count($0.orders, "order", "orders")) \(whereCounted($0.reason))"
    }
    text +=
      groups.isEmpty
      ? " No order of the files stands out: is a file of these days missing, or of another account among them?"
      : " \(explanation.orderDifference > 0 ? "It may count" : "It may not count") any of \(groups.joined(separator: " and of "))."
    guard explanation.difference != 0 else { return text }
    return text
      + (explanation.orderDifference > 0
        ? " These orders come first: a bad one among them is in no list of the files, and what follows explains only bad orders that the files have."
        : " These orders come first: a bad one among them is bad in the files only, whatever follows.")
  }

  /// Why an order, bad or good, may be in one of the two counts only.
  private static func whereCounted(_ reason: DifferenceReason) -> String {
    switch reason {
    case .notYetSeen: "of that evening or the day before"
    case .otherMembership: "that other ways of counting put on the other side of the window's ends"
    case .otherChannel: "of the other channel"
    default: Self.reason(reason)
    }
  }

  /// Says that the files and a count of Amazon's exclude each other, or that the files are a part.
  static func impossible(_ disagreement: Disagreement, _ rule: MetricRule) -> String? {
    let (amazon, orders) = (disagreement.amazon, disagreement.orders)
    let counts =
      "\(rule.metric.title), \(Phrases.date(disagreement.day)): Amazon counts \(amazon.bad) of \(amazon.orders), "
      + "the files \(orders.bad) of \(orders.orders). "
    switch disagreement.kind {
    case .ordersAreMore, .ordersHaveMoreBad:
      return counts + "Both cannot be right, so no single order explains it. \(disagreement.cause)"
    case .ordersHaveLess:
      return counts + "The files have only a part of that. Look for a missing file before any single order."
    case .small, .ordersEndEarlier: return nil
    }
  }

  static let tooFar =
    "That is too much to be explained order by order: are the files complete, and is it the same account?"

  /// The difference of an earlier evening and what most likely makes it up, in a line.
  static func summary(_ explanation: RateReconciliation.Explanation, _ rule: MetricRule) -> String {
    if let impossible = explanation.line.disagreement.flatMap({ impossible($0, rule) }) { return impossible }
    guard explanation.difference != 0 else { return orders(explanation, rule) }
    let text = difference(explanation, rule)
    guard !explanation.unknown.isEmpty else { return text + " " + tooFar }
    let causes = explanation.causes.prefix(abs(explanation.difference)).prefix(3).map {
      "\(TerminalText.cell($0.order, width: 32)) (\(Phrases.percent($0.chance)): \(reason($0.reason)))"
    }
    let unknown = explanation.expectedUnknown
    return text + (causes.isEmpty ? "" : " Most likely: \(causes.joined(separator: "; ")).")
      + (unknown < 0.05 ? "" : " Without a trace in the files: \(Decimals.short(unknown, 1)) in the mean.")
  }

  /// Counts of one evening that cannot both be right.
  static func contradiction(_ lines: [RateReconciliation.Line], _ rule: MetricRule) -> String {
    guard let last = lines.last else { return "" }
    let counts = lines.map {
      "\($0.seen.count.bad)/\($0.seen.count.orders) (\(TerminalText.escaped($0.seen.source)))"
    }
    return
      "\(rule.metric.title), \(Phrases.date(last.seen.day)): Amazon's counts contradict each other: \(counts.joined(separator: " and ")). "
      + "The last of them, with the most bad orders, is explained; look at the account-health page."
  }

  /// How many times likelier, as people say it.
  static func times(_ ratio: Double) -> String {
    ratio >= 1e9 ? "over 10⁹" : ratio >= 100 ? "\(Int(ratio.rounded()))" : Decimals.short(ratio, 1)
  }

  /// Says that a rate is counted in another way than the rules have it.
  static func sentence(_ choice: ReadingChoice, account: String) -> String {
    "\(TerminalText.escaped(account)): \(choice.metric.rawValue) is counted \(name(choice.used)): over "
      + "\(Phrases.count(choice.seen.count, "count", "counts")) of Amazon's, that is \(times(choice.ratio)) times likelier. "
      + "A rule file (--rules) pins how it is counted; headroom reconcile shows the differences."
  }
}

extension Disagreement {
  /// What may have made orders and count exclude each other, as a question.
  var cause: String {
    kind == .ordersAreMore
      ? "Are the same orders in two files under different numbers, or are orders of another account or marketplace among them?"
      : "Is a column blank for orders that did ship, arrive or were cancelled, so that they count as bad?"
  }
}
