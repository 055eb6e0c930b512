/// How a figure depends on each assumption, as a report shows it.
public struct ReportTornado: Sendable {
  /// One end of an assumption's range.
  public struct End: Sendable, Hashable {
    /// The assumption's value there, such as `30 orders a day`.
    public var label: String
    /// The figure with that value, −1…1.
    public var chance: Double

    public init(label: String, chance: Double) {
      self.label = label
      self.chance = chance
    }
  }

  public struct Row: Sendable, Hashable {
    public var name: String
    public var low: End
    public var high: End

    public init(name: String, low: End, high: End) {
      self.name = name
      self.low = low
      self.high = high
    }
  }

  /// Widest first.
  public var rows: [Row]
  /// The figure as things are, −1…1.
  public var baseline: Double
  /// The name of the figure, such as `chance of any rate off target within 90 days`.
  public var figure: String
  /// Whether a higher figure is better.
  public var isHighGood: Bool

  public init(rows: [Row], baseline: Double, figure: String, isHighGood: Bool = false) {
    self.isHighGood = isHighGood
    self.rows = rows
    self.baseline = baseline
    self.figure = figure
  }

  var sentences: [String] {
    [Phrases.capitalized("\(figure): \(Phrases.percent(baseline)).")]
      + rows.map { row in
        "\(row.name): \(Phrases.percent(row.low.chance)) at \(row.low.label), \(Phrases.percent(row.high.chance)) at \(row.high.label)."
      }
  }
}
