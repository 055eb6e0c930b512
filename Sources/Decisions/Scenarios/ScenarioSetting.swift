import AccountHealth

/// A factor on the daily probability of one kind of bad order, or on the mean of orders, for some days.
public struct ScenarioSetting: Sendable, Hashable {
  /// The quantities that can be set, in the order of the documentation.
  public static let targets: [Effect.Target] = [
    .lateShipment, .cancellation, .lateDelivery, .invalidTracking, .defect, .orders,
  ]
  static let mostFactor = 1000.0

  public var target: Effect.Target
  /// 0…1000. A probability never exceeds 1.
  public var factor: Double
  /// First day; `nil` for the day after the last known one.
  public var from: Day?
  /// Last day; `nil` for the last of the horizon.
  public var to: Day?

  public init(_ target: Effect.Target, factor: Double, from: Day? = nil, to: Day? = nil) {
    self.target = target
    self.factor = factor
    self.from = from
    self.to = to
  }

  /// Reads the form of the command line, `late_shipment=x0.6`.
  public init(parsing text: String) throws(ArgumentError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw ArgumentError(found: text, expected: "a name, = and a factor, such as late_shipment=x0.6")
    }
    guard let target = Effect.Target(rawValue: String(parts[0])), Self.targets.contains(target) else {
      throw ArgumentError(found: parts[0], expected: "one of \(Self.names)")
    }
    guard let factor = Self.factor(parts[1]) else {
      throw ArgumentError(found: parts[1], expected: Self.factorForm)
    }
    self.init(target, factor: factor)
  }

  /// The form of the command line, such as `late_shipment=x0.6`.
  public var text: String {
    let number = factor == factor.rounded() ? "\(Int(factor))" : "\(factor)"
    return "\(target.rawValue)=x\(number)"
  }

  static let factorForm = "x and a factor from 0 to 1000, such as x0.6"
  static var names: String { targets.map(\.rawValue).joined(separator: ", ") }

  /// Reads `x0.6`, an exact decimal with at most 9 digits on either side of the point.
  static func factor(_ text: some StringProtocol) -> Double? {
    guard text.first == "x", let ratio = Ratio(decimal: text.dropFirst()), ratio.value <= mostFactor else {
      return nil
    }
    return ratio.value
  }
}
