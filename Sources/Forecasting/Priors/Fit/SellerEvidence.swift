import AccountHealth
import Glibc

/// The evidence of one seller's record about all priors, computed once for any choice of sellers.
struct SellerEvidence: Sendable {
  var late: RatePriorFit.Seller
  var cancellation: RatePriorFit.Seller
  var defect: RatePriorFit.Seller
  var delivery: RatePriorFit.Seller
  var openShipments: [OpenOrderFit.Row] = []
  var openDeliveries: [OpenOrderFit.Row] = []
  var openDefects: [OpenOrderFit.Row] = []
  /// Log evidence of each (drift, dispersion) of the candidates, in the order of `VolumeFilter.candidates`.
  var volume: [Double]
  var closing: ClosingFit.Seller
  var ordersByWeekday = [Int](repeating: 0, count: 7)
  var defectDelays: [Int] = []
  var cancellationDelays: [Int] = []
  var handling: [Int] = []
  var promise: [Int] = []

  /// Days between the evenings whose open orders are used.
  private static let step = 7

  /// - Parameters:
  ///   - start: Bins of the open orders, and where orders without a promise belong.
  ///   - through: Nothing after this day is used.
  init(_ account: Account, start: Priors, through: Day) {
    let snapshot = Snapshot(account, channel: .seller, asOf: through, horizon: 1)
    let fit = MetricFit(snapshot: snapshot, priors: start)
    let first = max(snapshot.orders.first?.purchased ?? through, through - MetricFit.longestRecord)
    func series(_ outcomes: [OrderOutcome]) -> [RateFilter.Day] {
      var days = [RateFilter.Day](repeating: .init(), count: max(1, through - first + 1))
      for outcome in outcomes where outcome.day <= through && outcome.day >= first {
        days[outcome.day - first].add(outcome)
      }
      return days
    }
    let lateDays = series(fit.lateOutcomes)
    let deliveryDays = series(fit.deliveryOutcomes)
    let defectDays = series(fit.defectOutcomes(fit.defectDelays.median))
    let cancelDays = series(
      snapshot.orders.map { OrderOutcome(day: $0.purchased, isBad: $0.countedCancellation != nil) })
    let available = Set(account.availableMetrics)
    func shown(_ metric: Metric, _ seller: () -> RatePriorFit.Seller) -> RatePriorFit.Seller {
      available.contains(metric) ? seller() : RatePriorFit.Seller(points: [])
    }
    late = shown(.lateShipment30) { RatePriorFit.seller(lateDays) }
    delivery = shown(.onTimeDelivery) {
      RatePriorFit.seller(deliveryDays, oddsRatio: start.onTimeDelivery.oddsRatio)
    }
    defect = shown(.orderDefect) { RatePriorFit.seller(defectDays, oddsRatio: start.orderDefect.oddsRatio) }
    cancellation = shown(.cancellation) { RatePriorFit.seller(cancelDays) }
    let sold = VolumeFilter(priors: start).evidence(counts: snapshot.volume, lastWeekday: through.weekday)
    volume = sold.pairs
    closing = ClosingFit.Seller(counts: snapshot.volume, silence: sold.silence)
    for order in snapshot.orders {
      ordersByWeekday[order.purchased.weekday] += 1
      if let recorded = order.defectRecorded { defectDelays.append(recorded - fit.defectAnchor(order)) }
      if let cancelled = order.countedCancellation {
        cancellationDelays.append(cancelled - order.purchased)
      }
      if let shipBy = order.shipBy { handling.append(shipBy - order.purchased) }
      if let deliverBy = order.deliverBy { promise.append(deliverBy - order.purchased) }
    }
    addOpenOrders(account, start, first, through, (lateDays, deliveryDays, defectDays))
  }

  private mutating func addOpenOrders(
    _ account: Account, _ start: Priors, _ first: Day, _ through: Day,
    _ days: (late: [RateFilter.Day], delivery: [RateFilter.Day], defect: [RateFilter.Day])
  ) {
    let evenings = Array(stride(from: Self.step, through: max(Self.step, through - first), by: Self.step))
      .filter { first + $0 <= through }
    guard !evenings.isEmpty else { return }
    let lateOdds = RateFilter(prior: start.lateShipment).meanLogOdds(of: days.late, at: evenings)
    let deliveryOdds = RateFilter(prior: start.onTimeDelivery).meanLogOdds(of: days.delivery, at: evenings)
    let defectOdds = RateFilter(prior: start.orderDefect).meanLogOdds(of: days.defect, at: evenings)
    let final = account.orders.filter { $0.channel == .seller && $0.purchased <= through }
    for (index, evening) in evenings.enumerated() {
      let day = first + evening
      let snapshot = Snapshot(account, channel: .seller, asOf: day, horizon: 1)
      let fit = MetricFit(snapshot: snapshot, priors: start)
      let delays = DelayTable(fit.defectDelays)
      for (order, ended) in zip(snapshot.orders, final) where order.purchased > day - 120 {
        if late.isKnown, let open = fit.openOrder(order, .lateShipment, on: day, .atDeadline),
          let bad = ended.isLate(by: through),
          ended.shipBy.map({ $0 < through }) ?? false
        {
          openShipments.append(.init(order: open, account: lateOdds[index], endedBad: bad))
        }
        if delivery.isKnown, let open = fit.openOrder(order, .onTimeDelivery, on: day, .atDeadline),
          ended.deliveryCounts != nil,
          ended.deliverBy.map({ $0 < through }) ?? false
        {
          openDeliveries.append(
            .init(order: open, account: deliveryOdds[index], endedBad: ended.isDeliveredLate == true))
        }
        if defect.isKnown, let open = fit.openOrder(order, .orderDefect, on: day, delays),
          ended.cancelled == nil,
          fit.defectAnchor(ended) + 60 < through
        {
          openDefects.append(.init(order: open, account: defectOdds[index], endedBad: ended.defect != nil))
        }
      }
    }
  }
}
