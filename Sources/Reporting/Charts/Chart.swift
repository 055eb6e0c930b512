/// A picture of figures, as SVG text that needs no other file.
///
/// It says in words what it shows, for those who cannot see it.
public struct Chart: Sendable {
  /// The stem of its file name: letters, digits, `-` and `_`.
  public let name: String
  public let title: String
  /// Its figures in words.
  public let description: String
  private let canvas: ChartCanvas

  init(name: String, title: String, description: String, _ canvas: ChartCanvas) {
    self.name = name
    self.title = title
    self.description = description
    self.canvas = canvas
  }

  /// The chart for a page that has `ChartStyle.page` as its style and `ChartStyle.patterns` in an SVG of its
  /// own.
  ///
  /// - Parameter id: An id that no other chart of the page has.
  func inline(id: String) -> String {
    opening(id: id, height: canvas.height, " class=\"chart\"") + canvas.elements.joined() + "</svg>"
  }

  /// The chart as a file of its own, with its title as a heading.
  public var standalone: String {
    let heading = headingLines
    let lift = 8 + 18 * Double(heading.count)
    let size = "width=\"\(Int(canvas.width * 2))\" height=\"\(Int((canvas.height + lift) * 2))\""
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + opening(id: "chart", height: canvas.height + lift, " xmlns=\"http://www.w3.org/2000/svg\" \(size)")
      + "<style>\(ChartStyle.standalone)</style>\(ChartStyle.patterns)"
      + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>"
      + heading.enumerated().map { line, text in
        "<text class=\"heading\" x=\"6\" y=\"\(19 + 18 * line)\">\(SVGText.escaped(text))</text>"
      }.joined()
      + "<g transform=\"translate(0 \(Int(lift)))\">\n" + canvas.elements.joined(separator: "\n")
      + "\n</g></svg>\n"
  }

  /// The title, on two lines if it is too wide for one and has a part before a colon.
  private var headingLines: [String] {
    let (width, size) = (canvas.width - 12, 14 * 1.13)
    let parts = title.split(separator: ": ", maxSplits: 1)
    let lines =
      TextWidth.of(title, size: size) > width && parts.count == 2
      ? ["\(parts[0]):", String(parts[1])] : [title]
    return lines.map { TextWidth.cut($0, to: width, size: size) }
  }

  private func opening(id: String, height: Double, _ attributes: String) -> String {
    "<svg\(attributes) viewBox=\"0 0 \(SVGText.number(canvas.width)) \(SVGText.number(height))\" role=\"img\""
      + " aria-labelledby=\"\(id)-title \(id)-desc\"><title id=\"\(id)-title\">\(SVGText.escaped(title))</title>"
      + "<desc id=\"\(id)-desc\">\(SVGText.escaped(description))</desc>"
  }
}
