import AccountHealth
import Forecasting
import Glibc
import Testing

@testable import Workspace

struct PriceMoveTests {
  private static let day = Day(iso: "2026-06-03")!

  /// Two products, the dear one sold more often from the day on, each at `factor` times its price then.
  private static func orders(_ factor: Double, isNamed: Bool = true) -> [Order] {
    (-60..<60).flatMap { offset in
      (0..<10).map { number -> Order in
        var order = Order(id: "\(offset)-\(number)", purchased: day + offset)
        let isDear = number < (offset < 0 ? 2 : 6)
        if isNamed { order.sku = isDear ? "LAMP" : "MUG" }
        order.units = 1 + number % 2
        order.amount = Double(order.units) * (isDear ? 60 : 15) * (offset < 0 ? 1 : factor)
        return order
      }
    }
  }

  /// What orders of `factor` as many a day say.
  private static func law(_ factor: Double) throws -> EffectPosterior {
    var orders: [Order] = []
    for offset in -120..<60 {
      for number in 0..<(offset < 0 ? 40 : Int(40 * factor)) {
        orders.append(Order(id: "\(offset)-\(number)", purchased: day + offset))
      }
    }
    let account = Account(name: "a", marketplace: "amazon.com", orders: orders, fields: [.channel])
    let series = try #require(
      StudiedSeries(account, .orders, change: day, asOf: day + 59, priors: .standard))
    return try #require(EffectStudy(series).effects(of: [DatedChange(day: day - series.first)]).first)
  }

  @Test("The same products are compared: a tenth off and a third more orders is an elasticity of −2.7")
  func elasticity() throws {
    let law = try Self.law(1.35)
    let move = try #require(PriceMove(law, from: Self.day, Self.orders(0.9), through: Self.day + 59))
    #expect(abs(move.ratio - 0.9) < 1e-9, "\(move)")
    #expect(abs(move.elasticity.p50 - law.quantile(0.5) / log(0.9)) < 1e-9)
    #expect(move.elasticity.p10 < move.elasticity.p50 && move.elasticity.p50 < move.elasticity.p90)
    #expect(move.elasticity.p50 < -1.5 && move.elasticity.p50 > -4.5, "\(move)")
    let dearer = try #require(
      PriceMove(try Self.law(0.7), from: Self.day, Self.orders(1.1), through: Self.day + 59))
    #expect(abs(dearer.ratio - 1.1) < 1e-9 && dearer.elasticity.p50 < -2, "\(dearer)")
  }

  @Test("Where prices stayed, or the files name no product, there is none, whatever else sells")
  func none() throws {
    let law = try Self.law(1.35)
    #expect(PriceMove(law, from: Self.day, Self.orders(1), through: Self.day + 59) == nil)
    #expect(PriceMove(law, from: Self.day, Self.orders(0.9, isNamed: false), through: Self.day + 59) == nil)
    // Nothing is read beyond the last day.
    #expect(PriceMove(law, from: Self.day, Self.orders(0.9), through: Self.day - 1) == nil)
  }
}
