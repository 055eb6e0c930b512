/// The numbers of a plan in memory that a path reads without checks.
final class RareConstants {
  /// Rates × (days + 1): factors on the chances.
  let factors: Buffer<Double>
  /// For each rate: number of its innovation or −1, typical innovation, number of its driver or −1, odds
  /// ratio − 1, and lag.
  let innovations: Buffer<Int>
  let scales: Buffer<Double>
  let drivers: Buffer<Int>
  let excesses: Buffer<Double>
  let lags: Buffer<Int>
  /// Index of each rate's first law; then of each law baseline, start, AR(1) coefficient and sd, or where its
  /// daily values begin.
  let firstLaws: Buffer<Int>
  let laws: Buffer<Double>
  let firstDaily: Buffer<Int>
  let daily: Buffer<Double>
  let mixing: Buffer<Double>
  let design: Buffer<Double>
  let means: Buffer<Double>

  init(_ plan: RarePlan) {
    let days = plan.days
    factors = Buffer(plan.rates.flatMap { [1] + ($0.factor ?? [Double](repeating: 1, count: days)) })
    innovations = Buffer(plan.rates.map { $0.innovation ?? -1 })
    scales = Buffer(plan.rates.map(\.scale))
    drivers = Buffer(plan.rates.map { $0.driver?.rate ?? -1 })
    excesses = Buffer(plan.rates.map { ($0.driver?.oddsRatio ?? 1) - 1 })
    lags = Buffer(plan.rates.map { $0.driver?.lag ?? 0 })
    var (first, parameters, dailyPlaces, daily): ([Int], [Double], [Int], [Double]) = ([], [], [], [])
    for rate in plan.rates {
      first.append(dailyPlaces.count)
      for law in rate.laws {
        switch law {
        case .logistic(let baseline, let start, let ar1, let sd):
          parameters += [baseline, start, ar1, sd]
          dailyPlaces.append(-1)
        case .daily(let values):
          parameters += [0, 0, 0, 0]
          dailyPlaces.append(daily.count)
          daily += values
        }
      }
    }
    firstLaws = Buffer(first)
    laws = Buffer(parameters)
    firstDaily = Buffer(dailyPlaces)
    self.daily = Buffer(daily)
    let width = plan.mixing.count
    mixing = Buffer(plan.mixing.flatMap { $0 + [Double](repeating: 0, count: width - $0.count) })
    design = Buffer(plan.volume?.design ?? [])
    means = Buffer(plan.volume?.mean ?? [])
  }
}
