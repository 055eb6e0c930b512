import AccountHealth
import Decisions
import Forecasting
import Simulation
import Workspace

/// A change and what it does, as a part of the live page: the scenario over the baseline, from the same
/// futures.
public struct ScenarioSection {
  /// What the section is asked about.
  public struct Context: Sendable {
    /// The rate whose charts are shown; `nil` for the one that changes most.
    public var rate: Metric?
    /// Past evenings of the rates.
    public var histories: [Metric: RateHistory] = [:]
    /// What was counted on evenings after the one that is judged, where these are known.
    public var came: [Metric: RateHistory] = [:]
    /// The actions with what each costs and saves; `nil` while that is not known.
    public var ranking: ActionRanking?
    /// The command line that gives the same numbers.
    public var command = ""
    /// The query of the page that shows the change.
    public var query = ""
    /// Whether more futures are still being simulated.
    public var isCoarse = false
    /// Whether another scenario can still be kept to compare.
    public var canKeep = true

    public init() {}
  }

  let answer: WhatIfAnswer
  let context: Context

  public init(_ answer: WhatIfAnswer, _ context: Context) { (self.answer, self.context) = (answer, context) }

  /// The section alone, to be put in its place on the page.
  ///
  /// - Throws: A `MustacheTemplate.ParserError` if an embedded template is wrong.
  public func html() throws -> String { try PageTemplates.render(.scenario, ["scenario": model]) }

  /// The two charts of the rate, scenario over baseline.
  public var charts: [Chart] {
    guard let (before, after) = shown else { return [] }
    var fan = FanChart(forecast: before, history: context.histories[before.metric])
    fan.scenario = after
    fan.came = came(before)
    return [fan.chart(), BreachCurve(forecast: before, scenario: after).chart()]
  }

  private func came(_ metric: MetricForecast) -> [(day: Day, rate: Double?)] {
    guard let history = context.came[metric.metric] else { return [] }
    return zip(history.days.days, history.counts).filter { $0.0 >= metric.asOf }.map {
      ($0, metric.rule.state(of: $1) == .undecided ? nil : metric.rule.displayedRate(of: $1))
    }
  }

  private var pairs: [(before: MetricForecast, after: MetricForecast)] {
    zip(answer.forecast.baseline.metrics, answer.forecast.scenario.metrics).map { ($0, $1) }
      .sorted { $0.before.isMoreUrgent(than: $1.before) }
  }

  private var shown: (before: MetricForecast, after: MetricForecast)? {
    if let rate = context.rate { return pairs.first { $0.before.metric == rate } ?? pairs.first }
    return pairs.max { weight($0.before) < weight($1.before) }
  }

  /// How much a rate changes, in percentage points or in days off target; a point is worth half a day.
  private func weight(_ metric: MetricForecast) -> Double {
    let forecast = answer.forecast
    guard forecast.reaches(metric.metric) else { return 0 }
    if metric.wayBack != nil {
      let days = ScenarioFiles.daysOff(metric.metric, within: metric.soon, forecast)
      return 2 * abs(days?.change.value ?? 0)
    }
    return 100 * abs(forecast.change(of: metric.metric, within: metric.soon)?.value ?? 0)
  }

  // MARK: The model of the template

  struct Row {
    var what: String
    var baseline: String
    var scenario: String
    var change: String
    var newlyOff: String
  }

  struct Headline {
    var figure: String
    var words: String
    /// `better`, `worse` or `same`.
    var level: String
  }

  struct Item {
    var title: String
    var text: String
  }

  struct Model {
    var verdict: String
    var headline: Headline?
    var rate: String
    var charts: [String]
    var summary: [Row]
    var figures: [Row]
    var untouched: String?
    var deactivation: [Row]
    var actions: [Item]
    var futures: String
    var isCoarse: Bool
    var command: String
    var query: String
    var canKeep: Bool
    var span: String
    var horizon: String
  }

  var model: Model {
    let forecast = answer.forecast
    let soon = pairs.first?.before.soon ?? forecast.horizon
    let days = Phrases.count(soon, "day", "days")
    return Model(
      verdict: Phrases.unbroken(ScenarioVerdict.text(forecast)), headline: headline,
      rate: shown?.before.metric.title ?? "",
      charts: charts.map { $0.inline(id: "scenario-\($0.name)") },
      summary: pairs.compactMap { row($0, $1, within: soon) },
      figures: shown.map { pair in
        ScenarioTable.lines(pair.before, pair.after, forecast).map {
          Row(
            what: $0.what.drop { $0 == " " }.description, baseline: $0.baseline, scenario: $0.scenario,
            change: $0.change, newlyOff: $0.newlyOff)
        }
      } ?? [], untouched: untouched, deactivation: deactivation, actions: actions,
      futures:
        "\(Phrases.count(answer.request.paths, "simulated future", "simulated futures")), seed \(answer.request.seed)",
      isCoarse: context.isCoarse, command: context.command, query: context.query, canKeep: context.canKeep,
      span: days, horizon: Phrases.count(forecast.horizon, "day", "days"))
  }

