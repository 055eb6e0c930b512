import AccountHealth
import Glibc
import Probability
import Simulation

/// The volume of an account: weekday factors and a drifting level, filtered exactly on a grid.
///
/// orders(t) ~ Poisson or negative binomial with log mean = level + x(t) + weekday, x a stationary AR(1) on
/// equally spaced states. Around a drifting level counts are close to Poisson; the excess is drift. An
/// account that has been silent may have closed (`ClosingOdds`), and one with more than two years of orders
/// has a `Season`.
struct VolumeFilter {
  static let states = 61
  static let levels = 7
  /// Prior of the log orders per day to which accounts revert. It is wide, as they sell from a few orders per
  /// year to thousands per day.
  static let level = (mean: 1.0, sd: 3.0)
  /// Only this many of the newest days are read, except for a season; the level has forgotten older ones.
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
    let season = Season(
      counts: all, factors: factors(all.count, lastWeekday, weekdays.factors, effects), priors: priors)
    let runs = runs(counts: all, lastWeekday: lastWeekday, season: season)
    let best = runs.map(\.evidence).max() ?? 0
    // The account has one dispersion, the likeliest over all drifts; all drifts are kept.
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
    if let season { process.add(season, horizon: horizon) }
    // The season moves the volume from where it is today.
    let today = season?.logFactor(on: 0) ?? 0
    var components: [OrderProcess.Component] = []
    var closed = 0.0
    // Points too rare to matter are left out, compared with the other points of an open account.
    let open = runs.map { $0.evidence - log1p($0.closedOdds) }.max() ?? 0
    for run in runs where run.size == size {
      let scale = exp(run.evidence - log1p(run.closedOdds) - open)
      closed += scale * run.closedOdds
      for (row, level) in run.levels.enumerated() {
        for (column, state) in run.states.enumerated() {
          let weight = scale * run.mass[row * run.states.count + column]
          guard weight > 1e-6 else { continue }
          components.append(
            .init(
              weight: weight, level: level + today, deviation: state, ar1Coefficient: run.drift.ar1,
              innovationSD: run.drift.innovationSD))
        }
      }
    }
    if closed > 1e-6 { components.append(ClosingOdds.component(weight: closed)) }
    process.components = Self.scaled(components)
    return process
  }

  /// The components with weights that add to more than ½ and at most 1.
  ///
  /// Weights against an open account reach 10³⁰ where the account has surely closed. They are scaled by a
  /// power of two, which is exact: every share of their sum stays the same to the last bit.
  private static func scaled(_ components: [OrderProcess.Component]) -> [OrderProcess.Component] {
    let total = components.reduce(0) { $0 + $1.weight }
    guard total > 0, total.isFinite else { return components }
    let scale = Double(
      sign: .plus, exponent: -(total.exponent + (total.significand > 1 ? 1 : 0)), significand: 1)
    return components.map { component in
      var component = component
      component.weight *= scale
      return component
    }
  }

  struct Run {
    var evidence: Double
    var size: Double
    var drift: Priors.Drift
    var levels: [Double]
    var states: [Double]
    /// levels × states, of the account while it is open.
    var mass: [Double]
    /// P(closed for good) : P(open).
    var closedOdds: Double
    /// Log chance of each day since the last order, had the account been open.
    var silence: [Double]
  }

  /// The filter under every drift and dispersion of the priors, drifts first.
  func runs(counts all: [Int], lastWeekday: Int, season: Season? = nil) -> [Run] {
    let counts = Array(all.suffix(Self.memory))
    var factors = dayFactors(counts: counts, lastWeekday: lastWeekday)
    if let season {
      for index in factors.indices { factors[index] *= exp(season.logFactor(on: index - (counts.count - 1))) }
    }
    let sizes = priors.volumeSizes.map { $0.size ?? .infinity }
    return priors.volume.flatMap { drift in
      let chain = NormalChain(states: Self.states, ar1: drift.ar1, sd: drift.sd)
      let levels = levelGrid(counts, drift)
      let laws = filter(counts, factors, levels, chain, sizes)
      return zip(priors.volumeSizes, laws).map { dispersion, law in
        var closing = priors.closing.map { ClosingOdds(prior: $0) }
        for logChance in law.silence { closing?.observeSilence(logChance: logChance) }
        let odds = closing?.odds ?? 0
        return Run(
          evidence: law.logEvidence + log1p(odds) + log(drift.weight * dispersion.weight),
          size: dispersion.size ?? .infinity, drift: drift, levels: levels, states: chain.states,
          mass: law.mass, closedOdds: odds, silence: law.silence)
      }
    }
  }

  /// The factor of weekday and sale events on each day.
  func dayFactors(counts: [Int], lastWeekday: Int) -> [Double] {
    let effects = effects(counts, lastWeekday)
    let weekdays = weekdayFactors(counts, lastWeekday, besides: effects).factors
    return factors(counts.count, lastWeekday, weekdays, effects)
  }

  private func share(of size: Double, _ runs: [(Double, Double)], _ best: Double) -> Double {
    runs.reduce(0) { $0 + ($1.1 == size ? exp($1.0 - best) : 0) }
  }

  private static func weekday(_ day: Int, _ lastWeekday: Int) -> Int { ((lastWeekday + day) % 7 + 7) % 7 }

  /// The factor of weekday and events on each of the newest days.
  private func factors(
    _ days: Int, _ lastWeekday: Int, _ weekdays: [Double], _ effects: EventEffects
  ) -> [Double] {
    (0..<days).map { index in
      let day = index - (days - 1)
      let factor = weekdays[Self.weekday(day, lastWeekday)]
      return effects.isEventDay(day) ? factor * exp(effects.logFactor(on: day)) : factor
    }
  }

  /// The effects of the events, updated by the counts.
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
    // Gamma-Poisson shrinkage of each weekday's factor towards the prior one.
    let strength = priors.weekdayStrength / 7
    let raw = (0..<7).map { (orders[$0] + strength * priors.weekdays[$0]) / (pace * days[$0] + strength) }
    let mean = raw.reduce(0, +) / 7
    return (raw.map { $0 / mean }, (0..<7).map { 1 / (orders[$0] + strength) })
  }

  /// Levels around the place where the posterior must lie: 2.5 standard errors, and the shift that drift
  /// brings.
  private func levelGrid(_ counts: [Int], _ drift: Priors.Drift) -> [Double] {
    let orders = Double(counts.reduce(0, +)) + 0.5
    let days = Double(max(counts.count, 30))
    // The variance of the mean of an AR(1) over so many days, and that of counting.
    let memory = -log(drift.ar1) * days
    let spread = drift.sd * drift.sd * 2 / (memory * memory) * (memory + expm1(-memory)) + 1 / orders
    let precision = 1 / (Self.level.sd * Self.level.sd)
    let variance = 1 / (precision + 1 / spread)
    let centre = variance * (Self.level.mean * precision + log(orders / days) / spread)
    let reach = 2.5 * variance.squareRoot() + drift.sd * drift.sd / 2
    return (0..<Self.levels).map { centre - reach + 2 * reach * Double($0) / Double(Self.levels - 1) }
  }

  private struct UsualDay: Hashable {
    var factor: Double
    var count: Int
  }

  /// The chances of days with more orders are seldom needed twice.
  private static let mostUsual = 20

  private typealias Law = (mass: [Double], logEvidence: Double, silence: [Double])

  /// The masses, levels × states, the log evidence and the log chances of the days since the last order under
  /// each of `sizes`.
  ///
  /// All sizes are one grid, so that a day is one matrix product; their shares of its mass are their
  /// evidence.
  private func filter(
    _ counts: [Int], _ factors: [Double], _ levels: [Double], _ chain: NormalChain, _ sizes: [Double]
  ) -> [Law] {
    let spacing = levels[1] - levels[0]
    var prior: [Double] = []
    var logMeans: [Double] = []
    for level in levels {
      let z = (level - Self.level.mean) / Self.level.sd
      let density = exp(-z * z / 2) / (Self.level.sd * 2.5066282746310002) * spacing
      prior += chain.stationary.map { density * $0 }
      logMeans += chain.states.map { level + $0 }
    }
    var grid = GridMass(
      mass: sizes.flatMap { _ in prior }, states: chain.states.count, transition: chain.transition)
    let cells = logMeans.count
    func evidence(_ size: Int) -> Double {
      grid.logEvidence + log(grid.mass[size * cells..<(size + 1) * cells].reduce(0, +))
    }
    let silentFrom = (counts.lastIndex { $0 > 0 } ?? 0) + 1
    var before: [Double] = []
    var silences = sizes.map { _ in [Double]() }
    let means = logMeans.map { exp($0) }
    var laws: [Double: CountLikelihood] = [:]
    // Most days of most accounts have few orders: their chances are computed once per factor.
    var usual: [UsualDay: CountLikelihood.Day] = [:]
    for (day, (count, factor)) in zip(counts, factors).enumerated() {
      let law =
        laws[factor] ?? CountLikelihood(means: means, logMeans: logMeans, factor: factor, sizes: sizes)
      laws[factor] = law
      grid.step()
      var isObserved = false
      if count <= Self.mostUsual {
        let key = UsualDay(factor: factor, count: count)
        let day = usual[key] ?? law.day(count: count)
        usual[key] = day
        isObserved = grid.observe(day)
      }
      if !isObserved { grid.observeAll { law.fill($0, count: count) } }
      guard day >= silentFrom - 1 else { continue }
      let after = sizes.indices.map(evidence)
      if day >= silentFrom { for size in sizes.indices { silences[size].append(after[size] - before[size]) } }
      before = after
    }
    return sizes.indices.map { size in
      let mass = grid.mass[size * cells..<(size + 1) * cells]
      let share = mass.reduce(0, +)
      // The orders rule this size out, to rounding.
      guard share > 0 else { return (prior, -.infinity, []) }
      return (mass.map { $0 / share }, grid.logEvidence + log(share), silences[size])
    }
  }
}

extension OrderProcess {
  /// Adds columns for the season as it differs from today's; their coefficients are drawn once per path.
  fileprivate mutating func add(_ season: Season, horizon: Int) {
    let width = season.mean.count
    coefficientNames? += ["year_cos", "year_sin", "half_year_cos", "half_year_sin"]
    coefficientMean? += season.mean
    coefficientCovariance = coefficientCovariance.map { rows in
      rows.map { $0 + [Double](repeating: 0, count: width) }
        + season.covariance.map { [Double](repeating: 0, count: rows.count) + $0 }
    }
    let today = Season.row(0)
    design = design.map { rows in
      rows.enumerated().map { day, row in row + zip(Season.row(Double(day + 1)), today).map { $0 - $1 } }
    }
  }

  /// Adds a column for each event ahead; its coefficient is drawn once per path.
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
