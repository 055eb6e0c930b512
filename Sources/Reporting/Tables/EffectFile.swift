import AccountHealth
import Decisions
import Forecasting
import Workspace

/// What changes did, for programs: one row per account and change. An account that cannot be estimated keeps
/// its row, with the reason.
public enum EffectFile {
  typealias Row = EffectAnswer.Row

  static let columns: Columns<Row> =
    [
      Column("account") { .text($0.name) },
      Column("of") { .word($0.studied.rate.rawValue) },
      Column("from") { .date($0.studied.change.day) },
      Column("action") { .told($0.studied.change.action) },
      Column("odds_p10") { ratio($0, 0.1) },
      Column("odds_p50") { ratio($0, 0.5) },
      Column("odds_p90") { ratio($0, 0.9) },
      Column("p_helped") { Cell($0.estimate?.helpedProbability) },
      Column("p_nothing") { Cell($0.estimate?.law.nothingProbability) },
      Column("placebo_rank") { Cell($0.estimate?.evidence.placebos.rank) },
      Column("orders_before") { Cell($0.estimate?.before.orders) },
      Column("orders_after") { Cell($0.estimate?.after.orders) },
    ] + details
    + Columns([
      Column("obstacle") { .told($0.obstacle.map { EffectWords.short($0) }) },
      Column("sku") { .told($0.studied.change.sku) },
      Column("controls") { Cell($0.estimate?.evidence.controls?.accounts) },
      Column("controls_p50") { Cell($0.estimate?.evidence.controls?.common.p50, digits: 4) },
      Column("without_p10") { Cell($0.estimate?.evidence.controls?.without.p10, digits: 4) },
      Column("without_p50") { Cell($0.estimate?.evidence.controls?.without.p50, digits: 4) },
      Column("without_p90") { Cell($0.estimate?.evidence.controls?.without.p90, digits: 4) },
      Column("doubted") { word($0.estimate.map { $0.isDoubted ? "yes" : "no" }) },
      Column("channel") { word($0.estimate.map { $0.channel == .amazon ? "amazon" : "seller" }) },
      Column("catalogue_weight") { Cell($0.estimate?.prior.catalogueWeight) },
      Column("shrunk_p10") { Cell($0.estimate?.shrunk?.p10, digits: 4) },
      Column("shrunk_p50") { Cell($0.estimate?.shrunk?.p50, digits: 4) },
      Column("shrunk_p90") { Cell($0.estimate?.shrunk?.p90, digits: 4) },
      Column("price_ratio") { Cell($0.estimate?.price?.ratio, digits: 4) },
      Column("elasticity_p10") { Cell($0.estimate?.price?.elasticity.p10, digits: 3) },
      Column("elasticity_p50") { Cell($0.estimate?.price?.elasticity.p50, digits: 3) },
      Column("elasticity_p90") { Cell($0.estimate?.price?.elasticity.p90, digits: 3) },
    ])

  private static let details: Columns<Row> = [
    Column("odds_p05") { ratio($0, 0.05) },
    Column("odds_p95") { ratio($0, 0.95) },
    Column("verdict") { word($0.estimate?.verdict.rawValue) },
    Column("ramp") { Cell($0.estimate?.ramp) },
    Column("until") { Cell($0.estimate?.until) },
    Column("bad_before") { Cell($0.estimate.flatMap { $0.rate.isBad ? $0.before.bad : nil }) },
    Column("bad_after") { Cell($0.estimate.flatMap { $0.rate.isBad ? $0.after.bad : nil }) },
    Column("avoided_p10") { Cell($0.estimate?.avoided.p10, digits: 1) },
    Column("avoided_p50") { Cell($0.estimate?.avoided.p50, digits: 1) },
    Column("avoided_p90") { Cell($0.estimate?.avoided.p90, digits: 1) },
    Column("p_off_without") { Cell($0.estimate?.window?.offTargetWithout) },
    Column("state") { row in
      word(row.estimate?.window.map { $0.rule.state(of: $0.count).rawValue })
    },
    Column("placebo_days") { Cell($0.estimate?.evidence.placebos.days) },
    Column("trend_p50") { Cell($0.estimate?.evidence.preTrend?.ratio.p50, digits: 4) },
    Column("trend_p_better") { Cell($0.estimate?.evidence.preTrend?.betterProbability) },
    Column("told_now") { Cell($0.estimate?.evidence.told.now, digits: 4) },
    Column("told_later") { Cell($0.estimate?.evidence.told.later, digits: 4) },
    Column("prior_p10") { Cell($0.estimate?.prior.law.ratio(at: 0.1), digits: 4) },
    Column("prior_p50") { Cell($0.estimate?.prior.law.ratio(at: 0.5), digits: 4) },
    Column("prior_p90") { Cell($0.estimate?.prior.law.ratio(at: 0.9), digits: 4) },
    Column("warnings") { row in
      word(row.estimate.map { $0.evidence.warnings.map(\.rawValue).joined(separator: " ") })
    },
  ]

  private static func ratio(_ row: Row, _ probability: Double) -> Cell {
    Cell(row.estimate?.law.ratio(probability))
  }

  private static func word(_ text: String?) -> Cell {
    text.map { $0.isEmpty ? .empty : .word($0) } ?? .empty
  }
}

extension EffectAnswer.Row {
  var estimate: EffectEstimate? { if case .estimate(let estimate) = result { estimate } else { nil } }
  var obstacle: EffectObstacle? {
    if case .obstacle(let obstacle) = result { obstacle } else { nil }
  }
}
