import AccountHealth
import Glibc
import Probability
import Simulation

/// The volume of an account: weekday factors and a drifting level, filtered exactly on a grid.
///
/// orders(t) ~ Poisson or negative binomial with log mean = centre + x(t) + weekday, x a stationary AR(1) on
/// equally spaced states. Around a level that drifts counts are close to Poisson; the excess is drift.
struct VolumeFilter {
  static let states = 61
  /// Only this many of the newest days are read; the level has forgotten older ones.
  static let memory = 400

  let priors: Priors
  /// Sale events of the account's marketplace, and the day they are counted from.
  var events: [SaleEvent] = []
  var asOf = Day(number: 0)

  /// - Parameters:
  ///   - counts: Orders of consecutive days, the last being `asOf`.
  ///   - horizon: Days to come, for which the design of weekdays is laid out.
  /// - Complexity: O(days · drifts · states²).
  func process(counts all: [Int], lastWeekday: Int, horizon: Int) -> OrderProcess {
    let recent = Array(all.suffix(Self.memory))
    let effects = effects(recent, lastWeekday)
    let weekdays = weekdayFactors(recent, lastWeekday, besides: effects)
    let runs = runs(counts: all, lastWeekday: lastWeekday)
    let best = runs.map(\.evidence).max() ?? 0
    // One dispersion for the account, the likeliest over all drifts; the drifts are all kept.
    let sizes = priors.volumeSizes.map { $0.size ?? .infinity }
    let size =
      sizes.max { left, right in
        share(of: left, runs.map { ($0.evidence, $0.size) }, best)
          < share(of: right, runs.map { ($0.evidence, $0.size) }, best)
      } ?? .infinity
    var process = OrderProcess(distribution: size.isFinite ? .negativeBinomial : .poisson)
    process.size = size.isFinite ? size : nil
    process.coefficientNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    process.coefficientMean = weekdays.factors.map { log($0) }
    process.coefficientCovariance = (0..<7).map { row in
      (0..<7).map { row == $0 ? weekdays.variances[row] : 0 }
    }
    process.design = (1...horizon).map { day in (0..<7).map { $0 == (lastWeekday + day) % 7 ? 1 : 0 } }
    let ahead = effects.effects.filter { effect in (1...horizon).contains { effect.covers($0) } }
    process.add(ahead, horizon: horizon)
    var components: [OrderProcess.Component] = []
    for run in runs where run.size == size {
      let scale = exp(run.evidence - best)
      for (state, mass) in zip(run.states, run.mass) where scale * mass > 1e-6 {
        components.append(
          .init(
            weight: scale * mass, level: run.centre, deviation: state, ar1Coefficient: run.drift.ar1,
            innovationSD: run.drift.innovationSD))
      }
    }
    process.components = components
    return process
  }

  struct Run {
    var evidence: Double
    var size: Double
    var drift: Priors.Drift
    var centre: Double
    var states: [Double]
    var mass: [Double]
  }

  /// The filter under every drift and dispersion of the priors, drifts first.
  func runs(counts all: [Int], lastWeekday: Int) -> [Run] {
    let counts = Array(all.suffix(Self.memory))
    let effects = effects(counts, lastWeekday)
    let weekdays = weekdayFactors(counts, lastWeekday, besides: effects).factors
    let factors = counts.indices.map { index in
      let day = index - (counts.count - 1)
      let factor = weekdays[Self.weekday(day, lastWeekday)]
      return effects.isEventDay(day) ? factor * exp(effects.logFactor(on: day)) : factor
    }
    let recent = counts.suffix(120)
    // 1/2 an order of pseudo-count keeps the logarithm of an account without orders finite.
    let centre = log((Double(recent.reduce(0, +)) + 0.5) / Double(max(recent.count, 30)))
    var runs: [Run] = []
    for drift in priors.volume {
      let chain = VolumeChain(states: Self.states, drift: drift)
      for dispersion in priors.volumeSizes {
        let size = dispersion.size ?? .infinity
        let (mass, evidence) = filter(counts, factors, centre, chain, size)
        runs.append(
          Run(
            evidence: evidence + log(drift.weight * dispersion.weight), size: size, drift: drift,
            centre: centre, states: chain.states, mass: mass))
      }
    }
    return runs
  }

  private func share(of size: Double, _ runs: [(Double, Double)], _ best: Double) -> Double {
    runs.reduce(0) { $0 + ($1.1 == size ? exp($1.0 - best) : 0) }
  }

