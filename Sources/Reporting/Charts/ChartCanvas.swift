/// A chart being drawn: SVG elements in a box with its own units, y downwards.
///
/// A text is drawn only if it is inside the box and clear of every earlier text, so important texts are drawn
/// first.
struct ChartCanvas: Sendable {
  /// The font size of every text except small marks, in the chart's units.
  static let fontSize = 12.5

  enum Anchor: String, Sendable { case start, middle, end }

  typealias Point = (x: Double, y: Double)

  let width: Double
  let height: Double
  private(set) var elements: [String] = []
  /// The boxes of the texts drawn so far.
  private(set) var texts: [ChartBox] = []

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  mutating func append(_ element: String) { elements.append(element) }

  /// - Parameters:
  ///   - text: The text, which is escaped here.
  ///   - y: The height of the base line.
  /// - Returns: Whether it was drawn. It is not drawn if it would leave the chart or touch another text.
  @discardableResult
  mutating func text(
    _ text: String, x: Double, y: Double, _ anchor: Anchor = .start, style: String = "label"
  ) -> Bool {
    let box = Self.box(text, x: x, y: y, anchor)
    guard isFree(box) else { return false }
    texts.append(box)
    append(
      "<text class=\"\(style)\" x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\""
        + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"") + ">\(SVGText.escaped(text))</text>"
    )
    return true
  }

  /// Draws a text at the first free place, and if possible at one clear of the marks.
  ///
  /// - Parameter marks: Points of a line that the text should avoid, in the line's order.
  @discardableResult
  mutating func text(
    _ text: String, atFirstOf places: [(x: Double, y: Double, anchor: Anchor)], clearOf marks: [Point] = [],
    style: String = "label"
  ) -> Bool {
    let line = marks + zip(marks, marks.dropFirst()).flatMap { Self.between($0, $1) }
    let clear = places.filter { place in
      let box = Self.box(text, x: place.x, y: place.y, place.anchor)
      return !line.contains { box.contains($0) }
    }
    for place in clear + places where self.text(text, x: place.x, y: place.y, place.anchor, style: style) {
      return true
    }
    return false
  }

  /// Points of a straight line, so close that no text fits between two of them.
  private static func between(_ start: Point, _ end: Point) -> [Point] {
    let steps = Int(max(abs(end.x - start.x), abs(end.y - start.y)) / fontSize) + 1
    return (1..<steps + 1).map { step in
      let share = Double(step) / Double(steps + 1)
      return (start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))
    }
  }

  /// Keeps later texts away from a place.
  mutating func reserve(_ box: ChartBox) { texts.append(box) }

  private func isFree(_ box: ChartBox) -> Bool {
    ChartBox(left: 0, top: 0, right: width, bottom: height).contains(box)
      && !texts.contains { $0.overlaps(box) }
  }

  /// Ascent and descent are those of DejaVu Sans, the larger of the two fonts measured.
  static func box(_ text: String, x: Double, y: Double, _ anchor: Anchor) -> ChartBox {
    let width = TextWidth.of(text, size: fontSize)
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    return ChartBox(left: left, top: y - 0.93 * fontSize, right: left + width, bottom: y + 0.24 * fontSize)
  }
}
