/// A metric that an account's files cannot give, and what would bring it.
public struct MissingMetric: Sendable, Hashable, CustomStringConvertible {
  public var metric: Metric
  /// The fields it lacks.
  public var fields: OrderFields
  /// The columns of `orders.csv` that hold them.
  public var columns: [String]
  /// The file of Amazon's that would bring it, in words (AMAZON.md §4).
  public var remedy: String

  /// Such as `cancellation_rate: needs cancelled_by. …`.
  public var description: String {
    "\(metric.rawValue): needs \(columns.joined(separator: ", ")). \(remedy)"
  }
}
