import AccountHealth
import Forecasting
import Glibc
import Probability

/// Accounts that had not made a change yet, on the days on which another one made it: what moved all of them
/// was the calendar.
public struct ControlAccounts: Sendable, Hashable {
  public var accounts: Int
  /// The factor by which their odds moved on that day, the common one of all.
  public var common: EffectEstimate.Range
  /// The logarithm of that factor, with its standard deviation.
  let logMean: Double
  let logSD: Double
  /// The factor of the change without what the others did too, taken as normal on the logarithm.
  public var without: EffectEstimate.Range
  /// The chance that it then made things better.
  public var helpedProbability: Double

  /// Fewer accounts do not tell what is common.
  static let least = 3
  /// So many of the largest ones do.
  static let most = 12
  /// Days that a control must have after the day, and orders on either side of it.
  static let (leastDays, leastOrders) = (14, 30)

  /// - Parameters:
  ///   - laws: A step on the same day in each of them, by the wide prior.
  ///   - own: That of the account that made the change, by its days only.
  ///   - isBad: Whether more of the rate is worse.
  init(_ laws: [EffectPosterior], beside own: EffectPosterior, isBad: Bool) {
    accounts = laws.count
    let pooled = PooledEffect(laws, prior: .wide)
    func range(_ mean: Double, _ sd: Double) -> EffectEstimate.Range {
      let far = normalQuantile90 * sd
      return .init(p10: exp(mean - far), p50: exp(mean), p90: exp(mean + far))
    }
    common = range(pooled.mean, pooled.sd)
    (logMean, logSD) = (pooled.mean, pooled.sd)
    let (mean, sd) = (own.mean - pooled.mean, (own.sd * own.sd + pooled.sd * pooled.sd).squareRoot())
    without = range(mean, sd)
    let below = normalCdf(-mean / sd)
    helpedProbability = isBad ? below : 1 - below
  }
}

extension Workspace {
  /// Adds to each estimate what accounts that had not changed yet did on the same days.
  ///
  /// - Complexity: For each day of a change, that of at most `ControlAccounts.most` studies.
  func addControls(to rows: inout [EffectAnswer.Row], _ question: EffectQuestion, threads: Int) throws {
    guard state.subjects.count > ControlAccounts.least else { return }
    struct Key: Hashable {
      var rate: StudiedRate
      var channel: Order.Channel
      var day: Day
      var until: Day
      var marketplace: String
    }
    var known: [Key: [(name: String, law: EffectPosterior)]] = [:]
    for index in rows.indices {
      guard case .estimate(var estimate) = rows[index].result, estimate.studied.change.sku == nil else {
        continue
      }
      let row = rows[index]
      let key = Key(
        rate: estimate.rate, channel: estimate.channel, day: estimate.from, until: estimate.until,
        marketplace: row.marketplace)
      if known[key] == nil {
        known[key] = try controls(of: estimate, in: row.marketplace, question, threads: threads)
      }
      let laws = (known[key] ?? []).filter { $0.name != row.name }.prefix(ControlAccounts.most).map(\.law)
      guard laws.count >= ControlAccounts.least else { continue }
      estimate.evidence.controls = ControlAccounts(laws, beside: estimate.ofDays, isBad: estimate.rate.isBad)
      if estimate.isClaim, !estimate.isClaimBesideControls { estimate.evidence.warnings.append(.controls) }
      rows[index].result = .estimate(estimate)
    }
  }

  /// The accounts of a marketplace that had not changed by some days after a change, the largest first. One
  /// more than is needed, as the account that changed may be among them.
  private func controls(
    of estimate: EffectEstimate, in marketplace: String, _ question: EffectQuestion, threads: Int
  ) throws -> [(name: String, law: EffectPosterior)] {
    let day = estimate.from
    var laws: [(name: String, law: EffectPosterior)] = []
    let subjects = state.subjects.filter { $0.marketplace == marketplace }
      .sorted { ($0.account?.orders.count ?? 0) > ($1.account?.orders.count ?? 0) }
    for subject in subjects where laws.count <= ControlAccounts.most {
      guard let account = subject.account else { continue }
      if let metric = estimate.rate.metric(of: estimate.channel), !account.availableMetrics.contains(metric) {
        continue
      }
      let own = question.studied(in: account).filter { $0.rate == estimate.rate }.map(\.change.day)
      // Its own change, or one just before it, is no calendar.
      guard
        !own.contains(where: { $0 <= day + ControlAccounts.leastDays && $0 > day - EffectEvidence.laterDays })
      else { continue }
      let until = own.filter { $0 > day }.min().map { min($0 - 1, estimate.until) } ?? estimate.until
      let priors = try forecasterSubject(subject, threads: threads).priors ?? settings.priors.value
      let sales = NearbySales(
        account, estimate.channel, near: [day], events: subject.events, asOf: subject.asOf)
      guard until >= day + ControlAccounts.leastDays,
        let series = StudiedSeries(
          account, estimate.rate, change: day, asOf: subject.asOf, priors: priors, events: subject.events,
          channel: estimate.channel, leavingOut: sales.days)
      else { continue }
      let (place, end) = (day - series.first, until - series.first + 1)
      guard place > 0, end <= series.days,
        series.count(0..<place).orders >= ControlAccounts.leastOrders,
        series.count(place..<end).orders >= ControlAccounts.leastOrders
      else { continue }
      let changes = own.filter { $0 <= day - EffectEvidence.laterDays }.map { $0 - series.first }
        .filter { $0 > 0 }.map { DatedChange(day: $0) }
      let study = EffectStudy(series.before(end), threads: threads)
      if let law = study.effects(of: [DatedChange(day: place)] + changes).first {
        laws.append((subject.label, law))
      }
    }
    return laws
  }
}
