import Decisions
import Documents
import Simulation

/// Amounts of the expected loss, one row each: the central setting as a bar, low to high as a line.
struct LossPlot {
  struct Row {
    var name: String
    var low: Double
    var central: Double
    var high: Double
  }

  var rows: [Row]
  var currency: String
  var name: String
  var title: String

  private static let rowHeight = 40.0

  /// The loss by cause and by part.
  static func charts(_ loss: LossForecast) -> [Chart] {
    let currency = LossSentences.currency(loss)
    func row(_ name: String, _ value: (LossForecast.Setting) -> Double) -> Row {
      let values = loss.settings.map(value)
      return Row(
        name: name, low: values.min() ?? 0, central: loss[.central].map(value) ?? 0, high: values.max() ?? 0)
    }
    var names: [LossForecast.Cause] = []
    for cause in loss.settings.flatMap(\.causes)
    where !names.contains(where: { $0.metrics == cause.metrics && $0.name == cause.name }) {
      names.append(cause)
    }
    let causes = names.map { cause in
      row(cause.words) { setting in
        setting.causes.first { $0.metrics == cause.metrics && $0.name == cause.name }?.loss.value ?? 0
      }
    }.sorted { ($0.central, $1.name) > ($1.central, $0.name) }
    let parts = LossForecast.Part.allCases.map { part in
      row(part.words) { $0.parts.first { $0.part == part }?.loss.value ?? 0 }
    }
    return [
      LossPlot(
        rows: causes, currency: currency, name: "loss_by_cause",
        title: "Expected loss by cause of the deactivation"
      ).chart(),
      LossPlot(rows: parts, currency: currency, name: "loss_by_part", title: "Expected loss by part").chart(),
    ].compactMap { $0 }
  }

  /// `nil` without rows.
  func chart() -> Chart? {
    guard !rows.isEmpty else { return nil }
    var legend = ChartLegend()
    legend.entries = [(.area(["better"]), "central setting"), (.line(["past"]), "low to high setting")]
    let height = legend.height(width: 408) + 8 + Double(rows.count) * Self.rowHeight + 44
    var canvas = ChartCanvas(width: 420, height: height)
    let most = max(1, rows.map(\.high).max() ?? 1)
    let frame = PlotFrame(
      on: &canvas, legend: legend, y: ChartScale(low: 0, high: 1, start: 0, end: 1, ticks: []),
      xTitle: TextWidth.cut(currency, to: 200, size: ChartCanvas.fontSize),
      x: { ChartScale.numbers(0...most, .number, most: 4, start: $0 + 2, end: $1) })
    for tick in frame.x.ticks {
      let place = frame.x.place(tick.value)
      canvas.line(
        from: (place, frame.area.top), to: (place, frame.area.bottom),
        style: tick.value == 0 ? "axis" : "grid")
    }
    for (number, row) in rows.enumerated() {
      let line = frame.area.top + Double(number) * Self.rowHeight
      let y = line + 29
      canvas.rectangle(
        ChartBox(left: frame.x.place(0), top: y - 8, right: frame.x.place(row.central), bottom: y + 8),
        style: "better")
      canvas.line(from: (frame.x.place(row.low), y), to: (frame.x.place(row.high), y), style: "past")
      canvas.text(
        TextWidth.cut(
          TerminalText.escaped(row.name), to: frame.area.right - frame.area.left - 4,
          size: ChartCanvas.fontSize),
        x: frame.area.left + 2, y: line + 15)
    }
    return Chart(
      name: name, title: title,
      description: rows.map {
        "\(Phrases.capitalized($0.name)): \(Phrases.amount($0.central)) \(currency), \(Phrases.amount($0.low...$0.high)) from low to high."
      }.joined(separator: " "), canvas)
  }
}
