import Glibc

/// One metric as a chain and the weighted distributions to run it with.
struct ExactPlan: Sendable {
  private enum Chain: Sendable {
    case count(CountChain)
    case volume(VolumeChain)
  }

  let metric: Int
  private let name: String
  private let horizon: Int
  private let chain: Chain
  /// Distributions by day with their weights, which add to 1.
  private var components: [(weight: Double, laws: [DailyLaw])]

  init(
    _ model: SimulationModel, _ outcome: CompiledOutcome, _ window: CompiledModel.Window
  ) throws(OutsideExactDomain) {
    metric = window.metric
    name = model.metrics[window.metric].name
    horizon = model.horizonDays
    let source = "metric[\(outcome.row)]"
    let isShare = outcome.counts == .binomial || outcome.counts == .betaBinomial
    let isRate = if case .rate = window.rule { true } else { false }
    let neverSells = isShare && Self.neverSells(model)
    if !neverSells, outcome.membership == .promise {
      throw OutsideExactDomain("\(source).membership is promise: orders are spread over promised days.")
    }
    if outcome.pending.contains(where: { $0.orders > 0 }) {
      throw OutsideExactDomain("\(source).pending is present: known orders whose fate is still open.")
    }
    if !neverSells, outcome.driver != nil {
      throw OutsideExactDomain("\(source).driven_by is present: its rate moves with that of another metric.")
    }
    let latest = neverSells ? 0 : outcome.clock.map(\.recorded).max() ?? 0
    if outcome.clock.count > 1, latest > window.youngest {
      throw OutsideExactDomain(
        "\(source).clock has several entries: one day's bad orders are seen on many days.")
    }
    // Without orders it does not matter how their rate would drift.
    let rates =
      neverSells
      ? [(weight: 1.0, rate: [Double](repeating: 0, count: horizon), shape: 1.0)]
      : try Self.rates(model.metrics[outcome.row], outcome, source, horizon)
    let volume = isShare || isRate ? try StaticVolume(model) : .fixed([Int](repeating: 0, count: horizon))
    components = []
    for (weight, rate, shape) in rates {
      switch volume {
      case .fixed(let orders):
        components.append(
          (weight, rate.indices.map { Self.law(outcome.counts, orders[$0], rate[$0], shape) }))
      case .table(let pmf):
        guard isShare else {
          throw OutsideExactDomain("orders.distribution is table: a rate of counts that ignore the orders.")
        }
        let concentration = outcome.counts == .betaBinomial ? shape : nil
        components.append((weight, rate.map { .share(pmf: pmf, p: $0, concentration: concentration) }))
      case .spread(let levels, let size):
        if isRate {
          throw OutsideExactDomain(
            "orders.distribution is \(size == nil ? "poisson" : "negative_binomial"): "
              + "orders without bound under a rate rule.")
        }
        guard outcome.counts == .binomial else {
          throw OutsideExactDomain("\(source).counts is \(outcome.counts.rawValue) of a random volume.")
        }
        for level in levels {
          let means = zip(level.means, rate).map { $0 * $1 }
          components.append(
            (
              weight * level.weight,
              means.map { mean in
                size.map { .negativeBinomial(mean: mean, size: $0) } ?? .poisson(mean: mean)
              }
            ))
        }
      }
    }
    let youngest = max(window.youngest, latest)
    if case .table(let pmf) = volume, isRate {
      if latest > window.youngest {
        throw OutsideExactDomain(
          "\(source).clock records bad orders after they enter the window, and the volume is random.")
      }
      guard pmf.count <= VolumeChain.mostOrders + 1 else {
        throw OutsideExactDomain(
          "orders.pmf has more than \(VolumeChain.mostOrders + 1) entries under a rate rule.")
      }
      chain = .volume(
        VolumeChain(
          youngest: youngest, oldest: window.oldest, rule: window.rule,
          settledOrders: window.settledOrders.map { Int($0) }, settledBad: window.settledBad.map { Int($0) },
          most: pmf.count - 1))
    } else {
      let orders = if case .fixed(let orders) = volume { orders } else { [Int](repeating: 0, count: horizon) }
      chain = .count(
        CountChain(
          youngest: youngest, oldest: window.oldest,
          needed: (1...horizon).map { Self.needed(window, orders, day: $0) }))
    }
  }

  /// No order will come, for certain.
  private static func neverSells(_ model: SimulationModel) -> Bool {
    guard let orders = model.orders, orders.distribution == .fixed, let counts = orders.counts else {
      return false
    }
    return counts.values.allSatisfy { $0 == 0 }
  }

