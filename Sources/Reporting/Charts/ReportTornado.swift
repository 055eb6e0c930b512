import Simulation

/// How a figure depends on each assumption, as a report shows it.
public struct ReportTornado: Sendable {
  /// One end of an assumption's range.
  public struct End: Sendable, Hashable {
    /// The assumption's value there, such as `30 orders a day`.
    public var label: String
    /// The figure with that value, −1…1.
    public var chance: Double
    /// The standard error of the simulation.
    public var error: Double

    public init(label: String, chance: Double, error: Double = 0) {
      self.label = label
      self.chance = chance
      self.error = error
    }

    /// The 95 % interval of the simulation.
    var interval: ClosedRange<Double> {
      let reach = 1.96 * error
      return chance - reach...chance + reach
    }

    /// `+14.8 ± 0.3`, in percentage points.
    var points: String { Phrases.change(Estimate(value: chance, standardError: error)) }
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
  /// The figure as things are, −1…1, with its standard error.
  public var baseline: Double
  public var baselineError: Double
  /// The name of the figure, such as `chance of any rate off target within 90 days`.
  public var figure: String
  /// Whether a higher figure is better.
  public var isHighGood: Bool

  public init(
    rows: [Row], baseline: Double, baselineError: Double = 0, figure: String, isHighGood: Bool = false
  ) {
    self.baselineError = baselineError
    self.isHighGood = isHighGood
    self.rows = rows
    self.baseline = baseline
    self.figure = figure
  }

  var sentences: [String] {
    [
      Phrases.capitalized(
        "\(figure): \(End(label: "", chance: baseline, error: baselineError).points) points (± simulation error)."
      )
    ]
      + rows.map { row in
        "\(Phrases.capitalized(row.name)): \(row.low.points) points with \(row.low.label), \(row.high.points) with \(row.high.label)."
      }
  }
}
