import Simulation

/// Enforcement made for the tests.
enum Enforced {
  static func judgement(
    _ metric: String, limit: (Int, Int) = (1, 20), minimumOrders: Int = 1, smallBad: Int = 2,
    smallBelowOrders: Int = 0, mildUpTo: (Int, Int) = (2, 1)
  ) -> EnforcementModel.Judgement {
    .init(
      metric: metric, numerator: limit.0, denominator: limit.1, minimumOrders: minimumOrders,
      smallBad: smallBad, smallBelowOrders: smallBelowOrders, mildNumerator: mildUpTo.0,
      mildDenominator: mildUpTo.1)
  }

  static func policy(
    groups: Int, horizon: Int, background: Double = 0, noticeDays: Int = 3, factor: Double = 1
  ) -> EnforcementModel.Policy {
    .init(
      name: "\(factor)", background: background, dayFactors: [Double](repeating: 1, count: horizon),
      noticeDays: noticeDays, deactivatedIfBack: 0.05,
      responses: (0..<groups).map { _ in
        [(0.01, 0.001), (0.05, 0.005), (0.2, 0.02)].map {
          .init(notice: $0.0 * factor, deactivated: $0.1 * factor, deactivatedAtDeadline: 0.4)
        }
      })
  }

  /// Every metric by itself, two policies, with a background.
  static func all(_ model: SimulationModel) -> EnforcementModel {
    EnforcementModel(
      groups: model.metrics.map { [judgement($0.name)] },
      policies: [1, 3].map {
        policy(
          groups: model.metrics.count, horizon: model.horizonDays, background: 0.001, factor: $0)
      })
  }
}
