import AccountHealth
import Documents
import Foundation
import Simulation

/// Numbers and dates in sentences.
public enum Phrases {
  /// By `Day.weekday`.
  static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  /// `2.3 %`; two decimals below 1 %, none for exactly 0 and 100 %, and more if it would otherwise read like
  /// those.
  static func percent(_ share: Double) -> String {
    let value = share * 100
    if value == 0 || value == 100 { return Decimals.fixed(value, 0) + " %" }
    let least = abs(value) < 1 ? 2 : 1
    let texts = (least...6).lazy.map { Decimals.fixed(value, $0) }
    let text = texts.first { Double($0) != 0 && Double($0) != 100 } ?? Decimals.fixed(value, least)
    return text + " %"
  }

  /// A percentage with enough decimals not to read like a limit that it does not equal: `3.98 %` against 4 %.
  static func percent(_ share: Double, against limit: Ratio) -> String {
    let text = percent(share)
    guard share != limit.value, text.hasPrefix(Decimals.fixed(limit.value * 100, 1)) else { return text }
    for digits in 2...6 {
      let value = Decimals.fixed(share * 100, digits)
      if value != Decimals.fixed(limit.value * 100, digits) { return value + " %" }
    }
    return text
  }

  /// A limit without needless decimals: `4 %`, `2.5 %`.
  static func limit(_ ratio: Ratio) -> String { Decimals.short(ratio.value * 100, 7) + " %" }

  /// `41.2 % ± 0.2`: a chance with its Monte Carlo standard error in percentage points, none for an exact
  /// one.
  ///
  /// A chance near 0 or 1 is given as a bound of three standard errors, at least 0.01 percentage points from
  /// it: no hit in 1,000 paths is `below 0.3 %`, not impossible.
  static func chance(_ estimate: Estimate, isExact: Bool) -> String {
    if estimate.isTilted { return RareWords.chance(estimate) }
    let (p, error) = (estimate.value, estimate.standardError)
    if isExact, p == 0 || p == 1 { return percent(p) }
    let least = 0.0001
    let isTiny = p < least
    if isTiny || p > 1 - least {
      // Very few futures bound nothing: three errors are then more than every chance.
      let distance = min(1, max(least, isExact ? 0 : (isTiny ? p : 1 - p) + 3 * error))
      let digits = distance < 0.00095 ? 2 : distance < 0.0095 ? 1 : 0
      let scale = pow(10.0, Double(digits))
      let shown = (distance * 100 * scale - 1e-9).rounded(.up) / scale
      return isTiny
        ? "below \(Decimals.fixed(shown, digits)) %" : "above \(Decimals.fixed(100 - shown, digits)) %"
    }
    if isExact { return percent(p) }
    let digits = error >= 0.0095 ? 0 : error >= 0.00095 ? 1 : 2
    let width = max(error * 100, 0.01)
    return "\(Decimals.fixed(p * 100, digits)) % ± \(Decimals.fixed(width, digits))"
  }

  /// `60.6 % on average, simulation error ± 0.2`: a chance whose ± is called by its name, after `words`.
  static func chance(_ estimate: Estimate, isExact: Bool, namingErrorAfter words: String) -> String {
    let text = chance(estimate, isExact: isExact)
    // A rare one is so many in a power of ten, which both numbers share.
    let parts = estimate.isTilted ? [text] : text.components(separatedBy: " ± ")
    return parts[0] + words + (parts.count == 2 ? ", simulation error ± \(parts[1])" : "")
  }

  /// `a 56.3 % ± 0.2 chance`, `an 84 % ± 1 chance`, `a chance below 0.3 %`.
  static func aChance(_ estimate: Estimate, isExact: Bool) -> String {
    let text = chance(estimate, isExact: isExact)
    return text.first?.isNumber ?? false ? "\(article(before: text)) \(text) chance" : "a chance \(text)"
  }

  /// The indefinite article of a text that begins with a number, as that is read aloud: `an 8`, `an 11`,
  /// `an 84`, `a 110`, `an 18,000`.
  static func article(before text: String) -> String {
    let whole = text.prefix { $0.isNumber || $0 == "," }.filter(\.isNumber)
    // The digits that are read first: those before the first thousands.
    let first = whole.prefix((max(whole.count, 1) - 1) % 3 + 1)
    return first.hasPrefix("8") || first == "11" || first == "18" ? "an" : "a"
  }

  /// The text with spaces inside `30 % ± 1` at which no line breaks.
  static func unbroken(_ text: String) -> String {
    text.replacing(" %", with: "\u{a0}%").replacing(" ± ", with: "\u{a0}±\u{a0}")
  }