  /// Weight, P(bad) or mean by purchase day, and size or concentration, of each component.
  private static func rates(
    _ metric: MetricModel, _ outcome: CompiledOutcome, _ field: String, _ horizon: Int
  ) throws(OutsideExactDomain) -> [(weight: Double, rate: [Double], shape: Double)] {
    let weights = metric.laws.map(\.weight)
    let total = weights.reduce(0, +)
    let isShare = outcome.counts == .binomial || outcome.counts == .betaBinomial
    var result: [(weight: Double, rate: [Double], shape: Double)] = []
    for (index, law) in outcome.laws.enumerated() {
      var daily: [Double]
      switch law {
      case .daily(let values): daily = values
      case .logistic(let baseline, let start, let ar1, let sd):
        if sd > 0 {
          let place = metric.components == nil ? field : "\(field).components[\(index)]"
          throw OutsideExactDomain("\(place).innovation_sd is above 0: the rate drifts.")
        }
        var deviation = start
        daily = (0..<horizon).map { _ in
          deviation *= ar1
          return 1 / (1 + exp(-baseline - deviation))
        }
      }
      if let factor = outcome.factor { daily = zip(daily, factor).map { min(1, $0 * $1) } }
      let rate = (0..<horizon).map { day in
        let sum = outcome.clock.reduce(0.0) { sum, entry in
          day + entry.due < horizon ? sum + entry.weight * daily[day + entry.due] : sum
        }
        return isShare ? min(sum, 1) : sum
      }
      result.append((weights[index] / total, rate, outcome.shapes[index]))
    }
    return result
  }

  private static func law(
    _ counts: MetricModel.Distribution, _ orders: Int, _ rate: Double, _ shape: Double
  ) -> DailyLaw {
    switch counts {
    case .binomial: .binomial(orders: orders, p: rate)
    case .betaBinomial: .betaBinomial(orders: orders, p: rate, concentration: shape)
    case .poisson: .poisson(mean: rate)
    case .negativeBinomial: .negativeBinomial(mean: rate, size: shape)
    }
  }

  /// The fewest new bad orders in the window that put it off target on `day`, its orders known.
  private static func needed(_ window: CompiledModel.Window, _ orders: [Int], day: Int) -> Int? {
    let settled = Int(window.settledBad[day - 1])
    switch window.rule {
    case .count(let count): return count - settled
    case .rate(let numerator, let denominator, let strict, let minimum):
      let newest = max(0, day - window.youngest)
      let entered = orders[max(0, min(newest, day - window.oldest - 1))..<newest].reduce(0, +)
      let total = Int(window.settledOrders[day - 1]) + entered
      guard total > 0, total >= minimum else { return nil }
      let line = Int128(numerator) * Int128(total)
      let whole = Int128(denominator)
      return Int(strict ? line / whole + 1 : (line + whole - 1) / whole) - settled
    }
  }

  /// The most states of a day and the steps of the run; `nil` above `limit` states.
  func size(limit: Int) -> (states: Int, steps: Int)? {
    var result = (states: 0, steps: 0)
    for component in components {
      let size =
        switch chain {
        case .count(let chain): chain.size(most: component.laws.map(\.most), limit: limit)
        case .volume(let chain): chain.size(limit: limit)
        }
      guard let size else { return nil }
      result.states = max(result.states, size.states)
      result.steps = min(result.steps + size.steps, 1 << 60)
    }
    return result
  }

  func run() -> ExactMetric {
    var total = ExactMetric.never(name, horizon: horizon)
    for (weight, laws) in components {
      var part = total
      switch chain {
      case .count(let chain):
        let counts = Self.each(laws) { $0.law(cap: chain.cap) }
        part.firstPassage = chain.firstPassage(counts)
        part.offTarget = chain.offTarget(counts)
      case .volume(let chain):
        let pairs = Self.each(laws, \.pairs)
        part.firstPassage = chain.firstPassage(pairs)
        part.offTarget = chain.offTarget(pairs)
      }
      total.add(part, weight: weight)
    }
    return total
  }

  /// One value per day; a distribution that repeats is computed once.
  private static func each<Value>(_ laws: [DailyLaw], _ make: (DailyLaw) -> Value) -> [Value] {
    var known: [DailyLaw: Value] = [:]
    return laws.map { law in
      if let value = known[law] { return value }
      let value = make(law)
      known[law] = value
      return value
    }
  }
}
