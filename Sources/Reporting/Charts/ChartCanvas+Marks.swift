/// The marks of all charts. `style` is a class of `ChartStyle`.
extension ChartCanvas {
  /// Shapes that can be distinguished without colour.
  enum Marker: Sendable { case circle, triangle, diamond, square }

  mutating func line(from start: Point, to end: Point, style: String) {
    append(
      "<line class=\"\(style)\" x1=\"\(SVGText.number(start.x))\" y1=\"\(SVGText.number(start.y))\" x2=\"\(SVGText.number(end.x))\" y2=\"\(SVGText.number(end.y))\"/>"
    )
  }

  /// A line through the points, interrupted where a point is missing.
  mutating func line(_ points: [Point?], style: String) {
    var path = ""
    var isDrawing = false
    for point in points {
      if let point { path += (isDrawing ? "L" : "M") + Self.pair(point) }
      isDrawing = point != nil
    }
    if !path.isEmpty { append("<path class=\"\(style)\" d=\"\(path)\"/>") }
  }

  /// A line that stays at the height of each point until the next.
  mutating func step(_ points: [Point], to end: Double, style: String) {
    guard let first = points.first else { return }
    var path = "M" + Self.pair(first)
    for point in points.dropFirst() { path += "H\(SVGText.number(point.x))V\(SVGText.number(point.y))" }
    append("<path class=\"\(style)\" d=\"\(path)H\(SVGText.number(end))\"/>")
  }

  /// The area between two lines over the same places, interrupted where a place is missing.
  mutating func band(_ points: [(x: Double, low: Double, high: Double)?], style: String) {
    for run in points.split(whereSeparator: { $0 == nil }) {
      let run = run.compactMap { $0 }
      let upper = run.map { Self.pair(($0.x, $0.high)) }
      let lower = run.reversed().map { Self.pair(($0.x, $0.low)) }
      append("<path class=\"\(style)\" d=\"M\((upper + lower).joined(separator: "L"))Z\"/>")
    }
  }

  mutating func rectangle(_ box: ChartBox, style: String) {
    append(
      "<rect class=\"\(style)\" x=\"\(SVGText.number(box.left))\" y=\"\(SVGText.number(box.top))\" width=\"\(SVGText.number(box.right - box.left))\" height=\"\(SVGText.number(box.bottom - box.top))\"/>"
    )
  }

  mutating func marker(_ marker: Marker, at point: Point, radius: Double = 4, style: String) {
    let (x, y, r) = (point.x, point.y, radius)
    let corners: [Point]
    switch marker {
    case .circle:
      append(
        "<circle class=\"\(style)\" cx=\"\(SVGText.number(x))\" cy=\"\(SVGText.number(y))\" r=\"\(SVGText.number(r))\"/>"
      )
      return
    case .triangle: corners = [(x - r, y - r), (x + r, y - r), (x, y + r)]
    case .diamond: corners = [(x, y - 1.2 * r), (x + 1.2 * r, y), (x, y + 1.2 * r), (x - 1.2 * r, y)]
    case .square: corners = [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
    }
    append("<path class=\"\(style)\" d=\"M\(corners.map(Self.pair).joined(separator: "L"))Z\"/>")
  }

  /// A value with its interval, horizontal (`from` and `to` differ in x) or vertical.
  mutating func interval(from: Point, to: Point, dot: Point, _ marker: Marker = .circle, style: String) {
    line(from: from, to: to, style: style)
    let (across, along) = from.y == to.y ? (0.0, 4.0) : (4.0, 0.0)
    for end in [from, to] {
      line(from: (end.x - across, end.y - along), to: (end.x + across, end.y + along), style: style)
    }
    self.marker(marker, at: dot, style: style + " dot")
  }

  private static func pair(_ point: Point) -> String {
    "\(SVGText.number(point.x)) \(SVGText.number(point.y))"
  }
}
