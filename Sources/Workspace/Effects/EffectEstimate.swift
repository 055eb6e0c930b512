import AccountHealth
import Forecasting

/// What one change did in one account, and what makes that believable or not.
public struct EffectEstimate: Sendable {
  /// Days that are read with their orders, and how many of those were bad as far as that is recorded.
  public struct Period: Sendable, Hashable {
    public var days: Int
    public var orders: Int
    public var bad: Int

    public var rate: Double? { orders > 0 ? Double(bad) / Double(orders) : nil }
  }

  public enum Verdict: String, Sendable, Hashable {
    case helped, harmed
    /// It did nothing, or next to it.
    case nothing
    case unclear
  }

  /// A range by its 10 %, 50 % and 90 % quantiles.
  public struct Range: Sendable, Hashable {
    public var p10: Double
    public var p50: Double
    public var p90: Double
  }

  /// The window of the rate on the evening of judgement, as it is and as it would be without the change.
  public struct Window: Sendable {
    public var rule: MetricRule
    public var count: WindowCount
    /// Bad orders that the change kept out of it; negative for more.
    public var avoided: Range
    /// The chance that it would be off target without the change.
    public var offTargetWithout: Double?
  }

  public var studied: StudiedChange
  public var channel: Order.Channel
  public var until: Day
  public var prior: EffectPrior
  /// The logarithm of the factor on the odds, or on the mean of orders.
  public var law: EffectPosterior
  /// The same without what was believed beforehand, so that it is the days' own word.
  public var ofDays: EffectPosterior
  public var before: Period
  public var after: Period
  public var evidence: EffectEvidence
  /// Bad orders kept away so far, or orders gained; negative for the contrary. Its median and the 10 % and
  /// 90 % quantiles.
  public var avoided: Range
  public var window: Window?
  /// How far prices moved with orders; `nil` for other rates, and where prices hardly moved or are not known.
  public var price: PriceMove?
  /// The factor, drawn towards that of other accounts with the same change; `nil` without any.
  public var shrunk: Range?
  /// The share of the defects of the orders since the change that is recorded by now; 1 for other rates.
  public var recorded = 1.0

  public var rate: StudiedRate { studied.rate }
  public var from: Day { studied.change.day }
  public var ramp: Int { studied.change.ramp }
  public var action: String? { studied.change.action }

  /// The chance that it made things better.
  public var helpedProbability: Double { helpedProbability(law) }

  private func helpedProbability(_ law: EffectPosterior) -> Double {
    rate.isBad ? law.probability(below: 0) : 1 - law.probability(below: 0)
  }

  /// Whether the range of the catalogue says more than the days do, which tell nothing.
  public var isOfPrior: Bool {
    verdict == .unclear && ofDays.likelihoodSD > (prior.range ?? .wide).sd
  }

  /// A change is said to have helped or harmed from this chance on: of changes that did nothing one in 20 is
  /// then called one or the other.
  public static let surely = 0.975
  /// It is said to have done nothing from this chance on.
  public static let surelyNothing = 0.8

  /// By the days only: a range of the catalogue must not make an effect out of a few orders.
  public var verdict: Verdict {
    let helped = helpedProbability(ofDays)
    if helped >= Self.surely { return .helped }
    if helped <= 1 - Self.surely { return .harmed }
    return ofDays.nothingProbability >= Self.surelyNothing ? .nothing : .unclear
  }

  /// Whether it is said to have helped or harmed, and the days speak against its having been the change.
  public var isDoubted: Bool {
    isClaim && !EffectEvidence.doubts.isDisjoint(with: evidence.warnings)
  }

  /// What moved accounts on its day that had not changed; `nil` without enough of them.
  var calendar: PooledEffect.Calendar? {
    evidence.controls.map { .init(day: Int(from.number), mean: $0.logMean, sd: $0.logSD) }
  }

  /// Whether the days speak against it even where the calendar is taken off.
  var isDoubtedBesideCalendar: Bool {
    isClaim && !EffectEvidence.doubts.subtracting([.controls]).isDisjoint(with: evidence.warnings)
  }

