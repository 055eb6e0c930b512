extension SimulationModel {
  public static let longestHorizon = 3660
  /// Days of the longest window; with `mostPerDay`, its count stays below 2³¹.
  public static let longestWindow = 1830
  /// Orders, or bad orders of a law without orders, that a day's mean or history may hold.
  public static let mostPerDay = 500_000.0
  /// Orders of a day of the known past; also all open orders of a metric together.
  public static let mostSettled = 500_000_000
  /// Largest `probability_factor`.
  public static let mostFactor = 1000
  /// Days times metrics: a summary holds some 16 kB for each.
  static let mostMetricDays = 30_000
  /// Components of one law.
  static let mostComponents = 10_000

  /// Checks everything the engine relies on. The first fault is thrown, by its field's name in the file.
  public func validate() throws(ModelError) {
    let check = ModelCheck(horizonDays: horizonDays)
    try check.require(version == Self.currentVersion, "version", "\(version)", "\(Self.currentVersion)")
    try check.require(
      (1...Self.longestHorizon).contains(horizonDays), "horizon_days", "\(horizonDays)",
      "a number of days 1…\(Self.longestHorizon)")
    try check.require(!metrics.isEmpty, "metric", "an empty list", "at least one metric")
    try check.require(
      metrics.count <= Self.mostMetricDays / horizonDays, "metric", "\(metrics.count) metrics",
      "at most \(Self.mostMetricDays / horizonDays) over \(horizonDays) days")
    try check.require((0...15).contains(stream ?? 0), "stream", "\(stream ?? 0)", "a number 0…15")
    for (index, level) in levels.enumerated() {
      try check.require(
        level > 0 && level < 1, "quantile_levels[\(index)]", "\(level)", "a probability between 0 and 1")
    }
    try orders?.validate(check)
    var names = Set<String>()
    for (index, metric) in metrics.enumerated() {
      try check.require(
        names.insert(metric.name).inserted, "metric[\(index)].name", "'\(metric.name)' again",
        "a name used once")
      try metric.validate(check, at: "metric[\(index)]", orders, earlier: metrics[..<index])
    }
    try validateCorrelation(check)
    if let initialDeviation {
      try check.require(
        initialDeviation.count == metrics.count, "initial_deviation", "\(initialDeviation.count) numbers",
        "\(metrics.count), one for each metric")
      for (index, value) in initialDeviation.enumerated() {
        try check.coordinate(value, "initial_deviation[\(index)]")
      }
    }
  }

  private func validateCorrelation(_ check: ModelCheck) throws(ModelError) {
    guard let correlation = innovationCorrelation else { return }
    let field = "innovation_correlation"
    try check.require(
      correlation.count == metrics.count && correlation.allSatisfy { $0.count == metrics.count }, field,
      "\(correlation.count) rows", "a \(metrics.count)×\(metrics.count) matrix")
    for row in correlation.indices {
      for column in correlation.indices {
        let value = correlation[row][column]
        try check.require(
          row == column ? value == 1 : abs(value) <= 1 && value == correlation[column][row],
          "\(field)[\(row)][\(column)]", "\(value)", "1 on the diagonal, a symmetric −1…1 beside it")
      }
    }
  }
}

extension OrderProcess {
  fileprivate func validate(_ check: ModelCheck) throws(ModelError) {
    let mostPerDay = SimulationModel.mostPerDay
    switch distribution {
    case .negativeBinomial:
      try check.shape(size, "orders.size")
      try requireMean(check)
    case .poisson: try requireMean(check)
    case .fixed:
      try check.daily(counts, "orders.counts", required: true, "whole numbers 0…500,000") {
        $0 >= 0 && $0 <= mostPerDay && $0 == $0.rounded()
      }
    case .table:
      let pmf = pmf ?? []
      try check.require(
        !pmf.isEmpty && pmf.count <= Int(mostPerDay) + 1 && pmf.allSatisfy { $0 >= 0 }
          && abs(pmf.reduce(0, +) - 1) < 1e-9,
        "orders.pmf", "\(pmf.count) numbers of sum \(pmf.reduce(0, +))",
        "at most 500,001 probabilities that add to 1")
    }
    try check.daily(mean, "orders.mean", required: false, "numbers 0…500,000") {
      $0 >= 0 && $0 <= mostPerDay
    }
    try validateDesign(check)
    try check.require(
      (components ?? []).count <= SimulationModel.mostComponents, "orders.components",
      "\((components ?? []).count) components", "at most 10,000")
    for (index, component) in (components ?? []).enumerated() {
      let field = "orders.components[\(index)]"
      try check.weight(component.weight, field + ".weight")
      try check.coordinate(component.level, field + ".level")
      try check.coordinate(component.deviation, field + ".deviation")
      try check.drift(component.ar1Coefficient, component.innovationSD, field)
    }
    try check.counts(history, "orders.history", most: Int(mostPerDay))
    let lags = promiseLags ?? []
    try check.require(
      lags.allSatisfy { $0 >= 0 } && lags.reduce(0, +) < 1 + 1e-9, "orders.promise_lags",
      "sum \(lags.reduce(0, +))", "shares that add to at most 1")
  }

  private func validateDesign(_ check: ModelCheck) throws(ModelError) {
    let width = coefficientMean?.count ?? 0
    if coefficientMean != nil || design != nil {
      let design = design ?? []
      let (rows, expected) = ("orders.design", "\(check.horizonDays) rows of \(width) numbers within ±10⁶")
      try check.require(
        design.count == check.horizonDays && design.allSatisfy { $0.count == width }, rows,
        "\(design.count) rows", expected)
      try check.table(design, rows, most: 1e6, expected)
      try check.require(
        width > 0, "orders.coefficient_mean", "\(width) numbers", "one for each column of the design")
      try check.table(
        [coefficientMean ?? []], "orders.coefficient_mean", most: 1e6,
        "numbers within ±10⁶, one for each column of the design")
    }
    if let covariance = coefficientCovariance {
      let (field, expected) = ("orders.coefficient_covariance", "a \(width)×\(width) matrix within ±10¹²")
      try check.require(
        covariance.count == width && covariance.allSatisfy { $0.count == width }, field,
        "\(covariance.count) rows", expected)
      try check.table(covariance, field, most: 1e12, expected)
    }
  }

  private func requireMean(_ check: ModelCheck) throws(ModelError) {
    try check.require(
      mean != nil || design != nil || components != nil, "orders.mean", "nothing",
      "a mean, a design with coefficients, or components")
  }
}
