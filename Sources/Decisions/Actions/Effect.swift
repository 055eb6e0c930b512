import AccountHealth
import Glibc
import Simulation

/// One thing an action changes in the model.
public struct Effect: Sendable, Hashable {
  /// The quantity; the raw values are those of files and of `--set`.
  public enum Target: String, Sendable, Hashable, CaseIterable {
    case lateShipment = "late_shipment"
    case cancellation
    case lateDelivery = "late_delivery"
    case invalidTracking = "invalid_tracking"
    case defect
    /// Mean daily orders.
    case orders
    /// A defect already on record is taken off.
    case gone
    /// The hazard of deactivation that hits healthy accounts too.
    case background
    /// The hazards that come from `metrics`.
    case enforcement
    /// The chance that the first appeal succeeds.
    case appealSuccess = "appeal_success"
    /// The seller's own days between two tries.
    case appealDelay = "appeal_delay"

    /// A probability of an order, as against a mean, a hazard or a chance.
    public var isRate: Bool {
      switch self {
      case .lateShipment, .cancellation, .lateDelivery, .invalidTracking, .defect: true
      case .orders, .gone, .background, .enforcement, .appealSuccess, .appealDelay: false
      }
    }

    /// What a file may say of it.
    public var changes: [Change] {
      switch self {
      case _ where isRate: [.odds, .share, .level]
      case .orders: [.factor, .elasticity]
      case .gone: [.chance]
      default: [.factor]
      }
    }
  }

  /// What the quantiles are of.
  public enum Change: String, Sendable, Hashable, CaseIterable {
    /// The odds are multiplied.
    case odds
    /// The share of bad orders that stay bad, 0…1: the probability is multiplied.
    case share
    /// The new probability, 0…1.
    case level
    /// The mean or hazard is multiplied.
    case factor
    /// The mean is multiplied by (1 + `priceChange`)^ε, ε being uncertain.
    case elasticity
    /// The chance for each defect on record, 0…1.
    case chance

    /// A quantity within 0…1, uncertain on the logit scale.
    public var isProbability: Bool { self == .share || self == .level || self == .chance }
  }

  /// Which defects.
  public enum Scope: String, Sendable, Hashable, CaseIterable {
    case all
    /// Of orders delivered in time: product, packing, listing.
    case onTime = "on_time"
    /// Of orders delivered late.
    case late
    /// Of orders without valid tracking.
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
  /// Of `enforcement`; empty otherwise.
  public var metrics: [Metric]
  /// Of `elasticity`: relative, above −1.
  public var priceChange: Double
  /// Whether orders already placed feel it too.
  public var reachesPending: Bool
  /// Only the record changes, as by confirming in time what was handed over in time: nothing follows from it.
  public var isRecordOnly = false
  /// Its own, where it differs from that of the action.
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

  /// The law of the number that the model uses: of an elasticity, the factor on the mean.
  public var law: EffectLaw {
    if change.isProbability { return EffectLaw(probability: quantiles) }
    guard change == .elasticity else { return EffectLaw(multiplier: quantiles) }
    let factors = [quantiles.p10, quantiles.p50, quantiles.p90].map { pow(1 + priceChange, $0) }.sorted()
    return EffectLaw(multiplier: EffectQuantiles(p10: factors[0], p50: factors[1], p90: factors[2]))
  }
}
