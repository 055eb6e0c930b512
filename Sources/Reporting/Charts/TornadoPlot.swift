import Documents

/// How far each assumption moves a figure between the ends of its range, widest first.
struct TornadoPlot {
  var tornado: ReportTornado

  private static let rowHeight = 42.0

  func chart() -> Chart? {
    guard !tornado.rows.isEmpty else { return nil }
    let rows = tornado.rows
    var legend = ChartLegend()
    legend.entries = [
      (.area(["better"]), tornado.isHighGood ? "more" : "lower"),
      (.area(["worse", "worse-hatch"]), tornado.isHighGood ? "less" : "higher"),
    ]
    if rows.contains(where: { $0.low.error > 0 || $0.high.error > 0 }) {
      legend.entries.append((.line(["past"]), "95 % interval of the simulation"))
    }
    let height = legend.height(width: 408) + 8 + Double(rows.count) * Self.rowHeight + 44
    var canvas = ChartCanvas(width: 420, height: height)
    let intervals = rows.flatMap { [$0.low.interval, $0.high.interval] }
    let ends = intervals.map(\.lowerBound) + intervals.map(\.upperBound) + [tornado.baseline]
    let frame = PlotFrame(
      on: &canvas, legend: legend, y: ChartScale(low: 0, high: 1, start: 0, end: 1, ticks: []),
      xTitle: TextWidth.cut(tornado.figure, to: 380, size: ChartCanvas.fontSize),
      x: {
        ChartScale.numbers(
          (ends.min() ?? 0)...(ends.max() ?? 1), .percent, most: 5, start: $0 + 2, end: $1)
      })
    for tick in frame.x.ticks {
      let place = frame.x.place(tick.value)
      canvas.line(from: (place, frame.area.top), to: (place, frame.area.bottom), style: "grid")
    }
    let middle = frame.x.place(tornado.baseline)
    for (number, row) in rows.enumerated() {
      let line = frame.area.top + Double(number) * Self.rowHeight
      for end in [row.low, row.high] {
        let place = frame.x.place(end.chance)
        let box = ChartBox(
          left: min(middle, place), top: line + 20, right: max(middle, place),
          bottom: line + Self.rowHeight - 4)
        let isWorse = (end.chance > tornado.baseline) != tornado.isHighGood
        for style in isWorse ? ["worse", "worse-hatch"] : ["better"] { canvas.rectangle(box, style: style) }
        guard end.error > 0 else { continue }
        let y = (box.top + box.bottom) / 2
        canvas.line(
          from: (frame.x.place(end.interval.lowerBound), y), to: (frame.x.place(end.interval.upperBound), y),
          style: "past")
      }
    }
    canvas.line(from: (middle, frame.area.top), to: (middle, frame.area.bottom), style: "past")
    for (number, row) in rows.enumerated() {
      let line = frame.area.top + Double(number) * Self.rowHeight
      canvas.text(
        TextWidth.cut(
          TerminalText.escaped("\(row.name): \(row.low.label) to \(row.high.label)"),
          to: frame.area.right - frame.area.left - 4, size: ChartCanvas.fontSize),
        x: frame.area.left + 2, y: line + 15)
    }
    return Chart(
      name: "tornado", title: "What the best action rests on",
      description: tornado.sentences.joined(separator: " "), canvas)
  }
}
