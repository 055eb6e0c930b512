import Glibc
import Probability

/// Tilted paths of one window, one after the other, in double precision.
///
/// A path stops on its first day off target. Its weight is the likelihood ratio of what it has drawn until
/// then: the model's probability over that of the tilted draws. Later draws have ratio 1 on average, so a
/// breach counts with this weight without bias (P. Glasserman, *Monte Carlo Methods in Financial
/// Engineering*, Springer 2003, section 4.6).
final class RarePath {
  /// A day on which a path was nearer to the limit than ever before, with its weight until then.
  struct Mark: Sendable {
    var day: Int
    /// 1 off target, below 1 otherwise.
    var nearness: Double
    var logWeight: Double
  }

  let plan: RarePlan
  let tilt: Tilt
  let seed: UInt64
  /// Sets the draws of one round of paths apart from those of the others.
  let round: UInt32
  private(set) var marks: [Mark] = []
  /// Whether a path keeps what it draws in `draws`.
  let collects: Bool
  var draws: TiltDraws

  let constants: RareConstants
  let rateCount: Int
  private let hasFactors: Bool
  @exclusivity(unchecked) var generator = Philox4x32(seed: 0)
  @exclusivity(unchecked) var logWeight = 0.0
  /// How near the window of the day is to its limit before the day's draws, and how high the rate is.
  @exclusivity(unchecked) private var nearness = 0.0
  @exclusivity(unchecked) private var heat = 0.0
  private let coefficients: Buffer<Double>
  private var level = OrderProcess.Component(
    weight: 1, level: 0, deviation: 0, ar1Coefficient: 0, innovationSD: 0)
  @exclusivity(unchecked) private var volumeDeviation = 0.0
  /// Orders promised for day 1…days, and running totals of what the window counts.
  let promised: Buffer<Int>
  let totals: Buffer<Int>
  /// Law and deviation of each rate.
  let laws: Buffer<Int>
  /// Index of each rate's law among all laws.
  private let places: Buffer<Int>
  let deviations: Buffer<Double>
  let normals: Buffer<Double>
  /// Rates × (days + 1): P(bad), or the mean of a count; and the log-odds of the window's own rate.
  let chances: Buffer<Double>
  let logOdds: Buffer<Double>
  /// Changes of the bad count by day.
  let change: Buffer<Int>
  private var knownThrough = 0

  init(_ plan: RarePlan, _ tilt: Tilt, seed: UInt64, round: UInt32, collects: Bool = false) {
    self.plan = plan
    self.collects = collects
    draws = TiltDraws(innovations: plan.mixing.count)
    constants = RareConstants(plan)
    rateCount = plan.rates.count
    hasFactors = plan.rates.contains { $0.factor != nil }
    places = Buffer(plan.rates.count)
    self.tilt = tilt
    self.seed = seed
    self.round = round
    let days = plan.days
    coefficients = Buffer(plan.volume?.mean.count ?? 0)
    promised = Buffer(days + 1)
    totals = Buffer(days + 1)
    laws = Buffer(plan.rates.count)
    deviations = Buffer(plan.rates.count)
    normals = Buffer(plan.mixing.count)
    chances = Buffer(plan.rates.count * (days + 1))
    logOdds = Buffer(days + 1)
    change = Buffer(days + 2)
  }

  @inline(__always) func uniform() -> Double { openUnitInterval(generator.next()) }

  @inline(__always)
  func place(_ day: Int) -> Tilt.Place { Tilt.Place(day: day, nearness: nearness, heat: heat) }

  /// A normal of mean `shift`, weighted as one of mean 0.
  @inline(__always)
  func normal(_ shift: Double) -> Double {
    let z = normalQuantileFast(uniform()) + shift
    if shift != 0 { logWeight += shift * (0.5 * shift - z) }
    return z
  }

  /// Simulates path `index` through day `last`, or to its first day off target.
  func run(_ index: UInt32, through last: Int) {
    generator = Philox4x32(
      seed: seed, path: index, day: round, purpose: Purpose.rare.address(stream: plan.stream, slot: plan.slot)
    )
    marks.removeAll(keepingCapacity: true)
    if collects { draws = TiltDraws(innovations: plan.mixing.count) }
    (logWeight, nearness, knownThrough, volumeDeviation) = (0, 0, 0, 0)
    promised.zero()
    change.zero()
    begin()
    var (running, best) = (0, 0.0)
    for day in 1...last {
      let start = plan.settledOrders[day - 1] + orders(in: day, before: true)
      nearness = min(1.5, ratio(plan.settledBad[day - 1] + running + change[day], start))
      if plan.ahead[day] > knownThrough { advance(through: plan.ahead[day]) }
      let member = day - plan.youngest
      if member >= 1 { drawMember(member) }
      for cohort in plan.cohorts[day] { drawPending(cohort, day) }
      running += change[day]
      let bad = plan.settledBad[day - 1] + running
      let orders = plan.settledOrders[day - 1] + orders(in: day, before: false)
      let isOff = plan.rule.isOffTarget(bad: bad, orders: orders)
      let near = isOff ? 1 : min(ratio(bad, orders), 0.999_999)
      if near > best {
        best = near
        marks.append(Mark(day: day, nearness: near, logWeight: logWeight))
      }
      if isOff { return }
    }
  }

  /// New orders in the window of a day, with or without those that it counts for the first time.
  @inline(__always)
  private func orders(in day: Int, before: Bool) -> Int {
    guard plan.volume != nil else { return 0 }
    return totals[max(0, day - plan.youngest - (before ? 1 : 0))]
      - totals[max(0, day - plan.oldest - 1)]
  }

