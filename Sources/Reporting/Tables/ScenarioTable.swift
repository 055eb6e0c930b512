import AccountHealth
import Decisions
import Documents
import Forecasting
import Simulation
import Workspace

/// A baseline and a scenario side by side, for one account.
public enum ScenarioTable {
  /// - Parameters:
  ///   - forecast: The account with and without the change.
  ///   - inapplicable: The rates that do not apply, as Amazon ships every order.
  ///   - paths: The number of paths, for the heading; `nil` leaves it out.
  ///   - terminal: Its width and colours.
  public static func text(
    _ forecast: ScenarioForecast, inapplicable: [Metric] = [], paths: Int? = nil,
    on terminal: Terminal = .plain
  ) -> String {
    let before = forecast.baseline
    var parts = [
      Phrases.heading(before.account, before.marketplace, before.asOf) + "\n"
        + TextWrap.wrapped("Scenario: " + TerminalText.escaped(forecast.name), to: terminal.width)
        + own(forecast, on: terminal),
      TextWrap.wrapped(
        ([paths.flatMap(Phrases.fewPaths)].compactMap { $0 } + [ScenarioVerdict.text(forecast)]
          + [Phrases.doNotApply(inapplicable)].compactMap { $0 })
          .joined(separator: "\n"), to: terminal.width),
    ]
    if before.metrics.contains(where: { forecast.reaches($0.metric) }) {
      parts.append(rates(forecast).text(on: terminal))
      parts.append(
        TextWrap.wrapped(
          "change: in percentage points, or in days; newly off: futures off target by then only in the "
            + "scenario; days off target: expected number.",
          to: terminal.width))
    }
    let untouched = before.metrics.filter { !forecast.reaches($0.metric) }
    if !untouched.isEmpty {
      let names = untouched.map { metric in
        metric.metric.rawValue
          + (metric.breachProbability(within: spans(forecast)[0]).map {
            " (\(Phrases.chance($0, isExact: metric.method == .exact)))"
          } ?? "")
      }
      parts.append(
        TextWrap.wrapped(
          "Not touched, with the chance to be off target within \(Phrases.count(spans(forecast)[0], "day", "days")): "
            + names.joined(separator: ", ") + ".", to: terminal.width))
    }
    parts.append(deactivation(forecast).text(on: terminal))
    return parts.joined(separator: "\n\n")
  }

  /// The mark of effects that were measured, on a line of its own.
  private static func own(_ forecast: ScenarioForecast, on terminal: Terminal) -> String {
    let names = forecast.actions.filter { $0.grade?.isOwn ?? false }.map { TerminalText.escaped($0.name) }
    guard !names.isEmpty else { return "" }
    return "\n"
      + TextWrap.wrapped(
        "Range: own, measured on your own orders (\(names.joined(separator: ", "))).", to: terminal.width)
  }

  /// 30 days and the horizon.
  private static func spans(_ forecast: ScenarioForecast) -> [Int] {
    forecast.horizon > 30 ? [30, forecast.horizon] : [forecast.horizon]
  }

  /// A figure of a rate before and after; or the name of the rate, so that a narrow terminal shows it whole.
  struct Line {
    var what: String
    var baseline = ""
    var scenario = ""
    var change = ""
    var newlyOff = ""
  }

  private static var lines: [TextColumn<Line>] {
    [
      TextColumn("") { $0.what },
      TextColumn(ForecastFiles.baselineName, .right) { $0.baseline },
      TextColumn("scenario", .right) { $0.scenario },
      TextColumn("change", .right) { $0.change },
      TextColumn("newly off", .right, leftOut: 1) { $0.newlyOff },
    ]
  }

  private static func rates(_ forecast: ScenarioForecast) -> TextTable {
    TextTable(
      lines,
      zip(forecast.baseline.metrics, forecast.scenario.metrics)
        .sorted { $0.0.isMoreUrgent(than: $1.0) }.flatMap { before, after -> [Line] in
          guard forecast.reaches(before.metric) else { return [] }
          return [Line(what: before.metric.rawValue)] + lines(before, after, forecast)
        })
  }

  /// The figures of one rate before and after.
  static func lines(_ before: MetricForecast, _ after: MetricForecast, _ forecast: ScenarioForecast) -> [Line]
  {
    let changes = ScenarioFiles.changes(of: before.metric, forecast)
    return (before.wayBack == nil ? breaches(changes, before, after) : returns(changes, before, after))
      + spans(forecast).compactMap { days in
        ScenarioFiles.daysOff(before.metric, within: days, forecast).map {
          Line(
            what: "  days off in \(days)", baseline: Phrases.days($0.before),
            scenario: Phrases.days($0.after), change: Phrases.changedDays($0.change))
        }
      }
  }

