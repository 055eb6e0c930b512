import AccountHealth
import Foundation

/// Finds the metrics in one element of `performanceMetrics`, whatever the keys of the day are called.
struct PerformanceNodes {
  let node: [String: Any]
  let file: String

  /// Sanity problems are notes, not errors: Amazon's own example has them.
  func entries(_ notes: inout [String]) -> [PerformanceReport.Entry] {
    var found: [Metric: PerformanceReport.Entry] = [:]
    func take(_ metric: Metric, _ node: [String: Any]?, bad: [String], good: [String] = [], orders: [String])
    {
      guard found[metric] == nil, let node,
        let entry = entry(metric, node, bad: bad, good: good, orders: orders, &notes)
      else { return }
      found[metric] = entry
    }
    let late = ["lateShipmentCount"]
    take(.lateShipment30, object("lateShipmentRate"), bad: late, orders: ["orderCount"])
    for item in self.node["lateShipmentRateList"] as? [[String: Any]] ?? [] {
      // An entry without its dates may be either of the two.
      guard let span = window(item)?.count else { continue }
      take(span <= 15 ? .lateShipment10 : .lateShipment30, item, bad: late, orders: ["orderCount"])
    }
    take(
      .cancellation,
      object("preFulfillmentCancellationRate") ?? object("prefulfillmentCancelRate")
        ?? object("preFulfillmentCancelRate") ?? object("orderCancellationRate"),
      bad: ["cancellationCount"], orders: ["orderCount"])
    let defects = object("orderDefectRate")
    take(.orderDefect, defects?["mfn"] as? [String: Any], bad: ["orderWithDefects"], orders: ["orderCount"])
    take(
      .orderDefectAmazon, defects?["afn"] as? [String: Any], bad: ["orderWithDefects"], orders: ["orderCount"]
    )
    take(
      .onTimeDelivery, object("unitOnTimeDeliveryRate"), bad: [], good: ["unitOnTimeDeliveryCount"],
      orders: ["totalUnitCount"])
    if found[.onTimeDelivery] == nil {
      take(
        .onTimeDelivery, object("onTimeDeliveryRate"), bad: [], good: ["onTimeDeliveryCount"],
        orders: ["shipmentCountWithValidTracking"])
      if found[.onTimeDelivery] != nil {
        found[.onTimeDelivery]?.isEnforced = false
        notes.append(
          "\(file): on-time delivery is the older rate by shipments, which Amazon does not enforce; the one by units is not in this report."
        )
      }
    }
    take(
      .validTracking, object("validTrackingRate"), bad: [], good: ["validTrackingCount"],
      orders: ["shipmentCount"])
    return Metric.allCases.compactMap { found[$0] }
  }

  private func entry(
    _ metric: Metric, _ node: [String: Any], bad: [String], good: [String], orders: [String],
    _ notes: inout [String]
  ) -> PerformanceReport.Entry? {
    guard let total = number(node, orders) else { return nil }
    let against: Int
    if let count = number(node, bad) {
      against = count
    } else if let count = number(node, good) {
      if count > total {
        notes.append("\(file): \(metric.rawValue): \(count) good of \(total); taken as all good.")
      }
      against = max(0, total - count)
    } else {
      return nil
    }
    if against > total {
      notes.append("\(file): \(metric.rawValue): \(against) bad of \(total), as reported.")
    }
    if let range = written(node), range.first > range.last {
      notes.append("\(file): \(metric.rawValue): its dates run backwards and were put right.")
    }
    return .init(
      metric: metric, window: window(node), status: node["status"] as? String ?? "",
      target: target(node, metric, &notes), count: WindowCount(orders: total, bad: min(against, total)))
  }

  private func target(_ node: [String: Any], _ metric: Metric, _ notes: inout [String]) -> Ratio? {
    guard let value = node["targetValue"] as? NSNumber, let ratio = Ratio(decimal: value.doubleValue),
      ratio.isLimit
    else { return nil }
    let condition = node["targetCondition"] as? String
    let expected = metric.isGoodShare ? "GREATER_THAN" : "LESS_THAN"
    if let condition, condition != expected {
      notes.append(
        "\(file): \(metric.rawValue): condition \(ReportFault.shown(condition)), expected \(expected); its target is not used."
      )
      return nil
    }
    return ratio
  }

  private func object(_ key: String) -> [String: Any]? { node[key] as? [String: Any] }

  /// A count, or the `count` of an object.
  private func number(_ node: [String: Any], _ keys: [String]) -> Int? {
    for key in keys {
      let value = (node[key] as? [String: Any])?["count"] ?? node[key]
      if let number = value as? NSNumber, number.doubleValue >= 0, number.doubleValue <= 1e9 {
        return number.intValue
      }
    }
    return nil
  }

  /// Swapped ends are put right.
  private func window(_ node: [String: Any]) -> DayRange? {
    written(node).map { DayRange(min($0.first, $0.last), max($0.first, $0.last)) }
  }

  /// Written dates, never converted: the labels say UTC and mean days of the store.
  private func written(_ node: [String: Any]) -> (first: Day, last: Day)? {
    guard let range = node["reportingDateRange"] as? [String: Any],
      let from = (range["reportingDateFrom"] as? String).flatMap({ Day(iso: $0.prefix(10)) }),
      let to = (range["reportingDateTo"] as? String).flatMap({ Day(iso: $0.prefix(10)) })
    else { return nil }
    return (from, to)
  }
}
