import AccountHealth
import Forecasting
import Simulation

/// One rate as it was counted, and its possible futures.
struct FanChart {
  var forecast: MetricForecast
  /// The rate as known on each evening; `nil` if no dates of orders are known.
  var history: RateHistory?
  /// The nowcasts of past evenings and the last one, oldest first: where each evening's window ends once
  /// complete, by what was known then. Empty if nothing is to come.
  var nowcasts: [(day: Day, nowcast: Nowcast)] = []
  /// The same rate under a change, on the same random numbers.
  var scenario: MetricForecast?
  /// The rate as it was counted on evenings after the forecast, where these are known.
  var came: [(day: Day, rate: Double?)] = []

  private static let width = 420.0
  private static let height = 270.0

  private var rule: MetricRule { forecast.rule }
  /// The first-passage days; a rate that is off target now has none.
  private var passages: [(share: Int, day: Day)] {
    guard !forecast.state.isOffTarget else { return [] }
    let first = forecast.firstPassage
    return [(10, first.q10), (50, first.q50), (90, first.q90)].compactMap { share, day in
      day.map { (share, $0) }
    }
  }
  private var limit: Double { rule.displayedLimit.value }
  private var past: [(day: Day, rate: Double?)] {
    history.map { history in
      zip(history.days.days, history.counts).map {
        ($0, rule.state(of: $1) == .undecided ? nil : rule.displayedRate(of: $1))
      }
    } ?? [(forecast.asOf, rule.displayedRate(of: forecast.current))]
  }

  func chart() -> Chart {
    var canvas = ChartCanvas(width: Self.width, height: Self.height)
    let past = past
    let days = DayRange(past[0].day, forecast.asOf + forecast.days.count)
    let frame = PlotFrame(
      on: &canvas, legend: legend, y: scale(past),
      x: { ChartScale.days(days, fontSize: ChartCanvas.fontSize, start: $0, end: $1) })
    shade(&canvas, frame)
    let fan = forecast.days.map { day in day.quantiles.map { (frame.x.place(day.date), $0) } }
    for (low, high, style) in [(0, 4, "outer"), (1, 3, "inner")] {
      canvas.band(
        fan.map { $0.map { ($0.0, frame.y.place($0.1[low]), frame.y.place($0.1[high])) } }, style: style)
    }
    let completed = nowcasts.map { item -> (x: Double, low: Double, high: Double)? in
      guard let low = item.nowcast.completedRate(0.05), let high = item.nowcast.completedRate(0.95) else {
        return nil
      }
      return (frame.x.place(item.day), frame.y.place(low), frame.y.place(high))
    }
    for style in ["now", "now-dots"] { canvas.band(completed, style: style) }
    canvas.line(
      from: (frame.area.left, frame.y.place(limit)), to: (frame.area.right, frame.y.place(limit)),
      style: "limit")
    let today = frame.x.place(Double(forecast.asOf.number) + 0.5)
    canvas.line(from: (today, frame.area.top), to: (today, frame.area.bottom), style: "today")
    canvas.line(fan.map { $0.map { ($0.0, frame.y.place($0.1[2])) } }, style: "median")
    let changed = (scenario?.days ?? []).map { day in day.quantiles.map { (frame.x.place(day.date), $0) } }
    for (quantile, style) in [(0, "changed-edge"), (4, "changed-edge"), (2, "changed")] {
      canvas.line(changed.map { $0.map { ($0.0, frame.y.place($0.1[quantile])) } }, style: style)
    }
    canvas.line(
      came.map { item in item.rate.map { (x: frame.x.place(item.day), y: frame.y.place($0)) } },
      style: "came")
    let counted = past.map { item in item.rate.map { (x: frame.x.place(item.day), y: frame.y.place($0)) } }
    canvas.line(counted, style: "past")
    if history == nil, let now = counted.first ?? nil {
      canvas.marker(.square, at: now, radius: 3.5, style: "now-dot")
    }
    label(&canvas, frame, today, clearOf: counted.compactMap { $0 })
    return Chart(
      name: "fan_\(forecast.metric.rawValue)", title: "\(forecast.metric.title): past and forecast",
      description: description, canvas)
  }

  /// A scale from 0, or up to 1 for good shares. It includes the limit, and rates beyond it are not cut.
  private func scale(_ past: [(day: Day, rate: Double?)]) -> ChartScale {
    let completed = nowcasts.flatMap { [$0.nowcast.completedRate(0.05), $0.nowcast.completedRate(0.95)] }
    let values =
      past.compactMap(\.rate) + forecast.days.compactMap(\.quantiles).flatMap { [$0[0], $0[4]] }
      + completed.compactMap { $0 } + [limit] + came.compactMap(\.rate)
      + (scenario?.days ?? []).compactMap(\.quantiles).flatMap { [$0[0], $0[4]] }
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let isGood = forecast.metric.isGoodShare
    // The scale ends a little beyond the limit, so that the limit stays clear of the edge.
    return .numbers(
      isGood ? min(low, limit - (1 - limit) * 0.2)...1 : 0...max(high, limit * 1.15), .percent, most: 5)
  }

