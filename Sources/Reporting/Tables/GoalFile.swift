import AccountHealth
import Decisions
import Simulation

/// The changes that reach a goal, as one row.
enum GoalFile {
  static let columns: Columns<GoalAnswer> = [
    Column("metric") { .word($0.goal.metric.rawValue) },
    Column("days") { .count($0.days) },
    Column("goal") { Cell($0.goal.limit) },
    Column("p_baseline") { Cell($0.baseline.value) },
    Column("se_baseline") { Cell($0.baseline.standardError) },
    Column("mean_p") { Cell($0.meanProbability) },
    Column("factor") { Cell($0.factor?.value) },
    Column("p_factor") { Cell($0.factor?.probability.value) },
    Column("se_factor") { Cell($0.factor?.probability.standardError) },
    Column("clean_orders_a_day") { Cell($0.cleanOrders?.value) },
    Column("p_clean") { Cell($0.cleanOrders?.probability.value) },
    Column("se_clean") { Cell($0.cleanOrders?.probability.standardError) },
    Column("event") { .word($0.goal.eventName) },
  ]
}

extension Goal {
  fileprivate var eventName: String {
    switch event {
    case .breach: "breach"
    case .back: "back"
    }
  }
}
