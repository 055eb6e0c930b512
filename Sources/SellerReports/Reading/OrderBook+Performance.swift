import AccountHealth

extension OrderBook {
  /// Keeps the newest report of each marketplace in `performance` and moves the others to `olderPerformance`.
  ///
  /// If two reports have the same day, the one with more rates and orders counts, or the one of a graver
  /// status, wherever it is named. A report without dates counts as the oldest. Of older reports of one day
  /// the one that counts stands first.
  mutating func separateOlderReports() {
    var kept: [PerformanceReport] = []
    for report in performance {
      guard let place = kept.firstIndex(where: { $0.marketplace == report.marketplace }) else {
        kept.append(report)
        continue
      }
      let isNewer = report.isAsNew(as: kept[place])
      let (newer, older) = isNewer ? (report, kept[place]) : (kept[place], report)
      kept[place] = newer
      olderPerformance.append(older)
      notes.append(Self.sentence(older: older, newer: newer))
    }
    performance = kept
    olderPerformance.sort { one, other in
      let (left, right) = (one.asOf ?? Day(number: 0), other.asOf ?? Day(number: 0))
      guard (one.marketplace, left) == (other.marketplace, right) else {
        return (one.marketplace, left) < (other.marketplace, right)
      }
      return !other.isLarger(than: one)
    }
  }

  private static func sentence(older: PerformanceReport, newer: PerformanceReport) -> String {
    let (old, new) = (older.asOf.map { "\($0)" }, newer.asOf.map { "\($0)" })
    let name = ReportFault.plain(older.marketplace)
    if old == new {
      return older.entries == newer.entries
        ? "\(older.file): \(name): the same performance report as in \(newer.file); one of them counts."
        : "\(older.file): \(name): a second performance report of \(old ?? "an unknown day"); that in \(newer.file) counts."
    }
    return
      "\(older.file): \(name): the performance report of \(old ?? "an unknown day") is older than that of \(new ?? "an unknown day") in \(newer.file); it is history, and only the newer one counts."
  }
}

extension PerformanceReport {
  fileprivate func isAsNew(as other: PerformanceReport) -> Bool {
    guard let day = other.asOf else { return asOf != nil || isLarger(than: other) }
    return asOf.map { $0 > day || $0 == day && isLarger(than: other) } ?? false
  }

  /// Whether it has more rates, orders or bad orders, or a graver status; the file is the later one only
  /// where these are equal.
  fileprivate func isLarger(than other: PerformanceReport) -> Bool {
    func sizes(_ report: PerformanceReport) -> [Int] {
      [
        report.entries.count, report.entries.reduce(0) { $0 + $1.count.orders },
        report.entries.reduce(0) { $0 + $1.count.bad }, report.policies.count, report.warnings.count,
      ] + report.entries.flatMap { [$0.count.orders, $0.count.bad] } + [report.statusGravity]
    }
    return !sizes(self).lexicographicallyPrecedes(sizes(other))
  }

  /// 0 for an account that is well, or of which nothing is said; above for one that is not.
  private var statusGravity: Int {
    switch accountStatus.uppercased() {
    case "", "NORMAL": 0
    case "DEACTIVATED", "SUSPENDED": 2
    default: 1
    }
  }
}
