import AccountHealth
import Simulation

extension SyntheticSeller {
  /// The most orders that one seller may get.
  public static let mostOrders = 2_000_000
  /// The range of the days between two events of an order.
  static let lagDays = 0...3650
  static let mostPrice = 1_000_000.0
  /// The largest weight or factor on odds; all are above 0.
  static let mostWeight = 1_000_000.0
  static let mostWeekdayFactor = 100.0
  /// The range of the first day, 1970-01-01…2199-12-31.
  static let starts = Day(number: 0)...Day(number: 84_005)

  /// Everything that is wrong with the seller, by the names that its fields have in a file.
  public var faults: [ModelError] {
    var faults: [ModelError] = []
    func require(_ holds: Bool, _ field: String, _ found: String, _ expected: String) {
      if !holds { faults.append(ModelError(field, found: found, expected: expected)) }
    }
    require(
      Self.starts.contains(start), "start", "\(start)",
      "a day from \(Self.starts.lowerBound) to \(Self.starts.upperBound)")
    let laws = [
      ("ship_by_lags", shipByLags), ("late_by_lags", lateByLags), ("promise_lags", promiseLags),
      ("transit_lags", transitLags), ("late_delivery_lags", lateDeliveryLags),
      ("cancellation_lags", cancellationLags), ("defect_lags", defectLags),
    ]
    for (name, law) in laws {
      require(!law.isEmpty, name, "no lag", "at least one")
      for (index, lag) in law.enumerated() {
        require(
          Self.lagDays.contains(lag.days), "\(name)[\(index)].days", "\(lag.days)",
          "days \(Self.lagDays.lowerBound)…\(Self.lagDays.upperBound)")
        require(
          Self.isWeight(lag.weight), "\(name)[\(index)].weight", "\(lag.weight)", Self.weightForm)
      }
    }
    for (name, share) in [("amazon_share", amazonShare), ("buyer_cancellation", buyerCancellation)] {
      require((0...1).contains(share), name, "\(share)", "a share 0…1")
    }
    require(
      Self.isWeight(defectOddsWhenLate), "defect_odds_when_late", "\(defectOddsWhenLate)", Self.weightForm)
    if let factors = weekdayFactors {
      require(
        factors.count == 7 && factors.allSatisfy { (0...Self.mostWeekdayFactor).contains($0) },
        "weekday_factors", "\(factors.count) numbers", "7 numbers 0…100, Monday first")
    }
    require(!items.isEmpty, "items", "no item", "at least one")
    for (index, item) in items.enumerated() {
      require(Self.isWeight(item.weight), "items[\(index)].weight", "\(item.weight)", Self.weightForm)
      require(
        (0...Self.mostPrice).contains(item.price), "items[\(index)].price", "\(item.price)",
        "a price 0…1000000")
    }
    let known = model.metrics.map(\.name)
    for (index, episode) in episodes.enumerated() {
      let place = "episodes[\(index)]"
      require(
        known.contains(episode.metric), place + ".metric", "'\(episode.metric)'",
        "one of " + known.joined(separator: ", "))
      require(
        episode.fromDay >= 1 && episode.toDay >= episode.fromDay, place,
        "days \(episode.fromDay)…\(episode.toDay)", "days in order, from 1")
      require(Self.isWeight(episode.odds), place + ".odds", "\(episode.odds)", Self.weightForm)
    }
    return faults
      + model.faults.map { ModelError("model." + $0.field, found: $0.found, expected: $0.expected) }
  }

  private static func isWeight(_ value: Double) -> Bool { value > 0 && value <= mostWeight }
  private static var weightForm: String { "a number above 0 and at most 1000000" }
}
