import AccountHealth
import Foundation
import Probability
import Simulation
import Testing

@testable import Forecasting

/// Made-up sellers through the whole forecast: the randomised probability integral transform of each rate.
///
/// C. Czado, T. Gneiting and L. Held, Biometrics 65 (2009), section 2: uniform on 0…1 where the forecast is
/// right.
struct SellerCalibration {
  static let paths = 400
  static let metrics: [Metric] = [.lateShipment30, .onTimeDelivery, .orderDefect]

  private(set) var transforms: [Metric: [Double]] = [:]

  /// The built-in priors, but for sellers who never close.
  private static let staying = {
    var priors = Priors.standard
    priors.closing = nil
    return priors
  }()

  /// - Parameters:
  ///   - sellers: Forecast, each from its own address.
  ///   - learning: Other sellers, from whose past the chances of open orders are learnt.
  init(_ sellers: Int, learning: Int, seed: UInt64) throws {
    let priors = try Self.priors(learning, seed: seed)
    let rules = TestAccounts.rules.filter { Self.metrics.contains($0.metric) }
    let results = try concurrentMap(sellers, threads: 2) { index throws(any Error) in
      var generator = Philox4x32(seed: seed, path: UInt32(index), purpose: 10)
      let account = SellerTruth(priors: Self.staying, name: "\(index)", using: &generator).account
      let asOf = SellerTruth.asOf
      let model = try #require(
        ChannelFit.model(
          of: account, channel: .seller, rules: rules, asOf: asOf, horizon: SellerTruth.horizon,
          priors: priors))
      let summary = try Simulator(model).run(paths: Self.paths, seed: generator.next(), threads: 1)
      return rules.compactMap { rule -> (Metric, Double)? in
        let day = asOf + SellerTruth.horizon
        let truth = RateHistory(orders: account.orders, rule: rule, days: DayRange(day, day))[day]
        let place = unitInterval(generator.next())
        guard truth.orders > 0,
          let split = summary[rule.metric.rawValue]?
            .rateSplit(on: SellerTruth.horizon, bad: truth.bad, orders: truth.orders)
        else { return nil }
        return (rule.metric, (Double(split.below) + place * Double(split.equal)) / Double(split.total))
      }
    }
    for (metric, transform) in results.joined() { transforms[metric, default: []].append(transform) }
  }

  /// The built-in priors, which the sellers are drawn from, with the chances of open orders learnt from such
  /// sellers: real parcels keep other hours. An open order here has the odds of its day times what its state
  /// says, so that all of the path's log-odds count.
  private static func priors(_ count: Int, seed: UInt64) throws -> Priors {
    let accounts = (0..<count).map { index in
      var generator = Philox4x32(seed: seed, path: UInt32(index), purpose: 11)
      return SellerTruth(priors: staying, name: "\(index)", using: &generator).account
    }
    let learnt = try PriorsFit(
      accounts, start: staying, keep: [.cancellation, .validTracking, .usualDays], threads: 2
    ).priors(provenance: [])
    var priors = staying
    (priors.openShipments, priors.openDeliveries) = (learnt.openShipments, learnt.openDeliveries)
    priors.openDefects = learnt.openDefects
    (priors.openShipments.shared, priors.openDeliveries.shared, priors.openDefects.shared) = (1, 1, 1)
    return priors
  }

  /// Every bin within 4 standard errors of its share.
  func check(bins: Int) throws {
    for metric in Self.metrics {
      let transforms = try #require(transforms[metric])
      let count = Double(transforms.count)
      var tallies = [Int](repeating: 0, count: bins)
      for transform in transforms { tallies[min(Int(transform * Double(bins)), bins - 1)] += 1 }
      let share = 1 / Double(bins)
      let error = (count * share * (1 - share)).squareRoot()
      let worst = tallies.map { abs(Double($0) - count * share) / error }.max() ?? .infinity
      print("SellerCalibration: \(metric.rawValue): \(tallies), worst bin \(worst) errors")
      #expect(worst < 4, "\(metric.rawValue): \(tallies)")
    }
  }
}
