import AccountHealth
import Forecasting
import Simulation

/// The chance to be off target, by rate and day: darker and denser for a higher one.
struct ExceedanceMap {
  var forecasts: [MetricForecast]

  /// Upper ends of the classes.
  private static let classes: [(limit: Double, label: String)] = [
    (0.01, "below 1 %"), (0.05, "1–5 %"), (0.2, "5–20 %"), (0.5, "20–50 %"), (0.8, "50–80 %"),
    (1, "80 % or more"),
  ]
  /// If there are more days than cells, several share a cell, which shows their highest chance.
  private static let mostCells = 120
  private static let rowHeight = 36.0

  func chart() -> Chart? {
    guard let first = forecasts.first, !first.days.isEmpty else { return nil }
    let horizon = first.days.count
    var legend = ChartLegend()
    for (number, item) in Self.classes.enumerated() {
      legend.entries.append((.area(Self.styles(number)), item.label))
    }
    let top = legend.height(width: 408) + 6
    let bottom = top + Double(forecasts.count) * Self.rowHeight
    var canvas = ChartCanvas(width: 420, height: bottom + 26)
    legend.draw(on: &canvas, left: 6, top: 2)
    let days = DayRange(first.asOf + 1, first.asOf + horizon)
    let scale = ChartScale.days(days, fontSize: ChartCanvas.fontSize, start: 6, end: 414)
    for (row, forecast) in forecasts.enumerated() {
      let line = top + Double(row) * Self.rowHeight
      canvas.text(forecast.metric.title, x: 6, y: line + 13)
      for (style, run) in runs(forecast) {
        let box = ChartBox(
          left: scale.edge(run.first), top: line + 18, right: scale.edge(run.last + 1),
          bottom: line + Self.rowHeight - 2)
        for style in Self.styles(style) { canvas.rectangle(box, style: style) }
      }
      canvas.rectangle(
        ChartBox(left: 6, top: line + 18, right: 414, bottom: line + Self.rowHeight - 2), style: "frame")
    }
    for tick in scale.ticks {
      let place = scale.place(tick.value)
      let half = TextWidth.of(tick.label, size: ChartCanvas.fontSize) / 2
      canvas.line(from: (place, bottom), to: (place, bottom + 4), style: "axis")
      canvas.text(
        tick.label, x: min(max(place, half + 1), 419 - half), y: bottom + 18, .middle, style: "label soft")
    }
    return Chart(
      name: "exceedance", title: "Chance to be off target, by rate and day", description: description, canvas)
  }

  /// Adjacent days of one class are one rectangle.
  private func runs(_ forecast: MetricForecast) -> [(style: Int, days: DayRange)] {
    let width = (forecast.days.count + Self.mostCells - 1) / Self.mostCells
    var runs: [(style: Int, days: DayRange)] = []
    for start in stride(from: 0, to: forecast.days.count, by: width) {
      let cell = forecast.days[start..<min(start + width, forecast.days.count)]
      guard let first = cell.first?.date, let last = cell.last?.date else { continue }
      let style = Self.style(of: cell.map(\.offTarget.value).max() ?? 0)
      if let before = runs.last, before.style == style {
        runs[runs.count - 1].days.last = last
      } else {
        runs.append((style, DayRange(first, last)))
      }
    }
    return runs
  }

  private static func style(of chance: Double) -> Int {
    classes.firstIndex { chance < $0.limit } ?? classes.count - 1
  }

  /// A colour, and marks for the higher classes.
  private static func styles(_ number: Int) -> [String] {
    number < 3 ? ["heat\(number)"] : ["heat\(number)", "heat\(number)-marks"]
  }

  private var description: String {
    forecasts.map { forecast in
      let chances = ReportSpans.days(forecast.days.count).map { span in
        "\(Phrases.chance(forecast.days[span - 1].offTarget, isExact: forecast.method == .exact)) on \(Phrases.date(forecast.asOf + span))"
      }
      return "\(forecast.metric.title): \(chances.joined(separator: ", "))."
    }.joined(separator: " ")
  }
}
