/// What a forecast takes for granted that is not in the files; printed with every forecast and in the manifest.
enum Assumptions {
  static func of(_ plan: ForecastPlan) -> [String] {
    var lines = [
      "where this account has few orders, it is taken to be like other sellers: as measured on public orders for "
        + "lateness, delivery and volume, as we judge it for cancellations, defects and tracking",
      "nothing changes in how the account is run; no sale days or holidays ahead are known",
      "off target is not deactivated: Amazon publishes no chance of that, and none is given here",
    ]
    if plan.isFromCounts {
      lines.append(
        "orders, and the bad ones among them, are spread evenly over each window, as no dates are known")
    }
    return lines
  }
}
