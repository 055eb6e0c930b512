import Foundation

/// Maps values to places along one side of a chart, with the ticks to be labelled.
struct ChartScale: Sendable {
  struct Tick: Hashable, Sendable {
    var value: Double
    var label: String
  }

  /// The values at `start` and `end`; `low < high`.
  let low: Double
  let high: Double
  /// Places in the chart's units; `end` may be the smaller one, as at the upper end of a vertical axis.
  let start: Double
  let end: Double
  /// Ascending, inside `low…high`.
  let ticks: [Tick]

  func place(_ value: Double) -> Double { start + (value - low) / (high - low) * (end - start) }

  /// The same values along other places.
  func moved(start: Double, end: Double) -> ChartScale {
    ChartScale(low: low, high: high, start: start, end: end, ticks: ticks)
  }
}

extension ChartScale {
  /// How the numbers of a scale are written.
  enum Unit: Sendable {
    case number, percent

    var factor: Double { self == .percent ? 100 : 1 }

    func label(_ shown: Double, digits: Int) -> String {
      let text = Decimals.fixed(shown == 0 ? 0 : shown, digits)
      let minus = text.hasPrefix("-") ? "−" + text.dropFirst() : text
      return self == .percent ? minus + " %" : minus
    }
  }

  /// A scale with steps of 1, 2, 2.5 or 5 times a power of ten, at most `most` of them.
  ///
  /// - Parameters:
  ///   - values: The values that must be inside; a range of one value is widened.
  ///   - widens: Whether the ends are moved out to the next tick.
  ///   - wholeNumbers: Whether steps below 1 are excluded.
  static func numbers(
    _ values: ClosedRange<Double>, _ unit: Unit = .number, most: Int = 5, widens: Bool = true,
    wholeNumbers: Bool = false, start: Double = 0, end: Double = 1
  ) -> ChartScale {
    let factor = unit.factor
    var (low, high) = (values.lowerBound * factor, values.upperBound * factor)
    if high - low < 1e-9 * max(1, abs(high)) { (low, high) = (low, low + (wholeNumbers ? 1 : factor / 100)) }
    var step = niceStep(atLeast: (high - low) / Double(max(most, 1)))
    if wholeNumbers { step = max(1, step.rounded(.up)) }
    let slack = step * 1e-6
    if widens {
      low = ((low + slack) / step).rounded(.down) * step
      high = ((high - slack) / step).rounded(.up) * step
    }
    let digits = (0...9).first { isWhole(step * pow(10, Double($0))) } ?? 9
    let first = Int(((low - slack) / step).rounded(.up))
    let last = Int(((high + slack) / step).rounded(.down))
    let ticks = first <= last ? (first...last).map { Double($0) * step } : []
    return ChartScale(
      low: low / factor, high: high / factor, start: start, end: end,
      ticks: ticks.map { Tick(value: $0 / factor, label: unit.label($0, digits: digits)) })
  }

  private static func isWhole(_ value: Double) -> Bool {
    abs(value - value.rounded()) < 1e-6 * max(1, abs(value))
  }

  /// The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is at least `least`.
  static func niceStep(atLeast least: Double) -> Double {
    let power = pow(10, log10(least).rounded(.down))
    return ([1, 2, 2.5, 5, 10].first { $0 * power >= least * (1 - 1e-9) } ?? 10) * power
  }
}
