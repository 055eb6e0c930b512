import AccountHealth

/// A file that would improve an answer, and what it would bring.
public struct FileAdvice: Sendable, Hashable {
  /// The files that a seller can get, in the order in which they are named where they bring as much.
  public enum Source: Sendable, Hashable, CaseIterable {
    case orderReport, lateShipments, cancellations, defects, onTimeDelivery, tracking, allOrders, transactions
    /// The list of defects for the orders that Amazon ships, where that for the seller's own is there.
    case defectsOfAmazon
    case performance
  }

  /// What it does for some rates, or for the answer as a whole.
  public enum Effect: Sendable, Hashable {
    /// They are not shown without it.
    case shows([Metric])
    /// They are a range without it, as what became of some orders is in no file.
    case decides([Metric])
    /// What is assumed of their orders would be proven, or found wrong.
    case proves([Metric])
    /// The past of the late shipment rates, of which most orders' days are in no file.
    case showsPast
    /// Whether the marketplace counts the same orders.
    case checks
    /// Which orders are open.
    case showsOpenOrders
  }

  public var source: Source
  /// The stronger before the weaker; never empty.
  public var effects: [Effect]
}

extension FileAdvice {
  /// The one or two files that together would improve the answer most; none where nothing is missing or
  /// assumed.
  ///
  /// A rate that becomes visible counts three times, one that is decided twice, one that is proven once. A
  /// rate that needs two files counts only for both of them.
  ///
  /// - Parameter statuses: Of the same accounts.
  static func best(for subjects: [Subject], _ statuses: [AccountStatus], hasReport: Bool) -> [FileAdvice] {
    var gains: [Gain] = []
    for (subject, status) in zip(subjects, statuses) {
      gains +=
        subject.account.map { Gain.all($0, status, given: subject.listedRates, hasReport: hasReport) }
        ?? [Gain(.allOrders, .openOrders)]
    }
    if !hasReport { gains.append(Gain(.performance, .check)) }
    func weight(_ sources: Set<Source>) -> Int {
      gains.reduce(0) { $0 + ($1.sources.isSubset(of: sources) ? $1.benefit.weight : 0) }
    }
    let all = Source.allCases
    var best: (sources: [Source], weight: Int) = ([], 0)
    for (place, one) in all.enumerated() {
      for sources in [[one]] + all[(place + 1)...].map({ [one, $0] }) {
        let weight = weight(Set(sources))
        if weight > best.weight { best = (sources, weight) }
      }
    }
    let gained = gains.filter { $0.sources.isSubset(of: best.sources) }
    return best.sources.compactMap { source in
      let effects = Gain.effects(gained.filter { $0.sources.contains(source) })
      return effects.isEmpty ? nil : FileAdvice(source: source, effects: effects)
    }
  }
}

/// Something that one or two files together would bring to one account.
private struct Gain {
  enum Benefit: Hashable {
    case shown(Metric), decided(Metric), proven(Metric)
    case past, openOrders, check

    var weight: Int {
      switch self {
      case .shown, .openOrders: 30
      case .decided: 20
      case .past: 15
      case .proven: 10
      case .check: 1
      }
    }
  }

  var sources: Set<FileAdvice.Source>
  var benefit: Benefit

  init(_ sources: FileAdvice.Source..., benefit: Benefit) {
    self.sources = Set(sources)
    self.benefit = benefit
  }

  init(_ source: FileAdvice.Source, _ benefit: Benefit) { self.init(source, benefit: benefit) }

  /// What files could bring to one account. A list that is there already brings no more.
  ///
  /// - Parameter given: The rates whose lists are among the files.
  static func all(
    _ account: Account, _ status: AccountStatus, given: Set<Metric>, hasReport: Bool
  ) -> [Gain] {
    let lists = Set(given.map(list))
    var gains: [Gain] = []
    for missing in status.missing where missing.fields != .channel {
      var gain = Gain(list(of: missing.metric), .shown(missing.metric))
      let promises: OrderFields = [.shipBy, .deliverBy]
      if lists.contains(list(of: missing.metric)) {
        // It says which orders were bad, and not that the others were sent.
        gain.sources = missing.fields.isDisjoint(with: [.shipped, .dispatched]) ? [] : [.allOrders]
      }
      let facts = missing.fields.subtracting(promises).subtracting(.channel)
      if facts.isEmpty { gain.sources = [] }
      // What became of the sent orders is there, and not which were sent: a list does not say that.
      if missing.metric.isGoodShare, !facts.isEmpty, facts.isSubset(of: [.shipped, .dispatched]) {
        gain.sources = [.allOrders]
      }
      if !missing.fields.isDisjoint(with: promises) { gain.sources.insert(.orderReport) }
      if missing.fields.contains(.channel) { gain.sources.insert(.allOrders) }
      if !gain.sources.isEmpty { gains.append(gain) }
    }
    if account.availableMetrics.contains(.lateShipment30) {
      var (own, unknown) = (0, 0)
      for index in account.orders.indices where account.orders[index].channel == .seller {
        own += 1
        if account.orders[index].undecided.contains(.shipped) { unknown += 1 }
      }
      if 2 * unknown > own { gains.append(Gain(.transactions, .past)) }
    }
    for metric in status.metrics {
      if metric.parts.isEmpty, (metric.ownCount ?? metric.count).undecided > 0 {
        var source = list(of: metric.metric)
        if lists.contains(source) {
          switch source {
          case .lateShipments: source = .transactions
          case .defects where metric.metric == .orderDefectAmazon && !given.contains(.orderDefectAmazon):
            source = .defectsOfAmazon
          default: source = .performance
          }
        }
        // A report that is there and does not decide it does not help again.
        if source != .performance || !hasReport { gains.append(Gain(source, .decided(metric.metric))) }
      }
      if metric.evidence.assumed > 0, !hasReport { gains.append(Gain(.performance, .proven(metric.metric))) }
    }
    return gains
  }

  private static func list(of metric: Metric) -> FileAdvice.Source {
    switch metric {
    case .lateShipment30, .lateShipment10: .lateShipments
    case .cancellation: .cancellations
    case .orderDefect, .orderDefectAmazon: .defects
    case .onTimeDelivery: .onTimeDelivery
    case .validTracking: .tracking
    }
  }

  /// What gains have in common, in words of the answer.
  static func effects(_ gains: [Gain]) -> [FileAdvice.Effect] {
    let benefits = Set(gains.map(\.benefit))
    func metrics(_ benefit: (Metric) -> Benefit) -> [Metric] {
      Metric.allCases.filter { benefits.contains(benefit($0)) }
    }
    var effects: [FileAdvice.Effect] = []
    let (shown, decided, proven) = (metrics(Benefit.shown), metrics(Benefit.decided), metrics(Benefit.proven))
    if !shown.isEmpty { effects.append(.shows(shown)) }
    if !decided.isEmpty { effects.append(.decides(decided)) }
    if benefits.contains(.openOrders) { effects.append(.showsOpenOrders) }
    if benefits.contains(.past) { effects.append(.showsPast) }
    if !proven.isEmpty { effects.append(.proves(proven)) }
    if effects.isEmpty, benefits.contains(.check) { effects.append(.checks) }
    return effects
  }
}
