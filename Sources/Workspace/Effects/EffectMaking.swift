import AccountHealth
import Forecasting
import Glibc
import Probability

/// Makes the estimates of one account.
struct EffectMaking {
  let subject: Subject
  let account: Account
  let priors: Priors
  let threads: Int

  func result(_ question: EffectQuestion, _ prior: EffectPrior) -> EffectAnswer.Result {
    let until = min(question.until ?? subject.asOf, subject.asOf)
    if let metric = question.rate.metric(of: channel(of: question.rate)),
      !account.availableMetrics.contains(metric)
    {
      return .obstacle(.missing(subject.missing(metric)))
    }
    guard
      let whole = StudiedSeries(
        account, question.rate, change: question.from, asOf: subject.asOf, priors: priors,
        events: subject.events)
    else { return .obstacle(.noOrders) }
    guard question.from > whole.first, question.from <= until else {
      return .obstacle(.outside(question.from, first: whole.first + 1, last: until))
    }
    let series = whole.before(until - whole.first + 1)
    let day = question.from - series.first
    guard series.count(0..<day).orders > 0 else { return .obstacle(.noneBefore(question.from)) }
    guard series.count(day..<series.days).orders > 0 else {
      return .obstacle(.noneAfter(question.from, until: until))
    }
    let change = DatedChange(day: day, ramp: question.ramp, prior: prior.law)
    let study = EffectStudy(series, threads: threads)
    guard let law = study.effects(of: [change]).first else { return .obstacle(.noOrders) }
    let (before, after) = (period(series, 0..<day), period(series, day..<series.days))
    var estimate = EffectEstimate(
      rate: question.rate, channel: series.channel, from: question.from, ramp: question.ramp, until: until,
      action: question.action, prior: prior, law: law, before: before, after: after,
      evidence: evidence(study, change, law), avoided: .init(p10: 0, p50: 0, p90: 0))
    let kept = KeptAway(series, change)
    estimate.recorded = kept.recorded
    estimate.avoided = kept.range(law) { kept.avoided($0) }
    if until == subject.asOf { estimate.window = window(estimate, kept) }
    estimate.evidence.beside = beside(series, question.rate, day)
    estimate.evidence.warnings = warnings(estimate)
    return .estimate(estimate)
  }

  private func channel(of rate: StudiedRate) -> Order.Channel {
    rate == .defects && !account.orders.contains { $0.channel == .seller } ? .amazon : .seller
  }

  private func period(_ series: StudiedSeries, _ days: Swift.Range<Int>) -> EffectEstimate.Period {
    let count = series.count(days)
    return .init(days: days.count, orders: count.orders, bad: count.bad)
  }

  // MARK: Evidence

  /// Fewest days on either side of a placebo day, and most such days.
  private static let (leastBeside, mostPlacebos) = (14, 60)

  private func evidence(
    _ study: EffectStudy, _ change: DatedChange, _ law: EffectPosterior
  ) -> EffectEvidence {
    let series = study.series
    let past = EffectStudy(series.before(change.day), threads: threads)
    // Four weeks before, for the trend, and placebo days evenly over the rest.
    let trendDay = change.day - EffectEvidence.laterDays
    let (first, last) = (Self.leastBeside, change.day - Self.leastBeside)
    var days: [Int] = []
    if first <= last {
      let stride = max(1, (last - first) / Self.mostPlacebos + 1)
      days = Array(Swift.stride(from: last, through: first, by: -stride))
    }
    days.removeAll {
      past.series.count(0..<$0).orders == 0 || past.series.count($0..<past.series.days).orders == 0
    }
    let hasTrend = trendDay >= Self.leastBeside && past.series.count(0..<trendDay).orders > 0
    let laws = past.scan(hasTrend ? days + [trendDay] : days)
    // The day itself is compared by the same wide prior.
    let own = study.scan([change.step.day]).first ?? law
    let strengths = laws.prefix(days.count).map { abs($0.strength) }
    let precision = ExpectedPrecision(series, law)
    let before = (days: change.day, information: dailyInformation(series, 0..<change.day))
    let rest = change.step.day..<series.days
    let daily = dailyInformation(series, rest)
    func expected(_ more: Int) -> Double {
      precision.standardError(before: before, after: (max(rest.count, 1) + more, daily))
    }
    let now = own.likelihoodSD
    let later = now * min(1, expected(EffectEvidence.laterDays) / expected(0))
    let sign = series.rate.isBad ? -1.0 : 1
    return EffectEvidence(
      placebos: .init(days: days.count, asStrong: strengths.count { $0 >= abs(own.strength) }),
      preTrend: hasTrend ? laws.last.map { preTrend($0, series.rate) } : nil,
      told: (exp(sign * ExpectedPrecision.told * now), exp(sign * ExpectedPrecision.told * later)))
  }

