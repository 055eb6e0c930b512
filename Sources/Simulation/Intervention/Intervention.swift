/// A change to the operation as it acts on the paths: effects that are not known exactly, drawn once per
/// path.
///
/// It leaves a model and all its random numbers as they are, so two runs of which one has it see the same
/// luck.
public struct Intervention: Sendable, Hashable {
  /// The luck of one action, drawn once per path for all channels of an account: how strong it is and when it
  /// begins.
  ///
  /// All its effects lie at the same place of their laws: an action that works well does so in everything.
  public struct Draw: Sendable, Hashable {
    /// Addresses the random numbers: draws of one name have the same luck.
    public var name: String
    /// The day on which it is decided, 1…horizon.
    public var day: Int
    /// Days from the decision to the first effect, each equally likely.
    public var leadDays: ClosedRange<Int>
    /// Days over which an effect grows in equal steps; 0 for at once.
    public var rampDays: Int

    public init(name: String, day: Int, leadDays: ClosedRange<Int>, rampDays: Int) {
      precondition(day >= 1 && leadDays.lowerBound >= 0 && rampDays >= 0, "an action has no past")
      self.name = name
      self.day = day
      self.leadDays = leadDays
      self.rampDays = rampDays
    }
  }

  /// The quantity that an effect changes.
  public enum Change: Sendable, Hashable {
    /// Multiplies the odds. A part of the effect is that share of the log odds.
    case odds
    /// The share of the bad orders that still counts, 0…1. What they drive does not change.
    case share
    /// The new probability, where it is lower.
    case level
    /// Multiplies a mean or a hazard. A part of the effect is that share of its logarithm.
    case factor
  }

  /// The orders that an effect on a driven outcome reaches.
  public enum Part: Sendable, Hashable {
    case all
    /// Those the driving outcome spared, and those it hit.
    case spared, hit
  }

  public struct Effect: Sendable, Hashable {
    /// Index of its draw.
    public var draw: Int
    /// Odds and factors of one cause mend the same orders: the strongest counts whole, the others by their
    /// roots.
    public var cause: String
    public var change: Change
    public var law: EffectLaw
    /// Share of the orders, or of the bad ones, that it reaches: the rest stay as they are.
    public var reach = 1.0
    /// Days from the order to the day that decides on it; 0 where orders already placed feel it too.
    public var delay = 0
    /// Whether orders already placed feel it too.
    public var reachesPending = false
    public var part = Part.all
    /// Whether what the outcome drives follows; not where only the record changes.
    public var drives = true

    public init(draw: Int, cause: String, _ change: Change, _ law: EffectLaw) {
      self.draw = draw
      self.cause = cause
      self.change = change
      self.law = law
    }
  }

  /// No orders for some days, then fewer than before; half of what is missing comes back in each half-life.
  public struct Pause: Sendable, Hashable {
    public var draw: Int
    public var days: Int
    /// Orders on return over those before.
    public var returnLevel: EffectLaw
    public var halfLifeDays: Double

    public init(draw: Int, days: Int, returnLevel: EffectLaw, halfLifeDays: Double) {
      self.draw = draw
      self.days = days
      self.returnLevel = returnLevel
      self.halfLifeDays = halfLifeDays
    }
  }

  /// A limit on the orders per day.
  public struct Cap: Sendable, Hashable {
    public var draw: Int
    public var orders: Int

    public init(draw: Int, orders: Int) {
      self.draw = draw
      self.orders = orders
    }
  }

  /// Bad orders that may be taken off the record, each at most once however many removals reach it.
  public struct Removal: Sendable, Hashable {
    /// A bad order: its number among those of the metric, from 0, and its day of membership, up to 0.
    public struct Member: Sendable, Hashable {
      public var number: Int
      public var day: Int

      public init(number: Int, day: Int) {
        self.number = number
        self.day = day
      }
    }

    public var draw: Int
    /// Chance that each is taken off.
    public var chance: EffectLaw
    public var members: [Member]

    public init(draw: Int, chance: EffectLaw, members: [Member]) {
      self.draw = draw
      self.chance = chance
      self.members = members
    }
  }

  public var draws: [Draw]
  /// Effects by the metric that owns the outcomes, a share of orders.
  public var outcomes: [String: [Effect]] = [:]
  /// Effects on the mean of the orders.
  public var orders: [Effect] = []
  public var pauses: [Pause] = []
  public var caps: [Cap] = []
  /// Removals by metric.
  public var removals: [String: [Removal]] = [:]
  /// Effects on the hazard of a deactivation that also hits healthy accounts.
  public var background: [Effect] = []

  public init(draws: [Draw] = []) { self.draws = draws }

  /// Whether no rate of the model is touched.
  public var sparesRates: Bool {
    outcomes.isEmpty && removals.isEmpty && sparesOrders
  }

  var sparesOrders: Bool { orders.isEmpty && pauses.isEmpty && caps.isEmpty }
}