  private var legend: ChartLegend {
    var legend = ChartLegend()
    legend.entries.append(
      history == nil ? (.marker(.square, "now-dot"), "now") : (.line(["past"]), "as counted"))
    if !nowcasts.isEmpty { legend.entries.append((.area(["now", "now-dots"]), "once complete, 90 %")) }
    legend.entries += [
      (.line(["median"]), "middle"), (.area(["inner"]), "50 %"), (.area(["outer"]), "90 % of futures"),
      (.line(["limit"]), "limit"),
    ]
    if scenario != nil {
      legend.entries += [
        (.line(["changed"]), "with the change: middle"), (.line(["changed-edge"]), "its 90 %"),
      ]
    }
    if !came.isEmpty { legend.entries.append((.line(["came"]), "what came")) }
    if !offTargetDays.isEmpty { legend.entries.append((.area(["off", "off-hatch"]), "off target")) }
    if !passages.isEmpty {
      legend.entries.append((.marker(.triangle, "first"), "10, 50, 90 % have been off target"))
    }
    return legend
  }

  /// The evenings off target as counted, and the days to come on which it is more likely off target than not.
  private var offTargetDays: [DayRange] {
    let counted =
      history.map { history in
        zip(history.days.days, history.counts).filter { rule.state(of: $1).isOffTarget }.map(\.0)
      } ?? []
    let likely = forecast.days.filter { $0.offTarget.value >= 0.5 }.map(\.date)
    var runs: [DayRange] = []
    for day in counted + likely {
      if let last = runs.last, last.last + 1 == day {
        runs[runs.count - 1].last = day
      } else {
        runs.append(DayRange(day, day))
      }
    }
    return runs
  }

  private func shade(_ canvas: inout ChartCanvas, _ frame: PlotFrame) {
    for run in offTargetDays {
      let box = ChartBox(
        left: frame.x.edge(run.first), top: frame.area.top, right: frame.x.edge(run.last + 1),
        bottom: frame.area.bottom)
      for style in ["off", "off-hatch"] { canvas.rectangle(box, style: style) }
    }
  }

  private func label(
    _ canvas: inout ChartCanvas, _ frame: PlotFrame, _ today: Double, clearOf marks: [ChartCanvas.Point]
  ) {
    let line = frame.y.place(limit)
    // Bad rates are above the limit, or below it for a good share, and the marks are on that side.
    let side = forecast.metric.isGoodShare ? 1.0 : -1.0
    let (aside, other) = (side > 0 ? line + 19 : line - 11, side > 0 ? line - 6 : line + 15)
    for (share, day) in passages {
      let x = frame.x.place(day)
      canvas.marker(.triangle, at: (x, line - 4), radius: 4.5, style: "first")
      canvas.text(
        "\(share) %",
        atFirstOf: [(x, aside, .middle), (x + 4, aside, .start), (x - 4, aside, .end), (x, other, .middle)],
        style: "label alarm")
    }
    canvas.text(
      "limit \(Phrases.limit(rule.displayedLimit))",
      atFirstOf: [
        (frame.area.left + 4, line - 5, .start), (frame.area.left + 4, line + 14, .start),
        (frame.area.right - 4, line - 5, .end), (frame.area.right - 4, line + 14, .end),
      ], clearOf: marks, style: "label alarm")
    canvas.text(
      ChartScale.label(forecast.asOf),
      atFirstOf: [
        (today, frame.area.top + 9, .middle), (today - 4, frame.area.top + 9, .end),
        (today, frame.area.bottom - 6, .middle), (today - 4, frame.area.bottom - 6, .end),
      ], clearOf: marks, style: "label soft")
  }

  private var description: String {
    let limit = Phrases.limit(rule.displayedLimit)
    var parts: [String] = []
    if let first = past.first, history != nil, let rate = first.rate {
      parts.append("As counted on \(Phrases.date(first.day)): \(percent(rate)).")
    }
    parts.append(
      rule.displayedRate(of: forecast.current).map {
        "On \(Phrases.date(forecast.asOf)): \(percent($0)), against a limit of \(limit)."
      } ?? "No orders in the window on \(Phrases.date(forecast.asOf)); the limit is \(limit).")
    if let last = nowcasts.last, last.day == forecast.asOf, let low = last.nowcast.completedRate(0.05),
      let high = last.nowcast.completedRate(0.95)
    {
      parts.append(
        "Once every order in that window has its outcome, \(percent(low)) to \(percent(high)), 90 % interval."
      )
    }
    for span in ReportSpans.days(forecast.days.count) {
      guard let q = forecast.days[span - 1].quantiles else { continue }
      parts.append(
        "On \(Phrases.date(forecast.asOf + span)): middle \(percent(q[2])), half of the futures from \(percent(q[1])) to \(percent(q[3])), 90 % from \(percent(q[0])) to \(percent(q[4]))."
      )
    }
    if let scenario, let last = ReportSpans.days(scenario.days.count).last,
      let q = scenario.days[last - 1].quantiles
    {
      parts.append(
        "With the change, on \(Phrases.date(forecast.asOf + last)): middle \(percent(q[2])), 90 % from \(percent(q[0])) to \(percent(q[4]))."
      )
    }
    if let last = came.last(where: { $0.rate != nil }), let rate = last.rate {
      parts.append("What came: \(percent(rate)) on \(Phrases.date(last.day)).")
    }
    for (share, day) in passages {
      parts.append("\(share) % of the futures have been off target by \(Phrases.date(day)).")
    }
    if passages.isEmpty, !forecast.state.isOffTarget {
      parts.append(
        "Fewer than 10 % of the futures are off target at any time in \(Phrases.count(forecast.days.count, "day", "days"))."
      )
    }
    return parts.joined(separator: " ")
  }

  private func percent(_ share: Double) -> String { Phrases.percent(share) }
}
