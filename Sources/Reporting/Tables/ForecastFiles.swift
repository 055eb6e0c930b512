import AccountHealth
import Decisions
import Forecasting
import Simulation

/// Writes forecast.csv and breach.csv, one account at a time, so that a thousand accounts need no more memory
/// than one.
public final class ForecastFiles {
  /// One evening of one rate.
  struct Evening {
    var metric: MetricForecast
    /// Days after as-of, from 1.
    var number: Int
    /// Its name, in files that have a column for it.
    var scenario: String?

    var day: MetricForecast.Day { metric.days[number - 1] }
  }

  /// One rate.
  struct Rate {
    var metric: MetricForecast
    /// Its name, in files that have a column for it.
    var scenario: String?
  }

  static let evenings: Columns<Evening> = [
    Column("account") { .text($0.metric.account) },
    Column("metric") { .word($0.metric.metric.rawValue) },
    Column("date") { .date($0.day.date) },
    Column("day") { .count($0.number) },
    Column("q05") { Cell($0.day.quantiles?[0]) },
    Column("q25") { Cell($0.day.quantiles?[1]) },
    Column("q50") { Cell($0.day.quantiles?[2]) },
    Column("q75") { Cell($0.day.quantiles?[3]) },
    Column("q95") { Cell($0.day.quantiles?[4]) },
    Column("mean") { Cell($0.day.mean) },
    Column("p_off_target") { Cell($0.day.offTarget.value) },
    Column("p_breached_by") { chance($0.day.breachedBy) },
    Column("se") { error($0.day.breachedBy) },
  ]

  static let rates: Columns<Rate> =
    [
      Column("account", .files) { .text($0.metric.account) },
      Column("metric") { .word($0.metric.metric.rawValue) },
      Column("method", .objects) { .word($0.metric.method.rawValue) },
      Column("from_counts", .objects) { .flag($0.metric.isFromCounts) },
      Column("youngest_age") { .count($0.metric.rule.youngest) },
      Column("oldest_age") { .count($0.metric.rule.oldest) },
      Column("limit") { Cell($0.metric.rule.displayedLimit.value, digits: 9) },
      Column("as_of", .files) { .date($0.metric.asOf) },
      Column("orders") { .count($0.metric.current.orders) },
      Column("bad") { .count($0.metric.current.bad) },
      Column("rate") { Cell($0.metric.rule.displayedRate(of: $0.metric.current)) },
      Column("state") { .word($0.metric.state.rawValue) },
      Column("headroom") { Cell($0.metric.headroom) },
    ]
    + Columns(
      horizons.map { days in
        Column("p_\(days)", .files) { chance($0.metric.breachProbability(within: days)) }
      }) + [Column("likeliest_first_day", .objects) { Cell($0.metric.likeliestFirstDay) }]
    + passages
    + Columns(
      horizons.map { days in
        Column("se_\(days)", .files) { error($0.metric.breachProbability(within: days)) }
      }) + waysBack

  /// When a rate goes off target, and how long until it is back.
  static let passages: Columns<Rate> = [
    Column("first_q10") { Cell($0.metric.firstPassage.q10) },
    Column("first_q50") { Cell($0.metric.firstPassage.q50) },
    Column("first_q90") { Cell($0.metric.firstPassage.q90) },
    Column("recovery_q50") { Cell($0.metric.medianRecovery) },
  ]

  /// How long a rate is off target, and how one that is off target today comes back.
  static let waysBack: Columns<Rate> = exposures + returns + relapses + spreads

  private static let exposures: Columns<Rate> = [
    Column("days_off_30") { Cell($0.metric.daysOff(within: 30)?.value, digits: 4) },
    Column("se_days_off_30") { Cell($0.metric.daysOff(within: 30)?.standardError, digits: 6) },
    Column("days_off_90") { Cell($0.metric.daysOff(within: 90)?.value, digits: 4) },
    Column("se_days_off_90") { Cell($0.metric.daysOff(within: 90)?.standardError, digits: 6) },
    Column("earliest_back") { Cell($0.metric.wayBack?.earliest) },
    Column("back_q50") { Cell($0.metric.wayBack?.q50) },
    Column("back_q90") { Cell($0.metric.wayBack?.q90) },
  ]

  private static let returns = Columns<Rate>(
    horizons.flatMap { days -> [Column<Rate>] in
      [
        Column("p_back_\(days)") { Cell($0.metric.wayBack?.probability(within: days)?.value) },
        Column("se_back_\(days)") {
          Cell($0.metric.wayBack?.probability(within: days)?.standardError, digits: 8)
        },
      ]
    })

  private static let relapses: Columns<Rate> = [
    Column("p_relapse_30") { Cell($0.metric.wayBack?.relapse?.value) },
    Column("se_relapse_30") { Cell($0.metric.wayBack?.relapse?.standardError, digits: 8) },
  ]

