extension SimulationModel {
  public static let longestHorizon = 3660
  /// Orders, or bad orders of a law without orders, that a day's mean may be: a window of ten years of them
  /// is still below 2³¹.
  public static let mostPerDay = 500_000.0
  /// Largest `probability_factor`.
  public static let mostFactor = 1000

  /// Checks everything the engine relies on. The first fault is thrown, by its field's name in the file.
  public func validate() throws(ModelError) {
    try require(version == Self.currentVersion, "version", "\(version)", "\(Self.currentVersion)")
    try require(
      (1...Self.longestHorizon).contains(horizonDays), "horizon_days", "\(horizonDays)",
      "a number of days 1…\(Self.longestHorizon)")
    try require(!metrics.isEmpty, "metric", "an empty list", "at least one metric")
    try require((0...15).contains(stream ?? 0), "stream", "\(stream ?? 0)", "a number 0…15")
    for (index, level) in levels.enumerated() {
      try require(
        level > 0 && level < 1, "quantile_levels[\(index)]", "\(level)", "a probability between 0 and 1")
    }
    if let orders { try validate(orders) }
    var names = Set<String>()
    for (index, metric) in metrics.enumerated() {
      try require(
        names.insert(metric.name).inserted, "metric[\(index)].name", "'\(metric.name)' again",
        "a name used once")
      try validate(metric, at: "metric[\(index)]", earlier: metrics[..<index])
    }
    try validateCorrelation()
    if let initialDeviation {
      try require(
        initialDeviation.count == metrics.count && initialDeviation.allSatisfy(\.isFinite),
        "initial_deviation", "\(initialDeviation.count) numbers", "\(metrics.count) finite ones")
    }
  }

  private func validateCorrelation() throws(ModelError) {
    guard let correlation = innovationCorrelation else { return }
    let field = "innovation_correlation"
    try require(
      correlation.count == metrics.count && correlation.allSatisfy { $0.count == metrics.count }, field,
      "\(correlation.count) rows", "a \(metrics.count)×\(metrics.count) matrix")
    for row in correlation.indices {
      for column in correlation.indices {
        let value = correlation[row][column]
        try require(
          row == column ? value == 1 : abs(value) <= 1 && value == correlation[column][row],
          "\(field)[\(row)][\(column)]", "\(value)", "1 on the diagonal, a symmetric −1…1 beside it")
      }
    }
  }

  private func validate(_ orders: OrderProcess) throws(ModelError) {
    switch orders.distribution {
    case .negativeBinomial:
      try require(
        (orders.size ?? 0) > 0 && (orders.size ?? 0).isFinite, "orders.size", text(orders.size),
        "a finite number above 0")
      try requireMean(orders)
    case .poisson: try requireMean(orders)
    case .fixed:
      try daily(orders.counts, "orders.counts", required: true, "whole numbers 0…500,000") {
        $0 >= 0 && $0 <= Self.mostPerDay && $0 == $0.rounded()
      }
    case .table:
      let pmf = orders.pmf ?? []
      try require(
        !pmf.isEmpty && pmf.allSatisfy { $0 >= 0 } && abs(pmf.reduce(0, +) - 1) < 1e-9, "orders.pmf",
        "\(pmf.count) numbers of sum \(pmf.reduce(0, +))", "probabilities that add to 1")
    }
    try daily(orders.mean, "orders.mean", required: false, "numbers 0…500,000") {
      $0 >= 0 && $0 <= Self.mostPerDay
    }
    let width = orders.coefficientMean?.count ?? 0
    if orders.coefficientMean != nil || orders.design != nil {
      let design = orders.design ?? []
      try require(
        design.count == horizonDays && design.allSatisfy { $0.count == width && $0.allSatisfy(\.isFinite) },
        "orders.design", "\(design.count) rows", "\(horizonDays) rows of \(width) finite numbers")
      try require(
        (orders.coefficientMean ?? []).allSatisfy(\.isFinite) && width > 0, "orders.coefficient_mean",
        "\(width) numbers", "finite numbers, one a column of the design")
    }
    if let covariance = orders.coefficientCovariance {
      try require(
        covariance.count == width && covariance.allSatisfy { $0.count == width && $0.allSatisfy(\.isFinite) },
        "orders.coefficient_covariance", "\(covariance.count) rows", "a \(width)×\(width) matrix")
    }
    for (index, component) in (orders.components ?? []).enumerated() {
      let field = "orders.components[\(index)]"
      try require(component.weight > 0, field + ".weight", "\(component.weight)", "a number above 0")
      try require(
        component.level.isFinite && component.deviation.isFinite, field, "a number that is not finite",
        "a finite level and deviation")
      try drift(component.ar1Coefficient, component.innovationSD, field)
    }
    try require(
      (orders.history ?? []).allSatisfy { $0 >= 0 }, "orders.history", "a negative count", "counts from 0")
    let lags = orders.promiseLags ?? []
    try require(
      lags.allSatisfy { $0 >= 0 } && lags.reduce(0, +) < 1 + 1e-9, "orders.promise_lags",
      "sum \(lags.reduce(0, +))", "shares that add to at most 1")
  }

