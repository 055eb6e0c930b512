import Forecasting
import Workspace

/// Forecast chances against what happened. On the diagonal, a chance of 30 % came true in 30 % of the cases.
struct ReliabilityDiagram {
  /// The horizon of the forecasts; see `PastTrial`.
  var horizon: Int
  var bins: [PastTrial.Bin]

  func chart() -> Chart {
    var canvas = ChartCanvas(width: 420, height: 330)
    var legend = ChartLegend()
    legend.entries = [
      (.interval(.circle, "range"), "what happened, 90 % interval"), (.line(["today"]), "perfect"),
    ]
    let frame = PlotFrame(
      on: &canvas, legend: legend, y: .numbers(0...1, .percent, most: 5),
      yTitle: "share that went off target within \(Phrases.count(horizon, "day", "days"))",
      xTitle: "chance that was said",
      x: { ChartScale.numbers(0...1, .percent, most: 5, start: $0, end: $1) })
    canvas.line(
      from: (frame.x.place(0), frame.y.place(0)), to: (frame.x.place(1), frame.y.place(1)), style: "today")
    for bin in bins {
      let (x, y) = (frame.x.place(bin.meanForecast), frame.y.place(bin.observedShare))
      canvas.interval(
        from: (x, frame.y.place(bin.low)), to: (x, frame.y.place(bin.high)), dot: (x, y), style: "range")
      canvas.reserve(
        ChartBox(left: x - 4, top: frame.y.place(bin.high), right: x + 4, bottom: frame.y.place(bin.low)))
      canvas.reserve(ChartBox(left: x - 5, top: y - 5, right: x + 5, bottom: y + 5))
    }
    for bin in bins {
      let (x, y) = (frame.x.place(bin.meanForecast), frame.y.place(bin.observedShare))
      canvas.text(
        "\(bin.happened) of \(bin.rows)",
        atFirstOf: [
          (x + 8, y - 4, .start), (x - 8, y - 4, .end), (x + 8, y - 20, .start), (x + 8, y + 18, .start),
          (x - 8, y - 20, .end), (x - 8, y + 18, .end), (x + 8, y - 36, .start),
          (x, frame.y.place(bin.high) - 8, .middle),
        ])
    }
    return Chart(
      name: "reliability_\(horizon)d",
      title: "What was said and what happened, \(Phrases.count(horizon, "day", "days")) ahead",
      description: bins.map(\.sentence).joined(separator: " "), canvas)
  }
}
