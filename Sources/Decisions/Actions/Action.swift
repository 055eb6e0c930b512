import AccountHealth

/// A change to the operation that a seller may make, with what is known about its effect.
public struct Action: Sendable, Hashable {
  public var metadata: Metadata
  /// Actions of one cause mend the same orders; see `CauseCombination`.
  public var cause: String
  public var effects: [Effect]
  public var structure: Structure?
  /// Days from the decision to the first effect, as a range of uncertainty; day 0 is the day of the decision.
  public var leadDays: ClosedRange<Int>
  /// Days over which the effect grows in equal steps to its full size; 0 if it is complete at once.
  public var rampDays: Int
  /// Share of the orders that it applies to, above 0 and at most 1.
  public var coverage: Double
  public var costs: [Cost]
  /// The days for which it is bought at the least: whole terms are paid, even if fewer days are looked at.
  /// `nil` if it can be ended on any day.
  public var leastDays: Int?
  /// The only marketplaces that offer it, by name, such as `amazon.com`; empty for all.
  public var marketplaces: [String] = []
  /// Names of the actions that it already contains; they add nothing beside it.
  public var includes: [String] = []
  /// The least Account Health Rating with which it can be used, 0…1000; `nil` if it needs none.
  public var leastRating: Int?
  /// Rates that must be on target so that it can be used; `nil` if it needs none.
  public var rateNeed: RateNeed?
  /// What must hold so that it can be used, and no file shows; empty if it needs nothing. A sentence.
  public var condition = ""
  /// Whether it can be done again while it is in force, with the same effect once more.
  public var isRepeatable = false
  /// Limits, costs and what the marketplace forbids here.
  public var note: String

  public init(
    metadata: Metadata, cause: String, effects: [Effect], structure: Structure? = nil,
    leadDays: ClosedRange<Int> = 0...0, rampDays: Int = 0, coverage: Double = 1, costs: [Cost] = [],
    note: String = ""
  ) {
    self.metadata = metadata
    self.cause = cause
    self.effects = effects
    self.structure = structure
    self.leadDays = leadDays
    self.rampDays = rampDays
    self.coverage = coverage
    self.costs = costs
    self.note = note
  }

  public var name: String { metadata.name }

  public func exists(in marketplace: String) -> Bool {
    marketplaces.isEmpty || marketplaces.contains(marketplace)
  }

  /// The channels whose orders it acts on; empty for one that acts on the account as a whole.
  public var channels: Set<Order.Channel> {
    var channels: Set<Order.Channel> = []
    for effect in effects {
      guard effect.target.isRate || effect.target == .gone || effect.target == .orders else { return [] }
      channels.insert(effect.channel)
    }
    if isInsurance { return [] }
    // Orders that move to Amazon are the seller's so far, whatever becomes of them.
    if structure == .moveToAmazon { return [.seller] }
    return structure == nil ? channels : channels.union([.seller])
  }

  /// Whether it pays after a deactivation, and changes nothing of how the account is run.
  public var isInsurance: Bool { if case .insurance = structure { true } else { false } }

  /// Whether nothing is sold for some days.
  public var isPause: Bool { if case .pause = structure { true } else { false } }

  /// The middle of `leadDays`, rounded up.
  public var typicalLead: Int { (leadDays.lowerBound + leadDays.upperBound + 1) / 2 }

  /// The share of the full effect `days` after the decision, 0…1: 0 before `lead`, then linear, with the
  /// first step on the day of the lead itself.
  ///
  /// A partial effect is this share of the log odds, or of the logarithm of a factor.
  public func strength(after days: Int, lead: Int) -> Double {
    guard days >= lead else { return 0 }
    return rampDays == 0 ? 1 : min(1, Double(days - lead + 1) / Double(rampDays))
  }
}
