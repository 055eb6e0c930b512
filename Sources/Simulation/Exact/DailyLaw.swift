import Glibc

/// The distribution of one day's bad orders, known in advance.
enum DailyLaw: Hashable, Sendable {
  case binomial(orders: Int, p: Double)
  case betaBinomial(orders: Int, p: Double, concentration: Double)
  case poisson(mean: Double)
  case negativeBinomial(mean: Double, size: Double)
  /// Orders by `pmf`, each bad with probability p; beta-binomial where there is a concentration.
  case share(pmf: [Double], p: Double, concentration: Double?)

  /// The most bad orders of the day.
  var most: Int {
    switch self {
    case .binomial(let orders, let p), .betaBinomial(let orders, let p, _): p > 0 ? orders : 0
    case .poisson(let mean), .negativeBinomial(let mean, _): mean > 0 ? .max - 1 : 0
    case .share(let pmf, let p, _): p > 0 ? (pmf.lastIndex { $0 > 0 } ?? 0) : 0
    }
  }

  func law(cap: Int) -> CountLaw {
    switch self {
    case .binomial(let orders, let p): .binomial(orders, p, cap: cap)
    case .betaBinomial(let orders, let p, let concentration):
      .betaBinomial(orders, p, concentration: concentration, cap: cap)
    case .poisson(let mean): .poisson(mean, cap: cap)
    case .negativeBinomial(let mean, let size): .negativeBinomial(mean, size: size, cap: cap)
    case .share(let pmf, let p, let concentration):
      .mixture(
        pmf.enumerated().filter { $0.element > 0 }.map { orders, weight in
          (weight, Self.of(orders, p, concentration).law(cap: cap))
        })
    }
  }

  /// Probabilities of (orders, bad), orders 0…the last of the pmf, bad 0…orders, in that order.
  var pairs: [Double] {
    guard case .share(let pmf, let p, let concentration) = self else { return [] }
    return pmf.enumerated().flatMap { orders, weight in
      let mass = Self.of(orders, p, concentration).law(cap: orders + 1).mass
      return (0...orders).map { $0 < mass.count ? weight * mass[$0] : 0 }
    }
  }

  static func of(_ orders: Int, _ p: Double, _ concentration: Double?) -> DailyLaw {
    concentration.map { .betaBinomial(orders: orders, p: p, concentration: $0) }
      ?? .binomial(orders: orders, p: p)
  }
}

/// What is known in advance about the orders.
enum StaticVolume {
  /// A count for each day; zeros where the model has no orders.
  case fixed([Int])
  case table([Double])
  /// Means by day with their weights, around which counts are Poisson, or negative binomial of a size.
  case spread([(weight: Double, means: [Double])], size: Double?)

  init(_ model: SimulationModel) throws(OutsideExactDomain) {
    let days = 1...model.horizonDays
    guard let orders = model.orders else {
      self = .fixed(days.map { _ in 0 })
      return
    }
    switch orders.distribution {
    case .fixed: self = .fixed(days.map { Int(orders.counts?[$0] ?? 0) })
    case .table:
      let total = (orders.pmf ?? [1]).reduce(0, +)
      self = .table((orders.pmf ?? [1]).map { $0 / total })
    case .poisson, .negativeBinomial:
      if orders.coefficientCovariance != nil {
        throw OutsideExactDomain(
          "orders.coefficient_covariance is present: the mean of the orders is itself drawn.")
      }
      let levels =
        orders.components
        ?? [.init(weight: 1, level: 0, deviation: 0, ar1Coefficient: 0, innovationSD: 0)]
      let total = levels.reduce(0) { $0 + $1.weight }
      var means: [(Double, [Double])] = []
      for (index, level) in levels.enumerated() {
        if level.innovationSD > 0 {
          throw OutsideExactDomain("orders.components[\(index)].innovation_sd is above 0: the volume drifts.")
        }
        means.append((level.weight / total, days.map { Self.mean(orders, level, $0) }))
      }
      self = .spread(means, size: orders.distribution == .poisson ? nil : orders.size)
    }
  }

  private static func mean(_ orders: OrderProcess, _ level: OrderProcess.Component, _ day: Int) -> Double {
    var predictor = level.level
    var deviation = level.deviation
    for _ in 1...day { deviation *= level.ar1Coefficient }
    predictor += deviation
    if let design = orders.design, let mean = orders.coefficientMean {
      for (x, coefficient) in zip(design[day - 1], mean) { predictor += x * coefficient }
    }
    return min((orders.mean?[day] ?? 1) * exp(predictor), SimulationModel.mostPerDay)
  }
}
