/// The distribution of the orders per day.
///
/// With a mean: `log μ_t = X_t · β + level + d_t`, where X is `design`. β is drawn once per path from
/// Normal(`coefficientMean`, `coefficientCovariance`). The pair (level, d) starts from a component drawn once
/// per path and moves as an AR(1). Every part may be absent. Counts then follow `distribution` around μ_t.
public struct OrderProcess: Codable, Sendable, Hashable {
  public enum Distribution: String, Codable, Sendable, CaseIterable {
    /// Mean μ, variance μ + μ²/`size`.
    case negativeBinomial = "negative_binomial"
    case poisson
    /// Exactly `counts`.
    case fixed
    /// P(n orders) = `pmf[n]`, the same on all days.
    case table
  }

  /// A drifting level of the log mean, one of several weighted possibilities.
  public struct Component: Codable, Sendable, Hashable {
    /// Relative weight, above 0; the weights are scaled to sum to 1.
    public var weight: Double
    /// Added to the log mean for good.
    public var level: Double
    /// The AR(1) deviation on day 0.
    public var deviation: Double
    /// 0…1 per day; at 1 the deviation is a random walk.
    public var ar1Coefficient: Double
    /// Standard deviation of the daily innovation.
    public var innovationSD: Double

    public init(
      weight: Double, level: Double, deviation: Double, ar1Coefficient: Double, innovationSD: Double
    ) {
      self.weight = weight
      self.level = level
      self.deviation = deviation
      self.ar1Coefficient = ar1Coefficient
      self.innovationSD = innovationSD
    }

    enum CodingKeys: String, CodingKey {
      case weight, level, deviation
      case ar1Coefficient = "ar1_coefficient"
      case innovationSD = "innovation_sd"
    }
  }

  public var distribution: Distribution
  /// Negative binomial only: shape of the gamma mixing distribution, above 0.
  public var size: Double?
  /// Mean orders per day; a factor of the linear predictor where there is one.
  public var mean: DailyValue?
  /// Orders of each day, for `fixed`.
  public var counts: DailyValue?
  /// Probabilities of 0, 1, … orders, for `table`.
  public var pmf: [Double]?
  public var coefficientNames: [String]?
  public var coefficientMean: [Double]?
  public var coefficientCovariance: [[Double]]?
  /// horizon × coefficients; row t belongs to day t.
  public var design: [[Double]]?
  public var components: [Component]?
  /// Orders of the days before day 1, oldest first; zeros where absent.
  public var history: [Int]?
  /// P(promised day − purchase day = lag) for lag 0, 1, …. The sum may be below 1; the rest of the orders
  /// have no promise.
  public var promiseLags: [Double]?

  public init(distribution: Distribution) { self.distribution = distribution }

  enum CodingKeys: String, CodingKey {
    case distribution, size, mean, counts, pmf, design, components, history
    case coefficientNames = "coefficient_names"
    case coefficientMean = "coefficient_mean"
    case coefficientCovariance = "coefficient_covariance"
    case promiseLags = "promise_lags"
  }
}
