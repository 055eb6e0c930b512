import AccountHealth
import Decisions
import Forecasting
import Simulation
import Workspace

/// loss.csv and its companions: the loss by cause and by part, cash by day, and what it rests on.
public enum LossFiles {
  /// One figure of one setting.
  struct Figure {
    var account: String
    var setting: String
    var quantity: String
    var value: Estimate
    var currency: String
  }

  static let figures: Columns<Figure> = [
    Column("account") { .text($0.account) },
    Column("setting") { .word($0.setting) },
    Column("quantity") { .word($0.quantity) },
    Column("value") { Cell($0.value.value, digits: 9) },
    Column("se") { Cell($0.value.standardError, digits: 9) },
    Column("currency") { .text($0.currency) },
  ]

  /// The expected loss of one cause under one setting.
  struct CauseRow {
    var setting: String
    var cause: LossForecast.Cause
    var currency: String
  }

  static let causeColumns: Columns<CauseRow> = [
    Column("setting") { .word($0.setting) },
    Column("cause") {
      .word(
        $0.cause.metrics.isEmpty ? $0.cause.name : $0.cause.metrics.map(\.rawValue).joined(separator: " "))
    },
    Column("p_deactivated") { Cell($0.cause.chance.value, digits: 9) },
    Column("se_deactivated") { Cell($0.cause.chance.standardError, digits: 9) },
    Column("loss") { Cell($0.cause.loss.value, digits: 2) },
    Column("se_loss") { Cell($0.cause.loss.standardError, digits: 2) },
    Column("currency") { .text($0.currency) },
  ]

  /// Cash held and profit lost by one day.
  struct DayRow {
    var setting: String
    var date: Day
    var held: Double
    var lost: Double
    var ifShut: LossForecast.Quantiles
    var currency: String
  }

  static let dayColumns: Columns<DayRow> = [
    Column("setting") { .word($0.setting) },
    Column("date") { .date($0.date) },
    Column("held") { Cell($0.held, digits: 2) },
    Column("profit_lost") { Cell($0.lost, digits: 2) },
    Column("held_p10") { Cell($0.ifShut.p10, digits: 2) },
    Column("held_p50") { Cell($0.ifShut.p50, digits: 2) },
    Column("held_p90") { Cell($0.ifShut.p90, digits: 2) },
    Column("currency") { .text($0.currency) },
  ]

  static let swingColumns: Columns<(swing: LossForecast.Swing, currency: String)> = [
    Column("assumption") { .word($0.swing.assumption) },
    Column("low") { .text($0.swing.low) },
    Column("high") { .text($0.swing.high) },
    Column("loss_low") { Cell($0.swing.atLow.value, digits: 2) },
    Column("se_low") { Cell($0.swing.atLow.standardError, digits: 2) },
    Column("loss_high") { Cell($0.swing.atHigh.value, digits: 2) },
    Column("se_high") { Cell($0.swing.atHigh.standardError, digits: 2) },
    Column("currency") { .text($0.currency) },
  ]

  static func rows(_ loss: LossForecast) -> [Figure] {
    let currency = loss.currency ?? ""
    return loss.settings.flatMap { setting in
      // While it is shut nothing is sold, and how its rates go on is not known.
      var figures: [(String, Estimate, String)] =
        loss.shut == nil ? [("p_off_target", loss.offTarget, "")] : []
      figures += [
        ("p_deactivated", setting.chance, ""), ("p_for_good", setting.forGood, ""),
        ("expected_loss", setting.expected, currency),
        ("value_at_risk_95", setting.valueAtRisk, currency), ("tail_mean_95", setting.tail, currency),
      ]
      figures += zip(LossForecast.backDays, setting.back).map { ("p_back_\($0)d", $1, "") }
      if let each = setting.each { figures.append(("loss_per_deactivation", each, currency)) }
      figures += setting.parts.map { ("part_" + $0.part.rawValue, $0.loss, currency) }
      if let violations = loss.violations { figures += self.figures(violations, setting.setting) }
      if loss.business.usdRate == nil { figures.append(("help_and_fees_in_usd", setting.usd, Cost.currency)) }
      return figures.map {
        Figure(
          account: loss.account, setting: setting.setting.rawValue, quantity: $0.0, value: $0.1,
          currency: $0.2)
      }
    }
  }

  /// What violations do under one setting.
  private static func figures(_ violations: RatingForecast, _ setting: RiskSetting) -> [(
    String, Estimate, String
  )] {
    let outcome = violations[setting]
    func exact(_ value: Double) -> Estimate { Estimate(value: value, standardError: 0) }
    return [("violations_per_day", exact(outcome.perDay), ""), ("rating_now", exact(outcome.now), "")]
      + ViolationWords.days(violations).flatMap { days in
        [
          ("p_rating_below_200_\(days)d", outcome.below200(within: days), ""),
          ("p_rating_below_100_\(days)d", outcome.below100(within: days), ""),
        ]
      } + [
        ("p_deactivated_violations", outcome.deactivated(within: violations.record.base.count - 1), "")
      ]
  }

