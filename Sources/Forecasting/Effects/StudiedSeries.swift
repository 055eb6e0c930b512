import AccountHealth
import Glibc
import Probability

/// The days of one rate of one account, or its orders by day, with what is believed about their drift.
///
/// A day holds the orders whose fate is decided on it, as in the forecast: late shipment by ship-by day,
/// late delivery and tracking by promised day, cancellation and orders by purchase day. Defects stand on the
/// promised day too, with the share of them that is recorded by now; the forecast counts them later, when
/// they are usually recorded.
public struct StudiedSeries: Sendable {
  /// One way in which the series may drift.
  struct Hypothesis: Sendable {
    var drift: Priors.Drift
    var weight: Double
    /// The size of the negative binomial distribution of orders; infinity for Poisson, and for rates.
    var size = Double.infinity
  }

  public let rate: StudiedRate
  public let channel: Order.Channel
  public let first: Day
  private(set) var laws: [DayLaw]
  /// The days of the calendar that are not read.
  private let leftOut: [DayRange]
  let hypotheses: [Hypothesis]
  /// `nil` for orders.
  let prior: Priors.Rate?

  /// Days before a change that are read: the level has forgotten older ones.
  private static let memory = VolumeFilter.memory
  private static let reach = 800

  public var last: Day { first + (laws.count - 1) }
  public var days: Int { laws.count }

  /// - Parameters:
  ///   - account: With the orders of all its channels.
  ///   - rate: One that its files give.
  ///   - change: The earliest day of interest; so much before it is read as the level remembers.
  ///   - asOf: Nothing recorded later is used.
  ///   - priors: What is believed beforehand of the rate and of its drift.
  ///   - events: Sale days, for the number of orders.
  ///   - channel: `nil` for the usual one of the rate.
  ///   - leftOut: Days that are not read, as something else was at work on them: neither the orders whose
  ///     fate was decided on them nor those placed on them. The level may drift over them as over others.
  /// - Returns: `nil` without any order that the rate counts.
  /// - Complexity: O(orders).
  public init?(
    _ account: Account, _ rate: StudiedRate, change: Day, asOf: Day, priors: Priors,
    events: [SaleEvent] = [], channel: Order.Channel? = nil, leavingOut leftOut: [DayRange] = []
  ) {
    let channel = channel ?? Self.channel(of: rate, in: account)
    (self.rate, self.channel, self.leftOut) = (rate, channel, leftOut)
    func isLeftOut(_ day: Day) -> Bool { leftOut.contains { $0.contains(day) } }
    var account = account
    if rate != .orders, !leftOut.isEmpty { account.orders.removeAll { isLeftOut($0.purchased) } }
    let snapshot = Snapshot(account, channel: channel, asOf: asOf, horizon: 1)
    guard rate != .orders else {
      guard let begin = snapshot.orders.first?.purchased else { return nil }
      first = min(max(begin, change - Self.memory), asOf)
      let counts = Array(snapshot.volume.suffix(asOf - first + 1))
      var filter = VolumeFilter(priors: priors)
      (filter.events, filter.asOf) = (events, asOf)
      let factors = filter.dayFactors(counts: counts, lastWeekday: asOf.weekday)
      let first = first
      laws = zip(counts, factors).enumerated().map { index, day in
        isLeftOut(first + index) ? .volume(count: 0, factor: 0) : .volume(count: day.0, factor: day.1)
      }
      prior = nil
      hypotheses = Self.drifts(beside: priors.volume).flatMap { drift in
        priors.volumeSizes.map {
          Hypothesis(drift: drift, weight: drift.weight * $0.weight, size: $0.size ?? .infinity)
        }
      }
      return
    }
    let fit = MetricFit(snapshot: snapshot, priors: priors)
    let (outcomes, prior, recorded) = Self.outcomes(fit, rate, account)
    guard let begin = outcomes.lazy.map(\.day).min() else { return nil }
    let first = min(max(begin, change - Self.memory), asOf)
    var days = (0...asOf - first).map { RateFilter.Day(recorded: recorded(asOf - first - $0)) }
    for outcome in outcomes
    where outcome.day >= first && outcome.day <= asOf && !isLeftOut(outcome.day) {
      days[outcome.day - first].add(outcome)
    }
    self.first = first
    self.prior = Self.levels(of: prior)
    laws = days.map { .rate($0) }
    hypotheses = Self.drifts(of: prior).map { Hypothesis(drift: $0, weight: $0.weight) }
  }

  /// The drifts of a rate or of orders beside a step on a known day: those of the forecast, and calmer ones.
  ///
  /// The forecast must expect bursts and levels that change for good from one day to the next; beside such
  /// drifts hardly any step could be told. Here a level does not jump but where a change is known, and four
  /// parts in ten go to rates that hardly drift. With that the intervals cover what they say on made-up
  /// sellers of 5 to 150 orders a day, still or drifting; with the forecast's own drifts intervals of 80 %
  /// cover 90 %.
  static func drifts(of prior: Priors.Rate) -> [Priors.Drift] { drifts(beside: prior.drifts) }

