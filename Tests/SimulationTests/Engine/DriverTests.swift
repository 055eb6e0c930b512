import Simulation
import Testing

/// A rate driven by another: against binomial tails at the mixed probability.
struct DriverTests {
  private let paths = 200_000

  /// Six orders per day; `rate` counts those of one day and is driven by `cause`.
  private func model(lag: Int, cause: (inout MetricModel) -> Void) -> SimulationModel {
    var driver = MetricModel(name: "cause")
    (driver.windowDays, driver.rule) = (1, .count(1))
    cause(&driver)
    var model = SmallModel.fixed(
      [Double](repeating: 6, count: 6), p: .constant(0.1), ages: 0...0, rule: .count(2))
    model.metrics[0].drivenBy = .init(metric: "cause", oddsRatio: 11, lag: lag)
    model.metrics.insert(driver, at: 0)
    return model
  }

  private func mixed(_ p: Double, _ cause: Double) -> Double {
    let odds = 11 * p / (1 - p)
    return (1 - cause) * p + cause * odds / (1 + odds)
  }

  @Test("On each day the cause of two days before raises the odds elevenfold; the first days see day 1")
  func mixture() throws {
    let causes = [0.5, 0, 1, 0.2, 0.9, 0.3]
    let model = model(lag: 2) { $0.p = .byDay(causes) }
    let summary = try Simulator(model).run(paths: paths, seed: 2201, threads: 2).metrics[1]
    for day in 1...6 {
      let masses = binomialMasses(6, mixed(0.1, causes[max(1, day - 2) - 1]))
      expect(
        hits: summary.offTarget[day - 1], of: paths, chance: tail(masses, from: 2), "day \(day)")
    }
  }

  /// The driver's own path counts, not its mean: with p 0 or 1 the driven rate is one of two distributions.
  @Test("A path's own cause drives its rate")
  func ownPath() throws {
    let model = model(lag: 0) { metric in
      metric.components = [0, 1].map { p in
        var component = MetricModel.Component(weight: 0.5)
        component.p = .constant(p)
        return component
      }
    }
    let summary = try Simulator(model).run(paths: paths, seed: 2202, threads: 2).metrics[1]
    // Never off target on any of six days: the mean of two powers, not a power of the mean.
    let never = [0.0, 1.0].map { cause in
      var power = 1.0
      for _ in 0..<6 { power *= 1 - tail(binomialMasses(6, mixed(0.1, cause)), from: 2) }
      return power
    }
    let breached = summary.firstPassage.reduce(0, +)
    expect(hits: breached, of: paths, chance: 1 - (never[0] + never[1]) / 2, "within six days")
  }

  @Test(
    "A driver must be an earlier share of orders, with an odds ratio above 0",
    arguments: [
      ("late", 11.0, 0, "metric[1].driven_by.metric"), ("cause", 0, 0, "metric[1].driven_by.odds_ratio"),
      ("cause", 11, -1, "metric[1].driven_by.lag"),
    ])
  func faults(metric: String, ratio: Double, lag: Int, field: String) {
    var model = model(lag: 0) { $0.p = .constant(0.1) }
    model.metrics[1].drivenBy = .init(metric: metric, oddsRatio: ratio, lag: lag)
    #expect(throws: ModelError.self) { try model.validate() }
    do { try model.validate() } catch { #expect("\(error)".contains(field)) }
  }
}
