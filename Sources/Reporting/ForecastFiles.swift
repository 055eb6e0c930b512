import AccountHealth
import Decisions
import Forecasting
import SellerReports
import Simulation

/// forecast.csv and breach.csv, an account at a time, so that a thousand accounts need no more memory than one.
public final class ForecastFiles {
  public static let forecastHeader =
    "account,metric,date,day,q05,q25,q50,q75,q95,mean,p_off_target,p_breached_by,se\n"
  public static let breachHeader =
    "account,metric,youngest_age,oldest_age,limit,as_of,orders,bad,rate,state,headroom,"
    + "p_7,p_14,p_30,p_60,p_90,first_q10,first_q50,first_q90,recovery_q50,se_7,se_14,se_30,se_60,se_90\n"
  /// The horizons of breach.csv in days.
  public static let horizons = [7, 14, 30, 60, 90]

  private let forecast: OutputFile
  private let breach: OutputFile

  /// `hasScenarios` says whether every row names its scenario, in a last column.
  public init(folder: OutputFolder, hasScenarios: Bool = false) throws(OutputError) {
    forecast = try folder.file("forecast.csv")
    breach = try folder.file("breach.csv")
    try forecast.append(hasScenarios ? Self.withScenario(Self.forecastHeader) : Self.forecastHeader)
    try breach.append(hasScenarios ? Self.withScenario(Self.breachHeader) : Self.breachHeader)
  }

  private static func withScenario(_ header: String) -> String { header.dropLast() + ",scenario\n" }

  /// `scenario` is its name, in files that have a column for it.
  public func append(_ account: AccountForecast, scenario: String? = nil) throws(OutputError) {
    for metric in account.metrics {
      var rows = ""
      for (index, day) in metric.days.enumerated() { rows += Self.row(metric, day, index, scenario) }
      try forecast.append(rows)
      try breach.append(Self.breachRow(metric, scenario: scenario))
    }
  }

  /// The baseline, then the scenario.
  public func append(_ forecast: ScenarioForecast) throws(OutputError) {
    try append(forecast.baseline, scenario: ScenarioTable.baselineName)
    try append(forecast.scenario, scenario: forecast.name)
  }

  /// breach.csv of a baseline and a scenario, also what `--format csv` prints.
  public static func breach(_ forecast: ScenarioForecast) -> String {
    withScenario(breachHeader)
      + forecast.baseline.metrics.map { breachRow($0, scenario: ScenarioTable.baselineName) }.joined()
      + forecast.scenario.metrics.map { breachRow($0, scenario: forecast.name) }.joined()
  }

  private static func row(
    _ metric: MetricForecast, _ day: MetricForecast.Day, _ index: Int, _ scenario: String?
  ) -> String {
    var cells = [
      CSVText.cell(metric.account), metric.metric.rawValue, "\(day.date)", "\(index + 1)",
    ]
    cells += day.quantiles.map { $0.map { CSVText.number($0) } } ?? ["", "", "", "", ""]
    cells += [
      CSVText.number(day.mean), CSVText.number(day.offTarget.value), CSVText.number(day.breachedBy.value),
      CSVText.number(day.breachedBy.standardError, digits: 8),
    ]
    if let scenario { cells.append(CSVText.cell(scenario)) }
    return CSVText.row(cells)
  }

  /// A line of breach.csv, also what `--format csv` prints.
  public static func breachRow(_ metric: MetricForecast, scenario: String? = nil) -> String {
    let rule = metric.rule
    let chances = horizons.map { metric.breachProbability(within: $0) }
    var cells = [
      CSVText.cell(metric.account), metric.metric.rawValue, "\(rule.youngest)", "\(rule.oldest)",
      CSVText.number(rule.displayedLimit.value, digits: 9), "\(metric.asOf)", "\(metric.current.orders)",
      "\(metric.current.bad)", CSVText.number(rule.displayedRate(of: metric.current)), metric.state.rawValue,
      CSVText.count(metric.headroom),
    ]
    cells += chances.map { CSVText.number($0?.value) }
    cells += [metric.firstPassage.q10, metric.firstPassage.q50, metric.firstPassage.q90].map {
      $0.map { "\($0)" } ?? ""
    }
    cells.append(CSVText.count(metric.medianRecovery))
    cells += chances.map { CSVText.number($0?.standardError, digits: 8) }
    if let scenario { cells.append(CSVText.cell(scenario)) }
    return CSVText.row(cells)
  }
}
