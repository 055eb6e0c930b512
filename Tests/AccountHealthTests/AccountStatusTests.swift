import AccountHealth
import Testing

@Suite struct AccountStatusTests {
  private static let start = Day(number: 20_000)
  private static let all: OrderFields = [
    .channel, .shipBy, .shipped, .deliverBy, .delivered, .tracking, .cancelled, .cancelledBy, .defect,
  ]

  private func account(_ orders: [Order], fields: OrderFields = all) -> Account {
    Account(name: "", marketplace: "amazon.com", orders: orders, fields: fields)
  }

  @Test("The last activity is the latest fact; deadlines do not count")
  func lastActivity() {
    #expect(account([]).lastActivity == nil)
    var order = Order(id: "1", purchased: Self.start)
    order.shipBy = Self.start + 50
    order.deliverBy = Self.start + 60
    order.defectRecorded = Self.start + 70  // no kind: not a defect
    #expect(account([order]).lastActivity == Self.start)
    let facts: [WritableKeyPath<Order, Day?>] = [\.shipped, \.delivered, \.cancelled, \.defectRecorded]
    order.defect = .chargeback
    order.defectRecorded = nil
    for (index, fact) in facts.enumerated() {
      order[keyPath: fact] = Self.start + index + 1
      #expect(account([order, Order(id: "2", purchased: Self.start)]).lastActivity == Self.start + index + 1)
    }
  }

  @Test("An account is stale seven days after its last purchase")
  func stale() {
    let orders = [Order(id: "1", purchased: Self.start), Order(id: "2", purchased: Self.start + 20)]
    let found = [0, 6, 7, 19, 20].map { account(orders).hasOrdersInLastWeek(of: Self.start + $0) }
    #expect(found == [true, true, false, false, true])
  }

  @Test("A metric exists if its fields do")
  func available() {
    #expect(account([]).availableMetrics == Metric.allCases)
    #expect(account([]).missingMetrics.isEmpty)
    #expect(account([], fields: []).availableMetrics.isEmpty)
    #expect(account([], fields: []).missingMetrics.map(\.metric) == Metric.allCases)
    let withoutOne: [(OrderFields, [Metric])] = [
      (.channel, [.orderDefectAmazon]), (.shipBy, [.lateShipment30, .lateShipment10]),
      (.shipped, [.lateShipment30, .lateShipment10, .onTimeDelivery, .validTracking]),
      (.deliverBy, [.onTimeDelivery, .validTracking]), (.delivered, [.onTimeDelivery]),
      (.tracking, [.validTracking]), (.cancelled, [.cancellation]), (.cancelledBy, [.cancellation]),
      (.defect, [.orderDefect, .orderDefectAmazon]),
    ]
    for (field, lost) in withoutOne {
      let account = account([], fields: Self.all.subtracting(field))
      #expect(account.missingMetrics.map(\.metric) == lost)
      #expect(account.missingMetrics.allSatisfy { $0.fields == field && $0.columns == field.columns })
      #expect(account.availableMetrics == Metric.allCases.filter { !lost.contains($0) })
    }
  }

  @Test("A missing metric names the file that would bring it")
  func remedy() {
    let account = account([], fields: Self.all.subtracting([.cancelledBy, .channel]))
    #expect(
      account.missingMetrics.map(\.description) == [
        "cancellation_rate: needs cancelled_by. The cancellation download of the account health page lists the "
          + "orders that count.",
        "order_defect_rate_fba: needs channel. The all-orders report "
          + "(GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL) has fulfillment-channel.",
      ])
  }

  @Test("Counts, trend, unknown cancellers and shipments of one evening")
  func status() throws {
    let asOf = Self.start + 40
    // One order per day, each due after two days and confirmed the day before; the last ones are still open.
    var orders = (0...40).map { index -> Order in
      var order = Order(id: "A\(index)", purchased: Self.start + index)
      order.shipBy = order.purchased + 2
      order.shipped = index < 37 ? order.purchased + 1 : nil
      return order
    }
    orders[5].shipped = orders[5].purchased + 3
    orders[36].shipped = nil
    orders[36].cancelled = asOf - 1
    orders[40].cancelled = asOf + 1  // not known yet
    orders[40].shipBy = asOf + 1
    let rules = RuleSet.builtIn.rules(for: "amazon.com")
    let status = AccountStatus(account(orders), rules: rules, asOf: asOf)
    #expect(status.account == "amazon.com")
    #expect(!status.isStale)
    #expect(status.metrics.map(\.metric) == Metric.allCases)
    let late = try #require(status[.lateShipment30])
    #expect(late.count == WindowCount(orders: 30, bad: 1))  // only A37; A5 is older than 29 days
    #expect(late.state == .met)
    #expect(late.headroom == 0)
    let evenings = Array(stride(from: 12, through: 40, by: 2))
    #expect(late.trend.map(\.day) == evenings.map { Self.start + $0 })
    #expect(late.trend.map(\.count.orders) == evenings.map { min($0 + 1, 30) })
    #expect(late.trend.map(\.count.bad) == evenings.map { $0 <= 34 || $0 == 40 ? 1 : 0 })
    let cancellation = try #require(status[.cancellation])
    #expect(cancellation.count == WindowCount(orders: 7, bad: 0, undecided: 1))
    #expect(cancellation.state == .undecided)  // 0 or 1 of 7, against 2.5 %
    #expect(cancellation.possiblyMore == 1)
    #expect(late.possiblyMore == 0)
    #expect(status[.orderDefectAmazon]?.count == WindowCount(orders: 0, bad: 0))
    let shipments = try #require(status.shipments)
    #expect(shipments.overdue.map(\.id) == ["A37"])
    #expect(shipments.today.map(\.id) == ["A38"])
    #expect(shipments.tomorrow.map(\.id) == ["A39", "A40"])

    let tomorrow = AccountStatus(account(orders), rules: rules, asOf: asOf + 1)
    #expect(tomorrow.shipments?.overdue.map(\.id) == ["A37", "A38"])
    #expect(tomorrow.shipments?.today.map(\.id) == ["A39"])
    #expect(tomorrow[.cancellation]?.possiblyMore == 2)

    let poor = AccountStatus(account(orders, fields: [.defect]), rules: rules, asOf: asOf)
    #expect(poor.metrics.map(\.metric) == [.orderDefect])
    #expect(poor.shipments == nil)
    #expect(poor.missing.count == 6)
  }

  @Test("An unknown canceller counts only before the ship day, in the window, for the seller's orders")
  func unknownCanceller() {
    let rules = RuleSet.builtIn.rules(for: "amazon.com")
    func more(_ change: (inout Order) -> Void) -> Int? {
      var order = Order(id: "1", purchased: Self.start)
      order.cancelled = Self.start + 2
      change(&order)
      return AccountStatus(account([order]), rules: rules, asOf: Self.start + 5)[.cancellation]?.possiblyMore
    }
    #expect(more { _ in } == 1)
    #expect(more { $0.cancelledBy = .buyer } == 0)
    #expect(more { $0.shipped = Self.start + 2 } == 0)
    #expect(more { $0.shipped = Self.start + 3 } == 1)
    #expect(more { $0.channel = .amazon } == 0)
    #expect(more { $0.cancelled = Self.start + 6 } == 0)
    #expect(more { $0.purchased = Self.start - 3 } == 0)
  }
}
