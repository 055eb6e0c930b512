import AccountHealth
import Simulation
import Testing

@testable import Forecasting

/// Which random numbers a metric draws is part of every number that a seed gives.
struct DrawSlotsTests {
  @Test("Each rate keeps its slot; both windows of late shipments share one")
  func slots() {
    #expect(Metric.allCases.map(\.drawSlot) == [0, 0, 1, 2, 5, 3, 4])
  }

  @Test("A fitted model names its channel, and channels have streams of their own")
  func channels() throws {
    let account = Account(
      name: "a", marketplace: "amazon.com",
      orders: [
        Order(id: "1", purchased: Day(number: 100), channel: .seller),
        Order(id: "2", purchased: Day(number: 100), channel: .amazon),
      ], fields: [.channel])
    for (channel, name, stream) in [(Order.Channel.seller, "seller", 0), (.amazon, "amazon", 1)] {
      let model = try #require(
        ChannelFit.model(
          of: account, channel: channel, rules: TestAccounts.rules, asOf: Day(number: 110), horizon: 5))
      #expect(model.channel == name && model.stream == stream && model.orderChannel == channel)
    }
    #expect(SimulationModel(horizonDays: 1, orders: nil, metrics: []).orderChannel == .seller)
  }

  @Test("A model by hand gets the slots of the rates whose ids it uses, and keeps its own")
  func knownSlots() {
    var own = MetricModel(name: "order_defect_rate")
    own.drawSlot = 9
    let model = SimulationModel(
      horizonDays: 1, orders: nil,
      metrics: [
        MetricModel(name: "late_shipment_rate"), MetricModel(name: "rate of another kind"), own,
        MetricModel(name: "late_delivery_rate"),
      ])
    #expect(model.withKnownDrawSlots.metrics.map(\.drawSlot) == [0, nil, 9, 3])
  }
}
