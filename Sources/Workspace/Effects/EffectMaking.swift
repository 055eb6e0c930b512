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

  let question: EffectQuestion

  /// Those that are estimated together: of one rate and channel, and of one product or of all.
  private struct Group: Hashable {
    var rate: StudiedRate
    var sku: String?
    var channel: Order.Channel

    init(_ one: StudiedChange, in account: Account) {
      (rate, sku) = (one.rate, one.change.sku)
      channel = one.change.channel ?? StudiedSeries.channel(of: one.rate, in: account)
    }

    /// Whether a change reached these orders, perhaps among others.
    func isReached(by one: StudiedChange) -> Bool {
      one.rate == rate && (one.change.sku ?? sku) == sku && (one.change.channel ?? channel) == channel
    }
  }

  /// - Returns: One result for each of `studied`.
  func results(_ studied: [StudiedChange]) throws(Refusal) -> [EffectAnswer.Result] {
    var results = studied.map { _ in EffectAnswer.Result.obstacle(.noOrders) }
    var priors: [EffectPrior] = []
    for one in studied {
      priors.append(
        try question.catalogue.prior(
          of: one.change.action, on: one.rate, weight: question.catalogueWeight))
    }
    let groups = Dictionary(grouping: studied.indices) { Group(studied[$0], in: account) }
    for (group, own) in groups {
      // What reached every product reached this one too.
      let all = studied.indices.filter { group.isReached(by: studied[$0]) }
      let made = self.results(of: all.map { (studied[$0], priors[$0]) }, group)
      for (index, result) in zip(all, made) where own.contains(index) { results[index] = result }
    }
    return results
  }

  private func results(
    of asked: [(studied: StudiedChange, prior: EffectPrior)], _ group: Group
  ) -> [EffectAnswer.Result] {
    let until = min(question.until ?? subject.asOf, subject.asOf)
    func all(_ obstacle: EffectObstacle) -> [EffectAnswer.Result] {
      asked.map { _ in .obstacle(obstacle) }
    }
    if let metric = group.rate.metric(of: group.channel),
      !account.availableMetrics.contains(metric)
    {
      return all(.missing(subject.missing(metric)))
    }
    var account = account
    if let sku = group.sku { account.orders.removeAll { $0.sku != sku } }
    let sales = NearbySales(
      account, group.channel, near: asked.map(\.studied.change.day), events: subject.events,
      asOf: subject.asOf)
    func series(leavingOut days: [DayRange]) -> StudiedSeries? {
      guard let first = asked.map(\.studied.change.day).min(),
        let whole = StudiedSeries(
          account, group.rate, change: first, asOf: subject.asOf, priors: priors, events: subject.events,
          channel: group.channel, leavingOut: days)
      else { return nil }
      return whole.before(until - whole.first + 1)
    }
    guard let whole = series(leavingOut: []) else {
      return all(group.sku.map { .noProduct($0) } ?? .noOrders)
    }
    let read = sales.days.isEmpty ? whole : series(leavingOut: sales.days)
    var results = asked.map { one -> EffectAnswer.Result? in
      let day = one.studied.change.day
      if let obstacle = obstacle(day, whole, until) { return .obstacle(obstacle) }
      guard let read, let obstacle = obstacle(day, read, until) else {
        return read == nil ? .obstacle(.onlySales(day, sales.days(near: day))) : nil
      }
      if case .allAlike = obstacle { return .obstacle(obstacle) }
      // With orders on either side, but only on days of a sale.
      return .obstacle(.onlySales(day, sales.days(near: day)))
    }
    guard let series = read else { return results.map { $0 ?? .obstacle(.noOrders) } }
    let open = results.indices.filter { results[$0] == nil }
    let changes = open.map { index in
      let change = asked[index].studied.change
      return DatedChange(day: change.day - series.first, ramp: change.ramp, prior: asked[index].prior.law)
    }
    let study = EffectStudy(series, threads: threads)
    let laws = study.effects(of: changes)
    let ofDays =
      changes.allSatisfy { $0.prior == .wide }
      ? laws : study.effects(of: changes.map { DatedChange(day: $0.day, ramp: $0.ramp) })
    for (place, law) in laws.enumerated() {
      let (studied, prior) = asked[open[place]]
      var estimate = self.estimate(
        studied, prior, law, ofDays[place], study, changes[place],
        others: changes.indices.filter { $0 != place }.map { changes[$0] })
      estimate.evidence.beside = sales.beside(studied.change.day) + estimate.evidence.beside
      for other in asked.indices where other != open[place] {
        let change = asked[other].studied
        guard abs(change.change.day - studied.change.day) <= EffectEvidence.besideDays else { continue }
        estimate.evidence.beside.append(.change(change.name, change.change.day))
      }
      if estimate.isClaim {
        let others = changes.indices.filter { $0 != place }.map { changes[$0] }
        estimate.evidence.gradualOdds = study.gradualLogRatio(of: changes[place], among: others).map {
          exp($0)
        }
      }
      estimate.evidence.warnings = warnings(estimate)
      results[open[place]] = .estimate(estimate)
    }
    return results.map { $0 ?? .obstacle(.noOrders) }
  }

  private func obstacle(_ day: Day, _ series: StudiedSeries, _ until: Day) -> EffectObstacle? {
    guard day > series.first, day <= until else {
      return .outside(day, first: series.first + 1, last: until)
    }
    let index = day - series.first
    let (before, after) = (series.count(0..<index), series.count(index..<series.days))
    guard before.orders > 0 else { return .noneBefore(day) }
    guard after.orders > 0 else { return .noneAfter(day, until: until) }
    let (bad, all) = (before.bad + after.bad, before.orders + after.orders)
    guard series.rate.isBad, bad == 0 || bad == all else { return nil }
    return .allAlike(areBad: bad > 0, before: before.orders, after: after.orders)
  }

  private func estimate(
    _ studied: StudiedChange, _ prior: EffectPrior, _ law: EffectPosterior, _ ofDays: EffectPosterior,
    _ study: EffectStudy, _ change: DatedChange, others: [DatedChange]
  ) -> EffectEstimate {
    let series = study.series
    var estimate = EffectEstimate(
      studied: studied, channel: series.channel, until: series.last, prior: prior, law: law, ofDays: ofDays,
      before: period(series, 0..<change.day), after: period(series, change.day..<series.days),
      evidence: evidence(study, change, law, others), avoided: .init(p10: 0, p50: 0, p90: 0))
    let kept = KeptAway(series, change)
    estimate.recorded = kept.recorded
    estimate.avoided = kept.range(law) { kept.avoided($0) }
    if series.last == subject.asOf, studied.change.sku == nil { estimate.window = window(estimate, kept) }
    if studied.rate == .orders {
      estimate.price = PriceMove(
        law, from: estimate.from, orders(series.channel, studied.change.sku), through: series.last)
    }
    estimate.evidence.beside = beside(series, studied, change.day)
    estimate.evidence.movedBack = movedBack(study, change, ofDays, others)
    return estimate
  }

  private func period(_ series: StudiedSeries, _ days: Swift.Range<Int>) -> EffectEstimate.Period {
    let count = series.count(days)
    return .init(days: series.readDays(days), orders: count.orders, bad: count.bad)
  }

  // MARK: Evidence

  /// Fewest days on either side of a placebo day, and most such days.
  private static let (leastBeside, mostPlacebos) = (14, 60)

  private func evidence(
    _ study: EffectStudy, _ change: DatedChange, _ law: EffectPosterior, _ others: [DatedChange]
  ) -> EffectEvidence {
    let series = study.series
    let past = EffectStudy(series.before(change.day), threads: threads)
    let earlier = others.filter { $0.step.day < change.day }
    // Four weeks before, for the trend, and placebo days evenly over the rest.
    let trendDay = change.day - EffectEvidence.laterDays
    let (first, last) = (Self.leastBeside, change.day - Self.leastBeside)
    var days: [Int] = []
    if first <= last {
      let stride = max(1, (last - first) / Self.mostPlacebos + 1)
      days = Array(Swift.stride(from: last, through: first, by: -stride))
    }
    // Nothing is known to have changed on a placebo day, or near it.
    days.removeAll { day in earlier.contains { abs($0.step.day - day) < Self.leastBeside } }
    days.removeAll {
      past.series.count(0..<$0).orders == 0 || past.series.count($0..<past.series.days).orders == 0
    }
    let hasTrend = trendDay >= Self.leastBeside && past.series.count(0..<trendDay).orders > 0
    let laws = past.scan(hasTrend ? days + [trendDay] : days, among: earlier)
    // The day itself is compared by the same wide prior.
    let own = study.scan([min(change.step.day, series.days - 1)], among: others).first ?? law
    let strengths = laws.prefix(days.count).map { abs($0.strength) }
    let precision = ExpectedPrecision(series, law)
    let before = (days: change.day, information: dailyInformation(series, 0..<change.day))
    let rest = min(change.step.day, series.days - 1)..<series.days
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

  /// A step the other way since the change, as of one that was undone: the likeliest day of it, if that is
  /// told among all days that were tried.
  private func movedBack(
    _ study: EffectStudy, _ change: DatedChange, _ law: EffectPosterior, _ others: [DatedChange]
  ) -> (day: Day, ratio: Double)? {
    let series = study.series
    let first = change.day + max(change.ramp, 1) + Self.leastBeside
    let days = Array(stride(from: first, through: series.days - Self.leastBeside / 2, by: 7)).filter { day in
      !others.contains { abs($0.day - day) < Self.leastBeside } && series.count(day..<series.days).orders > 0
    }
    guard !days.isEmpty else { return nil }
    let found = zip(days, study.scan(days, among: others + [change]))
    guard let most = found.max(by: { abs($0.1.strength) < abs($1.1.strength) }) else { return nil }
    let below = most.1.probability(below: 0)
    let back = law.mean < 0 ? 1 - below : below
    guard back >= Self.surelyBack else { return nil }
    return (series.first + most.0, most.1.ratio(0.5))
  }

  private static let surelyBack = 0.995

  private func preTrend(_ law: EffectPosterior, _ rate: StudiedRate) -> EffectEvidence.PreTrend {
    let below = law.probability(below: 0)
    return .init(
      ratio: .init(p10: law.ratio(0.1), p50: law.ratio(0.5), p90: law.ratio(0.9)),
      betterProbability: rate.isBad ? below : 1 - below)
  }

  private func dailyInformation(_ series: StudiedSeries, _ days: Swift.Range<Int>) -> Double {
    days.isEmpty ? 0 : series.information(of: days) / Double(days.count)
  }

  /// The account's orders of a channel, of one product or of all.
  private func orders(_ channel: Order.Channel, _ sku: String?) -> [Order] {
    account.orders.filter { $0.channel == channel && (sku == nil || $0.sku == sku) }
  }

  private func beside(
    _ series: StudiedSeries, _ studied: StudiedChange, _ day: Int
  ) -> [EffectEvidence.Beside] {
    guard studied.rate != .orders else { return [] }
    let mix = MixShift.found(at: series.first + day, orders(series.channel, studied.change.sku)) { order in
      studied.rate.day(of: order, priors).flatMap { $0 <= series.last ? $0 : nil }
    }
    return volume(series, day) + mix.map { .mix($0) }
  }

  private func volume(_ series: StudiedSeries, _ day: Int) -> [EffectEvidence.Beside] {
    let weeks = EffectEvidence.laterDays
    let (before, after) = (max(0, day - weeks)..<day, day..<min(day + weeks, series.days))
    let read = (before: series.readDays(before), after: series.readDays(after))
    guard read.before >= 7, read.after >= 7 else { return [] }
    let (old, new) = (
      Double(series.count(before).orders) / Double(read.before),
      Double(series.count(after).orders) / Double(read.after)
    )
    // So much is not luck, and not a drift either.
    let isJump = old * Double(read.before) >= 30 && !(0.77...1.3).contains(new / old)
    return isJump ? [.volume(before: old, after: new)] : []
  }

  private func warnings(_ estimate: EffectEstimate) -> [EffectEvidence.Warning] {
    let evidence = estimate.evidence
    var warnings: [EffectEvidence.Warning] = []
    if estimate.isClaim, let rank = evidence.placebos.rank, rank > 0.1 { warnings.append(.placebos) }
    if let trend = evidence.preTrend {
      let same = estimate.helpedProbability >= 0.5 ? trend.betterProbability : 1 - trend.betterProbability
      if same >= EffectEvidence.trend { warnings.append(.preTrend) }
    }
    if let odds = evidence.gradualOdds, odds >= EffectEvidence.gradual { warnings.append(.gradual) }
    if !evidence.beside.isEmpty { warnings.append(.beside) }
    let (before, after) = (estimate.before, estimate.after)
    if min(before.orders, after.orders) < 30 || (estimate.rate.isBad && before.bad + after.bad < 5) {
      warnings.append(.fewOrders)
    }
    if before.days < EffectEvidence.laterDays { warnings.append(.shortRecord) }
    if estimate.recorded < 0.5 { warnings.append(.unrecorded) }
    if estimate.isOfPrior { warnings.append(.prior) }
    if estimate.ramp > estimate.until - estimate.from + 1 { warnings.append(.unfinished) }
    if evidence.movedBack != nil { warnings.append(.movedBack) }
    if estimate.prior.isStrange { warnings.append(.strange) }
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
    let change = DatedChange(day: 0, ramp: estimate.ramp)
    let reached = account.orders.reduce(into: [Double: Int]()) { strengths, order in
      guard order.channel == estimate.channel, let decided = estimate.rate.day(of: order, priors) else {
        return
      }
      let member = metric.membership == .purchase ? order.purchased : order.deliverBy ?? order.purchased
      guard decided >= estimate.from, decided <= asOf, days.contains(member) else { return }
      strengths[change.strength(on: decided - estimate.from), default: 0] += 1
    }.sorted { $0.key < $1.key }
    func avoided(_ logRatio: Double) -> Double {
      reached.reduce(0) { $0 + Double($1.value) * kept.avoidedShare($1.key * logRatio) }
    }
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
  func day(of order: Order, _ priors: Priors) -> Day? {
    switch self {
    case .lateShipment: order.shipBy
    case .lateDelivery, .tracking: order.deliverBy
    case .cancellation, .orders: order.purchased
    case .defects: order.deliverBy ?? order.purchased + priors.usualPromise
    }
  }
}
