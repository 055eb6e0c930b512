import SellerReports
import Simulation

/// What `simulate` writes: one row a metric and day, metrics in the order of the model.
public enum SimulationFile {
  public static func text(_ summary: SimulationSummary, levels: [Double]) -> String {
    var text = CSVText.row(["metric", "day", "breach_probability"] + levels.map(name(of:)))
    for metric in summary.metrics {
      for day in 1...metric.horizon {
        text += CSVText.row(
          [
            CSVText.cell(metric.name), "\(day)", Decimals.fixed(metric.breachProbability(by: day).value, 8),
          ]
            + levels.map { level in
              Decimals.fixed(metric.rateQuantile(level, on: day, .linear, emptyAsZero: true) ?? 0, 6)
            })
      }
    }
    return text
  }

  /// The same columns from the exact engine, 15 decimals; it has no quantiles, so those cells are empty.
  public static func text(_ summary: ExactSummary, levels: [Double]) -> String {
    var text = CSVText.row(["metric", "day", "breach_probability"] + levels.map(name(of:)))
    for metric in summary.metrics {
      for day in 1...metric.horizon {
        text += CSVText.row(
          [CSVText.cell(metric.name), "\(day)", Decimals.fixed(metric.breachProbability(by: day), 15)]
            + levels.map { _ in "" })
      }
    }
    return text
  }

  /// `q05` for 0.05; levels finer than a per cent keep their decimals, as in `q97.5`.
  private static func name(of level: Double) -> String {
    let text = CSVText.number(level * 100, digits: 4)
    return "q" + (text.split(separator: ".")[0].count < 2 ? "0" + text : text)
  }
}
