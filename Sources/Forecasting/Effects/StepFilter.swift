import Glibc
import Probability

/// The likelihood of every size of a step in one series, under one drift; exact up to the grid.
///
/// log-odds(t) = level + x(t) + the sum of the changes so far, x a stationary AR(1): the model of
/// `RateFilter` (and of `VolumeFilter` for orders) with steps. A row of the grid is the level with the
/// changes so far, so a step of size d moves the mass of a row by d, and the days after it need no run of
/// their own for each size. With α(r) the forward mass on the evening before and β(r) the chance of the days
/// after from each row, the likelihood of a step d is Σ α(r) β(r + d): one pass either way has it for all
/// sizes and all days at once. Steps of other known changes are integrated over their priors, by moving the
/// mass between rows.
struct StepFilter {
  /// A step's sizes, equally spaced, with the log likelihood of each.
  struct Likelihood {
    var first: Double
    var spacing: Double
    /// −∞ where the grid does not reach.
    var logs: [Double]
  }

  private let laws: [DayLaw]
  private let levels: [Double]
  private let spacing: Double
  private let chain: NormalChain
  private let prior: [Double]
  private let table: DayLaw.Table
  private let places: [Double]
  private let makeTable: ([Double]) -> DayLaw.Table

  /// - Parameters:
  ///   - laws: Consecutive days.
  ///   - levels: Equally spaced rows.
  ///   - priorLog: The log density of a level before any change, but for a constant.
  init(
    _ laws: [DayLaw], levels: [Double], chain: NormalChain, priorLog: (Double) -> Double,
    table: @escaping ([Double]) -> DayLaw.Table
  ) {
    (self.laws, self.levels, self.chain) = (laws, levels, chain)
    spacing = levels[1] - levels[0]
    let spacing = spacing
    places = levels.flatMap { level in chain.states.map { level + $0 } }
    prior = levels.flatMap { level in
      let density = exp(priorLog(level)) * spacing
      return chain.stationary.map { density * $0 }
    }
    makeTable = table
    self.table = table(places)
  }

  private struct Kept {
    var mass: [Double]
    var log: Double
  }

  /// The log likelihood of every size of one of several changes, all others being integrated out.
  ///
  /// - Parameters:
  ///   - changes: Each on a day of the series.
  ///   - reach: The sizes of interest.
  /// - Complexity: O(days · rows · states²), and as much for every 40 sizes of a ramp's days.
  func likelihoods(of changes: [DatedChange], reach: ClosedRange<Double>) -> [Likelihood] {
    let others = changes.map { (day: $0.step.day, kernel: kernel($0.prior)) }
    let before = forward(
      keeping: Set(changes.map(\.day)), mixing: others)
    let after = backward(
      keeping: Set(changes.map { $0.ramp > 1 ? rampEnd($0) : $0.day }), mixing: others)
    return changes.indices.map { index in
      let change = changes[index]
      // Those of the same day are not among the mass of the evening before.
      let beside = others.indices.filter { $0 != index && others[$0].day == change.day }.map {
        others[$0].kernel
      }
      guard let start = before[change.day] else { return nothing(reach) }
      guard change.ramp > 1 else {
        guard let end = after[change.day] else { return nothing(reach) }
        return step(start, mixed: beside, end, reach)
      }
      return ramp(
        change, start, mixed: beside, after[rampEnd(change)],
        others.indices.filter { $0 != index }.map { others[$0] }, reach)
    }
  }

  /// The log likelihood of every size of one more step on each of some days, the known changes being
  /// integrated out.
  func scan(_ days: [Int], among changes: [DatedChange], reach: ClosedRange<Double>) -> [Likelihood] {
    let others = changes.map { (day: $0.step.day, kernel: kernel($0.prior)) }
    let before = forward(keeping: Set(days), mixing: others)
    let after = backward(keeping: Set(days), mixing: others)
    return days.map { day in
      guard let start = before[day], let end = after[day] else { return nothing(reach) }
      return step(start, mixed: others.filter { $0.day == day }.map(\.kernel), end, reach)
    }
  }

  /// The log chance of all days, the known changes being integrated out.
  func logEvidence(among changes: [DatedChange]) -> Double {
    let mixing = changes.map { (day: $0.step.day, kernel: kernel($0.prior)) }
    guard let end = forward(keeping: [laws.count], mixing: mixing)[laws.count] else { return -.infinity }
    return Glibc.log(end.mass.reduce(0, +)) + end.log
  }

  private func rampEnd(_ change: DatedChange) -> Int { min(change.day + change.ramp, laws.count) }

  private func nothing(_ reach: ClosedRange<Double>) -> Likelihood {
    Likelihood(first: reach.lowerBound, spacing: reach.upperBound - reach.lowerBound, logs: [0, 0])
  }

  // MARK: Passes

  private typealias Mixing = [(day: Int, kernel: [Double])]

  private func grid(_ mass: [Double], transposed: Bool = false) -> GridMass {
    let states = chain.states.count
    let transition =
      transposed
      ? (0..<states * states).map { chain.transition[$0 % states * states + $0 / states] }
      : chain.transition
    return GridMass(mass: mass, states: states, transition: transition)
  }

