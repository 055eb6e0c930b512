import LinearAlgebra

/// A valid model laid out for the path loop: parallel arrays, absolute days, no optionals.
struct CompiledModel: Sendable {
  struct Window: Sendable {
    var metric: Int
    var youngest: Int
    var oldest: Int
    var rule: BreachRule
    /// Days 1…horizon at indices 0…horizon − 1.
    var settledOrders: [Int32]
    var settledBad: [Int32]
  }

  var horizon: Int
  var stream: Int
  var orders: OrderProcess?
  /// Cholesky factor of the coefficients' covariance, row-major; empty without one.
  var coefficientFactor: [Double]
  var design: [Double]
  var levelWeights: [Double]
  var outcomes: [CompiledOutcome]
  /// Lower factor of the innovation correlation, K×K, or nil for the identity.
  var correlationFactor: [Double]?
  var metricCount: Int
  /// One slot per metric, in the order of the model.
  var slots: [UInt32]
  var splitsPromises: Bool
  /// Number of outcomes that drive others.
  var keptCount = 0

  init(_ model: SimulationModel) throws {
    try model.validate()
    horizon = model.horizonDays
    stream = model.stream ?? 0
    orders = model.orders
    metricCount = model.metrics.count
    design = (model.orders?.design ?? []).flatMap { $0 }
    coefficientFactor = []
    if let covariance = model.orders?.coefficientCovariance {
      do {
        coefficientFactor = try Matrix(rows: covariance).choleskyFactor().elements
      } catch {
        throw ModelError(
          "orders.coefficient_covariance", found: "\(error)", expected: "a positive definite matrix")
      }
    }
    levelWeights = Self.cumulative((model.orders?.components ?? []).map(\.weight))
    if let correlation = model.innovationCorrelation,
      correlation.enumerated().contains(where: { row in
        row.element.enumerated().contains { $0.offset != row.offset && $0.element != 0 }
      })
    {
      do {
        correlationFactor = try Matrix(rows: correlation).choleskyFactor().elements
      } catch {
        throw ModelError("innovation_correlation", found: "\(error)", expected: "a positive definite matrix")
      }
    }
    slots = Purpose.slots(of: model.metrics.map { ($0.name, $0.drawSlot) })
    outcomes = []
    for (index, metric) in model.metrics.enumerated() {
      let window = Self.window(of: metric, at: index, model)
      if let source = metric.outcomesOf,
        let owner = outcomes.firstIndex(where: { model.metrics[$0.row].name == source })
      {
        outcomes[owner].windows.append(window)
        continue
      }
      var outcome = Self.outcome(of: metric, at: index, slot: slots[index], window, model)
      if let driver = metric.drivenBy,
        let source = outcomes.firstIndex(where: { model.metrics[$0.row].name == driver.metric })
      {
        let place = outcomes[source].kept ?? keptCount
        keptCount = max(keptCount, place + 1)
        outcomes[source].kept = place
        outcome.driver = .init(kept: place, oddsRatio: driver.oddsRatio, lag: driver.lag)
      }
      outcomes.append(outcome)
    }
    splitsPromises = outcomes.contains { $0.membership == .promise }
  }

  private static func outcome(
    of metric: MetricModel, at index: Int, slot: UInt32, _ window: Window, _ model: SimulationModel
  ) -> CompiledOutcome {
    let counts = metric.counts ?? .binomial
    let laws = metric.laws
    return CompiledOutcome(
      slot: slot, row: index, counts: counts, membership: metric.membership ?? .purchase,
      laws: laws.map { law in
        if counts == .binomial || counts == .betaBinomial, law.p == nil {
          return .logistic(
            baseline: law.baselineLogit ?? 0,
            start: law.initialDeviation ?? model.initialDeviation?[index] ?? 0,
            ar1: law.ar1Coefficient ?? 0, sd: law.innovationSD ?? 0)
        }
        let value =
          switch counts {
          case .poisson: law.lambda
          case .negativeBinomial: law.mean
          case .binomial, .betaBinomial: law.p
          }
        return .daily((1...model.horizonDays).map { value?[$0] ?? 0 })
      },
      shapes: laws.map { (counts == .betaBinomial ? $0.concentration : $0.size) ?? 0 },
      cumulativeWeights: cumulative(laws.map(\.weight)),
      clock: metric.clock ?? [.init(weight: 1, due: 0, recorded: 0)],
      pending: metric.pending ?? [], windows: [window],
      factor: metric.probabilityFactor.map { factor in (1...model.horizonDays).map { factor[$0] } },
      sizes: metric.unitsPerOrder ?? [])
  }

  private static func window(of metric: MetricModel, at index: Int, _ model: SimulationModel) -> Window {
    let ages = metric.ages ?? 0...0
    let horizon = model.horizonDays
    func settled(_ known: [Int]?, _ history: [Int]?) -> [Int32] {
      if let known { return known.map { Int32(clamping: $0) } }
      guard let history else { return [Int32](repeating: 0, count: horizon) }
      // history[i] belongs to day i + 1 − count; the window of day t holds days t − oldest … t − youngest.
      return (1...horizon).map { day in
        let first = max(0, day - ages.upperBound + history.count - 1)
        let last = min(history.count - 1, day - ages.lowerBound + history.count - 1)
        return first > last ? 0 : Int32(clamping: history[first...last].reduce(0, +))
      }
    }
    return Window(
      metric: index, youngest: ages.lowerBound, oldest: ages.upperBound,
      rule: metric.breachRule ?? .count(.max),
      settledOrders: settled(metric.settledOrders, model.orders?.history),
      settledBad: settled(metric.settledBad, metric.history))
  }

  /// Running shares that end at exactly 1.
  static func cumulative(_ weights: [Double]) -> [Double] {
    let total = weights.reduce(0, +)
    var sum = 0.0
    var result = weights.map { weight in
      sum += weight
      return sum / total
    }
    if !result.isEmpty { result[result.count - 1] = 1 }
    return result
  }
}
