/// The style of charts: classes, colours for light and dark, and patterns that show the same without colour.
///
/// A page contains them as custom properties, and a chart file as plain values, which every converter
/// understands.
enum ChartStyle {
  /// The colours, light and dark.
  static let colours: [(name: String, light: String, dark: String)] = [
    ("paper", "#ffffff", "#16191d"), ("ink", "#1c2228", "#e9ebee"), ("soft", "#4d5761", "#b3bbc4"),
    ("grid", "#e3e7eb", "#2d333a"), ("axis", "#8a949e", "#77818c"), ("median", "#0b4f86", "#9dcbf5"),
    ("inner", "#84b5de", "#2f6796"), ("outer", "#cfe2f3", "#1f3c55"), ("limit", "#b3261e", "#ff9087"),
    ("off", "#fbe3e0", "#43211f"), ("offline", "#d98b84", "#a4554f"), ("now", "#f3dfae", "#5b4a1d"),
    ("nowline", "#8a6a12", "#e3c677"), ("heat1", "#fdebd8", "#3a2817"), ("heat2", "#f8c794", "#6b4219"),
    ("heat3", "#ec9648", "#a9621b"), ("heat4", "#c25e12", "#e08a33"), ("heat5", "#7a2f05", "#ffd2a1"),
    ("heat0", "#f4f6f8", "#1e2328"), ("change", "#7b2f8f", "#dcaef0"),
  ]

  private static let rules = """
    text{font-family:Arial,Helvetica,"Liberation Sans",sans-serif;font-size:12.5px;fill:$ink}
    .label{paint-order:stroke;stroke:$paper;stroke-width:3px;stroke-linejoin:round}
    .label.soft{fill:$soft}
    .label.alarm{fill:$limit}
    .heading{font-weight:bold;font-size:14px}
    .paper{fill:$paper}
    line,path{fill:none;stroke-linejoin:round}
    .grid{stroke:$grid;stroke-width:1}
    .axis{stroke:$axis;stroke-width:1}
    .past{stroke:$ink;stroke-width:2}
    .median{stroke:$median;stroke-width:2;stroke-dasharray:6 3}
    .chance{stroke:$median;stroke-width:2.2}
    .changed{stroke:$change;stroke-width:2.4}
    .changed-edge{stroke:$change;stroke-width:1.2;stroke-dasharray:2 3}
    .came{stroke:$ink;stroke-width:2;stroke-dasharray:1 2}
    .limit{stroke:$limit;stroke-width:1.8;stroke-dasharray:10 3 2 3}
    .today{stroke:$soft;stroke-width:1;stroke-dasharray:2 3}
    .now-dot{fill:$ink;stroke:$paper;stroke-width:1}
    .inner{fill:$inner;stroke:none}
    .outer{fill:$outer;stroke:none}
    .off{fill:$off;stroke:none}
    .off-hatch{fill:url(#headroom-off);stroke:none}
    .now{fill:$now;stroke:$nowline;stroke-width:1}
    .now-dots{fill:url(#headroom-now);stroke:none}
    .first{fill:$limit;stroke:$paper;stroke-width:1.2}
    .range{stroke:$median;stroke-width:2}
    .range.dot,.dot{fill:$median;stroke:$paper;stroke-width:1.2}
    .weak{stroke:$soft;stroke-width:2}
    .weak.dot{fill:$paper;stroke:$soft;stroke-width:1.8}
    .better{fill:$inner;stroke:$median;stroke-width:1}
    .worse{fill:$off;stroke:$limit;stroke-width:1}
    .worse-hatch{fill:url(#headroom-off);stroke:none}
    .frame{fill:none;stroke:$axis;stroke-width:1}
    .heat0{fill:$heat0}.heat1{fill:$heat1}.heat2{fill:$heat2}.heat3{fill:$heat3}.heat4{fill:$heat4}.heat5{fill:$heat5}
    .heat3-marks{fill:url(#headroom-heat3)}.heat4-marks{fill:url(#headroom-heat4)}.heat5-marks{fill:url(#headroom-heat5)}
    .stripe{stroke:$offline;stroke-width:1.1}
    .speck{fill:$nowline}
    .notch{stroke:$paper;stroke-width:1}
    """

  /// The patterns that `url(#…)` refers to: once per page, or inside a chart file.
  static let patterns =
    "<defs>"
    + pattern("off", 7, "<path class=\"stripe\" d=\"M-1 8L8-1\"/>")
    + pattern("now", 5, "<circle class=\"speck\" cx=\"2\" cy=\"2\" r=\"0.8\"/>")
    + pattern("heat3", 8, "<path class=\"notch\" d=\"M0 4H8\"/>")
    + pattern("heat4", 4, "<path class=\"notch\" d=\"M0 2H4\"/>")
    + pattern("heat5", 4, "<path class=\"notch\" d=\"M0 2H4M2 0V4\"/>")
    + "</defs>"

  private static func pattern(_ name: String, _ size: Int, _ marks: String) -> String {
    "<pattern id=\"headroom-\(name)\" width=\"\(size)\" height=\"\(size)\" patternUnits=\"userSpaceOnUse\">\(marks)</pattern>"
  }

  /// The style for a page, whose own text may use the same properties.
  static let page: String = {
    func properties(_ colour: (Int) -> String) -> String {
      colours.indices.map { "--\(colours[$0].name):\(colour($0))" }.joined(separator: ";")
    }
    // The rules are scoped, so that none reaches the page's own elements.
    let scoped = rules.split(separator: "\n").map { line in
      line.split(separator: "}").map { rule in
        let parts = rule.split(separator: "{", maxSplits: 1)
        let selectors = parts[0].split(separator: ",").map { "svg.chart \($0)" }.joined(separator: ",")
        return "\(selectors){\(parts[1])}"
      }.joined()
    }.joined(separator: "\n")
    return ":root{color-scheme:light dark;\(properties { colours[$0].light })}\n"
      + "@media (prefers-color-scheme:dark){:root{\(properties { colours[$0].dark })}}\n"
      + "@media print{:root{color-scheme:light;\(properties { colours[$0].light })}}\n"
      + filled(scoped) { "var(--\($0.name))" }
  }()

  static let standalone =
    filled(rules) { $0.light } + "\n@media (prefers-color-scheme:dark){\n" + filled(rules) { $0.dark } + "\n}"

  private static func filled(
    _ rules: String, _ value: ((name: String, light: String, dark: String)) -> String
  ) -> String {
    // One name may begin with another, so the longer name comes first.
    colours.sorted { $0.name.count > $1.name.count }.reduce(rules) {
      $0.replacing("$" + $1.name, with: value($1))
    }
  }
}
