import AccountHealth
import Documents

/// Why a rate moved, in a table that adds up, and the bad orders in its window with the day on which each
/// leaves.
public struct RateChangeTable {
  /// The number of bad orders that are listed; the rest is counted.
  private static let listed = 20

  private let change: RateChange
  private let account: String
  private let marketplace: String

  public init(_ change: RateChange, account: String, marketplace: String) {
    self.change = change
    self.account = account
    self.marketplace = marketplace
  }

  public func text(on terminal: Terminal = .plain) -> String {
    var lines = [
      Phrases.heading(account, marketplace, change.to), "",
      "\(change.rule.metric.title): \(rate(change.before)) on \(Phrases.date(change.from)), "
        + "\(rate(change.after)) on \(Phrases.date(change.to)).",
    ].map { TextWrap.wrapped($0, to: terminal.width) }
    lines += ["", parts.text(on: terminal), ""]
    lines.append(
      TextWrap.wrapped(([legend] + [open].compactMap { $0 }).joined(separator: "\n"), to: terminal.width))
    lines += ["", TextWrap.wrapped(window, to: terminal.width)]
    if let leaving { lines += ["", leaving.text(on: terminal)] }
    return lines.joined(separator: "\n")
  }

  private func rate(_ count: WindowCount) -> String {
    let rule = change.rule
    func known(_ count: WindowCount) -> String {
      guard let rate = rule.displayedRate(of: count) else { return "no orders in its window" }
      return
        "\(Phrases.percent(rate, against: rule.displayedLimit))\(Phrases.goodShare(rule.metric)) (\(Phrases.share(rule, count)))"
    }
    guard count.isRange else { return known(count) }
    return (rule.state(of: count) == .undecided ? "undecided, " : "")
      + "between \(known(count.best)) and \(known(count.worst))"
  }

  /// Says that the parts are those of what is known.
  private var open: String? {
    let open = change.items.count(where: \.isOpen)
    guard open > 0 || change.before.isRange || change.after.isRange else { return nil }
    let orders = Phrases.count(open, "order is", "orders are")
    return open == 0
      ? "Orders that may belong to the window are not among these."
      : "\(orders) counted by the least that is known: no file says what became of \(open == 1 ? "it" : "them"), or how many units \(open == 1 ? "it has" : "they have")."
  }

  /// A line of the sum.
  private struct Part {
    var label: String
    var bad: Int
    var orders: Int
    var effect: Ratio?
  }

  private var parts: TextTable {
    let rule = change.rule
    let named: [(RateChange.Part, String)] = [
      (.enteredBad, "\(Phrases.bad(rule, plural: true)) that came in"),
      (.becameBad, "already in, became bad or reported since"),
      (.leftBad, "\(Phrases.bad(rule, plural: true)) that left by age"),
      (.cleared, "no longer counted as bad"),
    ]
    let rows =
      named.map { part, label in
        let count = change.count(part)
        return Part(
          label: label, bad: count * part.change.bad, orders: count * part.change.orders,
          effect: change.effect(of: part))
      } + [
        Part(
          label: "other orders: change of volume", bad: 0,
          orders: change.count(.enteredGood) - change.count(.leftGood), effect: change.effectOfVolume),
        Part(
          label: "together", bad: change.after.bad - change.before.bad,
          orders: change.after.orders - change.before.orders, effect: change.total),
      ]
    return TextTable(
      [
        TextColumn("what changed") { $0.label },
        TextColumn("bad", .right) { Self.signed($0.bad) },
        TextColumn(rule.counted.rawValue, .right) { Self.signed($0.orders) },
        TextColumn("points", .right) { points($0.effect) },
      ], rows)
  }

  private var legend: String {
    let isUnits = change.rule.counted == .units
    return
      "points: per cent of \(change.rule.counted.rawValue). Bad \(change.rule.counted.rawValue) weigh what they did in a window of "
      + "\(Phrases.count(change.before.orders, isUnits ? "unit" : "order", change.rule.counted.rawValue)); the change of volume is what "
      + "\(change.after.orders) instead make of it."
  }

  private var bad: [RateChange.Item] { change.items.filter(\.part.isBad) }

  private var window: String {
    let metric = change.rule.metric
    guard !bad.isEmpty else {
      return "No \(Phrases.bad(metric)) is in the window now."
    }
    let shown = min(bad.count, Self.listed)
    return
      "\(Phrases.count(bad.count, Phrases.bad(metric), Phrases.bad(metric, plural: true))) in the window now, "
      + (shown < bad.count ? "the first \(shown) to leave it:" : "by the day each leaves it:")
  }

  private var leaving: TextTable? {
    guard !bad.isEmpty else { return nil }
    return TextTable(
      [
        TextColumn("order") { TerminalText.cell($0.id, width: 32) },
        TextColumn("day") { "\($0.member)" },
        TextColumn("leaves") { "\($0.leaves)" },
        TextColumn("since \(change.from)") { Self.words($0.part) },
      ], bad.prefix(Self.listed))
  }

  private static func words(_ part: RateChange.Part) -> String {
    switch part {
    case .enteredBad: "came in"
    case .becameBad: "became bad"
    default: "was there"
    }
  }

  /// The effect in percentage points of the rate as it is shown; a bad order lowers a good share.
  private func points(_ effect: Ratio?) -> String {
    guard let effect else { return "–" }
    let value = (change.rule.metric.isGoodShare ? -effect.value : effect.value) * 100
    let text = Decimals.fixed(value, 2)
    return text == "-0.00" || text == "0.00"
      ? "0.00" : value < 0 ? "−" + text.dropFirst() : "+" + text
  }

  private static func signed(_ value: Int) -> String {
    value > 0 ? "+\(value)" : value < 0 ? "−\(-value)" : "0"
  }
}
