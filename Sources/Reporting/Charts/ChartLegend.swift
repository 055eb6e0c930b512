/// The meaning of a chart's marks, in rows at its top.
struct ChartLegend: Sendable {
  enum Swatch: Sendable {
    /// Lines in several styles on top of one another.
    case line([String])
    case area([String])
    case marker(ChartCanvas.Marker, String)
    case interval(ChartCanvas.Marker, String)
  }

  static let rowHeight = 18.0
  private static let swatchWidth = 22.0
  private static let gap = 12.0

  var entries: [(swatch: Swatch, label: String)] = []

  /// The entries of each row, every row as full as the width allows.
  private func rows(width: Double) -> [[(swatch: Swatch, label: String, width: Double)]] {
    var rows: [[(swatch: Swatch, label: String, width: Double)]] = []
    var used = Double.infinity
    for (swatch, whole) in entries {
      let size = ChartCanvas.fontSize
      let label = TextWidth.cut(whole, to: width - Self.swatchWidth - 6, size: size)
      let needed = Self.swatchWidth + 5 + TextWidth.of(label, size: size)
      if used + Self.gap + needed > width {
        rows.append([])
        used = -Self.gap
      }
      used += Self.gap + needed
      rows[rows.count - 1].append((swatch, label, needed))
    }
    return rows
  }

  func height(width: Double) -> Double {
    entries.isEmpty ? 0 : Double(rows(width: width).count) * Self.rowHeight + 6
  }

  func draw(on canvas: inout ChartCanvas, left: Double, top: Double) {
    for (number, row) in rows(width: canvas.width - 2 * left).enumerated() {
      let y = top + (Double(number) + 0.5) * Self.rowHeight
      var x = left
      for entry in row {
        draw(entry.swatch, on: &canvas, x: x, y: y)
        canvas.text(entry.label, x: x + Self.swatchWidth + 5, y: y + 4.5)
        x += entry.width + Self.gap
      }
    }
  }

  private func draw(_ swatch: Swatch, on canvas: inout ChartCanvas, x: Double, y: Double) {
    let right = x + Self.swatchWidth
    switch swatch {
    case .line(let styles):
      for style in styles { canvas.line(from: (x, y), to: (right, y), style: style) }
    case .area(let styles):
      for style in styles {
        canvas.rectangle(ChartBox(left: x, top: y - 6, right: right, bottom: y + 6), style: style)
      }
    case .marker(let marker, let style):
      canvas.marker(marker, at: (x + Self.swatchWidth / 2, y), style: style)
    case .interval(let marker, let style):
      canvas.interval(from: (x, y), to: (right, y), dot: ((x + right) / 2, y), marker, style: style)
    }
  }
}
