import AccountHealth
import Probability
import Simulation

/// Learns priors from the orders of many sellers.
public struct PriorsFit: Sendable {
  /// Sellers with fewer orders show too little of their own drift.
  public static let leastOrders = 50
  /// A part of the priors stays as it starts if fewer orders than this were bad, over all sellers: most files
  /// without bad orders do not record them.
  static let leastBad = 20
  /// Orders per weekday that are added as the priors to start from have them.
  private static let weekdayOrders = 10.0
  /// With fewer sellers everything stays as it starts.
  static let leastSellers = 10

  /// Parts of the priors that can be kept as they start.
  public enum Part: String, CaseIterable, Sendable {
    case lateShipment = "late_shipment"
    case onTimeDelivery = "on_time_delivery"
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
    let kept = accounts.filter { Self.isSeller($0, through: through) }
    let last = through ?? (kept.compactMap(\.lastActivity).max() ?? Day(number: 0))
    // The delay determines what is recorded of an open order, so it is measured first.
    var start = start
    let defects = kept.reduce(0) { sum, account in
      sum + account.orders.count { $0.channel == .seller && ($0.defectRecorded.map { $0 <= last } ?? false) }
    }
    if !keep.contains(.orderDefect), defects >= Self.leastBad {
      let anchor = { (order: Order) in order.deliverBy ?? order.purchased + start.usualPromise }
      start.defectDelays.days = Self.delays(
        kept.flatMap { account in
          account.orders.compactMap { order in
            order.defectRecorded.flatMap { $0 <= last ? $0 - anchor(order) : nil }
          }
        }, most: 90)
      start.orderDefect.oddsRatio = DrivenTable.oddsRatio(
        kept.map { DrivenTable($0, start, through: last) { $0.defectOutcomes(0) } })
    }
    let tables = kept.map { DrivenTable($0, start, through: last, of: \.deliveryOutcomes) }
    if !keep.contains(.onTimeDelivery), tables.reduce(0, { $0 + $1.bad }) >= Self.leastBad {
      start.onTimeDelivery.oddsRatio = DrivenTable.oddsRatio(tables)
    }
    let measured = start
    self.start = start
    self.keep = keep
    let sellers = concurrentMap(kept.count, threads: threads) { index in
      SellerEvidence(kept[index], start: measured, through: last)
    }
    evidence = zip(kept, sellers).map { ($0.name, $1) }
  }

  /// What all sellers show of one rate.
  public struct Learnt: Sendable {
    public var part: Part
    public var sellers: Int
    public var orders: Int
    public var bad: Int
    /// The usual rates of the sellers: the median, and those that one in ten is below or above. `nil` if the
    /// part stays as it starts.
    public var rate: (median: Double, lowest: Double, highest: Double)?
  }

  /// What all sellers show of each rate.
  public var learnt: [Learnt] {
    Self.rates.map { part, path in
      let named = evidence.filter { $0.seller[keyPath: path].isKnown }
      let shown = named.map { $0.seller[keyPath: path] }
      var learnt = Learnt(
        part: part, sellers: Self.sellers(named), orders: shown.reduce(0) { $0 + $1.orders },
        bad: shown.reduce(0) { $0 + $1.bad })
      guard isShown(part, named, path) else { return learnt }
      let rate = RatePriorFit.fit(shown)
      let tenth = 1.2815515655446004 * rate.sd
      learnt.rate = (logistic(rate.mean), logistic(rate.mean - tenth), logistic(rate.mean + tenth))
      return learnt
    }
  }

  private typealias Rate = KeyPath<SellerEvidence, RatePriorFit.Seller> & Sendable
  private static let rates: [(part: Part, rate: Rate)] = [
    (.lateShipment, \.late), (.onTimeDelivery, \.delivery), (.cancellation, \.cancellation),
    (.orderDefect, \.defect),
  ]

  /// Whether these sellers, who all know the rate, show it.
  private func isShown(
    _ part: Part, _ sellers: [(account: String, seller: SellerEvidence)], _ rate: Rate
  ) -> Bool {
    !keep.contains(part) && Self.sellers(sellers) >= Self.leastSellers
      && sellers.reduce(0) { $0 + $1.seller[keyPath: rate].bad } >= Self.leastBad
  }

