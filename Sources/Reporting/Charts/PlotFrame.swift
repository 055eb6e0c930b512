/// The axes of a chart, around the area of its marks.
struct PlotFrame: Sendable {
  let x: ChartScale
  let y: ChartScale
  /// The area of the marks.
  let area: ChartBox

  private static let margin = 6.0

  /// Lays out and draws the legend on top, the labels of `y` on the left, those of `x` below, and grid lines.
  ///
  /// - Parameters:
  ///   - y: Its places are replaced.
  ///   - x: The scale between two places, left and right.
  ///   - xTitle: A title under the labels of `x` if they need one; likewise `yTitle`, above those of `y`.
  init(
    on canvas: inout ChartCanvas, legend: ChartLegend = .init(), y: ChartScale, yTitle: String? = nil,
    xTitle: String? = nil, x: (_ start: Double, _ end: Double) -> ChartScale
  ) {
    let size = ChartCanvas.fontSize
    legend.draw(on: &canvas, left: Self.margin, top: 2)
    let widest = y.ticks.map { TextWidth.of($0.label, size: size) }.max() ?? 0
    let top = 2 + legend.height(width: canvas.width - 2 * Self.margin) + (yTitle == nil ? 8 : 27)
    let area = ChartBox(
      left: Self.margin + widest + 6, top: top, right: canvas.width - 12,
      bottom: canvas.height - (xTitle == nil ? 24 : 41))
    let across = x(area.left, area.right)
    let upright = y.moved(start: area.bottom, end: area.top)
    if let yTitle { canvas.text(yTitle, x: Self.margin, y: top - 14, style: "label soft") }
    if let xTitle {
      canvas.text(
        xTitle, x: (area.left + area.right) / 2, y: canvas.height - 6, .middle, style: "label soft")
    }
    for tick in upright.ticks {
      let place = upright.place(tick.value)
      canvas.line(
        from: (area.left, place), to: (area.right, place),
        style: tick.value == 0 && y.low <= 0 ? "axis" : "grid")
      canvas.text(tick.label, x: area.left - 6, y: place + 4.3, .end, style: "label soft")
    }
    for tick in across.ticks {
      let place = across.place(tick.value)
      canvas.line(from: (place, area.bottom), to: (place, area.bottom + 4), style: "axis")
      let half = TextWidth.of(tick.label, size: size) / 2
      let inside = min(max(place, half + 1), canvas.width - half - 1)
      canvas.text(tick.label, x: inside, y: area.bottom + 17, .middle, style: "label soft")
    }
    canvas.line(from: (area.left, area.bottom), to: (area.right, area.bottom), style: "axis")
    self.area = area
    self.x = across
    self.y = upright
  }
}
