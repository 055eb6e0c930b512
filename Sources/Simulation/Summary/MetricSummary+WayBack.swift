/// How a rate comes back on target, and how long it is off. Most of this is of interest for a rate that is
/// off target on the evening before day 1.
extension MetricSummary {
  /// A return is followed for this many days to see whether it lasts.
  public static let relapseDays = 30

  /// The two spans over which days off target are counted: 30 days, or the horizon if it is shorter, and the
  /// horizon.
  public static func exposureSpans(horizon: Int) -> [Int] { [min(30, horizon), horizon] }

  /// P(on target on at least one of days 1…`day`).
  public func returnProbability(by day: Int) -> Estimate {
    Estimate(hits: firstReturn[..<day].reduce(0, +), paths: paths)
      .among(versions.map { $0.returnProbability(by: day) })
  }

  /// The first day by which a share `q` of all paths has been on target; `nil` if not within the horizon.
  public func returnQuantile(_ q: Double) -> Int? {
    var hits = 0
    for (index, count) in firstReturn.enumerated() {
      hits += count
      if Double(hits) >= q * Double(paths) { return index + 1 }
    }
    return nil
  }

  /// P(off target again within `relapseDays` of the first on-target day), over the paths whose first
  /// on-target day leaves that many days within the horizon; `nil` if there is none.
  public var relapseProbability: Estimate? {
    let followed = max(0, horizon - Self.relapseDays)
    let returned = firstReturn[..<followed].reduce(0, +)
    guard returned > 0 else { return nil }
    return Estimate(hits: relapses[..<followed].reduce(0, +), paths: returned)
      .among(versions.compactMap(\.relapseProbability))
  }

  /// Expected number of days off target among days 1…`days`, which is one of `exposureSpans`.
  public func daysOffTarget(within days: Int) -> Estimate? {
    guard paths > 0, let span = Self.exposureSpans(horizon: horizon).firstIndex(of: days) else { return nil }
    let n = Double(paths)
    let mean = Double(offTarget[..<days].reduce(0, +)) / n
    let variance = max(0, Double(squaredDaysOff[span]) / n - mean * mean)
    return Estimate(value: mean, standardError: (variance / n).squareRoot())
      .among(versions.compactMap { $0.daysOffTarget(within: days) })
  }
}
