import Documents

/// How much each action lowers the chance: a dot with its interval, best first.
struct RankingPlot {
  var ranking: ReportRanking

  private static let rowHeight = 40.0

  func chart() -> Chart? {
    let rows = ranking.rows.filter { $0.effect != nil }
    guard !rows.isEmpty else { return nil }
    var legend = ChartLegend()
    legend.entries = [
      (.interval(.circle, "range"), "effect by evidence, 95 % interval"),
      (.interval(.square, "weak"), "effect judged, not measured"),
    ]
    let top = legend.height(width: 408) + 26
    let height = top + Double(rows.count) * Self.rowHeight + 44
    var canvas = ChartCanvas(width: 420, height: height)
    let ends: [Double] = rows.compactMap { $0.effect }.flatMap { [$0.low, $0.value, $0.high] } + [0]
    let frame = PlotFrame(
      on: &canvas, legend: legend, y: ChartScale(low: 0, high: 1, start: 0, end: 1, ticks: []),
      yTitle: "cost at the right", xTitle: "points less →",
      x: {
        ChartScale.numbers(
          (ends.min() ?? 0)...(ends.max() ?? 1), .percent, most: 5, start: $0 + 2, end: $1)
      })
    for tick in frame.x.ticks {
      let place = frame.x.place(tick.value)
      canvas.line(
        from: (place, frame.area.top), to: (place, frame.area.bottom),
        style: tick.value == 0 ? "axis" : "grid")
    }
    for (number, row) in rows.enumerated() {
      guard let effect = row.effect else { continue }
      let line = frame.area.top + Double(number) * Self.rowHeight
      let side = row.cost ?? ""
      let note = TextWidth.cut(side, to: 150, size: ChartCanvas.fontSize)
      canvas.text(note, x: frame.area.right, y: line + 15, .end, style: "label soft")
      let left = frame.area.right - frame.area.left - TextWidth.of(note, size: ChartCanvas.fontSize) - 16
      canvas.text(
        TextWidth.cut(
          TerminalText.escaped(row.action), to: left, size: ChartCanvas.fontSize),
        x: frame.area.left + 2, y: line + 15)
      let y = line + 28
      canvas.interval(
        from: (frame.x.place(effect.low), y), to: (frame.x.place(effect.high), y),
        dot: (frame.x.place(effect.value), y), row.isMeasured ? .circle : .square,
        style: row.isMeasured ? "range" : "weak")
    }
    return Chart(
      name: "ranking", title: "What each action takes off the chance",
      description: ([Phrases.capitalized("\(ranking.figure).")] + rows.map(\.sentence)).joined(
        separator: " "), canvas)
  }
}
