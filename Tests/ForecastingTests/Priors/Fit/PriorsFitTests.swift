import AccountHealth
import Testing

@testable import Forecasting

@Suite("Which parts of the priors are learnt")
struct PriorsFitTests {
  private static let first = Day(iso: "2026-01-01")!

  /// Sellers with 60 orders each, one a day, shipped in time but for `late` orders of all sellers together.
  private static func sellers(_ count: Int, late: Int, name: (Int) -> String = { "s\($0)" }) -> [Account] {
    (0..<count).map { seller in
      let own = late / count + (seller < late % count ? 1 : 0)
      let orders = (0..<60).map { number in
        var order = Order(id: "\(seller)-\(number)", purchased: first + number)
        order.shipBy = first + number + 1
        order.shipped = first + number + (number < own ? 3 : 1)
        return order
      }
      return Account(
        name: name(seller), marketplace: "amazon.com", orders: orders, fields: [.shipBy, .shipped, .channel])
    }
  }

  private static func fit(_ accounts: [Account]) -> PriorsFit {
    PriorsFit(accounts, start: .standard, keep: [], through: first + 70, threads: 2)
  }

  @Test(
    "Twenty bad orders of all sellers show a rate, nineteen do not", arguments: [(19, false), (20, true)])
  func badOrders(_ late: Int, _ isShown: Bool) throws {
    let fit = Self.fit(Self.sellers(10, late: late))
    let part = try #require(fit.learnt.first { $0.part == .lateShipment })
    #expect(part.sellers == 10 && part.orders == 600 && part.bad == late)
    #expect((part.rate != nil) == isShown)
    #expect(fit.partsLearnt().contains(.lateShipment) == isShown)
    let priors = try fit.priors(provenance: [])
    #expect((priors.lateShipment != Priors.standard.lateShipment) == isShown)
  }

  @Test("Ten sellers show a rate, nine do not", arguments: [(9, false), (10, true)])
  func sellers(_ count: Int, _ isShown: Bool) throws {
    let fit = Self.fit(Self.sellers(count, late: 90))
    let part = try #require(fit.learnt.first { $0.part == .lateShipment })
    #expect(part.sellers == count && part.bad == 90 && (part.rate != nil) == isShown)
    #expect(fit.partsLearnt() == (isShown ? [.lateShipment, .usualDays] : []))
    #expect((try fit.priors(provenance: []) != Priors.standard.learnt(from: count)) == isShown)
  }

  @Test("Eighteen accounts of nine names are nine sellers")
  func names() throws {
    let fit = Self.fit(Self.sellers(18, late: 90) { "s\($0 / 2)" })
    let part = try #require(fit.learnt.first { $0.part == .lateShipment })
    #expect(part.sellers == 9 && part.rate == nil && fit.partsLearnt().isEmpty)
  }
}

extension Priors {
  /// The same with the sentence that a fit adds.
  fileprivate func learnt(from sellers: Int) -> Priors {
    var priors = self
    priors.provenance = ["\(sellers) sellers with \(PriorsFit.leastOrders) orders or more"]
    return priors
  }
}

/// The sellers of the files that the accounts' priors are learnt from.
struct LearntSourceTests {
  private func account(_ name: String, orders: Int = PriorsFit.leastOrders) -> Account {
    let all = (0..<orders).map { Order(id: "\($0)", purchased: Day(number: 20_000 + $0 % 60)) }
    return Account(name: name, marketplace: "amazon.com", orders: all, fields: [])
  }

  @Test("More sellers than enough are as many as enough, each with all of its accounts")
  func most() {
    let day = Day(number: 20_100)
    let many = (0..<(LearntPriors.mostSellers + 50)).map { account("seller-\($0)") }
    #expect(LearntPriors.Source(many, on: day).sellers == LearntPriors.mostSellers)
    let few = Array(many.prefix(LearntPriors.mostSellers))
    #expect(LearntPriors.Source(few, on: day).sellers == LearntPriors.mostSellers)
    #expect(LearntPriors.Source(many + many, on: day).accounts == 2 * LearntPriors.mostSellers)
    let small = (0..<600).map { account("small-\($0)", orders: PriorsFit.leastOrders - 1) }
    #expect(LearntPriors.Source(Array(many.prefix(30)) + small, on: day).sellers == 30)
  }
}
