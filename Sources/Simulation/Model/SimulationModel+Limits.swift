/// What a model may contain at most. The limits are far beyond any seller; they keep every sum of whole
/// numbers below 2³¹ and every other number finite.
extension SimulationModel {
  public static let longestHorizon = 3660
  /// The largest mean of a day's orders, or of its bad orders where they are counted without orders. A window
  /// of ten years of such days is still below 2³¹.
  public static let mostPerDay = 500_000.0
  /// The largest `probability_factor`.
  public static let mostFactor = 1000

  /// Values of `stream`.
  public static let streams = 0...15
  /// Values of a metric's `draw_slot`.
  public static let drawSlots = 0...15
  /// Lengths of windows, ages in them and lags between events, in days.
  public static let lags = 0...longestHorizon
  /// Orders of one day, and of one group of open orders.
  public static let dailyCounts = 0...Int(mostPerDay)
  /// Units of one order.
  public static let unitCounts = 1...1000
  /// Orders that a window may hold besides the simulated ones.
  public static let windowCounts = 0...200_000_000
  /// Counts that rules compare with; the terms of a fraction.
  public static let ruleCounts = 0...1_000_000_000
  /// The farthest day from the last known one: 120 years, more than lie between any two days from 1990 to
  /// 2099.
  public static let farthestDay = 12 * longestHorizon
  /// Membership days of open orders; 0 is the last known day.
  public static let memberDays = -farthestDay...farthestDay
  /// Days on which something known is recorded.
  public static let recordedDays = 1...farthestDay

  static let mostMetrics = 100
  static let mostOrderSizes = 50
  static let mostHistory = 2 * longestHorizon
  static let mostCoefficients = 1000
  static let mostQuantileLevels = 1000
  static let mostCohorts = 50_000
  /// Components times days, over all distributions of one metric or of the orders.
  static let mostComponentDays = 10_000_000
  /// Weights before they are scaled to add to 1.
  static let mostWeight = 1e9
  /// Sizes and odds ratios.
  static let positives = 1e-6...1e9
  /// Log-odds, levels of a log mean, and standard deviations of both.
  static let logs = -1000.0...1000.0
  static let covariances = -1e6...1e6
}
