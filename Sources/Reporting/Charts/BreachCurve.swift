import AccountHealth
import Forecasting

/// The chance that a rate has been off target by each day to come.
struct BreachCurve {
  var forecast: MetricForecast

  func chart() -> Chart {
    var canvas = ChartCanvas(width: 420, height: 270)
    var legend = ChartLegend()
    legend.entries.append((.line(["chance"]), "chance to have been off target by then"))
    let isSimulated = forecast.method == .simulation
    if isSimulated { legend.entries.append((.area(["inner"]), "two standard errors")) }
    let days = DayRange(forecast.asOf + 1, forecast.asOf + forecast.days.count)
    // The same for every rate, so that charts side by side can be compared.
    let frame = PlotFrame(
      on: &canvas, legend: legend, y: .numbers(0...1, .percent, most: 5),
      x: { ChartScale.days(days, fontSize: ChartCanvas.fontSize, start: $0, end: $1) })
    let points = forecast.days.map { day in
      (x: frame.x.place(day.date), chance: day.breachedBy)
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
    canvas.line(points.map { ($0.x, frame.y.place($0.chance.value)) }, style: "chance")
    for span in spans.reversed() {
      let (x, chance) = points[span - 1]
      let y = frame.y.place(chance.value)
      canvas.marker(.circle, at: (x, y), radius: 3.6, style: "range dot")
      canvas.text(
        Phrases.chance(chance, isExact: !isSimulated),
        atFirstOf: [
          (min(x + 4, frame.area.right), y - 9, .end), (x - 6, y - 9, .end), (x + 6, y + 17, .start),
          (x - 6, y + 17, .end), (frame.area.right, y - 24, .end),
        ])
    }
    return Chart(
      name: "first-breach_\(forecast.metric.rawValue)",
      title: "\(forecast.metric.title): chance to have been off target by each day", description: description,
      canvas)
  }

  private var spans: [Int] { ReportSpans.days(forecast.days.count).filter { $0 == 30 || $0 >= 90 } }

  private var description: String {
    let chances = ReportSpans.days(forecast.days.count).map { span in
      "\(Phrases.chance(forecast.days[span - 1].breachedBy, isExact: forecast.method == .exact)) within \(Phrases.count(span, "day", "days"))"
    }
    return "Chance to have been off target at least once: " + chances.joined(separator: ", ") + "."
  }
}
