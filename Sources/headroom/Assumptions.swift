import AccountHealth
import Reporting

/// What a forecast takes for granted that is not in the files; printed with every forecast and in the manifest.
enum Assumptions {
  /// - Parameter enforcement: What a chance of deactivation rests on, where one is given.
  static func of(_ plan: ForecastPlan, horizon: Int, enforcement: String? = nil) -> [String] {
    var lines = [
      "where this account has few orders, it is taken to be like other sellers: as measured on public orders for "
        + "lateness, delivery and volume, as we judge it for cancellations, defects and tracking",
      sales(plan.eventsAhead(horizon)),
      enforcement
        ?? "off target is not deactivated: Amazon publishes no chance of that, and none is given here",
    ]
    if plan.isFromCounts {
      lines.append(
        "orders, and the bad ones among them, are spread evenly over each window, as no dates are known")
    }
    return lines
  }

  private static func sales(_ events: [SaleEvent]) -> String {
    let text = "nothing changes in how the account is run; "
    guard !events.isEmpty else { return text + "no sale days or holidays ahead are known" }
    func number(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
    return text
      + events.map { event in
        "\(TerminalText.escaped(event.title)), \(event.days.first) to \(event.days.last): orders times "
          + "\(number(event.p50)) (\(number(event.p10)) to \(number(event.p90))) before this account's own past is looked at"
      }.joined(separator: "; ") + " (--events changes these)"
  }
}