  private func requireMean(_ orders: OrderProcess) throws(ModelError) {
    try require(
      orders.mean != nil || orders.design != nil || orders.components != nil, "orders.mean", "nothing",
      "a mean, a design with coefficients, or components")
  }

  private func validate(
    _ metric: MetricModel, at field: String, earlier: ArraySlice<MetricModel>
  ) throws(ModelError) {
    try require(!metric.name.isEmpty, field + ".name", "''", "a name")
    try require(
      metric.drawSlot.map((0...15).contains) ?? true, field + ".draw_slot", text(metric.drawSlot),
      "a number 0…15")
    try require(
      metric.ages != nil, field + ".window_days", text(metric.windowDays),
      "a length above 0, or youngest_age and oldest_age")
    guard let rule = metric.breachRule else {
      throw ModelError(field + ".rule", found: "nothing", expected: "a rule or threshold_per_mille")
    }
    switch rule {
    case .count(let count): try require(count > 0, field + ".rule.count", "\(count)", "a count above 0")
    case .rate(let numerator, let denominator, _, let minimum):
      try require(
        numerator >= 0 && denominator > 0 && denominator <= 1_000_000_000 && numerator <= denominator,
        field + ".rule", "\(numerator)/\(denominator)", "a fraction 0…1 of whole numbers up to 10⁹")
      try require(minimum >= 0, field + ".rule.minimum_orders", "\(minimum)", "a number from 0")
    }
    for (name, known) in [("settled_orders", metric.settledOrders), ("settled_bad", metric.settledBad)] {
      try require(
        known == nil || known?.count == horizonDays && known?.allSatisfy { $0 >= 0 } == true,
        "\(field).\(name)", "\(known?.count ?? 0) numbers", "\(horizonDays) counts from 0")
    }
    try require(
      (metric.history ?? []).allSatisfy { $0 >= 0 }, field + ".history", "a negative count", "counts from 0")
    if let source = metric.outcomesOf {
      try require(
        earlier.contains { $0.name == source && $0.outcomesOf == nil }, field + ".outcomes_of", "'\(source)'",
        "the name of an earlier metric that has its own outcomes")
      try require(
        metric.probabilityFactor == nil, field + ".probability_factor", "a factor",
        "nothing, since the outcomes are those of \(source)")
      return
    }
    if let driver = metric.drivenBy { try validate(driver, of: metric, at: field + ".driven_by", earlier) }
    if metric.probabilityFactor != nil {
      try require(
        metric.isShare, field + ".probability_factor", "counts without orders",
        "a metric that is a share of orders")
    }
    try daily(
      metric.probabilityFactor, field + ".probability_factor", required: false, "numbers 0…\(Self.mostFactor)"
    ) { $0 >= 0 && $0 <= Double(Self.mostFactor) }
    try validateLaw(metric, at: field)
  }

  private func validate(
    _ driver: MetricModel.Driver, of metric: MetricModel, at field: String, _ earlier: ArraySlice<MetricModel>
  ) throws(ModelError) {
    try require(metric.isShare, field, "counts without orders", "a metric that is a share of orders")
    try require(
      earlier.contains { $0.name == driver.metric && $0.outcomesOf == nil && $0.isShare }, field + ".metric",
      "'\(driver.metric)'", "the name of an earlier share of orders that has its own outcomes")
    try require(
      driver.oddsRatio > 0 && driver.oddsRatio.isFinite, field + ".odds_ratio", "\(driver.oddsRatio)",
      "a finite number above 0")
    try require(
      (0...Self.longestHorizon).contains(driver.lag), field + ".lag", "\(driver.lag)",
      "a number of days 0…\(Self.longestHorizon)")
  }

