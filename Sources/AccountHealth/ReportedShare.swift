/// A rate as the marketplace's report has it, without the counts behind it.
public struct ReportedShare: Sendable, Hashable, Codable {
  /// The number in the report.
  public var written: Double
  /// The rate, 0…1: the good share for on-time delivery and tracking. `nil` if the number may be a share or a
  /// percentage.
  public var share: Double?

  public init(written: Double, share: Double?) {
    self.written = written
    self.share = share
  }

  /// The numbers out of `total` that a share can stand for.
  ///
  /// A share of four decimals or more stands for the numbers whose share rounds to it. If there are none, it
  /// was rounded to fewer decimals or is that of another total; then it stands for those whose share rounds
  /// to its own decimals, and for those next to it.
  ///
  /// - Parameters:
  ///   - share: 0…1.
  ///   - total: At least 0.
  public static func counts(of share: Double, in total: Int) -> ClosedRange<Int> {
    let text = "\(share)"
    let decimals =
      text.contains("e") ? 6 : text.firstIndex(of: ".").map { text[$0...].count - 1 } ?? 0
    func rounding(to decimals: Int) -> ClosedRange<Int>? {
      var reach = 0.5
      for _ in 0..<decimals { reach /= 10 }
      let low = ((share - reach) * Double(total) - 1e-9).rounded(.up)
      let high = ((share + reach) * Double(total) + 1e-9).rounded(.down)
      return low <= high ? max(0, Int(low))...min(total, Int(high)) : nil
    }
    if let counts = rounding(to: max(4, decimals)) { return counts }
    let exact = share * Double(total)
    let (low, high) = (Int(exact.rounded(.down)), min(total, Int(exact.rounded(.up))))
    let coarse = rounding(to: decimals) ?? low...high
    return min(low, coarse.lowerBound)...max(high, coarse.upperBound)
  }
}

extension MetricRule {
  /// How a rate without counts compares with the limit; `undecided` if it is not known what its number means.
  public func state(of reported: ReportedShare) -> WindowCount.State {
    guard let share = reported.share else { return .undecided }
    let limit = displayedLimit.value
    if share == limit { return isLimitMet ? .met : .atLimit }
    return (share < limit) != metric.isGoodShare ? .met : .breached
  }
}