  /// Bad orders over the fewest that are off target; less where the window has too few orders to be judged.
  @inline(__always)
  private func ratio(_ bad: Int, _ orders: Int) -> Double {
    switch plan.rule {
    case .count(let count): return Double(bad) / Double(count)
    case .rate(let numerator, let denominator, _, let minimum):
      guard orders > 0 else { return 0 }
      let line = Double(numerator) * Double(orders)
      let share = line > 0 ? min(Double(denominator) * Double(bad) / line, 1) : bad > 0 ? 1 : 0.5
      return orders < minimum ? share * Double(orders) / Double(minimum) : share
    }
  }

  // MARK: What is drawn once

  private func begin() {
    if let volume = plan.volume {
      let components = volume.process.components ?? []
      if let shares = tilt.levels {
        let index = shares.pick(uniform())
        logWeight += shares.logRatios[index]
        level = components[index]
        volumeDeviation = level.deviation
        if collects { draws.levels.append(index) }
      }
      drawCoefficients(volume)
    }
    for index in 0..<rateCount {
      var law = 0
      if tilt.laws[index].cumulative.count > 1 {
        law = tilt.laws[index].pick(uniform())
        logWeight += tilt.laws[index].logRatios[law]
      }
      if collects { draws.laws.append(law) }
      laws[index] = law
      places[index] = constants.firstLaws[index] + law
      deviations[index] = constants.laws[4 * places[index] + 1]
      if index == rateCount - 1 {
        let start = constants.laws[4 * places[index]] + deviations[index]
        heat = constants.firstDaily[places[index]] >= 0 ? 0 : max(-4, min(4, start - plan.meanLogOdds))
      }
    }
  }

  private func drawCoefficients(_ volume: RarePlan.Volume) {
    let width = volume.mean.count
    for index in 0..<width { coefficients[index] = constants.means[index] }
    guard !volume.factor.isEmpty else { return }
    for column in 0..<width {
      let z = normal(tilt.coefficients[column])
      if collects { draws.coefficients.append(z) }
      for row in column..<width { coefficients[row] += volume.factor[row * width + column] * z }
    }
  }

  // MARK: Rates

  /// Moves all rates to a day, whose chances are then known.
  private func advance(through day: Int) {
    let (stride, own) = (plan.days + 1, rateCount - 1)
    let constants = constants
    for today in knownThrough + 1...day {
      for index in 0...own {
        let innovation = constants.innovations[index]
        guard innovation >= 0 else { continue }
        let sd = constants.laws[4 * places[index] + 3]
        guard sd > 0 || plan.isMixed else { continue }
        let scale = plan.isMixed ? 1 : sd / constants.scales[index]
        let place = place(today)
        let z = normal(tilt.innovations[innovation].shift(place, scale))
        if collects { draws.innovations[innovation].append(.init(place: place, scale: scale, value: z)) }
        normals[innovation] = z
      }
      for index in 0...own {
        let place = places[index]
        var (chance, x) = (0.0, 0.0)
        if constants.firstDaily[place] >= 0 {
          chance = constants.daily[constants.firstDaily[place] + today - 1]
          if index == own { x = plan.isShare ? logit(chance) : log(chance) }
        } else {
          let sd = constants.laws[4 * place + 3]
          var deviation = constants.laws[4 * place + 2] * deviations[index]
          if sd > 0 {
            let innovation = constants.innovations[index]
            var e = 0.0
            for other in 0...innovation {
              e += constants.mixing[innovation * normals.count + other] * normals[other]
            }
            deviation += sd * e
          }
          deviations[index] = deviation
          x = constants.laws[4 * place] + deviation
          chance = logistic(x)
        }
        let driver = constants.drivers[index]
        if driver >= 0 {
          let cause = chances[driver * stride + max(1, today - constants.lags[index])]
          let excess = constants.excesses[index]
          chance += cause * excess * chance * (1 - chance) / (chance * excess + 1)
        }
        if hasFactors { chance = min(1, chance * constants.factors[index * stride + today]) }
        chances[index * stride + today] = chance
        if index == own {
          logOdds[today] = x
          heat = max(-4, min(4, x - plan.meanLogOdds))
        }
      }
    }
    knownThrough = day
  }

  /// P(bad) of the window's own rate, or the mean of its counts.
  @inline(__always)
  func chance(on day: Int) -> Double { chances[(rateCount - 1) * (plan.days + 1) + day] }

  // MARK: Orders

  /// The mean of a day's orders; the days are asked for in order.
  func orderMean(_ volume: RarePlan.Volume, _ day: Int) -> Double {
    let width = coefficients.count
    var log = 0.0
    let row = constants.design.base + (day - 1) * width
    for index in 0..<width { log += coefficients[index] * row[index] }
    if !volume.weights.isEmpty {
      volumeDeviation *= level.ar1Coefficient
      if level.innovationSD > 0 {
        let scale = level.innovationSD / volume.scale
        let place = place(day)
        let z = normal(tilt.volumeDrift.shift(place, scale))
        if collects { draws.volumeDrift.append(.init(place: place, scale: scale, value: z)) }
        volumeDeviation += level.innovationSD * z
      }
      log += level.level + volumeDeviation
    }
    return min(exp(log) * volume.daily[day - 1], SimulationModel.mostPerDay)
  }
}
