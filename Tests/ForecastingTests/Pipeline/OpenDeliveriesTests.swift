import AccountHealth
import Probability
import Testing

@testable import Forecasting

/// Parcels under way become defects by being late: as often as the account's own deliveries say.
@Suite struct OpenDeliveriesTests {
  private static let asOf = Day(number: 20_500)

  /// Bought `age` days ago and promised on day 20; nine of ten arrive on day 8. The tenth arrives on day 25,
  /// and its buyer has complained.
  private func order(_ age: Int, isLate: Bool) -> Order {
    let purchased = Self.asOf - age
    var order = Order(id: "\(age)-\(isLate)", purchased: purchased)
    (order.shipBy, order.deliverBy, order.shipped) = (purchased + 2, purchased + 20, purchased + 1)
    let delivered = purchased + (isLate ? 25 : 8)
    if delivered <= Self.asOf { order.delivered = delivered }
    if isLate, age > 24 { (order.defect, order.defectRecorded) = (.aToZClaim, purchased + 24) }
    return order
  }

  /// Log-odds of a defect of the parcels bought 5 and 9 days ago. Both are 11 to 15 days from their promise,
  /// which the table of defects does not tell apart.
  private func defects(_ priors: Priors) throws -> (early: Double, overdue: Double) {
    var orders = (30...180).map { order($0, isLate: $0 % 10 == 0) }
    orders += [order(9, isLate: true), order(5, isLate: false)]
    let account = Account(
      name: "a", marketplace: "amazon.com", orders: orders.sorted { $0.purchased < $1.purchased },
      fields: [.shipBy, .shipped, .deliverBy, .delivered, .defect])
    let fit = MetricFit(
      snapshot: Snapshot(account, channel: .seller, asOf: Self.asOf, horizon: 30), priors: priors)
    let rule = try #require(TestAccounts.rules.first { $0.metric == .orderDefect })
    let model = fit.orderDefect(rule, fit.openDeliveries(late: nil))
    let today = try #require(model.components).reduce(0) {
      $0 + $1.weight * (($1.baselineLogit ?? 0) + ($1.initialDeviation ?? 0))
    }
    func logOdds(age: Int) throws -> Double {
      let cohort = try #require(model.pending?.first { $0.member == -age })
      return cohort.offset + cohort.slope * today
    }
    return try (logOdds(age: 5), logOdds(age: 9))
  }

  @Test("A parcel that is under way for longer than those that came in time is the likelier defect")
  func overdue() throws {
    let judged = try defects(.standard)
    #expect(judged.overdue - judged.early > log(3), "\(judged)")
    // A table learnt from like sellers knows how parcels under way end, and is kept.
    var learnt = Priors.standard
    learnt.orderDefect.isJudged = false
    let kept = try defects(learnt)
    #expect(abs(kept.overdue - kept.early) < 0.1, "\(kept)")
  }
}
