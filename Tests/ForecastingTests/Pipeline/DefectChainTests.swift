import AccountHealth
import Foundation
import Probability
import Simulation
import Testing

@testable import Forecasting

/// Late shipment, late delivery, defects: what moves one moves the next by its share, and no more.
@Suite struct DefectChainTests {
  private static let paths = 20_000

  private func model() throws -> SimulationModel {
    let account = try TestAccounts.account(
      TestAccounts.seller(perDay: 30, late: 0.06, defect: 0.01, lateDelivery: 0.1), seed: 5)
    return try #require(
      ChannelFit.model(
        of: account, channel: .seller, rules: TestAccounts.rules, asOf: TestAccounts.day(300), horizon: 90))
  }

  /// The model with the odds of one metric multiplied on all days to come.
  private func model(_ model: SimulationModel, odds: Double, of name: String) -> SimulationModel {
    var model = model
    for index in model.metrics.indices where model.metrics[index].name == name {
      model.metrics[index].components = model.metrics[index].components?.map { component in
        var component = component
        component.baselineLogit = (component.baselineLogit ?? 0) + log(odds)
        return component
      }
    }
    return model
  }

  /// Mean P(bad) of a new order over the paths, on the last day.
  private func mean(_ model: SimulationModel, _ name: String) throws -> Double {
    let simulator = try Simulator(model)
    let count = 400
    return try (0..<count).reduce(0) { sum, path in
      let probabilities = simulator.path(UInt32(path), seed: 11).probabilities[name]
      return try sum + #require(probabilities?.last) / Double(count)
    }
  }

  @Test("Late shipment drives late delivery, late delivery drives defects, after the usual days")
  func drivers() throws {
    let metrics = try model().metrics
    let names = metrics.map(\.name)
    let delivery = try #require(metrics.first { $0.name == "on_time_delivery_rate" })
    let defect = try #require(metrics.first { $0.name == "order_defect_rate" })
    #expect(delivery.drivenBy?.metric == "late_shipment_rate_30d")
    #expect(delivery.drivenBy?.oddsRatio == Priors.standard.onTimeDelivery.oddsRatio)
    // Promised four to six days after ship-by.
    #expect((3...7).contains(delivery.drivenBy?.lag ?? -1))
    #expect(defect.drivenBy?.metric == "on_time_delivery_rate")
    #expect(defect.drivenBy?.oddsRatio == Priors.standard.orderDefect.oddsRatio)
    #expect(names.firstIndex(of: "on_time_delivery_rate")! < names.firstIndex(of: "order_defect_rate")!)
  }

  @Test("On-time delivery removes its share of the defects; on-time dispatch hardly moves them")
  func shares() throws {
    let base = try model()
    let name = "order_defect_rate"
    let before = try mean(base, name)
    let punctual = try mean(model(base, odds: 1e-6, of: "on_time_delivery_rate"), name)
    let dispatched = try mean(model(base, odds: 1e-6, of: "late_shipment_rate_30d"), name)
    let late = try mean(base, "on_time_delivery_rate")
    // At small odds the late orders' part is late·R of 1 − late + late·R.
    let ratio = try #require(Priors.standard.orderDefect.oddsRatio)
    let kept = 1 / (1 - late + late * ratio)
    #expect(abs(punctual / before - kept) < 0.12, "\(punctual / before) against \(kept)")
    #expect(dispatched / before > 0.85 && dispatched < before, "\(dispatched / before)")
  }

  @Test("Without deliveries on file the rate of all orders is fitted, and nothing drives it")
  func undriven() throws {
    var account = try TestAccounts.account(TestAccounts.seller(), seed: 6)
    for index in account.orders.indices { account.orders[index].delivered = nil }
    let rules = TestAccounts.rules.filter { $0.metric != .onTimeDelivery }
    let model = try #require(
      ChannelFit.model(
        of: account, channel: .seller, rules: rules, asOf: TestAccounts.day(300), horizon: 30))
    #expect(model.metrics.allSatisfy { $0.drivenBy == nil })
  }
}