  /// Accounts of one name are one seller.
  private static func sellers(_ evidence: [(account: String, seller: SellerEvidence)]) -> Int {
    Set(evidence.map(\.account)).count
  }

  /// The parts that `priors` learns; the others stay as they start.
  func partsLearnt(leavingOut leftOut: Fold? = nil) -> Set<Part> {
    let used = self.used(leavingOut: leftOut)
    guard Self.sellers(used) >= Self.leastSellers else { return [] }
    let rates = Self.rates.filter { part, rate in
      isShown(part, used.filter { $0.seller[keyPath: rate].isKnown }, rate)
    }.map(\.part)
    return Set(rates + (keep.contains(.usualDays) ? [] : [.usualDays]))
  }

  private func used(leavingOut leftOut: Fold?) -> [(account: String, seller: SellerEvidence)] {
    evidence.filter { entry in leftOut.map { !$0.contains(entry.account) } ?? true }
  }

  /// Whether an account has enough orders by the evening of `through`.
  static func isSeller(_ account: Account, through: Day?) -> Bool {
    account.orders.count { $0.channel == .seller && $0.purchased <= through ?? $0.purchased } >= leastOrders
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
    let named = used(leavingOut: leftOut)
    let (used, sellers) = (named.map(\.seller), Self.sellers(named))
    let learnt = partsLearnt(leavingOut: leftOut)
    var priors = start
    priors.provenance =
      provenance + ["\(sellers) sellers with \(Self.leastOrders) orders or more"]
    guard sellers >= Self.leastSellers else { return priors }
    if learnt.contains(.lateShipment) {
      let late = used.map(\.late).filter(\.isKnown)
      priors.lateShipment = RatePriorFit.fit(late, calm: calm)
      priors.openShipments = try OpenOrderFit.fit(used.flatMap(\.openShipments), form: start.openShipments)
    }
    if learnt.contains(.onTimeDelivery) {
      let delivery = used.map(\.delivery).filter(\.isKnown)
      priors.onTimeDelivery = RatePriorFit.fit(delivery, calm: calm)
      priors.onTimeDelivery.oddsRatio = start.onTimeDelivery.oddsRatio
      priors.openDeliveries = try OpenOrderFit.fit(
        used.flatMap(\.openDeliveries), form: start.openDeliveries)
    }
    if learnt.contains(.cancellation) {
      let cancellation = used.map(\.cancellation).filter(\.isKnown)
      priors.cancellation = RatePriorFit.fit(cancellation)
      priors.cancellationDelays.days = Self.delays(used.flatMap(\.cancellationDelays), most: 60)
    }
    if learnt.contains(.orderDefect) {
      let defect = used.map(\.defect).filter(\.isKnown)
      priors.orderDefect = RatePriorFit.fit(defect)
      priors.orderDefect.oddsRatio = start.orderDefect.oddsRatio
      priors.openDefects = try OpenOrderFit.fit(used.flatMap(\.openDefects), form: start.openDefects)
      priors.defectDelays.days = Self.delays(used.flatMap(\.defectDelays), most: 90)
    }
    (priors.volume, priors.volumeSizes) = VolumeFilter.weights(used.map(\.volume))
    priors.closing = ClosingFit.fit(used.map(\.closing), start: start.closing ?? ClosingFit.start)
    let weekdays = used.reduce(into: [Double](repeating: 0, count: 7)) { sums, seller in
      for day in 0..<7 { sums[day] += Double(seller.ordersByWeekday[day]) }
    }
    // Shops that close on a weekday still sell on it now and then: a few orders are added as the priors have
    // them.
    let smoothed = zip(weekdays, start.weekdays).map { $0 + Self.weekdayOrders * $1 }
    let mean = smoothed.reduce(0, +) / 7
    priors.weekdays = smoothed.map { max(rounded($0 / mean), 0.001) }
    if learnt.contains(.usualDays) {
      priors.usualHandling = min(
        max(Self.median(used.flatMap(\.handling)) ?? start.usualHandling, 0), 60)
      priors.usualPromise = min(max(Self.median(used.flatMap(\.promise)) ?? start.usualPromise, 0), 120)
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