  /// A rate that is on target today: when it goes off.
  private static func breaches(
    _ changes: [ScenarioFiles.Change], _ before: MetricForecast, _ after: MetricForecast
  ) -> [Line] {
    let isExact = before.method == .exact && after.method == .exact
    return changes.map { change in
      Line(
        what: "  off within \(Phrases.count(change.days, "day", "days"))",
        baseline: Phrases.chance(change.before, isExact: before.method == .exact),
        scenario: Phrases.chance(change.after, isExact: after.method == .exact),
        change: Phrases.change(change.change),
        newlyOff: isExact ? "–" : change.newlyOff.map { Phrases.percent($0) } ?? "–")
    }
      + dates([
        ("first, 1 in 10", before.firstPassage.q10, after.firstPassage.q10),
        ("first, 1 in 2", before.firstPassage.q50, after.firstPassage.q50),
      ])
  }

  /// A rate that is off target today: when it is back.
  private static func returns(
    _ changes: [ScenarioFiles.Change], _ before: MetricForecast, _ after: MetricForecast
  ) -> [Line] {
    var lines = changes.compactMap { change in
      change.back.map {
        Line(
          what: "  back within \(Phrases.count(change.days, "day", "days"))",
          baseline: Phrases.chance($0.before, isExact: false),
          scenario: Phrases.chance($0.after, isExact: false), change: Phrases.change($0.change))
      }
    }
    lines += dates([
      ("back, 1 in 2", before.wayBack?.q50, after.wayBack?.q50),
      ("back, 9 in 10", before.wayBack?.q90, after.wayBack?.q90),
    ])
    if let one = before.wayBack?.relapse, let two = after.wayBack?.relapse {
      // The futures that come back are others under each of the two, so the errors are added up.
      let error = (one.standardError * one.standardError + two.standardError * two.standardError).squareRoot()
      lines.append(
        Line(
          what: "  off again within 30 days", baseline: Phrases.chance(one, isExact: false),
          scenario: Phrases.chance(two, isExact: false),
          change: Phrases.change(Estimate(value: two.value - one.value, standardError: error))))
    }
    return lines
  }

  private static func dates(_ pairs: [(what: String, one: Day?, two: Day?)]) -> [Line] {
    pairs.filter { $0.one != nil || $0.two != nil }.map { pair in
      var line = Line(
        what: "  " + pair.what, baseline: pair.one.map { "\($0)" } ?? "–",
        scenario: pair.two.map { "\($0)" } ?? "–")
      if let one = pair.one, let two = pair.two {
        line.change =
          one == two
          ? "same day" : "\(Phrases.count(abs(two - one), "day", "days")) \(two < one ? "sooner" : "later")"
      }
      return line
    }
  }

  /// The chances to be off target and to be deactivated, side by side: the first is counted, the second is
  /// assumed.
  private static func deactivation(_ forecast: ScenarioForecast) -> TextTable {
    // A rate that is off target today is so within any number of days.
    let isOff = forecast.baseline.metrics.contains(where: \.state.isOffTarget)
    let first = RiskSetting.allCases.first?.rawValue
    let columns: [TextColumn<ScenarioFiles.Deactivation>] = [
      TextColumn("within") {
        $0.change.name == first ? Phrases.count($0.change.days, "day", "days") : ""
      },
      TextColumn("a rate off") { row in
        guard row.change.name == first else { return "" }
        return isOff
          ? "now" : "\(percent(row.anyBefore).dropLast(2)) → \(percent(row.anyAfter))"
      },
      TextColumn("assumed") { $0.change.name },
      TextColumn("deactivated", .right) { Phrases.chance($0.change.before, isExact: false) },
      TextColumn("scenario", .right) { Phrases.chance($0.change.after, isExact: false) },
      TextColumn("change", .right) { Phrases.change($0.change.change) },
    ]
    return TextTable(
      columns,
      spans(forecast).flatMap { days in
        RiskSetting.allCases.flatMap { ScenarioFiles.deactivations(under: $0, forecast, within: [days]) }
      })
  }

  private static func percent(_ estimate: Estimate) -> String {
    Phrases.percent((estimate.value * 1000).rounded() / 1000)
  }
}
