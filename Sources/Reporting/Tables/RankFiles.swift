import AccountHealth
import Decisions
import Simulation

/// rank.csv and its companions: effects on every rate, the tornado and the bundles.
public enum RankFiles {
  /// One action, or doing nothing.
  struct Place {
    var row: ActionRanking.Row
    var horizon: Int
    var costCurrency: String
    var lossCurrency: String
    var account: String
    /// Whether it is what to do first.
    var isFirst: Bool

    /// A figure that an action without an evaluation does not have.
    func evaluated<Value>(_ value: Value?) -> Value? { row.fall == nil ? nil : value }

    /// The cost in the currency of the orders, such as the margin of lost ones, where it cannot be added to
    /// that in `costCurrency`.
    var ownCost: ClosedRange<Double>? { row.cost == nil ? evaluated(row.price?.own) : nil }

    func deactivationFall(_ setting: RiskSetting) -> Double? {
      row.deactivationFall(setting, within: horizon)?.value
    }
  }

  /// An action that cannot be evaluated has `p_best` 0 and says why.
  static let places: Columns<Place> = [
    Column("action") { .text($0.row.name) },
    Column("delta_p") { Cell($0.row.fall?.value, digits: 9) },
    Column("se") { Cell($0.row.fall?.standardError, digits: 9) },
    Column("p_best") { Cell($0.row.best, digits: 9) },
    Column("rank_lo") { Cell($0.row.places?.lowerBound) },
    Column("rank_hi") { Cell($0.row.places?.upperBound) },
    Column("cost") { Cell($0.evaluated($0.row.middleCost), digits: 2) },
    Column("delta_p_per_cost") { Cell($0.row.fallPerCost, digits: 9) },
    Column("delta_loss") { Cell($0.row.lossFall?.value, digits: 2) },
    Column("se_loss") { Cell($0.row.lossFall?.standardError, digits: 2) },
    Column("cost_low") { Cell($0.evaluated($0.row.cost?.lowerBound), digits: 2) },
    Column("cost_high") { Cell($0.evaluated($0.row.cost?.upperBound), digits: 2) },
    Column("p_no_effect") { Cell($0.evaluated($0.row.chanceOfNone), digits: 9) },
    Column("grade") { .word($0.row.action?.metadata.grade.map { "\($0)" } ?? "") },
    Column("paths") { Cell($0.evaluated($0.row.paths)) },
    Column("delta_p_low") { Cell($0.deactivationFall(.low), digits: 9) },
    Column("delta_p_central") { Cell($0.deactivationFall(.central), digits: 9) },
    Column("delta_p_high") { Cell($0.deactivationFall(.high), digits: 9) },
    Column("delta_p_any_breach") { Cell($0.row.anyBreachFall(within: $0.horizon)?.value, digits: 9) },
    Column("note") { .text($0.row.obstacle ?? "") },
    Column("cost_currency") { .text($0.costCurrency) },
    Column("days_off_less") { Cell($0.row.daysOffFall?.value, digits: 4) },
    Column("se_days_off_less") { Cell($0.row.daysOffFall?.standardError, digits: 6) },
    Column("days_sooner_back") { Cell($0.row.daysSooner?.value, digits: 4) },
    Column("se_days_sooner_back") { Cell($0.row.daysSooner?.standardError, digits: 6) },
    Column("p_as_good") { Cell($0.evaluated($0.row.asGood), digits: 9) },
    Column("account", .files) { .text($0.account) },
    Column("net") { Cell($0.row.money?.net?.value, digits: 2) },
    Column("se_net") { Cell($0.row.money?.net?.standardError, digits: 2) },
    Column("p_worth") { Cell($0.row.money?.worth, digits: 9) },
    Column("p_pays") { Cell($0.row.money?.paying?.value, digits: 9) },
    Column("se_pays") { Cell($0.row.money?.paying?.standardError, digits: 9) },
    Column("p_best_money") { Cell($0.row.money?.best, digits: 9) },
    Column("p_as_good_money") { Cell($0.row.money?.asGood, digits: 9) },
    Column("loss_currency") { .text($0.row.money == nil ? "" : $0.lossCurrency) },
    Column("do_first") { .flag($0.isFirst) },
    Column("own_cost_low") { Cell($0.ownCost?.lowerBound, digits: 2) },
    Column("own_cost_high") { Cell($0.ownCost?.upperBound, digits: 2) },
    Column("title", .objects) { Cell.told($0.row.action?.metadata.title) },
    Column("condition", .objects) { Cell.told($0.row.action?.condition) },
    Column("action_note", .objects) { Cell.told($0.row.action?.note) },
  ]

