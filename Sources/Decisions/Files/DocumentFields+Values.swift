import Documents
import Simulation

/// The kinds of value that several documents share.
extension DocumentFields {
  mutating func grade(_ key: String) -> EvidenceGrade? {
    value(
      key, expected: "a letter A to D, or two such as A→D or A/D", advice: "D is own judgement.",
      parse: EvidenceGrade.init)
  }

  /// A single number, or a mapping of p10, p50 and p90; `strictly` must hold for each number.
  mutating func quantiles(
    _ key: String, in range: ClosedRange<Double>, strictly: (Double) -> Bool, expected: String
  ) -> EffectQuantiles? {
    guard let shape = shape(key) else { return nil }
    if shape == .value {
      return number(key, in: range, expected: expected).map { EffectQuantiles(always: $0) }
    }
    guard var three = fields(key) else { return nil }
    defer { absorb(three) }
    let names = ["p10", "p50", "p90"]
    three.allow(only: names)
    three.require(names)
    var values: [Double] = []
    for name in names {
      guard let value = three.number(name, in: range, expected: expected) else { continue }
      if strictly(value) {
        values.append(value)
      } else {
        three.reject(
          name, found: "the end of the range", expected: "a number inside it",
          advice: "Write one number instead of the three if it is certain, or one close to the end.")
      }
    }
    guard values.count == 3 else { return nil }
    guard values[0] <= values[1], values[1] <= values[2] else {
      reject(
        key, found: "p10 \(values[0]), p50 \(values[1]), p90 \(values[2])",
        expected: "numbers that do not fall",
        advice: "Order them; p10 of a multiplier below 1 is the strong effect.")
      return nil
    }
    return EffectQuantiles(p10: values[0], p50: values[1], p90: values[2])
  }

  /// Quantiles above 0, or a single number from 0.
  mutating func positiveQuantiles(_ key: String, upTo most: Double) -> EffectQuantiles? {
    quantiles(
      key, in: 0...most, strictly: { $0 > 0 },
      expected: "a number above 0 and at most \(Int(most)), or p10, p50 and p90 of one")
  }

  mutating func probabilityQuantiles(_ key: String) -> EffectQuantiles? {
    quantiles(
      key, in: 0...1, strictly: { $0 > 0 && $0 < 1 },
      expected: "a probability between 0 and 1, or p10, p50 and p90 of one")
  }

  /// One number or `[low, high]`.
  mutating func range(_ key: String, upTo most: Double, expected: String) -> ClosedRange<Double>? {
    if shape(key) == .value { return number(key, in: 0...most, expected: expected).map { $0...$0 } }
    guard let numbers = numbers(key, in: 0...most, expected: expected) else { return nil }
    guard numbers.count == 2, numbers[0] <= numbers[1] else {
      reject(
        key, found: "\(numbers.count) numbers\(numbers.count == 2 ? " that fall" : "")",
        expected: "one number or two that do not fall, such as [18, 30]", advice: "Write the lower one first."
      )
      return nil
    }
    return numbers[0]...numbers[1]
  }

  /// How the three settings of an assumption are ordered.
  enum SettingOrder {
    case rising, falling, any
  }

  /// `{low: …, central: …, high: …}`, all in `range`.
  mutating func assumption(
    _ key: String, in range: ClosedRange<Double> = 0...1, whole: Bool = false, _ order: SettingOrder = .any
  ) -> Assumption? {
    guard var three = fields(key) else { return nil }
    defer { absorb(three) }
    let names = RiskSetting.allCases.map(\.rawValue)
    three.allow(only: names)
    three.require(names)
    let kind = whole ? "a whole number" : range == 0...1 ? "a probability" : "a number"
    let values = names.compactMap { name in
      three.value(
        name, expected: "\(kind) from \(Int(range.lowerBound)) to \(Int(range.upperBound))",
        advice: range == 0...1 && !whole
          ? "Write a fraction, not per cent." : "Write it with a point, if any."
      ) { text in
        Self.number(text).flatMap { range.contains($0) && (!whole || $0.rounded() == $0) ? $0 : nil }
      }
    }
    guard values.count == 3 else { return nil }
    let isRising = values[0] <= values[1] && values[1] <= values[2]
    let isFalling = values[0] >= values[1] && values[1] >= values[2]
    guard order == .any || (order == .rising ? isRising : isFalling) else {
      reject(
        key, found: "low \(values[0]), central \(values[1]), high \(values[2])",
        expected: order == .rising
          ? "three numbers that do not fall from low to high"
          : "three numbers that do not rise from low to high",
        advice: "low, central and high are ordered by the loss: low is the mildest.")
      return nil
    }
    return Assumption(low: values[0], central: values[1], high: values[2])
  }
}
