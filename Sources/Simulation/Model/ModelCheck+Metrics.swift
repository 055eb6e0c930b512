extension ModelCheck {
  /// - Parameter earlier: The metrics before this one, which it may depend on.
  mutating func check(
    _ metric: MetricModel, at field: String, earlier: ArraySlice<MetricModel>, orders: OrderProcess?
  ) {
    let horizon = horizon
    require(!metric.name.isEmpty, field + ".name", "''", "a name")
    require(
      metric.drawSlot.map(SimulationModel.drawSlots.contains) ?? true, field + ".draw_slot",
      Self.text(metric.drawSlot), "a number 0…15")
    checkWindow(metric, at: field)
    checkRule(metric, at: field)
    history(metric.history, field + ".history")
    for (name, known) in [("settled_orders", metric.settledOrders), ("settled_bad", metric.settledBad)] {
      guard let known else { continue }
      require(
        known.count == horizon, "\(field).\(name)", "\(known.count) numbers", "\(horizon), one per day")
      each(
        known, "\(field).\(name)", "a count 0…\(SimulationModel.windowCounts.upperBound)",
        SimulationModel.windowCounts.contains)
    }
    if let source = metric.outcomesOf {
      require(
        earlier.contains { $0.name == source && $0.outcomesOf == nil }, field + ".outcomes_of",
        "'\(source)'", "the name of an earlier metric that has its own outcomes")
      require(
        metric.probabilityFactor == nil, field + ".probability_factor", "a factor",
        "nothing, since the outcomes are those of \(source)")
      return
    }
    if let driver = metric.drivenBy { check(driver, of: metric, at: field + ".driven_by", earlier) }
    if metric.probabilityFactor != nil {
      require(
        metric.isShare, field + ".probability_factor", "counts without orders",
        "a metric that is a share of orders")
    }
    daily(
      metric.probabilityFactor, field + ".probability_factor", required: false,
      "numbers 0…\(SimulationModel.mostFactor)"
    ) { $0 >= 0 && $0 <= Double(SimulationModel.mostFactor) }
    require(
      !metric.isShare || orders != nil, "orders", "nothing",
      "an order process, since \(metric.name) is a share of orders")
    require(
      metric.membership != .promise || !(orders?.promiseLags ?? []).isEmpty, "orders.promise_lags",
      "nothing", "the lags to the promised day, since \(metric.name) belongs to it")
    guard limitComponents(metric.components?.count ?? 1, field + ".components") else { return }
    for (index, law) in metric.laws.enumerated() {
      let place = metric.components == nil ? field : "\(field).components[\(index)]"
      weight(law.weight, place + ".weight")
      check(law, metric.counts ?? .binomial, at: place)
    }
    checkClock(metric, at: field)
    checkPending(metric, at: field)
    checkUnits(metric, at: field)
  }

  private mutating func checkUnits(_ metric: MetricModel, at field: String) {
    guard let sizes = metric.unitsPerOrder else { return }
    length(sizes, field + ".units_per_order", 1...SimulationModel.mostOrderSizes)
    require(
      (metric.counts ?? .binomial) == .binomial && metric.membership == .promise, field + ".units_per_order",
      "units", "nothing, unless counts is binomial and membership is promise")
    each(
      sizes.map(\.units), field + ".units_per_order.units",
      "a number 1…\(SimulationModel.unitCounts.upperBound)", SimulationModel.unitCounts.contains)
    for (index, size) in sizes.enumerated() {
      weight(size.weight, "\(field).units_per_order[\(index)].weight")
    }
  }

  // MARK: Window and rule

  private mutating func checkWindow(_ metric: MetricModel, at field: String) {
    if let days = metric.windowDays {
      require(
        (1...SimulationModel.longestHorizon).contains(days), field + ".window_days", "\(days)",
        "a length of 1…\(SimulationModel.longestHorizon) days")
      return
    }
    guard let youngest = metric.youngestAge, let oldest = metric.oldestAge else {
      add(
        field + ".window_days", "nothing",
        "a length of 1…\(SimulationModel.longestHorizon) days, or youngest_age and oldest_age")
      return
    }
    require(
      SimulationModel.lags.contains(youngest) && SimulationModel.lags.contains(oldest)
        && youngest <= oldest, field + ".oldest_age", "ages \(youngest)…\(oldest)",
      "two ages in order, 0…\(SimulationModel.longestHorizon)")
  }

  private mutating func checkRule(_ metric: MetricModel, at field: String) {
    let most = SimulationModel.ruleCounts.upperBound
    switch metric.breachRule {
    case nil: add(field + ".rule", "nothing", "a rule or threshold_per_mille")
    case .count(let count):
      require((1...most).contains(count), field + ".rule.count", "\(count)", "a count 1…10⁹")
    case .rate(let numerator, let denominator, _, let minimum):
      require(
        numerator >= 0 && (1...most).contains(denominator) && numerator <= denominator,
        metric.rule == nil ? field + ".threshold_per_mille" : field + ".rule",
        "\(numerator)/\(denominator)", "a fraction 0…1 of whole numbers up to 10⁹")
      require(
        SimulationModel.ruleCounts.contains(minimum), field + ".rule.minimum_orders", "\(minimum)",
        "a count 0…10⁹")
    }
  }

  // MARK: Outcomes

  private mutating func check(
    _ driver: MetricModel.Driver, of metric: MetricModel, at field: String,
    _ earlier: ArraySlice<MetricModel>
  ) {
    require(metric.isShare, field, "counts without orders", "a metric that is a share of orders")
    require(
      earlier.contains { $0.name == driver.metric && $0.outcomesOf == nil && $0.isShare },
      field + ".metric", "'\(driver.metric)'",
      "the name of an earlier share of orders that has its own outcomes")
    positive(driver.oddsRatio, field + ".odds_ratio")
    require(
      SimulationModel.lags.contains(driver.lag), field + ".lag", "\(driver.lag)",
      "a number of days 0…\(SimulationModel.longestHorizon)")
  }

  private mutating func check(
    _ law: MetricModel.Component, _ counts: MetricModel.Distribution, at place: String
  ) {
    switch counts {
    case .poisson: daily(law.lambda, place + ".lambda", required: true, "numbers 0…500,000", Self.isMean)
    case .negativeBinomial:
      daily(law.mean, place + ".mean", required: true, "numbers 0…500,000", Self.isMean)
      positive(law.size, place + ".size")
    case .binomial, .betaBinomial:
      if law.p != nil || law.baselineLogit == nil {
        daily(law.p, place + ".p", required: true, "probabilities 0…1, or a baseline_logit") {
          $0 >= 0 && $0 <= 1
        }
      } else {
        logarithm(law.baselineLogit ?? 0, place + ".baseline_logit")
        logarithm(law.initialDeviation ?? 0, place + ".initial_deviation")
        drift(law.ar1Coefficient ?? 0, law.innovationSD ?? 0, place)
      }
      if counts == .betaBinomial { positive(law.concentration, place + ".concentration") }
    }
  }

  // MARK: Clock and open orders

  private mutating func checkClock(_ metric: MetricModel, at field: String) {
    let clock = metric.clock ?? []
    length(clock, field + ".clock", 0...SimulationModel.lags.count)
    require(
      clock.allSatisfy {
        $0.weight >= 0 && SimulationModel.lags.contains($0.due)
          && SimulationModel.lags.contains($0.recorded) && $0.recorded >= $0.due
      } && clock.reduce(0) { $0 + $1.weight } < 1 + 1e-9, field + ".clock", "\(clock.count) entries",
      "0 ≤ due ≤ recorded ≤ \(SimulationModel.longestHorizon) and weights from 0 that add to at most 1")
  }

  private mutating func checkPending(_ metric: MetricModel, at field: String) {
    let horizon = horizon
    let pending = metric.pending ?? []
    length(pending, field + ".pending", 0...SimulationModel.mostCohorts)
    for (index, cohort) in pending.enumerated() {
      func place(_ part: String) -> String { "\(field).pending[\(index)]\(part)" }
      require(
        SimulationModel.dailyCounts.contains(cohort.orders), place(".orders"), "\(cohort.orders)",
        "a count 0…500,000")
      require(
        SimulationModel.memberDays.contains(cohort.member), place(".member"), "\(cohort.member)",
        "a day −\(SimulationModel.farthestDay)…\(SimulationModel.farthestDay)")
      require(
        cohort.units == nil
          || cohort.units.map(SimulationModel.unitCounts.contains) == true && cohort.recorded.count <= 1,
        place(".units"), Self.text(cohort.units),
        "a number 1…\(SimulationModel.unitCounts.upperBound), and bad orders that are all recorded on one day"
      )
      require((1...horizon).contains(cohort.due), place(".due"), "\(cohort.due)", "a day 1…\(horizon)")
      logarithm(cohort.offset, place(".offset"))
      logarithm(cohort.slope, place(".slope"))
      require(
        cohort.recorded.allSatisfy { SimulationModel.recordedDays.contains($0.day) && $0.weight >= 0 }
          && cohort.recorded.reduce(0) { $0 + $1.weight } < 1 + 1e-9, place(".recorded"),
        "\(cohort.recorded.count) entries",
        "days 1…\(SimulationModel.recordedDays.upperBound) and weights from 0 that add to at most 1")
      // One wrong group is enough to look at.
      if faults.last?.field.hasPrefix(place("")) == true { return }
    }
    let orders = pending.reduce(0) { $0 + $1.orders * ($1.units ?? 1) }
    require(
      orders <= SimulationModel.windowCounts.upperBound, field + ".pending", "\(orders) orders",
      "at most \(SimulationModel.windowCounts.upperBound)")
  }
}