  /// What an action changes: scenario − baseline.
  struct Effect {
    var action: String
    /// A rate, `any_breach`, or `deactivated_` and a setting.
    var quantity: String
    var days: Int
    var change: Estimate
  }

  static let effects: Columns<Effect> = [
    Column("action") { .text($0.action) },
    Column("quantity") { .word($0.quantity) },
    Column("days") { .count($0.days) },
    Column("change") { Cell($0.change.value, digits: 9) },
    Column("se") { Cell($0.change.standardError, digits: 9) },
  ]

  /// How far one assumption moves the effect of an action.
  struct Swing {
    var action: String
    var swing: ActionRanking.Swing
  }

  static let swings: Columns<Swing> = [
    Column("action") { .text($0.action) },
    Column("assumption") { .text($0.swing.assumption) },
    Column("low") { .text($0.swing.low) },
    Column("high") { .text($0.swing.high) },
    Column("delta_p_low") { Cell($0.swing.atLow.value, digits: 9) },
    Column("se_low") { Cell($0.swing.atLow.standardError, digits: 9) },
    Column("delta_p_high") { Cell($0.swing.atHigh.value, digits: 9) },
    Column("se_high") { Cell($0.swing.atHigh.standardError, digits: 9) },
  ]

  static let bundles: Columns<BundleSearch.Bundle> = [
    Column("bundle") { .text($0.names.joined(separator: " ")) },
    Column("delta_p") { Cell($0.fall.value, digits: 9) },
    Column("se") { Cell($0.fall.standardError, digits: 9) },
    Column("cost") { Cell($0.cost, digits: 2) },
    Column("delta_p_sum_of_alone") { Cell($0.sumOfAlone, digits: 9) },
    Column("net") { Cell($0.net?.value, digits: 2) },
    Column("se_net") { Cell($0.net?.standardError, digits: 2) },
    Column("days_off_less") { Cell($0.daysOffFall?.value, digits: 4) },
    Column("se_days_off_less") { Cell($0.daysOffFall?.standardError, digits: 6) },
    Column("usd_cost") { Cell($0.parts?.usd, digits: 2) },
    Column("own_cost") { Cell($0.parts?.own, digits: 2) },
  ]

  /// The text of rank.csv, which `--format csv` also prints.
  public static func rank(_ ranking: ActionRanking) -> String {
    places.header + places.csv(rows(ranking))
  }

  /// The first line of rank.csv, for rankings that come one by one.
  public static var header: String { places.header }

  /// The rows of rank.csv without its header.
  public static func lines(_ ranking: ActionRanking) -> String { places.csv(rows(ranking)) }

  public static func ndjson(_ ranking: ActionRanking) -> String { places.ndjson(rows(ranking)) }

  static func rows(_ ranking: ActionRanking) -> [Place] {
    let first = ranking.choice?.first?.name
    return ranking.rows.map {
      Place(
        row: $0, horizon: ranking.horizon, costCurrency: ranking.costCurrency,
        lossCurrency: ranking.currency ?? "", account: ranking.account,
        isFirst: $0.action != nil && $0.name == first)
    }
  }

  /// effects.csv: one row per action, quantity and number of days.
  public static func effects(_ ranking: ActionRanking) -> String {
    let days = Set([min(30, ranking.horizon), ranking.horizon]).sorted()
    let rows = ranking.rows.flatMap { row -> [Effect] in
      guard let tally = row.tally, row.action != nil else { return [] }
      let passages =
        tally.metrics.map { ($0.name, $0) } + [("any_breach", tally.any)]
        + tally.deactivation.map { ("deactivated_" + $0.name, $0) }
      return passages.flatMap { name, passage in
        days.map { Effect(action: row.name, quantity: name, days: $0, change: passage.change(by: $0)) }
      }
    }
    return effects.header + effects.csv(rows)
  }

  /// tornado.csv: one row per assumption under the best action.
  public static func tornado(_ ranking: ActionRanking) -> String {
    guard let first = ranking.rows.first else { return swings.header }
    return swings.header + swings.csv(ranking.tornado.map { Swing(action: first.name, swing: $0) })
  }

  /// bundles.csv: one row per bundle.
  public static func bundles(_ search: BundleSearch) -> String {
    bundles.header + bundles.csv(search.bundles)
  }
}
