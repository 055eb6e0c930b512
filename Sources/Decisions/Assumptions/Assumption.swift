/// One of the three settings under which every result is shown.
public enum RiskSetting: String, Sendable, Hashable, CaseIterable { case low, central, high }

/// A number that nobody publishes, as assumed under each setting. The settings are ordered by the risk, not
/// by the numbers.
public struct Assumption: Sendable, Hashable {
  public var low: Double
  public var central: Double
  public var high: Double

  public init(low: Double, central: Double, high: Double) {
    self.low = low
    self.central = central
    self.high = high
  }

  public subscript(setting: RiskSetting) -> Double {
    switch setting {
    case .low: low
    case .central: central
    case .high: high
    }
  }

  public var all: [Double] { [low, central, high] }
}
