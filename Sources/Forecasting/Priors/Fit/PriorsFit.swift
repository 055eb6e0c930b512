import AccountHealth
import Simulation

/// Learns priors from the orders of many sellers.
public struct PriorsFit: Sendable {
  /// Sellers with fewer orders show too little of their own drift.
  public static let leastOrders = 50

  /// Parts of the priors that can be kept if the orders have no evidence about them.
  public enum Part: String, CaseIterable, Sendable {
    case cancellation
    case orderDefect = "order_defect"
    case validTracking = "valid_tracking"
    case usualDays = "usual_days"
  }

  private let start: Priors
  private let keep: Set<Part>
  private let evidence: [(account: String, seller: SellerEvidence)]

  /// - Parameters:
  ///   - accounts: Sellers; those with fewer than `leastOrders` are left out.
  ///   - start: Bins, strengths and kept parts.
  ///   - keep: Parts taken over from `start`.
  ///   - through: Nothing after this day is used; the data's last day where absent.
  ///   - threads: At least 1; the result does not depend on it.
  /// - Complexity: O(orders · days open + days · drifts · states²): a minute for 214 sellers on two threads.
  public init(_ accounts: [Account], start: Priors, keep: Set<Part>, through: Day? = nil, threads: Int) {
    let kept = accounts.filter { account in
      account.orders.count { $0.channel == .seller && $0.purchased <= through ?? $0.purchased }
        >= Self.leastOrders
    }
    let last = through ?? (kept.compactMap(\.lastActivity).max() ?? Day(number: 0))
    // The delay determines what is recorded of an open order, so it is measured first.
    var start = start
    if !keep.contains(.orderDefect) {
      let anchor = { (order: Order) in order.deliverBy ?? order.purchased + start.usualPromise }
      start.defectDelays.days = Self.delays(
        kept.flatMap { account in
          account.orders.compactMap { order in order.defectRecorded.map { $0 - anchor(order) } }
        }, most: 90)
      start.orderDefect.oddsRatio = DrivenTable.oddsRatio(
        kept.map { DrivenTable($0, start, through: last) { $0.defectOutcomes(0) } })
    }
    start.onTimeDelivery.oddsRatio = DrivenTable.oddsRatio(
      kept.map { DrivenTable($0, start, through: last, of: \.deliveryOutcomes) })
    let measured = start
    self.start = start
    self.keep = keep
    let sellers = concurrentMap(kept.count, threads: threads) { index in
      SellerEvidence(kept[index], start: measured, through: last)
    }
    evidence = zip(kept, sellers).map { ($0.name, $1) }
  }

  /// The priors of all sellers except those in `leftOut`.
  ///
  /// - Parameters:
  ///   - leftOut: The sellers to be forecast with these priors; `nil` to learn from all.
  ///   - calm: Share reserved for rates that hardly drift, which small sellers cannot show; 0…1.
  ///   - provenance: Sentences for the file that say what the orders are.
  /// - Throws: `LinearAlgebraError` if a regression has no solution.
  public func priors(leavingOut leftOut: Fold? = nil, calm: Double = 0, provenance: [String]) throws -> Priors
  {
    let used = evidence.filter { entry in leftOut.map { !$0.contains(entry.account) } ?? true }.map(\.seller)
    var priors = start
    priors.provenance = provenance + ["\(used.count) sellers with \(Self.leastOrders) orders or more"]
    priors.lateShipment = RatePriorFit.fit(used.map(\.late), calm: calm)
    priors.onTimeDelivery = RatePriorFit.fit(used.map(\.delivery), calm: calm)
    priors.onTimeDelivery.oddsRatio = start.onTimeDelivery.oddsRatio
    priors.openShipments = try OpenOrderFit.fit(used.flatMap(\.openShipments), form: start.openShipments)
    priors.openDeliveries = try OpenOrderFit.fit(used.flatMap(\.openDeliveries), form: start.openDeliveries)
    if !keep.contains(.cancellation) {
      priors.cancellation = RatePriorFit.fit(used.map(\.cancellation))
      priors.cancellationDelays.days = Self.delays(used.flatMap(\.cancellationDelays), most: 60)
    }
    if !keep.contains(.orderDefect) {
      priors.orderDefect = RatePriorFit.fit(used.map(\.defect))
      priors.orderDefect.oddsRatio = start.orderDefect.oddsRatio
      priors.openDefects = try OpenOrderFit.fit(used.flatMap(\.openDefects), form: start.openDefects)
      priors.defectDelays.days = Self.delays(used.flatMap(\.defectDelays), most: 90)
    }
    (priors.volume, priors.volumeSizes) = VolumeFilter.weights(used.map(\.volume))
    priors.closing = ClosingFit.fit(used.map(\.closing), start: start.closing ?? ClosingFit.start)
    let weekdays = used.reduce(into: [Double](repeating: 0, count: 7)) { sums, seller in
      for day in 0..<7 { sums[day] += Double(seller.ordersByWeekday[day]) }
    }
    let mean = weekdays.reduce(0, +) / 7
    priors.weekdays = weekdays.map { rounded($0 / mean) }
    if !keep.contains(.usualDays) {
      priors.usualHandling = Self.median(used.flatMap(\.handling)) ?? start.usualHandling
      priors.usualPromise = Self.median(used.flatMap(\.promise)) ?? start.usualPromise
    }
    return priors
  }

  private static func median(_ days: [Int]) -> Int? { days.isEmpty ? nil : days.sorted()[days.count / 2] }

  /// Shares of the delays; delays too rare to distinguish are joined with their neighbours.
  private static func delays(_ days: [Int], most: Int) -> [Priors.Delay] {
    let law = LagLaw(lags: days.map { min(max($0, -60), most) }, total: days.count).coarsened(to: 16)
    return law.entries.map { .init(days: $0.lag, weight: max(rounded($0.weight), 0.0001)) }
  }
}
