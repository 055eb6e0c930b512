import Documents
import Simulation

/// The fields of a model.
extension DocumentFields {
  /// Reads a model: first checks whether every value can be read, then whether the model can be run.
  ///
  /// - Returns: `nil` with at least one fault reported.
  public mutating func simulationModel() -> SimulationModel? {
    let before = faults.count
    // The last two only describe the model to people and other programs.
    allow(
      only: [
        "version", "name", "channel", "stream", "horizon_days", "orders", "metric", "innovation_correlation",
        "initial_deviation", "quantile_levels",
      ], ignoring: ["metrics", "breach_rule"])
    require(["horizon_days", "metric"])
    requireVersion(SimulationModel.currentVersion)
    let horizon = count("horizon_days", in: 1...SimulationModel.longestHorizon)
    let name = text("name")
    let channel = text("channel")
    let stream = count("stream", in: SimulationModel.streams)
    let orders = inside("orders", ["distribution"], optional: Self.orderFields, ignoring: ["history_days"]) {
      $0.orderProcess()
    }
    let metrics = each("metric", ["name"], optional: Self.metricFields) { $0.metricModel() }
    let correlation = rows("innovation_correlation")
    let deviation = numbers("initial_deviation")
    let levels = numbers("quantile_levels")
    guard faults.count == before, let horizon, let metrics else { return nil }
    var model = SimulationModel(horizonDays: horizon, orders: orders, metrics: metrics)
    (model.name, model.channel, model.stream) = (name, channel, stream)
    (model.innovationCorrelation, model.initialDeviation) = (correlation, deviation)
    model.quantileLevels = levels
    for fault in model.faults { reject(fault.field, found: fault.found, expected: fault.expected) }
    return faults.count == before ? model : nil
  }

  /// Requires `version` to be the one that is read.
  public mutating func requireVersion(_ version: Int) {
    require(["version"], advice: "Add a line such as 'version: \(version)'.")
    _ = value(
      "version", expected: "\(version)", advice: "This version of Headroom reads only version \(version)."
    ) { $0 == "\(version)" ? version : nil }
  }

  /// `0.02` for all days or `[0.02, 0.03, …]`, one number per day.
  mutating func dailyValue(_ key: String) -> DailyValue? {
    shape(key) == .list
      ? numbers(key).map(DailyValue.byDay)
      : number(key, expected: "a number, or a list of one per day").map(DailyValue.constant)
  }

  // MARK: Orders

  private static let orderFields = [
    "size", "mean", "counts", "pmf", "coefficient_names", "coefficient_mean", "coefficient_covariance",
    "design", "components", "history", "promise_lags",
  ]

  private mutating func orderProcess() -> OrderProcess? {
    let distribution = word("distribution", among: OrderProcess.Distribution.allCases)
    var orders = OrderProcess(distribution: distribution ?? .poisson)
    orders.size = number("size")
    orders.mean = dailyValue("mean")
    orders.counts = dailyValue("counts")
    orders.pmf = numbers("pmf")
    orders.coefficientNames = list("coefficient_names")
    orders.coefficientMean = numbers("coefficient_mean")
    orders.coefficientCovariance = rows("coefficient_covariance")
    orders.design = rows("design")
    let parts = ["weight", "level", "deviation", "ar1_coefficient", "innovation_sd"]
    orders.components = each("components", parts) { fields -> OrderProcess.Component? in
      let values = parts.compactMap { fields.number($0) }
      guard values.count == parts.count else { return nil }
      return .init(
        weight: values[0], level: values[1], deviation: values[2], ar1Coefficient: values[3],
        innovationSD: values[4])
    }
    orders.history = counts("history", in: SimulationModel.dailyCounts)
    orders.promiseLags = numbers("promise_lags")
    return orders
  }
}
