import Simulation

/// The output of `simulate`: one row per metric and day, metrics in the order of the model.
public enum SimulationFile {
  /// One day of one metric.
  private struct MetricDay<Metric> {
    var metric: Metric
    var day: Int
    /// Instead of the plain estimate, where a breach is rare.
    var tilted: Estimate?
  }

  /// - Parameters:
  ///   - summary: That of a run.
  ///   - levels: The levels of the quantiles of the rate, 0…1.
  ///   - rare: Chances from tilted paths, which bring two columns; `nil` if they were not asked for.
  public static func text(
    _ summary: SimulationSummary, levels: [Double], rare: [RareBreach]? = nil
  ) -> String {
    typealias Row = MetricDay<MetricSummary>
    let chance: @Sendable (Row) -> Estimate = { $0.tilted ?? $0.metric.breachProbability(by: $0.day) }
    let columns =
      [
        Column<Row>("metric") { .text($0.metric.name) },
        Column("day") { .count($0.day) },
        Column("breach_probability") { .fixed(chance($0).value, digits: $0.tilted == nil ? 8 : 15) },
      ]
      + levels.map { level in
        Column(name(of: level)) {
          .fixed($0.metric.rateQuantile(level, on: $0.day, .linear, emptyAsZero: true) ?? 0, digits: 6)
        }
      }
    let more: [Column<Row>] = [
      Column("se") { .fixed(chance($0).standardError, digits: $0.tilted == nil ? 8 : 15) },
      Column("tilted") { .flag($0.tilted != nil) },
    ]
    return text(
      Columns(rare == nil ? columns : columns + more),
      summary.metrics.flatMap { metric in
        let tilted = rare?.first { $0.name == metric.name }
        return (1...metric.horizon).map { Row(metric: metric, day: $0, tilted: tilted?.days[$0 - 1]) }
      })
  }

  /// The same columns from the exact engine, with 15 decimals. It has no quantiles, so those cells are empty.
  public static func text(_ summary: ExactSummary, levels: [Double]) -> String {
    typealias Row = MetricDay<ExactMetric>
    let columns =
      [
        Column<Row>("metric") { .text($0.metric.name) },
        Column("day") { .count($0.day) },
        Column("breach_probability") { .fixed($0.metric.breachProbability(by: $0.day), digits: 15) },
      ] + levels.map { level in Column(name(of: level)) { _ in .empty } }
    return text(
      Columns(columns),
      summary.metrics.flatMap { metric in
        (1...metric.horizon).map { Row(metric: metric, day: $0) }
      })
  }

  private static func text<Row>(_ columns: Columns<Row>, _ rows: [Row]) -> String {
    columns.header + columns.csv(rows)
  }

  /// `q05` for 0.05; levels finer than a per cent keep their decimals, as in `q97.5`.
  private static func name(of level: Double) -> String {
    let text = Decimals.short(level * 100, 4)
    return "q" + (text.split(separator: ".")[0].count < 2 ? "0" + text : text)
  }
}
