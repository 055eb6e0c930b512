import AccountHealth

/// The rate continues along the straight line through its last evenings.
struct LinearBurn {
  /// Number of evenings that the line is fitted to; the origin is the last.
  static let evenings = 14

  private let rate: Double
  /// Change of the bad share per day.
  private let slope: Double
  private let limit: Double

  /// - Parameter counts: The last evenings, oldest first, the origin last, with orders on it.
  init(_ counts: some Collection<WindowCount>, rule: MetricRule) {
    let points = counts.enumerated().filter { $0.element.orders > 0 }
      .map { (day: Double($0.offset), rate: Double($0.element.bad) / Double($0.element.orders)) }
    rate = points.last?.rate ?? 0
    limit = rule.limit.value
    let n = Double(max(points.count, 1))
    let (day, mean) = (points.reduce(0) { $0 + $1.day } / n, points.reduce(0) { $0 + $1.rate } / n)
    let spread = points.reduce(0) { $0 + ($1.day - day) * ($1.day - day) }
    slope = spread > 0 ? points.reduce(0) { $0 + ($1.day - day) * ($1.rate - mean) } / spread : 0
  }

  /// Whether the line is at the limit or beyond on a day 1…`horizon`.
  func crosses(within horizon: Int) -> Bool { max(rate + slope, rate + slope * Double(horizon)) >= limit }

  /// Bad share on day `horizon`, 0…1.
  func rate(on horizon: Int) -> Double { min(max(rate + slope * Double(horizon), 0), 1) }
}
