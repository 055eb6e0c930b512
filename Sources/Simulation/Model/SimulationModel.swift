/// The future of one channel of one account as a law: plain data, made by a fit or written by hand.
///
/// Days are numbered from 1, the first one simulated; day 0 is the last one known.
public struct SimulationModel: Codable, Sendable, Hashable {
  public static let currentVersion = 1
  public static let defaultQuantileLevels = [0.05, 0.25, 0.5, 0.75, 0.95]

  /// Version of the file form; required.
  public var version: Int
  public var name: String?
  /// Which orders of an account these are, in the caller's words; the simulation does not read it.
  public var channel: String?
  /// Models of one account that differ in this number, 0…15, draw from separate streams.
  public var stream: Int?
  public var horizonDays: Int
  /// Absent where every metric counts without orders (`poisson`, `negative_binomial` with a count rule).
  public var orders: OrderProcess?
  public var metrics: [MetricModel]
  /// metrics × metrics, of the innovations of the same day; the identity where absent.
  public var innovationCorrelation: [[Double]]?
  /// Deviations on day 0 in the order of the metrics; a metric's own value goes first.
  public var initialDeviation: [Double]?
  public var quantileLevels: [Double]?

  public init(horizonDays: Int, orders: OrderProcess?, metrics: [MetricModel]) {
    version = Self.currentVersion
    self.horizonDays = horizonDays
    self.orders = orders
    self.metrics = metrics
  }

  public var levels: [Double] { quantileLevels ?? Self.defaultQuantileLevels }

  enum CodingKeys: String, CodingKey {
    case version, name, channel, stream, orders
    case horizonDays = "horizon_days"
    case metrics = "metric"
    case innovationCorrelation = "innovation_correlation"
    case initialDeviation = "initial_deviation"
    case quantileLevels = "quantile_levels"
  }
}
