import AccountHealth
import Foundation

/// One marketplace of Amazon's V2 seller performance report: Amazon's own counts, windows and targets.
public struct PerformanceReport: Sendable, Hashable {
  /// One metric as the report has it.
  public struct Entry: Sendable, Hashable {
    public var metric: Metric
    /// The days it covers; nil where the report does not say.
    public var window: DayRange?
    /// As the report words it: GOOD, BAD, NONE, …
    public var status: String
    /// As the report has it: the good share for on-time delivery and tracking.
    public var target: Ratio?
    public var count: WindowCount
    /// False for the older on-time delivery rate by shipments: shown, but never a rule.
    public var isEnforced = true
  }

  /// A report takes some 10 KB a marketplace; parsed JSON takes many times its text.
  static let mostBytes = 1 << 20

  public var marketplace: String
  /// NORMAL, AT_RISK, DEACTIVATED, … as the report words it; empty where it does not say.
  public var accountStatus: String
  /// In the order of `Metric.allCases`.
  public var entries: [Entry]

  public subscript(metric: Metric) -> Entry? { entries.first { $0.metric == metric } }

  /// The day the report was made: the late shipment windows end on it; else the latest end of any window plus the
  /// days by which that window lags.
  public var asOf: Day? {
    if let late = (self[.lateShipment30] ?? self[.lateShipment10])?.window { return late.last }
    let lags: [Metric: Int] = [
      .cancellation: 1, .orderDefect: 15, .orderDefectAmazon: 15, .onTimeDelivery: 8, .validTracking: 10,
    ]
    return entries.compactMap { entry in
      entry.window.map { $0.last + (entry.isEnforced ? lags[entry.metric] ?? 0 : 10) }
    }.max()
  }

  /// The rule as this report judges by it, on top of `base`; nil where it says nothing of the metric.
  public func rule(for metric: Metric, base: MetricRule) -> MetricRule? {
    guard let entry = self[metric], entry.isEnforced, let asOf else { return nil }
    let target = entry.target ?? base.displayedLimit
    guard target.isLimit else { return nil }
    guard let window = entry.window, window.last <= asOf else {
      return base.replacing(displayedLimit: target)
    }
    return MetricRule(
      metric: metric, window: window, asOf: asOf, target: target, minimumOrders: base.minimumOrders)
  }

  // MARK: Reading

  static func read(
    _ bytes: [UInt8], file: String, defaultMarketplace: String, marketplaceName: (String) -> String?
  ) throws(ReportError) -> (reports: [PerformanceReport], notes: [String]) {
    let file = ReportFault.plain(file)
    let root: Any
    do {
      root = try JSONSerialization.jsonObject(with: Data(bytes))
    } catch {
      let cause = (error as NSError).userInfo["NSDebugDescription"] as? String ?? "\(error)"
      throw ReportError(file, "not valid JSON (\(cause)). Download the report again.")
    }
    guard let object = root as? [String: Any], let metrics = object["performanceMetrics"] as? [[String: Any]]
    else {
      throw ReportError(
        file,
        "performanceMetrics: found none, expected a V2 seller performance report. Download GET_V2_SELLER_PERFORMANCE_REPORT."
      )
    }
    var statuses: [String: String] = [:]
    for status in object["accountStatuses"] as? [[String: Any]] ?? [] {
      if let id = status["marketplaceId"] as? String { statuses[id] = status["status"] as? String ?? "" }
    }
    var notes: [String] = []
    let reports = metrics.map { node in
      let id = node["marketplaceId"] as? String ?? ""
      let name = marketplaceName(id)
      if name == nil {
        notes.append(
          "\(file): marketplace \(ReportFault.shown(id)) is not known; taken as \(defaultMarketplace).")
      }
      return PerformanceReport(
        marketplace: name ?? defaultMarketplace, accountStatus: statuses[id] ?? "",
        entries: PerformanceNodes(node: node, file: file).entries(&notes))
    }
    guard reports.contains(where: { !$0.entries.isEmpty }) else {
      throw ReportError(file, "performanceMetrics: found no metric with counts. Download the report again.")
    }
    return (reports, notes)
  }
}
