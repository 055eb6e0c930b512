import AccountHealth
import Glibc
import Simulation

/// One change that an action makes to the model.
public struct Effect: Sendable, Hashable {
  /// The quantity that is changed. The raw values appear in files and in `--set`.
  public enum Target: String, Sendable, Hashable, CaseIterable {
    case lateShipment = "late_shipment"
    case cancellation
    case lateDelivery = "late_delivery"
    case invalidTracking = "invalid_tracking"
    case defect
    /// Mean daily orders.
    case orders
    /// A defect already on record is removed.
    case gone
    /// The hazard of deactivation that healthy accounts have too.
    case background
    /// The hazards that come from `metrics`.
    case enforcement
    /// The chance that the first appeal succeeds.
    case appealSuccess = "appeal_success"
    /// The days that the seller takes between two appeals.
    case appealDelay = "appeal_delay"

    /// Whether it is the probability of a bad order, not a mean, a hazard or another chance.
    public var isRate: Bool {
      switch self {
      case .lateShipment, .cancellation, .lateDelivery, .invalidTracking, .defect: true
      case .orders, .gone, .background, .enforcement, .appealSuccess, .appealDelay: false
      }
    }

    /// The changes that a file may state for it.
    public var changes: [Change] {
      switch self {
      case _ where isRate: [.odds, .share, .level]
      case .orders: [.factor, .elasticity]
      case .gone: [.chance]
      default: [.factor]
      }
    }
  }

  /// The number that the quantiles describe.
  public enum Change: String, Sendable, Hashable, CaseIterable {
    /// A factor on the odds.
    case odds
    /// The share of bad orders that stay bad, 0…1: the probability is multiplied.
    case share
    /// The new probability, 0…1.
    case level
    /// A factor on the mean or the hazard.
    case factor
    /// The elasticity ε; the mean is multiplied by (1 + `priceChange`)^ε.
    case elasticity
    /// The chance that a defect on record is removed, 0…1.
    case chance

    /// Whether it is a quantity within 0…1, uncertain on the logit scale.
    public var isProbability: Bool { self == .share || self == .level || self == .chance }
  }

  /// The defects that an effect on defects reaches.
  public enum Scope: String, Sendable, Hashable, CaseIterable {
    case all
    /// Defects of orders delivered on time: product, packing, listing.
    case onTime = "on_time"
    /// Defects of orders delivered late.
    case late
    /// Defects of orders without valid tracking.
    case untracked
    /// A-to-z claims.
    case claims
    case negativeFeedback = "negative_feedback"
    case chargebacks
    /// Claims on orders with a protected label.
    case protectedClaims = "protected_claims"
  }

  public var target: Target
  public var change: Change
  public var quantiles: EffectQuantiles
  public var scope: Scope
  public var channel: Order.Channel
  /// The rates of an `enforcement` effect; empty otherwise.
  public var metrics: [Metric]
  /// The relative price change of an `elasticity`, above −1.
  public var priceChange: Double
  /// Whether it also reaches orders already placed.
  public var reachesPending: Bool
  /// Whether only the record changes and nothing follows from it, such as when parcels handed over on time
  /// are also confirmed on time.
  public var isRecordOnly = false
  /// Days from the report of a defect within which it can be removed; `nil` for any time.
  public var within: Int?
  /// Its own grade, if it differs from that of the action.
  public var grade: EvidenceGrade?

  public init(
    _ target: Target, _ change: Change, _ quantiles: EffectQuantiles, scope: Scope = .all,
    channel: Order.Channel = .seller, metrics: [Metric] = [], priceChange: Double = 0,
    reachesPending: Bool = false, grade: EvidenceGrade? = nil
  ) {
    self.target = target
    self.change = change
    self.quantiles = quantiles
    self.scope = scope
    self.channel = channel
    self.metrics = metrics
    self.priceChange = priceChange
    self.reachesPending = reachesPending
    self.grade = grade
  }

  /// The distribution of the number that the model uses. For an elasticity that is the factor on the mean.
  public var law: EffectLaw {
    if change.isProbability { return EffectLaw(probability: quantiles) }
    guard change == .elasticity else { return EffectLaw(multiplier: quantiles) }
    let factors = [quantiles.p10, quantiles.p50, quantiles.p90].map { pow(1 + priceChange, $0) }.sorted()
    return EffectLaw(multiplier: EffectQuantiles(p10: factors[0], p50: factors[1], p90: factors[2]))
  }
}