  private static func weekday(_ day: Int, _ lastWeekday: Int) -> Int { ((lastWeekday + day) % 7 + 7) % 7 }

  /// The events' effects, with what the counts say of them.
  private func effects(_ counts: [Int], _ lastWeekday: Int) -> EventEffects {
    guard !events.isEmpty else { return .none }
    let factors = weekdayFactors(counts, lastWeekday, besides: .none).factors
    return EventEffects(
      events, asOf: asOf, counts: counts,
      factors: counts.indices.map { factors[Self.weekday($0 - (counts.count - 1), lastWeekday)] })
  }

  private func weekdayFactors(
    _ counts: [Int], _ lastWeekday: Int, besides effects: EventEffects
  ) -> (factors: [Double], variances: [Double]) {
    var (orders, days) = ([Double](repeating: 0, count: 7), [Double](repeating: 0, count: 7))
    for (index, count) in counts.enumerated() {
      let day = index - (counts.count - 1)
      if effects.isEventDay(day) { continue }
      let weekday = Self.weekday(day, lastWeekday)
      orders[weekday] += Double(count)
      days[weekday] += 1
    }
    let total = orders.reduce(0, +)
    let pace = total / max(days.reduce(0, +), 1)
    // Gamma-Poisson shrinkage of each day's factor towards the prior one.
    let strength = priors.weekdayStrength / 7
    let raw = (0..<7).map { (orders[$0] + strength * priors.weekdays[$0]) / (pace * days[$0] + strength) }
    let mean = raw.reduce(0, +) / 7
    return (raw.map { $0 / mean }, (0..<7).map { 1 / (orders[$0] + strength) })
  }

  private func filter(
    _ counts: [Int], _ factors: [Double], _ centre: Double, _ chain: VolumeChain, _ size: Double
  ) -> (mass: [Double], logEvidence: Double) {
    var grid = GridMass(mass: chain.stationary, states: chain.states.count, transition: chain.transition)
    let levels = chain.states.map { exp(centre + $0) }
    // The part of the pmf that does not depend on the mean, so that sizes can be compared.
    var constant = 0.0
    for (count, factor) in zip(counts, factors) {
      grid.step()
      let observed = Double(count)
      grid.observe { state in
        let mean = levels[state] * factor
        return size.isFinite
          ? observed * log(mean / (mean + size)) - size * log1p(mean / size) : observed * log(mean) - mean
      }
      if size.isFinite { constant += logGamma(observed + size) - logGamma(size) }
    }
    return (grid.mass, grid.logEvidence + constant)
  }
}

extension OrderProcess {
  /// A column of the design for each event ahead, its coefficient drawn once a path.
  fileprivate mutating func add(_ effects: [EventEffects.Effect], horizon: Int) {
    for effect in effects {
      coefficientNames?.append(effect.title)
      coefficientMean?.append(effect.mean)
      coefficientCovariance = coefficientCovariance.map { rows in
        rows.map { $0 + [0] } + [[Double](repeating: 0, count: rows.count) + [effect.variance]]
      }
      design = design.map { rows in
        rows.enumerated().map { $0.element + [effect.covers($0.offset + 1) ? 1 : 0] }
      }
    }
  }
}

/// An AR(1) on equally spaced states that reach 3.5 stationary standard deviations; rows are the normal law
/// of the next day at the states, scaled to 1 (G. Tauchen, Economics Letters 20 (1986) 177–181).
struct VolumeChain {
  let states: [Double]
  let transition: [Double]
  let stationary: [Double]

  init(states count: Int, drift: Priors.Drift) {
    let reach = 3.5 * drift.sd
    let points = (0..<count).map { reach * (2 * Double($0) / Double(count - 1) - 1) }
    // A spacing wider than the innovation would freeze the chain, so the step is at least 0.6 spacings.
    let spread = max(drift.innovationSD, 0.6 * (points[1] - points[0]))
    func row(_ centre: Double, _ sd: Double) -> [Double] {
      let weights = points.map { point in
        let z = (point - centre) / sd
        return exp(-z * z / 2)
      }
      let total = weights.reduce(0, +)
      return weights.map { $0 / total }
    }
    states = points
    transition = points.flatMap { row(drift.ar1 * $0, spread) }
    stationary = row(0, drift.sd)
  }
}