  private static func drifts(beside drifts: [Priors.Drift]) -> [Priors.Drift] {
    let calm = [
      Priors.Drift(weight: 0.16, ar1: 0, sd: 0), .init(weight: 0.12, ar1: 0.97, sd: 0.15),
      .init(weight: 0.12, ar1: 0.95, sd: 0.5),
    ]
    let total = drifts.reduce(0) { $0 + $1.weight }
    return drifts.map { drift in
      Priors.Drift(weight: 0.6 * drift.weight / total, ar1: drift.ar1, sd: drift.sd)
    } + calm
  }

  /// What is believed of the level of a rate whose steps are asked for: as the forecast does, but at least 2
  /// wide in log-odds.
  ///
  /// A forecast shrinks a level to that of other sellers. Here that would make a step of what is only an
  /// unusual seller: with 0 of 28,000 orders late, and a level that cannot be as low as that, a drift or a
  /// step has to explain the days. `EffectProof` has sellers of .1 and .3 %.
  static func levels(of prior: Priors.Rate) -> Priors.Rate {
    var wide = prior
    wide.sd = max(prior.sd, 2)
    return wide
  }

  /// The channel whose orders a rate counts, unless another one is asked for.
  public static func channel(of rate: StudiedRate, in account: Account) -> Order.Channel {
    let hasSeller = account.orders.contains { $0.channel == .seller }
    return !hasSeller && rate.channels.contains(.amazon) ? .amazon : .seller
  }

  /// A series of rates by their days.
  init(_ rate: StudiedRate, _ days: [RateFilter.Day], first: Day, prior: Priors.Rate) {
    (self.rate, channel, self.first, self.prior, leftOut) = (
      rate, .seller, first, Self.levels(of: prior), []
    )
    laws = days.map { .rate($0) }
    hypotheses = prior.drifts.map { Hypothesis(drift: $0, weight: $0.weight) }
  }

  /// The outcomes of a rate, what is believed of it, and the share of the bad ones that is recorded after a
  /// number of days.
  private static func outcomes(
    _ fit: MetricFit, _ rate: StudiedRate, _ account: Account
  ) -> (outcomes: [OrderOutcome], prior: Priors.Rate, recorded: (Int) -> Double) {
    let (priors, channel) = (fit.priors, fit.snapshot.channel)
    let knows = Set(account.availableMetrics)
    switch rate {
    case .lateDelivery:
      let isDriven = knows.contains(.lateShipment30)
      let prior = isDriven ? priors.onTimeDelivery : priors.rate(of: .onTimeDelivery)
      return (fit.deliveryOutcomes, prior, { _ in 1 })
    case .tracking: return (fit.trackingOutcomes, priors.validTracking, { _ in 1 })
    case .cancellation:
      let shown = fit.cancellationDelays.table(reach: reach)
      return (fit.cancellationOutcomes, priors.cancellation, { shown[min($0, reach) + reach] })
    case .defects:
      let shown = fit.defectDelays.table(reach: reach)
      let isDriven = channel == .seller && knows.contains(.onTimeDelivery)
      let metric: Metric = channel == .seller ? .orderDefect : .orderDefectAmazon
      return (
        fit.promisedDefects, isDriven ? priors.orderDefect : priors.rate(of: metric),
        { shown[min($0, reach) + reach] }
      )
    case .lateShipment, .orders: return (fit.lateOutcomes, priors.lateShipment, { _ in 1 })
    }
  }

  /// The same series without its days from one on.
  public func before(_ day: Int) -> StudiedSeries {
    var series = self
    series.laws = Array(laws[..<min(max(day, 0), laws.count)])
    return series
  }

  /// How many of some days are read.
  public func readDays(_ days: Range<Int>) -> Int {
    let known = days.clamped(to: laws.indices)
    return leftOut.isEmpty
      ? known.count
      : known.count { index in !leftOut.contains { $0.contains(first + index) } }
  }

  /// Its orders, and how many of them were bad as far as that is recorded.
  public func count(_ days: Range<Int>) -> (orders: Int, bad: Int) {
    laws[days.clamped(to: laws.indices)].reduce(into: (0, 0)) { sum, law in
      sum.0 += law.orders
      if case .rate(let day) = law { sum.1 += day.bad }
    }
  }
}

extension StudiedSeries {
  /// What some days tell about their log-odds, or about the log mean of orders, drift left aside.
  public func information(of days: Range<Int>) -> Double {
    place(of: days.clamped(to: laws.indices)).information
  }

  /// The share of the bad orders of some days that is recorded by now, by their orders; 1 for orders.
  public func recordedShare(_ days: Range<Int>) -> Double {
    var (orders, recorded) = (0.0, 0.0)
    for case .rate(let day) in laws[days.clamped(to: laws.indices)] {
      orders += Double(day.orders)
      recorded += Double(day.orders) * day.recorded
    }
    return orders > 0 ? recorded / orders : 1
  }
}

extension MetricFit {
  /// Orders not cancelled, by promised day; those delivered late, or still under way after it, are the
  /// driven ones.
  fileprivate var promisedDefects: [OrderOutcome] {
    snapshot.orders.lazy.filter { $0.cancelled == nil && $0.isDefectKnown }.map { order in
      OrderOutcome(
        day: defectAnchor(order), isBad: order.defect != nil,
        isDriven: order.deliverBy.map { $0 < asOf } ?? false && order.isDeliveredLate == true)
    }
  }
}
