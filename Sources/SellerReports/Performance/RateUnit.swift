import AccountHealth

/// Whether the rates of a report are shares, as Amazon writes them, or percentages, as some programs do.
///
/// The other figures of the report say which: a rate above 1 is no share, and a rate beside its counts can be
/// computed. Where they say nothing, a rate is a share if that is plausible for its metric, and its meaning
/// is not known otherwise.
struct RateUnit {
  private var isShare = false
  private var isPercentage = false

  /// Totals of the rates, normalised; any other count is of a part of them.
  private static let totals: Set<String> = [
    "ordercount", "orderscount", "totalordercount", "shipmentcount", "shipmentscount", "totalshipmentcount",
    "shipmentcountwithvalidtracking", "totalunitcount", "unitcount",
  ]
  /// A bad share from here on is not plausible, and a good share below it.
  private static let (mostBad, leastGood) = (0.2, 0.5)

  /// - Parameter rates: The values of the keys of rates.
  init(_ rates: [JSONValue]) { for value in rates { add(value, depth: 0) } }

  private mutating func add(_ value: JSONValue, depth: Int) {
    for item in value.items {
      guard let fields = item.fields, depth < 3 else { continue }
      for (_, member) in fields where member.fields != nil { add(member, depth: depth + 1) }
      guard case .number? = fields["rate"], let rate = fields["rate"]?.number, rate > 0, rate <= 100 else {
        continue
      }
      if rate > 1 { isPercentage = true }
      let counts = fields.compactMap { key, value -> (key: String, count: Int)? in
        let key = Header.key(key)
        guard key.hasSuffix("count") || value["count"] != nil else { return nil }
        return (value["count"] ?? value).count.map { (key, $0) }
      }
      guard let total = counts.first(where: { Self.totals.contains($0.key) })?.count, total > 0 else {
        continue
      }
      for part in counts where !Self.totals.contains(part.key) && part.count > 0 {
        let share = Double(part.count) / Double(total)
        // Rounded to whole percentages at the coarsest.
        if abs(rate - share) < 0.006 {
          isShare = true
        } else if abs(rate - 100 * share) < 0.6 {
          isPercentage = true
        }
      }
    }
  }

  /// The share that a rate stands for; `nil` for a number that is no rate.
  func reading(of value: JSONValue, _ metric: Metric) -> ReportedShare? {
    if case .text(let text) = value, text.contains("%") {
      return value.share.map { ReportedShare(written: $0 * 100, share: $0) }
    }
    guard let number = value.number, (0...100).contains(number) else { return nil }
    return ReportedShare(written: number, share: share(number, metric))
  }

  private func share(_ number: Double, _ metric: Metric) -> Double? {
    // Shifted in its decimal digits, so that 0.9 % is 0.009.
    let hundredth = Double("\(number)e-2") ?? number / 100
    if number > 1 { return hundredth }
    if number == 0, !metric.isGoodShare { return 0 }
    switch (isShare, isPercentage) {
    case (true, false): return number
    case (false, true): return hundredth
    case (true, true): return nil
    case (false, false):
      return (metric.isGoodShare ? number >= Self.leastGood : number < Self.mostBad) ? number : nil
    }
  }
}
