import AccountHealth
import Simulation

/// What two actions of a ranking are compared in, larger being better.
enum RowMeasure: Sendable {
  /// Fall of the objective's probability.
  case objective
  /// What is saved less what it costs.
  case net
  /// Fall of the expected days off target.
  case daysOff

  func value(of row: ActionRanking.Row) -> Estimate? {
    switch self {
    case .objective: row.fall
    case .net: row.money?.net
    case .daysOff: row.daysOffFall
    }
  }

  /// Fewer days are not worth a word.
  static let leastDays = 0.5

  /// Whether it is above 0 by more than three standard errors of the simulation: of some thirty actions that
  /// do nothing, hardly ever one is. Days off target must also be some.
  func isSure(_ row: ActionRanking.Row) -> Bool {
    guard let value = value(of: row) else { return false }
    if self == .net { return Payoff(value) == .surely }
    return value.value > 3 * value.standardError
      && value.value > (self == .daysOff ? Self.leastDays : 0)
  }

  func isBelow(_ one: ActionRanking.Row, _ other: ActionRanking.Row) -> Bool {
    (value(of: one)?.value ?? -.infinity, other.name) < (value(of: other)?.value ?? -.infinity, one.name)
  }

  /// The chance that it is above 0, over effects, costs and simulation; days off target have no luck of the
  /// effects, so that what is sure of them is above 0. `nil` if the value is not known.
  func chance(_ row: ActionRanking.Row) -> Double? {
    switch self {
    case .objective: row.fall.map { _ in row.helps }
    case .net: row.money?.worth
    case .daysOff: isSure(row) ? 1 : nil
    }
  }

  /// Whether doing nothing is worse with a chance of at least 95 %.
  func isAboveNothing(_ row: ActionRanking.Row) -> Bool { chance(row).map { $0 >= 0.95 } ?? false }

  /// One row minus another, with the standard error over effects and simulation: that of the differences of
  /// the shared futures, replication by replication, and what the luck of each action's effects and the range
  /// of the costs add.
  func difference(_ one: ActionRanking.Row, _ other: ActionRanking.Row) -> Estimate {
    let differences = zip(means(of: one), means(of: other)).map { $0 - $1 }
    let (luck, otherLuck) = (spread(of: one), spread(of: other))
    let added = luck * luck + otherLuck * otherLuck + costVariance(one, other)
    guard differences.count > 1 else {
      let (a, b) = (value(of: one), value(of: other))
      let (error, otherError) = (a?.standardError ?? 0, b?.standardError ?? 0)
      return Estimate(
        value: (a?.value ?? 0) - (b?.value ?? 0),
        standardError: (error * error + otherError * otherError + added).squareRoot())
    }
    let n = Double(differences.count)
    let mean = differences.reduce(0, +) / n
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Estimate(
      value: mean - (self == .net ? middleCost(one) - middleCost(other) : 0),
      standardError: (squares / (n - 1) / n + added).squareRoot())
  }

  /// The means of the replications that the row took part in, from the first on.
  private func means(of row: ActionRanking.Row) -> [Double] {
    switch self {
    case .objective: row.means
    case .net: row.savedMeans
    case .daysOff: []
    }
  }

  /// The standard deviation that the luck of the action's effects adds.
  private func spread(of row: ActionRanking.Row) -> Double {
    switch self {
    case .objective: row.spread
    case .net: row.savedSpread
    case .daysOff: 0
    }
  }

  private func middleCost(_ row: ActionRanking.Row) -> Double {
    row.money?.cost.map { ($0.lowerBound + $0.upperBound) / 2 } ?? 0
  }

  /// All costs share one luck, which is uniform over their ranges.
  private func costVariance(_ one: ActionRanking.Row, _ other: ActionRanking.Row) -> Double {
    guard self == .net else { return 0 }
    func width(_ row: ActionRanking.Row) -> Double {
      row.money?.cost.map { $0.upperBound - $0.lowerBound } ?? 0
    }
    let width = width(one) - width(other)
    return width * width / 12
  }
}

extension ActionRanking.Row {
  /// Whether the rates are off target for more days, by more than two standard errors.
  public var addsDaysOff: Bool {
    daysOffFall.map { $0.value < -2 * $0.standardError } ?? false
  }

  /// Whether it adds no days off target, over all rates or for one that is off target today.
  public var isHarmless: Bool { !addsDaysOff && worsened.isEmpty }

  /// The rates that are off target today and stay so for longer, by half a day and three standard errors or
  /// more.
  public var worsened: [String] {
    (tally?.returns ?? []).filter { exposure in
      exposure.daysOff.last.map {
        $0.change.value > RowMeasure.leastDays && $0.change.value > 3 * $0.change.standardError
      } ?? false
    }.map(\.name)
  }

  /// What it does for one rate: fewer expected days off target for a rate that is off target today, or else a
  /// lower chance to be so; `nil` unless that stands out of the error of the simulation.
  public func improvement(of metric: Metric, within days: Int) -> Estimate? {
    let change =
      tally?.returns.first { $0.name == metric.rawValue }.map { $0.daysOff.last?.change }
      ?? tally?.metrics.first { $0.name == metric.rawValue }?.change(by: days)
    return change.flatMap { $0.value < -2 * $0.standardError ? $0.negated : nil }
  }

  /// Whether it costs less than the other, whatever the luck that the costs of actions share, and at any rate
  /// between the currencies if none is known. A cost that is not known may be any, so that only what is free
  /// is below it.
  func isSurelyCheaper(than other: ActionRanking.Row) -> Bool {
    guard let price else { return false }
    guard let otherPrice = other.price else { return price == .none }
    return price.isSurelyBelow(otherPrice, rate: rate)
  }
}

extension ActionRanking {
  /// The row with the largest fall for its cost; one for each currency where no rate between the two is
  /// known, the account's own first.
  public func perCost(_ rows: [Row]) -> [Row] {
    func best(_ rows: [Row], _ cost: (Row) -> Double?) -> Row? {
      func value(_ row: Row) -> Double { (row.fall?.value ?? 0) / (cost(row) ?? .infinity) }
      return rows.filter { cost($0).map { $0 > 0 } ?? false }.max {
        (value($0), $1.name) < (value($1), $0.name)
      }
    }
    func middle(_ range: ClosedRange<Double>) -> Double { (range.lowerBound + range.upperBound) / 2 }
    guard rows.contains(where: { $0.cost == nil && $0.price != nil }) else {
      return [best(rows) { $0.middleCost }].compactMap { $0 }
    }
    return [
      best(rows) { row in row.price.flatMap { $0.usd.upperBound == 0 ? middle($0.own) : nil } },
      best(rows) { row in row.price.flatMap { $0.own.upperBound == 0 ? middle($0.usd) : nil } },
    ].compactMap { $0 }
  }
}