  private func validateLaw(_ metric: MetricModel, at field: String) throws(ModelError) {
    let counts = metric.counts ?? .binomial
    try require(
      counts == .poisson || counts == .negativeBinomial || orders != nil, "orders", "nothing",
      "an order process, since \(metric.name) is a share of orders")
    try require(
      metric.membership != .promise || !(orders?.promiseLags ?? []).isEmpty, "orders.promise_lags", "nothing",
      "the lags to the promised day, since \(metric.name) belongs to it")
    for (index, law) in metric.laws.enumerated() {
      let place = metric.components == nil ? field : "\(field).components[\(index)]"
      try require(law.weight > 0 && law.weight.isFinite, place + ".weight", "\(law.weight)", "above 0")
      switch counts {
      case .poisson:
        try daily(law.lambda, place + ".lambda", required: true, "numbers 0…500,000") {
          $0 >= 0 && $0 <= Self.mostPerDay
        }
      case .negativeBinomial:
        try daily(law.mean, place + ".mean", required: true, "numbers 0…500,000") {
          $0 >= 0 && $0 <= Self.mostPerDay
        }
        try require((law.size ?? 0) > 0, place + ".size", text(law.size), "a number above 0")
      case .binomial, .betaBinomial:
        if law.p != nil || law.baselineLogit == nil {
          try daily(law.p, place + ".p", required: true, "probabilities 0…1, or a baseline_logit") {
            $0 >= 0 && $0 <= 1
          }
        } else {
          try require(
            (law.baselineLogit ?? 0).isFinite && (law.initialDeviation ?? 0).isFinite,
            place + ".baseline_logit", text(law.baselineLogit), "a finite number")
          try drift(law.ar1Coefficient ?? 0, law.innovationSD ?? 0, place)
        }
        if counts == .betaBinomial {
          try require(
            (law.concentration ?? 0) > 0, place + ".concentration", text(law.concentration), "above 0")
        }
      }
    }
    try validateClocks(metric, at: field)
  }

  private func validateClocks(_ metric: MetricModel, at field: String) throws(ModelError) {
    let clock = metric.clock ?? []
    try require(
      clock.allSatisfy { $0.weight >= 0 && $0.due >= 0 && $0.recorded >= $0.due }
        && clock.reduce(0) { $0 + $1.weight } < 1 + 1e-9,
      field + ".clock", "\(clock.count) entries",
      "0 ≤ due ≤ recorded and weights from 0 that add to at most 1")
    for (index, cohort) in (metric.pending ?? []).enumerated() {
      try require(
        cohort.orders >= 0 && (1...horizonDays).contains(cohort.due) && cohort.offset.isFinite
          && cohort.slope.isFinite
          && cohort.recorded.allSatisfy { $0.day >= 1 && $0.weight >= 0 }
          && cohort.recorded.reduce(0) { $0 + $1.weight } < 1 + 1e-9,
        "\(field).pending[\(index)]", "a cohort out of range",
        "orders from 0, due and recorded days from 1, weights that add to at most 1")
    }
  }

  private func drift(_ coefficient: Double, _ sd: Double, _ field: String) throws(ModelError) {
    try require(
      (0...1).contains(coefficient), field + ".ar1_coefficient", "\(coefficient)", "a number 0…1")
    try require(sd >= 0 && sd.isFinite, field + ".innovation_sd", "\(sd)", "a finite number from 0")
  }

  private func daily(
    _ value: DailyValue?, _ field: String, required: Bool, _ expected: String, _ holds: (Double) -> Bool
  ) throws(ModelError) {
    guard let value else {
      try require(!required, field, "nothing", expected)
      return
    }
    try require(
      value.count == nil || value.count == horizonDays, field, "\(value.count ?? 0) numbers",
      "one number or \(horizonDays), one a day")
    try require(value.values.allSatisfy(holds), field, "a number out of range", expected)
  }

  private func require(
    _ condition: Bool, _ field: String, _ found: @autoclosure () -> String,
    _ expected: @autoclosure () -> String
  ) throws(ModelError) {
    guard condition else { throw ModelError(field, found: found(), expected: expected()) }
  }

  private func text<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "nothing" }
}

extension MetricModel {
  /// Bad orders among orders, as against counts of their own.
  var isShare: Bool { counts ?? .binomial == .binomial || counts == .betaBinomial }

  /// The law of each component with the metric's own values where it has none; one of weight 1 without any.
  var laws: [Component] {
    (components ?? [Component(weight: 1)]).map { component in
      var law = component
      law.lambda = law.lambda ?? lambda
      law.mean = law.mean ?? mean
      law.size = law.size ?? size
      law.concentration = law.concentration ?? concentration
      law.p = law.p ?? (component.baselineLogit == nil ? p : nil)
      law.baselineLogit = law.baselineLogit ?? baselineLogit
      law.initialDeviation = law.initialDeviation ?? initialDeviation
      law.ar1Coefficient = law.ar1Coefficient ?? ar1Coefficient
      law.innovationSD = law.innovationSD ?? innovationSD
      return law
    }
  }
}
