import AccountHealth
import Forecasting
import Simulation

/// The chance that a rate has been off target by each day to come. For a rate that is off target now, it is
/// the chance to be back on target by each day instead.
struct BreachCurve {
  var forecast: MetricForecast
  /// The same rate under a change, on the same random numbers.
  var scenario: MetricForecast?

  private var isOff: Bool { forecast.wayBack != nil }
  private var chances: [Estimate] { forecast.wayBack?.by ?? forecast.days.map(\.breachedBy) }

  private var changed: [Estimate] {
    guard let scenario else { return [] }
    return isOff ? scenario.wayBack?.by ?? [] : scenario.days.map(\.breachedBy)
  }

  func chart() -> Chart {
    var canvas = ChartCanvas(width: 420, height: 270)
    var legend = ChartLegend()
    legend.entries.append(
      (
        .line(["chance"]),
        isOff ? "chance to be back on target by then" : "chance to have been off target by then"
      ))
    let isSimulated = isOff || forecast.method == .simulation
    if isSimulated { legend.entries.append((.area(["inner"]), "two standard errors")) }
    if !changed.isEmpty { legend.entries.append((.line(["changed"]), "with the change")) }
    let days = DayRange(forecast.asOf + 1, forecast.asOf + forecast.days.count)
    // The scale is the same for every rate, so that charts side by side can be compared.
    let frame = PlotFrame(
      on: &canvas, legend: legend, y: .numbers(0...1, .percent, most: 5),
      x: { ChartScale.days(days, fontSize: ChartCanvas.fontSize, start: $0, end: $1) })
    let points = zip(forecast.days, chances).map { day, chance in
      (x: frame.x.place(day.date), chance: chance)
    }
    if isSimulated {
      canvas.band(
        points.map { point in
          let reach = 2 * point.chance.standardError
          return (
            point.x, frame.y.place(max(0, point.chance.value - reach)),
            frame.y.place(min(1, point.chance.value + reach))
          )
        }, style: "inner")
    }
    let line = points.map { (x: $0.x, y: frame.y.place($0.chance.value)) }
    canvas.line(line, style: "chance")
    canvas.line(
      zip(forecast.days, changed).map { ($0.date, $1) }.map {
        (frame.x.place($0), frame.y.place($1.value))
      }, style: "changed")
    for span in spans.reversed() {
      let (x, chance) = points[span - 1]
      let y = frame.y.place(chance.value)
      canvas.marker(.circle, at: (x, y), radius: 3.6, style: "range dot")
      canvas.text(
        Phrases.chance(chance, isExact: !isSimulated),
        atFirstOf: [
          (min(x + 4, frame.area.right), y - 9, .end), (x - 6, y - 9, .end), (x + 6, y + 17, .start),
          (x - 6, y + 17, .end), (min(x + 4, frame.area.right), y - 24, .end),
          (min(x + 30, frame.area.right), y - 40, .end), (min(x + 30, frame.area.right), y - 70, .end),
        ], clearOf: line)
    }
    return Chart(
      name: "\(isOff ? "way-back" : "first-breach")_\(forecast.metric.rawValue)",
      title: "\(forecast.metric.title): "
        + (isOff ? "chance to be back on target by each day" : "chance to have been off target by each day"),
      description: description, canvas)
  }

  private var spans: [Int] { ReportSpans.days(forecast.days.count).filter { $0 == 30 || $0 >= 90 } }

  private var description: String {
    let numbers = ReportSpans.days(forecast.days.count).map { span in
      "\(Phrases.chance(chances[span - 1], isExact: !isOff && forecast.method == .exact)) within \(Phrases.count(span, "day", "days"))"
    }
    let change =
      changed.isEmpty
      ? []
      : ReportSpans.days(forecast.days.count).map { span in
        "\(Phrases.chance(changed[span - 1], isExact: !isOff && scenario?.method == .exact)) within \(Phrases.count(span, "day", "days"))"
      }
    return
      (isOff
      ? "Off target now. Chance to be back on target: " : "Chance to have been off target at least once: ")
      + numbers.joined(separator: ", ") + "."
      + (change.isEmpty ? "" : " With the change: " + change.joined(separator: ", ") + ".")
  }
}
