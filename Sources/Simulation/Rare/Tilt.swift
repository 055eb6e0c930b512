import Glibc

/// Where the draws of tilted paths are shifted to.
///
/// Normals are shifted in their mean; counts are shifted in their log-odds, or in the log of their mean;
/// which of several components a path draws is shifted by exponential weights. Without any shift it is the
/// model.
struct Tilt: Sendable {
  /// Where a path stands when something is drawn.
  struct Place: Sendable {
    var day: Int
    /// How near the window of the day is to its limit, 1 at the limit.
    var nearness: Double
    /// Log-odds of a bad order less what they are on average.
    var heat: Double
  }

  /// A shift that depends on the day, on how near the window is to its limit and on how high the rate is:
  /// straight lines between knots, plus a slope times each of the others.
  struct Curve: Sendable {
    let last: Int
    let knots: Int
    /// Bounds of the shift.
    let least: Double
    let most: Double
    /// What the slope on the height of the rate is before paths tell.
    let steadiness: Double
    /// One value per knot, then the two slopes.
    var values: [Double] { didSet { table = (0...last).map { Self.line(values, knots, last, $0) } } }
    /// The shift of days 0…`last` far from the limit.
    private(set) var table: [Double]

    init(last: Int, least: Double? = nil, most: Double, steadiness: Double = 0) {
      self.steadiness = steadiness
      self.last = max(1, last)
      self.least = least ?? -most
      self.most = most
      knots = min(7, max(2, self.last / 12 + 2))
      values = [Double](repeating: 0, count: knots + 1) + [steadiness]
      table = [Double](repeating: 0, count: self.last + 1)
    }

    @inline(__always)
    func shift(_ place: Place, _ scale: Double = 1) -> Double {
      let sloped = values[knots] * place.nearness + values[knots + 1] * place.heat
      let value = scale * (table[min(max(place.day, 0), last)] + sloped)
      return min(most, max(least, value))
    }

    /// The first of the two knots beside a day, and the share of the second.
    @inline(__always)
    static func place(_ knots: Int, _ last: Int, _ day: Int) -> (knot: Int, share: Double) {
      let x = Double(min(max(day, 1), last) - 1) / Double(max(1, last - 1)) * Double(knots - 1)
      let knot = min(Int(x), knots - 2)
      return (knot, x - Double(knot))
    }

    private static func line(_ values: [Double], _ knots: Int, _ last: Int, _ day: Int) -> Double {
      let (knot, share) = place(knots, last, day)
      return values[knot] * (1 - share) + values[knot + 1] * share
    }
  }

  /// Shares of the components of a mixture, with the logarithms of their true shares over these.
  struct Shares: Sendable {
    private(set) var cumulative: [Double]
    private(set) var logRatios: [Double]
    /// Exponents on the features of each component.
    var exponents: [Double]

    /// These parts of the draws follow the true shares, so that no weight is large, and the explored ones, so
    /// that no kind of component is overlooked.
    private static let (trueShare, exploredShare) = (0.1, 0.2)

    init(_ weights: [Double]) {
      cumulative = CompiledModel.cumulative(weights)
      logRatios = [Double](repeating: 0, count: weights.count)
      exponents = []
    }

    init(_ weights: [Double], features: [[Double]], exponents: [Double], explored: [Double]) {
      self.init(weights, shares: Self.tilted(weights, features, exponents), explored: explored)
      self.exponents = exponents
    }

    /// - Parameter shares: Shares to draw with; all three add to 1.
    init(_ weights: [Double], shares: [Double], explored: [Double]) {
      exponents = []
      let mixed = weights.indices.map { index in
        Self.trueShare * weights[index] + Self.exploredShare * explored[index]
          + (1 - Self.trueShare - Self.exploredShare) * shares[index]
      }
      cumulative = CompiledModel.cumulative(mixed)
      logRatios = zip(weights, mixed).map { $0 > 0 ? log($0 / $1) : 0 }
    }

    /// The weights times exponentials, scaled to add to 1.
    static func tilted(_ weights: [Double], _ features: [[Double]], _ exponents: [Double]) -> [Double] {
      let logs = zip(weights, features).map { weight, features in
        log(weight) + zip(features, exponents).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let most = logs.max() ?? 0
      let raw = logs.map { exp($0 - most) }
      let total = raw.reduce(0, +)
      return raw.map { $0 / total }
    }

    @inline(__always) func pick(_ u: Double) -> Int { Self.pick(cumulative, u) }

    /// The first index whose running share is above `u`.
    @inline(__always)
    static func pick(_ cumulative: [Double], _ u: Double) -> Int {
      var (low, high) = (0, cumulative.count - 1)
      while low < high {
        let middle = (low + high) >> 1
        if u < cumulative[middle] { high = middle } else { low = middle + 1 }
      }
      return low
    }
  }

  /// One per rate.
  var laws: [Shares]
  /// One per innovation.
  var innovations: [Curve]
  var levels: Shares?
  var coefficients: [Double]
  var volumeDrift: Curve
  var orders: Curve
  var bad: Curve
  var pending: Curve

  /// The model but for its components, of which every kind is met.
  init(_ plan: RarePlan, _ features: TiltFeatures) {
    self.init(plan)
    for index in laws.indices where plan.rates[index].weights.count > 1 {
      laws[index] = Shares(
        plan.rates[index].weights, shares: plan.rates[index].weights, explored: features.exploredLaws[index])
    }
  }

  /// No tilt at all.
  private init(_ plan: RarePlan) {
    laws = plan.rates.map { Shares($0.weights) }
    innovations = plan.mixing.map { _ in Curve(last: plan.ahead.last ?? 1, most: 3) }
    levels = plan.volume.flatMap { $0.weights.isEmpty ? nil : Shares($0.weights) }
    coefficients = [Double](
      repeating: 0, count: plan.volume.map { $0.factor.isEmpty ? 0 : $0.mean.count } ?? 0)
    volumeDrift = Curve(last: plan.lastMember, most: 2)
    orders = Curve(last: plan.lastMember, most: 2)
    bad = Curve(last: plan.lastMember, least: 0, most: 6, steadiness: -1)
    pending = Curve(last: plan.cohorts.lastIndex { !$0.isEmpty } ?? 1, least: 0, most: 6, steadiness: -1)
  }
}