  static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `3 Dec 2026`.
  static func date(_ day: Day) -> String {
    let (year, month, date) = day.civil
    return "\(date) \(months[month - 1]) \(year)"
  }

  /// The heading of figures: the account, the marketplace if that says more, and the day.
  static func heading(_ account: String, _ marketplace: String, _ day: Day) -> String {
    let name = TerminalText.escaped(account)
    return (account == marketplace ? name : "\(name) (\(TerminalText.escaped(marketplace)))")
      + ", as of \(date(day))"
  }

  /// `1 order`, `2 orders`.
  public static func count(_ number: Int, _ one: String, _ many: String) -> String {
    number == 1 ? "1 \(one)" : "\(number) \(many)"
  }

  /// The name of what a rule counts as bad: an order of a kind, or a unit of one.
  static func bad(_ rule: MetricRule, plural: Bool = false) -> String {
    guard rule.counted == .units else { return bad(rule.metric, plural: plural) }
    return "\(badState(rule.metric)) \(plural ? "units" : "unit")"
  }

  /// `1 late order`, `13 late units`.
  static func bad(_ rule: MetricRule, _ number: Int) -> String {
    count(number, bad(rule), bad(rule, plural: true))
  }

  /// The name of a bad order of this metric.
  static func bad(_ metric: Metric, plural: Bool = false) -> String {
    switch metric {
    case .lateShipment30, .lateShipment10: plural ? "late orders" : "late order"
    case .cancellation: plural ? "cancellations" : "cancellation"
    case .orderDefect, .orderDefectAmazon: plural ? "orders with a defect" : "order with a defect"
    case .onTimeDelivery: plural ? "late deliveries" : "late delivery"
    case .validTracking: plural ? "parcels without valid tracking" : "parcel without valid tracking"
    }
  }

  /// `19 of 812 orders late`, `49 of 828 units late`.
  static func share(_ rule: MetricRule, _ count: WindowCount) -> String {
    if rule.counted == .units {
      return "\(count.bad) of \(Phrases.count(count.orders, "unit", "units")) \(badState(rule.metric))"
    }
    let what =
      switch rule.metric {
      case .lateShipment30, .lateShipment10: ("order", "orders", "late")
      case .cancellation: ("order", "orders", "cancelled")
      case .orderDefect, .orderDefectAmazon: ("order", "orders", "with a defect")
      case .onTimeDelivery: ("delivery", "deliveries", "late")
      case .validTracking: ("parcel", "parcels", "without valid tracking")
      }
    return "\(count.bad) of \(Phrases.count(count.orders, what.0, what.1)) \(what.2)"
  }

  /// The state of a bad order: `late`.
  static func badState(_ metric: Metric) -> String {
    switch metric {
    case .lateShipment30, .lateShipment10, .onTimeDelivery: "late"
    case .cancellation: "cancelled"
    case .orderDefect, .orderDefectAmazon: "with a defect"
    case .validTracking: "without valid tracking"
    }
  }

  /// Futures of which fewer give no chance and no day worth the name.
  private static let leastPaths = 100

  /// A sentence about too few futures; `nil` for enough.
  static func fewPaths(_ paths: Int) -> String? {
    guard paths < leastPaths else { return nil }
    return
      "Only \(count(paths, "simulated future", "simulated futures")): too few for the chances and days below. "
      + "Give --paths 1000 or more."
  }

  /// That rates do not apply to an account all of whose orders Amazon ships; `nil` if there are none.
  static func doNotApply(_ metrics: [Metric]) -> String? {
    guard !metrics.isEmpty else { return nil }
    let names = metrics.map { $0.nameInSentence }
    return
      "Amazon ships every order in these files, so the rates of orders that the seller ships do not apply: "
      + "\(names.joined(separator: "; "))."
  }

  /// A sentence about a channel that an account does not use.
  static func noOrders(_ channel: Order.Channel) -> String {
    switch channel {
    case .seller: "no orders fulfilled by the seller in these files"
    case .amazon: "no orders fulfilled by Amazon in these files"
    }
  }

  /// The words after the share of good orders: `93.1 % on time`.
  static func goodShare(_ metric: Metric) -> String {
    switch metric {
    case .onTimeDelivery: " on time"
    case .validTracking: " with valid tracking"
    default: ""
    }
  }
}

extension Metric {
  /// Its title within a sentence: `order defect rate, FBA`.
  var nameInSentence: String { title.prefix(1).lowercased() + title.dropFirst() }
}