  private static let spreads: Columns<Rate> = [
    Column("p_30_lowest") { Cell($0.metric.spread?.lowest.value) },
    Column("se_30_lowest") { Cell($0.metric.spread?.lowest.standardError, digits: 8) },
    Column("p_30_highest") { Cell($0.metric.spread?.highest.value) },
    Column("se_30_highest") { Cell($0.metric.spread?.highest.standardError, digits: 8) },
  ]

  /// A chance; a rare one from tilted paths has more decimals.
  private static func chance(_ estimate: Estimate?) -> Cell {
    Cell(estimate?.value, digits: estimate?.isTilted == true ? 15 : 6)
  }

  private static func error(_ estimate: Estimate?) -> Cell {
    Cell(estimate?.standardError, digits: estimate?.isTilted == true ? 15 : 8)
  }

  /// The days ahead whose chances come from tilted paths.
  private static let tilted: Columns<Rate> = [
    Column("tilted_from") { Cell($0.metric.tiltedDays?.lowerBound) },
    Column("tilted_to") { Cell($0.metric.tiltedDays?.upperBound) },
  ]

  /// How far what is not known moves the chance to be back within 30 days.
  private static let returnSpreads: Columns<Rate> = [
    Column("p_back_30_lowest") { Cell($0.metric.wayBack?.spread?.lowest.value) },
    Column("se_back_30_lowest") { Cell($0.metric.wayBack?.spread?.lowest.standardError, digits: 8) },
    Column("p_back_30_highest") { Cell($0.metric.wayBack?.spread?.highest.value) },
    Column("se_back_30_highest") { Cell($0.metric.wayBack?.spread?.highest.standardError, digits: 8) },
  ]

  static let forecastRates = rates + tilted + returnSpreads
  static let scenarioEvenings = evenings + [Column("scenario") { .text($0.scenario ?? "") }]
  static let scenarioRates = rates + [Column("scenario", .files) { .text($0.scenario ?? "") }]

  /// The scenario of the forecast as things are.
  static let baselineName = "baseline"
  /// The horizons of breach.csv in days.
  public static let horizons = [7, 14, 30, 60, 90]

  private let forecast: OutputFile?
  private let breach: OutputFile
  private let hasScenarios: Bool

  /// - Parameters:
  ///   - folder: Where they are written.
  ///   - hasScenarios: Whether every row names its scenario in a last column.
  ///   - hasEvenings: Whether there is a forecast.csv.
  ///   - isGzip: Whether the files are compressed.
  public init(
    folder: OutputFolder, hasScenarios: Bool = false, hasEvenings: Bool = true, isGzip: Bool = false
  ) throws(OutputError) {
    self.hasScenarios = hasScenarios
    forecast = hasEvenings ? try folder.file("forecast.csv", isGzip: isGzip) : nil
    breach = try folder.file("breach.csv", isGzip: isGzip)
    try forecast?.append(hasScenarios ? Self.scenarioEvenings.header : Self.evenings.header)
    try breach.append(hasScenarios ? Self.scenarioRates.header : Self.forecastRates.header)
  }

  public func append(_ account: AccountForecast) throws(OutputError) {
    try append(account, scenario: nil, Self.evenings, Self.forecastRates)
  }

  /// Appends the baseline, then the scenario.
  public func append(_ forecast: ScenarioForecast) throws(OutputError) {
    for (account, name) in Self.sides(forecast) {
      try append(account, scenario: name, Self.scenarioEvenings, Self.scenarioRates)
    }
  }

  private func append(
    _ account: AccountForecast, scenario: String?, _ evenings: Columns<Evening>, _ rates: Columns<Rate>
  ) throws(OutputError) {
    for metric in account.metrics {
      try forecast?.append(
        evenings.csv(
          metric.days.indices.lazy.map { Evening(metric: metric, number: $0 + 1, scenario: scenario) }))
      try breach.append(rates.csv([Rate(metric: metric, scenario: scenario)]))
    }
  }

  private static func sides(_ forecast: ScenarioForecast) -> [(AccountForecast, String)] {
    [(forecast.baseline, baselineName), (forecast.scenario, forecast.name)]
  }

  private static func rows(_ forecast: ScenarioForecast) -> [Rate] {
    sides(forecast).flatMap { account, name in account.metrics.map { Rate(metric: $0, scenario: name) } }
  }

  /// The first line of breach.csv.
  public static var breachHeader: String { forecastRates.header }

  /// Lines of breach.csv, which `--format csv` also prints.
  public static func breach(_ account: AccountForecast) -> String {
    forecastRates.csv(account.metrics.lazy.map { Rate(metric: $0) })
  }

  public static func ndjson(_ account: AccountForecast) -> String {
    forecastRates.ndjson(account.metrics.lazy.map { Rate(metric: $0) })
  }

  /// The text of breach.csv for a baseline and a scenario, which `--format csv` also prints.
  public static func breach(_ forecast: ScenarioForecast) -> String {
    scenarioRates.header + scenarioRates.csv(rows(forecast))
  }

  public static func ndjson(_ forecast: ScenarioForecast) -> String { scenarioRates.ndjson(rows(forecast)) }
}
