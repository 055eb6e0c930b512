/// One number for each day, or one that holds on every day. In a file: `0.02` or `[0.02, 0.03, …]`.
public enum DailyValue: Codable, Sendable, Hashable {
  case constant(Double)
  /// Day 1 first; the model's horizon is their number.
  case byDay([Double])

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Double.self) {
      self = .constant(value)
    } else {
      self = .byDay(try container.decode([Double].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .constant(let value): try container.encode(value)
    case .byDay(let values): try container.encode(values)
    }
  }

  /// - Parameter day: From 1.
  @inlinable public subscript(day: Int) -> Double {
    switch self {
    case .constant(let value): value
    case .byDay(let values): values[day - 1]
    }
  }

  var count: Int? { if case .byDay(let values) = self { values.count } else { nil } }
  var values: [Double] {
    switch self {
    case .constant(let value): [value]
    case .byDay(let values): values
    }
  }
}
