import AccountHealth
import Decisions
import SellerReports
import Simulation

/// rank.csv and what stands beside it: effects on every rate, the tornado and the bundles.
public enum RankFiles {
  public static let header =
    "action,delta_p,se,p_best,rank_lo,rank_hi,cost,delta_p_per_cost,delta_loss,se_loss,cost_low,cost_high,"
    + "p_no_effect,grade,paths,delta_p_low,delta_p_central,delta_p_high,delta_p_any_breach,note\n"

  /// A row an action and one for doing nothing; one that cannot be evaluated has `p_best` 0 and says why.
  public static func rank(_ ranking: ActionRanking) -> String {
    ranking.rows.reduce(into: "") { text, row in
      func number(_ value: Double?) -> String { CSVText.number(value, digits: 9) }
      let isEvaluated = row.fall != nil
      text += CSVText.row([
        CSVText.cell(row.name), number(row.fall?.value), number(row.fall?.standardError), number(row.best),
        CSVText.count(row.places?.lowerBound), CSVText.count(row.places?.upperBound),
        isEvaluated ? CSVText.number(row.middleCost, digits: 2) : "", number(row.fallPerCost),
        CSVText.number(row.lossFall?.value, digits: 2),
        CSVText.number(row.lossFall?.standardError, digits: 2),
        isEvaluated ? CSVText.number(row.cost?.lowerBound, digits: 2) : "",
        isEvaluated ? CSVText.number(row.cost?.upperBound, digits: 2) : "",
        isEvaluated ? number(row.chanceOfNone) : "", row.action?.metadata.grade.map { "\($0)" } ?? "",
        isEvaluated ? "\(row.paths)" : "",
        number(row.deactivationFall(.low, within: ranking.horizon)?.value),
        number(row.deactivationFall(.central, within: ranking.horizon)?.value),
        number(row.deactivationFall(.high, within: ranking.horizon)?.value),
        number(row.anyBreachFall(within: ranking.horizon)?.value), CSVText.cell(row.obstacle ?? ""),
      ])
    }
  }

  public static let effectsHeader = "action,quantity,days,change,se\n"

  /// A row an action, rate (or `any_breach`, or `deactivated_` and a setting) and number of days: scenario − baseline.
  public static func effects(_ ranking: ActionRanking) -> String {
    let days = Set([min(30, ranking.horizon), ranking.horizon]).sorted()
    return ranking.rows.reduce(into: "") { text, row in
      guard let tally = row.tally, row.action != nil else { return }
      let passages =
        tally.metrics.map { ($0.name, $0) } + [("any_breach", tally.any)]
        + tally.deactivation.map { ("deactivated_" + $0.name, $0) }
      for (name, passage) in passages {
        for day in days {
          let change = passage.change(by: day)
          text += CSVText.row([
            CSVText.cell(row.name), name, "\(day)", CSVText.number(change.value, digits: 9),
            CSVText.number(change.standardError, digits: 9),
          ])
        }
      }
    }
  }

  public static let tornadoHeader = "action,assumption,low,high,delta_p_low,se_low,delta_p_high,se_high\n"

  public static func tornado(_ ranking: ActionRanking) -> String {
    guard let first = ranking.rows.first else { return "" }
    return ranking.tornado.reduce(into: "") { text, swing in
      text += CSVText.row(
        [first.name, swing.assumption, swing.low, swing.high].map(CSVText.cell)
          + [
            swing.atLow.value, swing.atLow.standardError, swing.atHigh.value, swing.atHigh.standardError,
          ].map { CSVText.number($0, digits: 9) })
    }
  }

  public static let bundlesHeader = "bundle,delta_p,se,cost,delta_p_sum_of_alone\n"

  public static func bundles(_ search: BundleSearch) -> String {
    search.bundles.reduce(into: "") { text, bundle in
      text += CSVText.row([
        CSVText.cell(bundle.names.joined(separator: " ")), CSVText.number(bundle.fall.value, digits: 9),
        CSVText.number(bundle.fall.standardError, digits: 9), CSVText.number(bundle.cost, digits: 2),
        CSVText.number(bundle.sumOfAlone, digits: 9),
      ])
    }
  }
}
