import AccountHealth
import Simulation
import Synthesis
import Testing

@testable import Forecasting

@Suite("How soon good handling can bring a rate back")
struct EarliestReturnTests {
  private static let asOf = TestAccounts.day(250)

  /// A seller whose rates are all far off target.
  private static let subject: Forecaster.Subject? = try? {
    let seller = try TestAccounts.seller(
      late: 0.08, cancelled: 0.06, defect: 0.03, lateDelivery: 0.25)
    return Forecaster.Subject(
      account: try TestAccounts.account(seller, seed: 11), rules: TestAccounts.rules, asOf: asOf)
  }()

  private static func ways() throws -> [(rule: MetricRule, way: EarliestReturn)] {
    let subject = try #require(subject)
    let forecaster = Forecaster(ForecastRequest(horizon: 120, paths: 1, seed: 1, threads: 1))
    let models = forecaster.models(of: subject)
    return forecaster.windows(of: subject).filter(\.isOffTarget).compactMap { window in
      forecaster.earliestReturn(window.rule.metric, subject, models).map { (window.rule, $0) }
    }
  }

  /// The orders as they are known, and all that is open about them ending well.
  private static func handledWell(_ account: Account) -> [Order] {
    account.orders.compactMap { $0.asKnown(on: asOf) }.map { order in
      var order = order
      if order.cancelled == nil, order.shipped == nil, let due = order.shipBy {
        order.shipped = max(due, asOf + 1)
        order.tracking = .valid
      }
      if order.cancelled == nil, order.delivered == nil, let due = order.deliverBy, due > asOf {
        order.delivered = due
      }
      return order
    }
  }

  @Test(
    "Every evening has the bad and the known orders that a recount finds, and the fewest new ones it takes")
  func recount() throws {
    let ways = try Self.ways()
    #expect(Set(ways.map(\.rule.metric)).isSuperset(of: [.lateShipment30, .cancellation, .onTimeDelivery]))
    let orders = Self.handledWell(try #require(Self.subject).account)
    for (rule, way) in ways {
      for evening in way.evenings {
        let count = rule.count(of: orders, on: evening.day)
        #expect(
          evening.bad == count.bad && evening.known == count.orders, "\(rule.metric) \(evening.day)")
        guard let needed = evening.needed else {
          // A new parcel is promised some days later first.
          let lead = rule.metric.membership == .promisedDelivery ? 7 : 0
          #expect(evening.day - Self.asOf <= rule.youngest + lead)
          continue
        }
        func isOff(_ new: Int) -> Bool {
          rule.state(of: WindowCount(orders: evening.known + new, bad: evening.bad)).isOffTarget
        }
        #expect(!isOff(needed) && (needed == 0 || isOff(needed - 1)), "\(rule.metric) \(evening.day)")
      }
      // Known bad orders may put it off again before.
      #expect(way.evenings.last?.needed == 0 && way.evenings.dropLast().last?.needed != 0)
      #expect(way.withoutNew == way.evenings.last?.day)
      let first = try #require(way.atPace)
      #expect(first <= way.evenings[way.evenings.count - 1].day)
      #expect(way.evenings.allSatisfy { $0.isBack || $0.day != first })
    }
  }

  @Test(
    "New orders enter the window of a rate by promised days no sooner than they are promised and old enough")
  func promised() throws {
    let (rule, way) = try #require(try Self.ways().first { $0.rule.metric == .onTimeDelivery })
    // Ordered tomorrow, promised four days later, and then as old as the youngest of the window.
    let first = Self.asOf + 1 + 4 + rule.youngest
    #expect(way.evenings.filter { $0.day < first }.allSatisfy { $0.coming == 0 })
    var model = MetricModel(rule)
    (model.settledOrders, model.settledBad) = (
      [Int](repeating: 100, count: 40), [Int](repeating: 50, count: 40)
    )
    let slow = try #require(
      EarliestReturn(
        model, rule, current: WindowCount(orders: 140, bad: 50), promiseLags: [0, 0, 0, 0, 0.4, 0, 0.4],
        asOf: Self.asOf))
    // Ten a day: half of the first ones after four days, the others after six, those without a promise never.
    let coming = slow.evenings.map(\.coming)
    #expect(coming[first - Self.asOf - 2] == 0 && coming[first - Self.asOf - 1] == 5)
    #expect(coming[first - Self.asOf + 1] == 20 && coming[39] == 140)
    #expect(slow.evenings.allSatisfy { ($0.needed == nil) == ($0.day <= Self.asOf + 8 + 4) })
  }

  @Test("A rate that known bad orders put off target again is not back for good before they have left")
  func again() throws {
    let rule = TestAccounts.rules[0]
    var model = MetricModel(rule)
    func way(_ bad: [Int]) throws -> EarliestReturn {
      (model.settledOrders, model.settledBad) = ([Int](repeating: 600, count: bad.count), bad)
      return try #require(
        EarliestReturn(
          model, rule, current: WindowCount(orders: 600, bad: 40), promiseLags: nil, asOf: Self.asOf))
    }
    let twice = try way([40, 0, 0, 40, 40, 0, 0, 0])
    #expect(twice.atPace == Self.asOf + 2 && twice.offAgain == Self.asOf + 4)
    #expect(twice.forGood == Self.asOf + 6 && twice.withoutNew == Self.asOf + 6)
    #expect(twice.evenings.count == 6)
    let open = try way([40, 0, 0, 40, 40])
    #expect(open.atPace == Self.asOf + 2 && open.forGood == nil && open.withoutNew == nil)
    let once = try way([40, 40, 0, 0])
    #expect(once.atPace == Self.asOf + 3 && once.offAgain == nil && once.forGood == once.atPace)
    #expect(once.evenings.count == 3)
  }

  @Test("A limit that may be reached takes one order less, and a window too small to be judged none")
  func limits() throws {
    var rule = TestAccounts.rules[0]
    var model = MetricModel(rule)
    (model.settledOrders, model.settledBad) = ([50, 50, 5], [4, 3, 3])
    func needed() -> [Int?]? {
      EarliestReturn(
        model, rule, current: WindowCount(orders: 60, bad: 4), promiseLags: nil, asOf: Self.asOf)?
        .evenings.map(\.needed)
    }
    // 4 of 101 and 3 of 76 are the first below 4 %.
    #expect(needed() == [51, 26, 71])
    rule.isLimitMet = true
    #expect(needed() == [50, 25, 70])
    rule.minimumOrders = 10
    #expect(needed() == [50, 25, 0])
  }

  @Test("All orders of a window have left it once the youngest of them is too old")
  func renewal() {
    for rule in TestAccounts.rules {
      var order = Order(id: "1", purchased: Self.asOf - rule.youngest)
      (order.shipBy, order.shipped) = (order.purchased, order.purchased + 1)
      (order.deliverBy, order.delivered) = (order.purchased, order.purchased + 1)
      order.channel = rule.metric.channel
      let last = rule.contribution(of: order).orders?.last
      #expect(last.map { $0 + 1 } == rule.renewal(after: Self.asOf), "\(rule.metric)")
    }
  }
}