  /// Whether what the days say is no longer sure with the catalogue's range counted in.
  public var isAgainstRange: Bool {
    switch verdict {
    case .helped: helpedProbability < Self.surely
    case .harmed: helpedProbability > 1 - Self.surely
    case .nothing, .unclear: false
    }
  }

  /// Whether it is said to have helped or harmed.
  var isClaim: Bool { verdict == .helped || verdict == .harmed }

  /// Whether the same is said without what accounts that had not changed did on the same days.
  var isClaimBesideControls: Bool {
    guard let controls = evidence.controls else { return isClaim }
    return verdict == .helped
      ? controls.helpedProbability >= Self.surely : controls.helpedProbability <= 1 - Self.surely
  }
}

/// What speaks for and against reading an estimate as the change's own doing.
public struct EffectEvidence: Sendable {
  /// The same estimate on days on which nothing is known to have changed.
  public struct Placebos: Sendable, Hashable {
    public var days: Int
    /// Those that look at least as strong.
    public var asStrong: Int

    /// The share of placebo days, this one counted with them, that look at least as strong; `nil` for too few
    /// days.
    public var rank: Double? {
      days >= 10 ? Double(asStrong + 1) / Double(days + 1) : nil
    }
  }

  /// What the rate did before the change, by a step four weeks before it.
  public struct PreTrend: Sendable, Hashable {
    public var ratio: EffectEstimate.Range
    /// The chance that it was already getting better.
    public var betterProbability: Double
  }

  /// Something else at about the same time.
  public enum Beside: Sendable, Hashable {
    /// Sale days of the calendar, which were not read.
    case sale(String, DayRange)
    /// Days with far more orders than usual, as in a sale that no file names; they were not read.
    case crowd(DayRange)
    /// Orders a day in the four weeks before and after.
    case volume(before: Double, after: Double)
    /// A product, ship service or weekday of purchase that sells more or less than before.
    case mix(MixShift)
    /// Another change of the log.
    case change(String, Day)
  }

  public enum Warning: String, Sendable, Hashable, CaseIterable {
    /// Ordinary days of the past look as strong.
    case placebos
    /// The rate was already going the same way.
    case preTrend = "pre_trend"
    /// It moved over the weeks around that day rather than on it.
    case gradual
    /// Something else happened within 14 days.
    case beside
    /// Too few orders or bad ones for anything but the prior to decide.
    case fewOrders = "few_orders"
    /// Less than four weeks of orders before it.
    case shortRecord = "short_record"
    /// Most defects of the orders since then are still to come.
    case unrecorded
    /// Accounts that had not changed moved alike on the same days.
    case controls
    /// The catalogue's range says more than the days do.
    case prior
    /// The rate moved back later.
    case movedBack = "moved_back"
    /// The ramp is longer than the days since: the factor is that of its end, which no day has reached.
    case unfinished
    /// The catalogue does not know that the action touches the rate.
    case strange = "other_rate"
  }

  public var placebos: Placebos
  public var preTrend: PreTrend?
  public var beside: [Beside] = []
  /// How many times likelier the days are if the rate moved evenly over the weeks around the change than if
  /// it moved on its day; `nil` where nothing is said to have changed, or the weeks are too few.
  public var gradualOdds: Double?
  /// The day on which the rate seems to have moved back, and by which factor.
  public var movedBack: (day: Day, ratio: Double)?
  /// `nil` without enough accounts that had not changed.
  public var controls: ControlAccounts?
  /// The weakest factor that is told from none in 8 of 10 cases: with these orders, and after four more
  /// weeks.
  public var told: (now: Double, later: Double)
  public var warnings: [Warning] = []

  /// What speaks against the change as the cause, however sure the step is.
  public static let doubts: Set<Warning> = [.placebos, .preTrend, .gradual, .controls]

  public static let laterDays = 28
  /// From so many times on a gradual move is told from a step.
  public static let gradual = 3.0
  /// The chance from which on a trend before the change is told, as by an interval of 8 in 10.
  public static let trend = 0.9
  /// Days within which something else cannot be told apart.
  public static let besideDays = 14
}
