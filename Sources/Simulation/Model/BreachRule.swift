/// When a window is off target, decided in integers.
public enum BreachRule: Codable, Sendable, Hashable {
  /// `denominator · bad ≥ numerator · orders` (`>` where strict), with `orders ≥ minimumOrders` and above 0.
  case rate(numerator: Int, denominator: Int, strict: Bool, minimumOrders: Int)
  /// `bad ≥ count`, whatever the orders.
  case count(Int)

  @inlinable public func isOffTarget(bad: Int, orders: Int) -> Bool {
    switch self {
    case .rate(let numerator, let denominator, let strict, let minimumOrders):
      guard orders > 0, orders >= minimumOrders else { return false }
      let (left, right) = (denominator * bad, numerator * orders)
      return strict ? left > right : left >= right
    case .count(let count): return bad >= count
    }
  }

  enum CodingKeys: String, CodingKey {
    case numerator, denominator, strict, count
    case minimumOrders = "minimum_orders"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let count = try container.decodeIfPresent(Int.self, forKey: .count) {
      self = .count(count)
      return
    }
    self = .rate(
      numerator: try container.decode(Int.self, forKey: .numerator),
      denominator: try container.decode(Int.self, forKey: .denominator),
      strict: try container.decodeIfPresent(Bool.self, forKey: .strict) ?? false,
      minimumOrders: try container.decodeIfPresent(Int.self, forKey: .minimumOrders) ?? 1)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .count(let count): try container.encode(count, forKey: .count)
    case .rate(let numerator, let denominator, let strict, let minimumOrders):
      try container.encode(numerator, forKey: .numerator)
      try container.encode(denominator, forKey: .denominator)
      try container.encode(strict, forKey: .strict)
      try container.encode(minimumOrders, forKey: .minimumOrders)
    }
  }
}
