/// A change to the operation as it acts on the paths: effects that are not known exactly, drawn once a path.
///
/// It leaves a model and all its random numbers as they are, so two runs of which one has it see the same luck.
public struct Intervention: Sendable, Hashable {
  /// The luck of one action: how strong it proves and when it begins, once a path, over all channels of an account.
  ///
  /// All its effects lie at the same place of their laws: an action that works well does so in everything.
  public struct Draw: Sendable, Hashable {
    /// Addresses the random numbers: of one name, the same luck.
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

  /// What the law of an effect is of.
  public enum Change: Sendable, Hashable {
    /// Multiplies the odds. A part of the effect is that share of the log odds.
    case odds
    /// Of bad orders, the share that still counts, 0…1. What follows from them follows as before.
    case share
    /// The new probability, where it is lower.
    case level
    /// Multiplies a mean or a hazard. A part of the effect is that share of its logarithm.
    case factor
  }

  /// Which orders an effect on a driven outcome is of.
  public enum Part: Sendable, Hashable {
    case all
    /// Those the driving outcome spared, and those it hit.
    case spared, hit
  }

  public struct Effect: Sendable, Hashable {
    /// Place of its draw.
    public var draw: Int
    /// Odds and factors of one cause mend the same orders: the strongest counts whole, the others by their roots.
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

  /// No orders for some days, and then fewer, which half of what is missing ends in each half-life.
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

  /// At most so many orders a day.
  public struct Cap: Sendable, Hashable {
    public var draw: Int
    public var orders: Int

    public init(draw: Int, orders: Int) {
      self.draw = draw
      self.orders = orders
    }
  }

  /// Bad orders on record that may be taken off it, each once whatever the number of removals that reach it.
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
    /// Chance of each.
    public var chance: EffectLaw
    public var members: [Member]

    public init(draw: Int, chance: EffectLaw, members: [Member]) {
      self.draw = draw
      self.chance = chance
      self.members = members
    }
  }

  public var draws: [Draw]
  /// By the metric that owns the outcomes, a share of orders.
  public var outcomes: [String: [Effect]] = [:]
  /// On the mean of the orders.
  public var orders: [Effect] = []
  public var pauses: [Pause] = []
  public var caps: [Cap] = []
  /// By metric.
  public var removals: [String: [Removal]] = [:]
  /// On the hazard of a deactivation that hits healthy accounts too.
  public var background: [Effect] = []

  public init(draws: [Draw] = []) { self.draws = draws }

  /// Whether no rate of the model is touched.
  public var sparesRates: Bool {
    outcomes.isEmpty && removals.isEmpty && sparesOrders
  }

  var sparesOrders: Bool { orders.isEmpty && pauses.isEmpty && caps.isEmpty }
}
