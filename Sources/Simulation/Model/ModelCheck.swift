/// Collects what is wrong with a model, by the names that its fields have in a file.
///
/// Everything that the engine relies on is checked: signs, sums, lengths, and bounds that keep its arithmetic
/// finite. A model has thousands of parts, so the name of a field is made only where it is wrong.
struct ModelCheck {
  let horizon: Int
  private(set) var faults: [ModelError] = []

  /// Checks the whole model. Where the horizon itself is wrong, nothing else is checked.
  init(_ model: SimulationModel) {
    horizon = model.horizonDays
    require(
      model.version == SimulationModel.currentVersion, "version", "\(model.version)",
      "\(SimulationModel.currentVersion)")
    guard (1...SimulationModel.longestHorizon).contains(horizon) else {
      add("horizon_days", "\(horizon)", "a number of days 1…\(SimulationModel.longestHorizon)")
      return
    }
    require(
      (1...SimulationModel.mostMetrics).contains(model.metrics.count), "metric",
      model.metrics.isEmpty ? "an empty list" : "\(model.metrics.count) metrics",
      "1…\(SimulationModel.mostMetrics) metrics")
    require(
      SimulationModel.streams.contains(model.stream ?? 0), "stream", Self.text(model.stream), "a number 0…15")
    length(model.levels, "quantile_levels", 1...SimulationModel.mostQuantileLevels)
    each(model.levels, "quantile_levels", "a probability between 0 and 1") { $0 > 0 && $0 < 1 }
    if let orders = model.orders { check(orders) }
    var names = Set<String>()
    for (index, metric) in model.metrics.enumerated() {
      require(
        names.insert(metric.name).inserted, "metric[\(index)].name", "'\(metric.name)' again",
        "a name used once")
      check(metric, at: "metric[\(index)]", earlier: model.metrics[..<index], orders: model.orders)
    }
    checkCorrelation(model)
    if let start = model.initialDeviation {
      require(
        start.count == model.metrics.count, "initial_deviation", "\(start.count) numbers",
        "\(model.metrics.count), one per metric")
      each(start, "initial_deviation", "a number −1000…1000", SimulationModel.logs.contains)
    }
  }

  private mutating func checkCorrelation(_ model: SimulationModel) {
    guard let correlation = model.innovationCorrelation else { return }
    let field = "innovation_correlation"
    let size = model.metrics.count
    guard correlation.count == size, correlation.allSatisfy({ $0.count == size }) else {
      add(field, "\(correlation.count) rows", "a \(size)×\(size) matrix")
      return
    }
    for row in correlation.indices {
      for column in correlation.indices {
        let value = correlation[row][column]
        guard row == column ? value == 1 : abs(value) <= 1 && value == correlation[column][row] else {
          add(
            "\(field)[\(row)][\(column)]", "\(value)", "1 on the diagonal and a symmetric −1…1 beside it")
          return
        }
      }
    }
  }

  // MARK: Orders

  private mutating func check(_ orders: OrderProcess) {
    switch orders.distribution {
    case .negativeBinomial:
      positive(orders.size, "orders.size")
      requireMean(orders)
    case .poisson: requireMean(orders)
    case .fixed:
      daily(orders.counts, "orders.counts", required: true, "whole numbers 0…500,000") {
        $0 >= 0 && $0 <= SimulationModel.mostPerDay && $0 == $0.rounded()
      }
    case .table:
      let pmf = orders.pmf ?? []
      require(
        (1...SimulationModel.dailyCounts.count).contains(pmf.count) && pmf.allSatisfy { $0 >= 0 }
          && abs(pmf.reduce(0, +) - 1) < 1e-9, "orders.pmf",
        "\(pmf.count) numbers of sum \(pmf.reduce(0, +))", "probabilities that add to 1")
    }
    daily(orders.mean, "orders.mean", required: false, "numbers 0…500,000", Self.isMean)
    checkPredictor(orders)
    let components = orders.components ?? []
    let isFew = limitComponents(components.count, "orders.components")
    for (index, component) in components.enumerated() where isFew {
      func field(_ part: String) -> String { "orders.components[\(index)]\(part)" }
      weight(component.weight, field(".weight"))
      logarithm(component.level, field(".level"))
      logarithm(component.deviation, field(".deviation"))
      drift(component.ar1Coefficient, component.innovationSD, field(""))
    }
    history(orders.history, "orders.history")
    let lags = orders.promiseLags ?? []
    length(lags, "orders.promise_lags", 0...SimulationModel.lags.count)
    require(
      lags.allSatisfy { $0 >= 0 } && lags.reduce(0, +) < 1 + 1e-9, "orders.promise_lags",
      "sum \(lags.reduce(0, +))", "shares from 0 that add to at most 1")
  }

