import Documents
import Simulation

/// The fields of one metric of a model.
extension DocumentFields {
  /// Every field except the name of the metric, which is required.
  static let metricFields = [
    "window_days", "youngest_age", "oldest_age", "rule", "threshold_per_mille", "counts", "membership",
    "outcomes_of", "units_per_order", "draw_slot", "driven_by", "probability_factor", "p", "lambda", "mean",
    "size",
    "concentration",
    "baseline_logit", "ar1_coefficient", "innovation_sd", "initial_deviation", "components", "clock",
    "pending",
    "history", "settled_orders", "settled_bad",
  ]

  mutating func metricModel() -> MetricModel? {
    var metric = MetricModel(name: text("name") ?? "")
    metric.windowDays = count("window_days", in: 1...SimulationModel.longestHorizon)
    metric.youngestAge = count("youngest_age", in: SimulationModel.lags)
    metric.oldestAge = count("oldest_age", in: SimulationModel.lags)
    metric.rule = breachRule()
    metric.thresholdPerMille = count("threshold_per_mille", in: 0...1000)
    metric.counts = word("counts", among: MetricModel.Distribution.allCases)
    metric.membership = word("membership", among: MetricModel.Membership.allCases)
    metric.outcomesOf = text("outcomes_of")
    metric.drawSlot = count("draw_slot", in: SimulationModel.drawSlots)
    metric.drivenBy = inside("driven_by", ["metric", "odds_ratio", "lag"]) { fields -> MetricModel.Driver? in
      let (metric, odds) = (fields.text("metric"), fields.number("odds_ratio"))
      let lag = fields.count("lag", in: SimulationModel.lags)
      guard let metric, let odds, let lag else { return nil }
      return .init(metric: metric, oddsRatio: odds, lag: lag)
    }
    metric.unitsPerOrder = each("units_per_order", ["units", "weight"]) { fields -> MetricModel.OrderSize? in
      let units = fields.count("units", in: SimulationModel.unitCounts)
      let weight = fields.number("weight")
      guard let units, let weight else { return nil }
      return .init(units: units, weight: weight)
    }
    metric.probabilityFactor = dailyValue("probability_factor")
    // The parameters of the distribution, which its components may have too.
    let law = component(weight: 1)
    (metric.p, metric.lambda, metric.mean) = (law.p, law.lambda, law.mean)
    (metric.size, metric.concentration) = (law.size, law.concentration)
    (metric.baselineLogit, metric.initialDeviation) = (law.baselineLogit, law.initialDeviation)
    (metric.ar1Coefficient, metric.innovationSD) = (law.ar1Coefficient, law.innovationSD)
    let parameters = [
      "p", "lambda", "mean", "size", "concentration", "baseline_logit", "ar1_coefficient", "innovation_sd",
      "initial_deviation",
    ]
    metric.components = each("components", ["weight"], optional: parameters) { fields in
      fields.number("weight").map { fields.component(weight: $0) }
    }
    metric.clock = each("clock", ["weight", "due", "recorded"]) { fields -> MetricModel.Clock? in
      let weight = fields.number("weight")
      let due = fields.count("due", in: SimulationModel.lags)
      let recorded = fields.count("recorded", in: SimulationModel.lags)
      guard let weight, let due, let recorded else { return nil }
      return .init(weight: weight, due: due, recorded: recorded)
    }
    metric.pending = each(
      "pending", ["orders", "member", "due", "offset", "slope", "recorded"], optional: ["units"]
    ) { $0.pending() }
    metric.history = counts("history", in: SimulationModel.dailyCounts)
    metric.settledOrders = counts("settled_orders", in: SimulationModel.windowCounts)
    metric.settledBad = counts("settled_bad", in: SimulationModel.windowCounts)
    return metric
  }

  private mutating func component(weight: Double) -> MetricModel.Component {
    var component = MetricModel.Component(weight: weight)
    component.p = dailyValue("p")
    component.lambda = dailyValue("lambda")
    component.mean = dailyValue("mean")
    component.size = number("size")
    component.concentration = number("concentration")
    component.baselineLogit = number("baseline_logit")
    component.initialDeviation = number("initial_deviation")
    component.ar1Coefficient = number("ar1_coefficient")
    component.innovationSD = number("innovation_sd")
    return component
  }

  /// `{count: 3}`, or a fraction with its terms.
  private mutating func breachRule() -> BreachRule? {
    if shape("rule") == .fields, fields("rule")?.has("count") == true {
      return inside("rule", ["count"]) { fields in
        fields.count("count", in: SimulationModel.ruleCounts).map(BreachRule.count)
      }
    }
    return inside("rule", ["numerator", "denominator"], optional: ["strict", "minimum_orders"]) {
      fields -> BreachRule? in
      let numerator = fields.count("numerator", in: SimulationModel.ruleCounts)
      let denominator = fields.count("denominator", in: SimulationModel.ruleCounts)
      let strict = fields.flag("strict") ?? false
      let minimum = fields.count("minimum_orders", in: SimulationModel.ruleCounts) ?? 1
      guard let numerator, let denominator else { return nil }
      return .rate(
        numerator: numerator, denominator: denominator, strict: strict, minimumOrders: minimum)
    }
  }

  private mutating func pending() -> MetricModel.Pending? {
    let orders = count("orders", in: SimulationModel.dailyCounts)
    let units = count("units", in: SimulationModel.unitCounts)
    let member = count("member", in: SimulationModel.memberDays)
    let due = count("due", in: SimulationModel.lags)
    let (offset, slope) = (number("offset"), number("slope"))
    let recorded = each("recorded", ["day", "weight"]) { fields -> MetricModel.Pending.Recorded? in
      let day = fields.count("day", in: SimulationModel.recordedDays)
      let weight = fields.number("weight")
      guard let day, let weight else { return nil }
      return .init(day: day, weight: weight)
    }
    guard let orders, let member, let due, let offset, let slope, let recorded else { return nil }
    return .init(
      orders: orders, units: units, member: member, due: due, offset: offset, slope: slope, recorded: recorded
    )
  }
}