  /// The text of loss.csv, which `--format csv` also prints.
  static func csv(_ loss: LossForecast) -> String { figures.header + figures.csv(rows(loss)) }
  static func ndjson(_ loss: LossForecast) -> String { figures.ndjson(rows(loss)) }

  static func causeRows(_ loss: LossForecast) -> [CauseRow] {
    loss.settings.flatMap { setting in
      setting.causes.map {
        CauseRow(setting: setting.setting.rawValue, cause: $0, currency: loss.currency ?? "")
      }
    }
  }

  static func dayRows(_ loss: LossForecast) -> [DayRow] {
    loss.settings.flatMap { setting in
      setting.held.indices.map { place in
        DayRow(
          setting: setting.setting.rawValue, date: loss.asOf + place + 1, held: setting.held[place],
          lost: setting.lost[place], ifShut: setting.heldIfShut[place], currency: loss.currency ?? "")
      }
    }
  }

  static func swingRows(_ loss: LossForecast) -> [(swing: LossForecast.Swing, currency: String)] {
    loss.swings.map { ($0, loss.currency ?? "") }
  }

  /// Writes all files of the answer; they are in place once the folder is committed.
  public static func write(_ answer: LossAnswer, _ manifest: Manifest, to folder: OutputFolder) throws {
    let loss = answer.loss
    try folder.file("loss.csv").append(csv(loss))
    try folder.file("loss_by_cause.csv").append(causeColumns.header + causeColumns.csv(causeRows(loss)))
    try folder.file("cash.csv").append(dayColumns.header + dayColumns.csv(dayRows(loss)))
    try folder.file("loss_tornado.csv").append(swingColumns.header + swingColumns.csv(swingRows(loss)))
    for chart in LossPlot.charts(loss) { try folder.file("\(chart.name).svg").append(chart.standalone) }
    try folder.file("manifest.json").append(manifest.text())
  }
}

/// One JSON object: the account, and every figure with its error.
enum LossJSON {
  private struct Liquidity: Encodable {
    var setting: String
    var held: Double
    var releasedEarly: String
    var released: String
    var releasedLate: String
    var fixedCostPerDay: Double
    var cashRunsOut: String?
    var pShortfall: Double?
    var seShortfall: Double?
  }

  private struct Account: Encodable {
    var account: String
    var marketplace: String
    var asOf: String
    var horizon: Int
    var followedDays: Int
    var seed: UInt64
    var paths: Int
    var currency: String?
    /// The first day of a deactivation that goes on; the figures are then those from now on.
    var deactivatedSince: String?
    var figures: [RowObject]
    var causes: [RowObject]
    var liquidity: [Liquidity]
    var cash: [RowObject]
    var tornado: [RowObject]
    var verdict: [String]
    var assumptions: [String]
    var missing: [String]
  }

  static func line(_ answer: LossAnswer) throws -> String {
    let loss = answer.loss
    return try JSONText.line(
      Account(
        account: loss.account, marketplace: answer.marketplace, asOf: "\(loss.asOf)", horizon: loss.horizon,
        followedDays: ClosureCourse.followedDays, seed: answer.request.seed, paths: loss.paths,
        currency: loss.currency, deactivatedSince: loss.shut?.since.description,
        figures: LossFiles.rows(loss).map(LossFiles.figures.object),
        causes: LossFiles.causeRows(loss).map(LossFiles.causeColumns.object),
        liquidity: loss.settings.map { setting in
          let cash = setting.liquidity
          return Liquidity(
            setting: setting.setting.rawValue, held: cash.held, releasedEarly: "\(cash.released[0])",
            released: "\(cash.released[1])", releasedLate: "\(cash.released[2])",
            fixedCostPerDay: cash.fixedCostPerDay, cashRunsOut: cash.runsOut.map { "\($0)" },
            pShortfall: cash.shortfall?.value, seShortfall: cash.shortfall?.standardError)
        },
        cash: LossFiles.dayRows(loss).map(LossFiles.dayColumns.object),
        tornado: LossFiles.swingRows(loss).map(LossFiles.swingColumns.object),
        verdict: LossSentences.all(loss), assumptions: answer.assumptions.map(\.text),
        missing: answer.missing.map(\.description)))
  }
}

extension LossAnswer {
  /// The whole answer, ending with a line's end; a table with what it rests on.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    switch format {
    case .table:
      ReportedStanding.opening(reported, on: terminal)
        + LossTable.text(loss, marketplace: marketplace, on: terminal) + "\n\n"
        + ForecastFooter.text(
          request, provenance, missing: missing, assumptions: assumptions, on: terminal) + "\n"
    case .csv: LossFiles.csv(loss)
    case .ndjson: LossFiles.ndjson(loss)
    case .json: try LossJSON.line(self)
    }
  }
}
