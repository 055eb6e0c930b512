import Foundation
import Simulation
import Testing

/// The largest window that a user is promised to get exactly.
enum SixtyDays {
  static var model: SimulationModel {
    var metric = MetricModel(name: "order_defect_rate")
    (metric.windowDays, metric.rule, metric.counts) = (60, .count(4), .poisson)
    metric.lambda = .constant(0.02)
    return SimulationModel(horizonDays: 120, orders: nil, metrics: [metric])
  }
}

/// A time is no test on a shared machine, so it is part of `make prove`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil))
struct ExactSpeedProof {
  @Test("60 days with 4 bad orders take less than a second")
  func sixtyDays() throws {
    let elapsed = try ContinuousClock().measure {
      _ = try ExactEngine(SixtyDays.model, stateLimit: 37_820).run()
    }
    print("ExactSpeedProof: 37,820 states, 120 days in \(elapsed)")
    #expect(elapsed < .seconds(1))
  }
}