  /// The design and the distribution of its coefficients.
  private mutating func checkPredictor(_ orders: OrderProcess) {
    let horizon = horizon
    let mean = orders.coefficientMean ?? []
    let width = mean.count
    length(mean, "orders.coefficient_mean", 0...SimulationModel.mostCoefficients)
    each(mean, "orders.coefficient_mean", "a number −1000…1000", SimulationModel.logs.contains)
    if let names = orders.coefficientNames {
      require(
        names.count == width, "orders.coefficient_names", "\(names.count) names",
        "\(width), one per coefficient")
    }
    if orders.coefficientMean != nil || orders.design != nil {
      let design = orders.design ?? []
      require(
        design.count == horizon && width > 0, "orders.design", "\(design.count) rows",
        "\(horizon) rows of at least one number")
      matrix(design, "orders.design", columns: width)
    }
    if let covariance = orders.coefficientCovariance {
      require(
        covariance.count == width, "orders.coefficient_covariance", "\(covariance.count) rows",
        "a \(width)×\(width) matrix")
      matrix(covariance, "orders.coefficient_covariance", columns: width)
    }
  }

  private mutating func matrix(_ rows: [[Double]], _ field: String, columns: Int) {
    for (index, row) in rows.enumerated() where row.count != columns {
      add("\(field)[\(index)]", "\(row.count) numbers", "\(columns), one per coefficient")
      return
    }
    for (index, row) in rows.enumerated() {
      guard row.allSatisfy(SimulationModel.covariances.contains) else {
        each(row, "\(field)[\(index)]", "a number −10⁶…10⁶", SimulationModel.covariances.contains)
        return
      }
    }
  }

  private mutating func requireMean(_ orders: OrderProcess) {
    require(
      orders.mean != nil || orders.design != nil || orders.components != nil, "orders.mean", "nothing",
      "a mean, a design with coefficients, or components")
  }
}

// MARK: The parts of a check

extension ModelCheck {
  static func isMean(_ value: Double) -> Bool { value >= 0 && value <= SimulationModel.mostPerDay }

  mutating func add(_ field: String, _ found: String, _ expected: String) {
    faults.append(ModelError(field, found: found, expected: expected))
  }

  mutating func require(
    _ condition: Bool, _ field: @autoclosure () -> String, _ found: @autoclosure () -> String,
    _ expected: @autoclosure () -> String
  ) {
    if !condition { add(field(), found(), expected()) }
  }

  /// Names the first of `values` for which `holds` is false.
  mutating func each<Value>(
    _ values: [Value], _ field: String, _ expected: String, _ holds: (Value) -> Bool
  ) {
    guard let index = values.firstIndex(where: { !holds($0) }) else { return }
    add("\(field)[\(index)]", "\(values[index])", expected)
  }

  mutating func length<Value>(_ values: [Value], _ field: String, _ range: ClosedRange<Int>) {
    require(
      range.contains(values.count), field, "\(values.count) entries",
      "\(range.lowerBound)…\(range.upperBound) of them")
  }

  /// Counts of past days.
  mutating func history(_ counts: [Int]?, _ field: String) {
    guard let counts else { return }
    length(counts, field, 0...SimulationModel.mostHistory)
    each(counts, field, "a count 0…500,000", SimulationModel.dailyCounts.contains)
  }

  /// A share before shares are scaled to add to 1.
  mutating func weight(_ value: Double, _ field: @autoclosure () -> String) {
    require(
      value > 0 && value <= SimulationModel.mostWeight, field(), "\(value)",
      "a number above 0 and at most 10⁹")
  }

  /// A size or ratio.
  mutating func positive(_ value: Double?, _ field: @autoclosure () -> String) {
    require(
      value.map(SimulationModel.positives.contains) ?? false, field(), Self.text(value),
      "a number above 0, from 10⁻⁶ to 10⁹")
  }

  /// Log-odds, or a part of a log mean.
  mutating func logarithm(_ value: Double, _ field: @autoclosure () -> String) {
    require(SimulationModel.logs.contains(value), field(), "\(value)", "a number −1000…1000")
  }

  mutating func drift(_ coefficient: Double, _ sd: Double, _ field: @autoclosure () -> String) {
    require((0...1).contains(coefficient), field() + ".ar1_coefficient", "\(coefficient)", "a number 0…1")
    require(
      sd >= 0 && SimulationModel.logs.contains(sd), field() + ".innovation_sd", "\(sd)", "a number 0…1000")
  }

  mutating func daily(
    _ value: DailyValue?, _ field: String, required: Bool, _ expected: String, _ holds: (Double) -> Bool
  ) {
    let horizon = horizon
    switch value {
    case nil: require(!required, field, "nothing", expected)
    case .constant(let value): require(holds(value), field, "\(value)", expected)
    case .byDay(let values):
      require(
        values.count == horizon, field, "\(values.count) numbers", "one number, or \(horizon), one per day")
      each(values, field, expected, holds)
    }
  }

  /// Whether there are few enough components to check them one by one.
  mutating func limitComponents(_ count: Int, _ field: String) -> Bool {
    let horizon = horizon
    let most = SimulationModel.mostComponentDays / horizon
    require(count <= most, field, "\(count) components", "at most \(most) for \(horizon) days")
    return count <= most
  }

  static func text<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "nothing" }
}