  private func preTrend(_ law: EffectPosterior, _ rate: StudiedRate) -> EffectEvidence.PreTrend {
    let below = law.probability(below: 0)
    return .init(
      ratio: .init(p10: law.ratio(0.1), p50: law.ratio(0.5), p90: law.ratio(0.9)),
      betterProbability: rate.isBad ? below : 1 - below)
  }

  private func dailyInformation(_ series: StudiedSeries, _ days: Swift.Range<Int>) -> Double {
    days.isEmpty ? 0 : series.information(of: days) / Double(days.count)
  }

  private func beside(_ series: StudiedSeries, _ rate: StudiedRate, _ day: Int) -> [EffectEvidence.Beside] {
    let change = series.first + day
    let near = DayRange(change - EffectEvidence.besideDays, change + EffectEvidence.besideDays)
    var beside = subject.events.filter {
      $0.days.first <= near.last && $0.days.last >= near.first && $0.days.first <= subject.asOf
    }.map { EffectEvidence.Beside.sale($0.title, $0.days) }
    guard rate != .orders else { return beside }
    let weeks = EffectEvidence.laterDays
    let (before, after) = (max(0, day - weeks)..<day, day..<min(day + weeks, series.days))
    guard before.count >= 7, after.count >= 7 else { return beside }
    let (old, new) = (
      Double(series.count(before).orders) / Double(before.count),
      Double(series.count(after).orders) / Double(after.count)
    )
    // So much is not luck, and not a drift either.
    if old * Double(before.count) >= 30, !(0.77...1.3).contains(new / old) {
      beside.append(.volume(before: old, after: new))
    }
    return beside
  }

  private func warnings(_ estimate: EffectEstimate) -> [EffectEvidence.Warning] {
    let evidence = estimate.evidence
    let isClaim = estimate.verdict == .helped || estimate.verdict == .harmed
    var warnings: [EffectEvidence.Warning] = []
    if isClaim, let rank = evidence.placebos.rank, rank > 0.1 { warnings.append(.placebos) }
    if let trend = evidence.preTrend {
      let same = estimate.helpedProbability >= 0.5 ? trend.betterProbability : 1 - trend.betterProbability
      if same >= 0.95 { warnings.append(.preTrend) }
    }
    if !evidence.beside.isEmpty { warnings.append(.beside) }
    let (before, after) = (estimate.before, estimate.after)
    if min(before.orders, after.orders) < 30 || (estimate.rate.isBad && before.bad + after.bad < 5) {
      warnings.append(.fewOrders)
    }
    if before.days < EffectEvidence.laterDays { warnings.append(.shortRecord) }
    if estimate.recorded < 0.5 { warnings.append(.unrecorded) }
    return warnings
  }

  // MARK: The window

  private func window(_ estimate: EffectEstimate, _ kept: KeptAway) -> EffectEstimate.Window? {
    guard let metric = estimate.rate.metric(of: estimate.channel),
      let rule = subject.orderRules.first(where: { $0.metric == metric })
    else { return nil }
    let asOf = subject.asOf
    let count = rule.count(of: account.orders, on: asOf)
    let days = rule.window(on: asOf)
    let reached = account.orders.count { order in
      guard order.channel == estimate.channel, let decided = estimate.rate.day(of: order, priors) else {
        return false
      }
      let member = metric.membership == .purchase ? order.purchased : order.deliverBy ?? order.purchased
      return decided >= estimate.from && decided <= asOf && days.contains(member)
    }
    func avoided(_ logRatio: Double) -> Double { Double(reached) * kept.avoidedShare(logRatio) }
    var without: Double?
    if let room = rule.headroom(of: count) {
      // The count that it would be is spread like one of rare events.
      without = estimate.law.expectation { value in
        let more = avoided(value)
        return normalCdf((more - Double(room) - 0.5) / max(abs(more), 0.01).squareRoot())
      }
    }
    return .init(
      rule: rule, count: count, avoided: kept.range(estimate.law, of: avoided), offTargetWithout: without)
  }
}

extension StudiedRate {
  /// The day on which an order's fate in this rate is decided.
  fileprivate func day(of order: Order, _ priors: Priors) -> Day? {
    switch self {
    case .lateShipment: order.shipBy
    case .lateDelivery, .tracking: order.deliverBy
    case .cancellation, .orders: order.purchased
    case .defects: order.deliverBy ?? order.purchased + priors.usualPromise
    }
  }
}