  /// The change of the rate that is shown: of its chance to go off target, or of its days off target.
  private var headline: Headline? {
    guard let (before, after) = shown, answer.forecast.reaches(before.metric) else { return nil }
    let days = before.soon
    if before.wayBack != nil,
      let pair = ScenarioFiles.daysOff(before.metric, within: days, answer.forecast)
    {
      return Headline(
        figure: "\(Phrases.changedDays(pair.change)) days",
        words:
          "off target in the next \(Phrases.count(days, "day", "days")): \(Phrases.dayNumber(pair.after)) instead of \(Phrases.dayNumber(pair.before)) days",
        level: Self.level(pair.change))
    }
    guard
      let change = ScenarioFiles.changes(of: before.metric, answer.forecast).first(where: { $0.days == days })
    else { return nil }
    return Headline(
      figure: "\(Phrases.change(change.change)) points",
      words:
        "\(before.metric.title): \(chance(change.after, after)) instead of \(chance(change.before, before)), to be off target within \(Phrases.count(days, "day", "days"))",
      level: Self.level(change.change))
  }

  private func chance(_ chance: Estimate, _ metric: MetricForecast) -> String {
    Phrases.chance(chance, isExact: metric.method == .exact)
  }

  private static func level(_ change: Estimate) -> String {
    abs(change.value) <= 2 * change.standardError ? "same" : change.value < 0 ? "better" : "worse"
  }

  private func row(_ metric: MetricForecast, _ after: MetricForecast, within days: Int) -> Row? {
    let forecast = answer.forecast
    guard forecast.reaches(metric.metric) else { return nil }
    if metric.wayBack != nil, let pair = ScenarioFiles.daysOff(metric.metric, within: days, forecast) {
      return Row(
        what: "\(metric.metric.title): days off target", baseline: Phrases.days(pair.before),
        scenario: Phrases.days(pair.after), change: Phrases.changedDays(pair.change), newlyOff: "")
    }
    return ScenarioFiles.changes(of: metric.metric, forecast).first { $0.days == days }.map {
      Row(
        what: metric.metric.title, baseline: chance($0.before, metric), scenario: chance($0.after, after),
        change: Phrases.change($0.change),
        newlyOff: "")
    }
  }

  private var untouched: String? {
    let names = pairs.map(\.before.metric).filter { !answer.forecast.reaches($0) }
    return names.isEmpty
      ? nil : "Not touched by this change: \(names.map(\.nameInSentence).joined(separator: "; "))."
  }

  private var deactivation: [Row] {
    RiskSetting.allCases.flatMap {
      ScenarioFiles.deactivations(under: $0, answer.forecast, within: [answer.forecast.horizon])
    }.map {
      Row(
        what: $0.change.name, baseline: Phrases.chance($0.change.before, isExact: false),
        scenario: Phrases.chance($0.change.after, isExact: false), change: Phrases.change($0.change.change),
        newlyOff: "")
    }
  }

  /// What each action costs and saves by itself.
  private var actions: [Item] {
    answer.actions.map { action in
      var text = ""
      if let ranking = context.ranking, let row = ranking.rows.first(where: { $0.name == action.name }) {
        let cost = Phrases.price(row, ranking).map {
          row.cost == nil ? $0 : "\($0) \(ranking.costCurrency)"
        }
        text =
          cost.map { "Costs \($0) over \(Phrases.count(ranking.horizon, "day", "days"))" } ?? "Cost not known"
        if let money = row.money, let currency = ranking.currency {
          text += ", saves \(Phrases.money(money.saved)) \(currency) of expected loss by itself"
        }
        text += "."
      } else {
        text = context.ranking == nil ? "What it costs and saves is still being computed." : ""
      }
      if action.metadata.grade?.isOwn ?? false {
        text += (text.isEmpty ? "" : " ") + "Range: own, measured on your own orders."
      }
      return Item(
        title: action.metadata.title, text: Phrases.unbroken(text + RankSentences.terms(of: action)))
    }
  }
}