  /// The mass on the morning of each of `days`, given the days before it.
  private func forward(keeping days: Set<Int>, mixing: Mixing) -> [Int: Kept] {
    var grid = grid(prior)
    var kept: [Int: Kept] = [:]
    for (index, law) in laws.enumerated() {
      if index > 0 { grid.step() }
      if days.contains(index) { kept[index] = Kept(mass: grid.mass, log: grid.logEvidence) }
      for other in mixing where other.day == index { grid.mixRows(other.kernel) }
      table.observe(&grid, law)
    }
    if days.contains(laws.count) { kept[laws.count] = Kept(mass: grid.mass, log: grid.logEvidence) }
    return kept
  }

  /// The chance of the day itself and all later ones from each cell on the morning of each of `days`; beyond
  /// the last day it is 1.
  private func backward(keeping days: Set<Int>, mixing: Mixing) -> [Int: Kept] {
    var grid = grid([Double](repeating: 1, count: prior.count), transposed: true)
    var kept: [Int: Kept] = [:]
    if days.contains(laws.count) { kept[laws.count] = Kept(mass: grid.mass, log: 0) }
    for index in laws.indices.reversed() {
      table.observe(&grid, laws[index])
      if days.contains(index) { kept[index] = Kept(mass: grid.mass, log: grid.logEvidence) }
      for other in mixing where other.day == index { grid.mixRows(Self.transposed(other.kernel)) }
      grid.stepBack()
    }
    return kept
  }

  /// What share of a row's mass a change moves to every other row, by its prior.
  private func kernel(_ prior: LogRatioPrior) -> [Double] {
    let rows = levels.count
    // A prior narrower than the rows are apart would otherwise lose its mass between them.
    let width = prior.widened(to: 0.6 * spacing)
    let span = width.span(6)
    let reach = Int(max(abs(span.lowerBound), abs(span.upperBound)) / spacing) + 1
    let total = (-reach...reach).reduce(0.0) { $0 + width.density(Double($1) * spacing) }
    var kernel = [Double](repeating: 0, count: rows * rows)
    for to in 0..<rows {
      for from in 0..<rows { kernel[to * rows + from] = width.density(Double(to - from) * spacing) / total }
    }
    return kernel
  }

  private static func transposed(_ square: [Double]) -> [Double] {
    let side = Int(Double(square.count).squareRoot().rounded())
    return (0..<square.count).map { square[$0 % side * side + $0 / side] }
  }

  // MARK: Sizes

  private func step(_ start: Kept, mixed: [[Double]], _ end: Kept, _ reach: ClosedRange<Double>)
    -> Likelihood
  {
    var mass = start.mass
    if !mixed.isEmpty {
      var grid = grid(mass)
      for kernel in mixed { grid.mixRows(kernel) }
      mass = grid.mass
    }
    let moves =
      Int((reach.lowerBound / spacing).rounded(.down))...Int((reach.upperBound / spacing).rounded(.up))
    let logs = moves.map { move in log(overlap(mass, end.mass, by: move)) + start.log + end.log }
    return Likelihood(first: Double(moves.lowerBound) * spacing, spacing: spacing, logs: logs)
  }

  /// Σ over rows and states of the mass of a row times the chance from the row `move` rows on.
  private func overlap(_ mass: [Double], _ chance: [Double], by move: Int) -> Double {
    let (rows, states) = (levels.count, chain.states.count)
    let from = max(0, -move)
    let count = (rows - max(0, move) - from) * states
    guard count > 0 else { return 0 }
    let (first, second) = (from * states, (from + move) * states)
    return mass.withUnsafeBufferPointer { mass in
      chance.withUnsafeBufferPointer { chance in
        var sum = 0.0
        for cell in 0..<count { sum += mass[first + cell] * chance[second + cell] }
        return sum
      }
    }
  }

  /// The most sizes that are run through the days of a ramp.
  private static let rampSizes = 24

  /// On the days of a ramp the step is not complete: every size is run through them.
  private func ramp(
    _ change: DatedChange, _ start: Kept, mixed: [[Double]], _ end: Kept?, _ others: Mixing,
    _ reach: ClosedRange<Double>
  ) -> Likelihood {
    let stride = max(
      1, Int(((reach.upperBound - reach.lowerBound) / spacing / Double(Self.rampSizes)).rounded(.up)))
    let width = Double(stride) * spacing
    let moves = Int((reach.lowerBound / width).rounded(.down))...Int((reach.upperBound / width).rounded(.up))
    let logs = moves.map { step -> Double in
      let size = Double(step) * width
      var grid = grid(start.mass)
      for kernel in mixed { grid.mixRows(kernel) }
      for index in change.day..<rampEnd(change) {
        if index > change.day { grid.step() }
        for other in others where other.day == index && index > change.day { grid.mixRows(other.kernel) }
        let moved = change.strength(on: index) * size
        makeTable(places.map { $0 + moved }).observe(&grid, laws[index])
      }
      guard rampEnd(change) < laws.count, let end else {
        return log(grid.mass.reduce(0, +)) + grid.logEvidence + start.log
      }
      grid.step()
      return log(overlap(grid.mass, end.mass, by: step * stride)) + grid.logEvidence + start.log + end.log
    }
    return Likelihood(first: Double(moves.lowerBound) * width, spacing: width, logs: logs)
  }
}
