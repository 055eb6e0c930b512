/// A metric that an account's files cannot give, with the file that would bring it.
public struct MissingMetric: Sendable, Hashable, CustomStringConvertible {
  public var metric: Metric
  /// The fields it lacks.
  public var fields: OrderFields
  /// The columns of `orders.csv` that contain them.
  public var columns: [String]
  /// The Amazon file that would bring it, in words.
  public var remedy: String

  /// Such as `cancellation_rate: needs cancelled_by. …`.
  public var description: String {
    "\(metric.rawValue): needs \(columns.joined(separator: ", ")). \(remedy)"
  }
}
