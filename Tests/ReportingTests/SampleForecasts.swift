import AccountHealth
import Simulation

@testable import Forecasting

/// Forecasts with numbers made for the tests: nothing is simulated.
enum SampleForecasts {
  static let asOf = Day(number: 20_780)  // 2026-11-23

  /// `breached` and `off` hold the chances by day, the last going on to the horizon.
  static func metric(
    _ metric: Metric = .lateShipment30, limit: Ratio = Ratio(4, 100), bad: Int = 19, orders: Int = 812,
    minimum: Int = 1, horizon: Int = 90, breached: [Int: Double] = [30: 0.412, 90: 0.63],
    off: [Int: Double] = [:], paths: Int = 60_000, likeliest: Int? = 10, recovery: Int? = 12,
    isFromCounts: Bool = false
  ) -> MetricForecast {
    func estimate(_ values: [Int: Double], _ day: Int) -> Estimate {
      let value = values.filter { $0.key <= day }.max { $0.key < $1.key }?.value ?? 0
      return Estimate(hits: Int((value * Double(paths)).rounded()), paths: paths)
    }
    let rule = MetricRule(metric: metric, youngest: 0, oldest: 29, limit: limit, minimumOrders: minimum)
    let current = WindowCount(orders: orders, bad: bad)
    let back = WayBack(
      by: (1...horizon).map { day in
        let off = estimate(off, day)
        return Estimate(value: 1 - off.value, standardError: off.standardError)
      },
      q50: recovery.map { asOf + $0 }, q90: nil,
      relapse: horizon > 30 ? Estimate(hits: paths / 4, paths: paths) : nil,
      handledWell: recovery.map { handledWell(back: asOf + $0 / 2, soonest: asOf + $0 / 3) })
    return MetricForecast(
      account: "acme", metric: metric, rule: rule, asOf: asOf, current: current,
      days: (1...horizon).map { day in
        MetricForecast.Day(
          date: asOf + day, quantiles: day == 2 ? nil : [0.01, 0.02, 0.025, 0.03, 0.041],
          mean: day == 2 ? nil : 0.026, offTarget: estimate(off, day), breachedBy: estimate(breached, day))
      },
      firstPassage: (asOf + 21, asOf + 44, nil), likeliestFirstDay: likeliest.map { asOf + $0 },
      wayBack: rule.state(of: current).isOffTarget ? back : nil,
      daysOff: [(min(30, horizon), Estimate(value: 12.25, standardError: 0.05))],
      medianRecovery: recovery, method: .simulation, isFromCounts: isFromCounts)
  }

  /// A rate that good handling brings back on a day, and more orders sooner.
  static func handledWell(back: Day, soonest: Day, offAgain: Day? = nil, forGood: Day? = nil)
    -> EarliestReturn
  {
    func evening(_ day: Day, needed: Int?) -> EarliestReturn.Evening {
      .init(day: day, bad: 5, known: 100, needed: needed, coming: 20)
    }
    var evenings = soonest < back ? [evening(soonest, needed: 50)] : []
    evenings.append(evening(back, needed: 10))
    if let offAgain { evenings.append(evening(offAgain, needed: 30)) }
    if let forGood { evenings.append(evening(forGood, needed: 0)) }
    return EarliestReturn(evenings: evenings)
  }

  static func account(_ name: String, _ metrics: [MetricForecast]) -> AccountForecast {
    AccountForecast(
      account: name, marketplace: "amazon.com", asOf: asOf,
      metrics: metrics.map {
        var metric = $0
        metric.account = name
        return metric
      })
  }
}
