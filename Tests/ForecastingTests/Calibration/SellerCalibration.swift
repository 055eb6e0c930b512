import AccountHealth
import Foundation
import Simulation
import Testing

@testable import Forecasting
@testable import Probability

/// Made-up sellers through the whole forecast: the randomised probability integral transform of each rate.
///
/// C. Czado, T. Gneiting and L. Held, Biometrics 65 (2009), section 2: uniform on 0…1 where the forecast is
/// right.
struct SellerCalibration {
  static let paths = 400
  static let metrics: [Metric] = [.lateShipment30, .onTimeDelivery, .orderDefect]

  static let horizons = [7, 14, 30, 60]

  struct Cell: Hashable {
    var metric: Metric
    var horizon: Int
  }

  private(set) var transforms: [Cell: [Double]] = [:]

  /// The built-in priors, but for sellers who never close.
  private static let staying = {
    var priors = Priors.standard
    priors.closing = nil
    return priors
  }()

  /// - Parameters:
  ///   - sellers: Forecast, each from its own address.
  ///   - learning: Other sellers, from whose past the chances of open orders are learnt.
  ///   - volume: Orders of a usual day; `nil` for a few.
  init(_ sellers: Int, learning: Int, volume: Double? = nil, seed: UInt64) throws {
    let priors = try Self.priors(learning, seed: seed)
    let rules = TestAccounts.rules.filter { Self.metrics.contains($0.metric) }
    let results = try concurrentMap(sellers, threads: 2) { index throws(any Error) in
      var generator = Philox4x32(seed: seed, path: UInt32(index), purpose: 10)
      let account = SellerTruth(priors: Self.staying, name: "\(index)", volume: volume, using: &generator)
        .account
      let asOf = SellerTruth.asOf
      let model = try #require(
        ChannelFit.model(
          of: account, channel: .seller, rules: rules, asOf: asOf, horizon: SellerTruth.horizon,
          priors: priors))
      let summary = try Simulator(model).run(paths: Self.paths, seed: generator.next(), threads: 1)
      var found: [(Cell, Double)] = []
      for rule in rules {
        for horizon in Self.horizons {
          let day = asOf + horizon
          let truth = RateHistory(orders: account.orders, rule: rule, days: DayRange(day, day))[day]
          let place = unitInterval(generator.next())
          guard truth.orders > 0,
            let split = summary[rule.metric.rawValue]?
              .rateSplit(on: horizon, bad: truth.bad, orders: truth.orders)
          else { continue }
          found.append(
            (
              Cell(metric: rule.metric, horizon: horizon),
              (Double(split.below) + place * Double(split.equal)) / Double(split.total)
            ))
        }
      }
      return found
    }
    for (cell, transform) in results.joined() { transforms[cell, default: []].append(transform) }
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

  /// Chi-square p of every metric and horizon above 0.001 over their number.
  ///
  /// - Parameter title: What is checked, for the line that is printed for each.
  func check(bins: Int, _ title: String) throws {
    let cells = Self.metrics.flatMap { metric in Self.horizons.map { Cell(metric: metric, horizon: $0) } }
    for cell in cells {
      let transforms = try #require(transforms[cell])
      var tallies = [Int](repeating: 0, count: bins)
      for transform in transforms { tallies[min(Int(transform * Double(bins)), bins - 1)] += 1 }
      let expected = Double(transforms.count) / Double(bins)
      let distance = tallies.reduce(0) {
        $0 + (Double($1) - expected) * (Double($1) - expected) / expected
      }
      let p = IncompleteGamma.upper(Double(bins - 1) / 2, distance / 2)
      let inside = Double(transforms.count { $0 >= 0.05 && $0 <= 0.95 }) / Double(transforms.count)
      let mean = transforms.reduce(0, +) / Double(transforms.count)
      print(
        "SellerCalibration: \(title) \(cell.metric.rawValue) \(cell.horizon) d: \(tallies), p \(p), "
          + String(format: "mean %.3f, inside the central 90 %% %.3f", mean, inside))
      #expect(
        p > 0.001 / Double(cells.count), "\(title) \(cell.metric.rawValue) \(cell.horizon) d: \(tallies)")
    }
  }
}
