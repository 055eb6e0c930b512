import AccountHealth
import Glibc
import Probability
import Simulation

/// Orders that a window's counts may stand for, for a seller without order dates.
///
/// A count says nothing of when its orders were placed, when its bad ones leave the window, or which orders
/// are still open. Several draws of all of that, each continued by the ordinary model, carry what is not
/// known into the forecast (`AccountModels`).
struct ImputedOrders {
  let rule: MetricRule
  let count: WindowCount
  let priors: Priors
  let asOf: Day
  private var generator: Philox4x32

  /// - Parameters:
  ///   - draw: The number of the imputation.
  ///   - seed: The same for all rates of an account.
  init(_ rule: MetricRule, _ count: WindowCount, _ priors: Priors, asOf: Day, draw: Int, seed: UInt64) {
    self.rule = rule
    self.count = count
    self.priors = priors
    self.asOf = asOf
    generator = Philox4x32(
      seed: seed, path: UInt32(draw), day: 0,
      purpose: Purpose.imputation.address(slot: UInt32(rule.metric.drawSlot)))
  }

  /// The window has exactly `count` of them on the evening of `asOf`. Younger orders follow at the same pace.
  ///
  /// - Complexity: O(orders).
  mutating func orders() -> [Order] {
    let isPromise = rule.metric.membership == .promisedDelivery
    let ahead = isPromise ? priors.usualPromise : 0
    let length = rule.oldest - rule.youngest + 1
    // Index 0 is the oldest member day of the window; younger days follow.
    let sizes = volume(days: length) + younger(days: rule.youngest + ahead, length)
    let bad = badOrders(sizes, length)
    var orders: [Order] = []
    for (place, size) in sizes.enumerated() {
      let member = asOf - rule.oldest + place
      let purchased = isPromise ? member - priors.usualPromise : member
      guard purchased <= asOf else { continue }
      for (count, isBad) in [(bad[place], true), (size - bad[place], false)] {
        var left = count
        while left > 0 {
          var order = order("\(orders.count)", purchased, isBad: isBad)
          order.units = min(left, units())
          left -= order.units
          orders.append(order)
        }
      }
    }
    return orders.sorted { $0.purchased < $1.purchased }
  }

  /// The shares of orders with two, three and four units among public orders; the others have one.
  private static let sizes: [(units: Int, share: Double)] = [(2, 0.07), (3, 0.01), (4, 0.01)]

  /// The units of an order, so that a count of units may stand for fewer orders that come and go as a whole;
  /// 1 where orders are counted.
  private mutating func units() -> Int {
    guard rule.counted == .units else { return 1 }
    var left = uniform()
    for (units, share) in Self.sizes {
      left -= share
      if left < 0 { return units }
    }
    return 1
  }

  // MARK: Days

  /// The standard deviation of the logarithm of a week's orders around their mean. An assumption.
  private static let weeklySD = 0.2

  /// The orders of the window, spread at random over its days, with weeks that differ.
  private mutating func volume(days: Int) -> [Int] {
    let offset = Int(uniform() * 7)
    let weeks = (0...(days / 7 + 1)).map { _ in exp(Self.weeklySD * normal()) }
    return spread(count.orders, (0..<days).map { weeks[($0 + offset) / 7] }, most: nil)
  }

  private mutating func younger(days: Int, _ length: Int) -> [Int] {
    let mean = Double(count.orders) / Double(length)
    return (0..<days).map { _ in
      // The nearest whole number to a normal of the Poisson's mean and variance.
      max(0, Int((mean + mean.squareRoot() * normal()).rounded()))
    }
  }

  /// Known bad orders per day. The drift of the prior says how much they cluster, and young days have shown
  /// only a part of theirs. Those of the window add up to its count; days that are too young for it already
  /// have some too, at a level drawn from the prior and the count.
  private mutating func badOrders(_ sizes: [Int], _ length: Int) -> [Int] {
    let drift = self.drift()
    let shares = sizes.indices.map { shown(age: rule.oldest - $0) }
    let seen = zip(sizes[..<length], shares).reduce(0) { $0 + Double($1.0) * $1.1 }
    let level = self.level(of: Double(count.bad), among: seen)
    var deviation = drift.sd * normal()
    let chances = sizes.indices.map { _ -> Double in
      deviation = drift.ar1 * deviation + drift.innovationSD * normal()
      return logistic(level + deviation)
    }
    let weights = (0..<length).map { Double(sizes[$0]) * chances[$0] * shares[$0] }
    let inside = spread(count.bad, weights, most: Array(sizes[..<length]))
    return inside + (length..<sizes.count).map { binomial(sizes[$0], chances[$0] * shares[$0]) }
  }

  /// A draw of the log-odds of a bad order: the normal prior, and the empirical log-odds of the count with
  /// their variance, the reciprocal of the bad orders.
  private mutating func level(of bad: Double, among orders: Double) -> Double {
    let prior = priors.rate(of: rule.metric)
    let (found, variance) = (log((bad + 0.5) / max(0.5, orders - bad + 0.5)), 1 / (bad + 0.5))
    let precision = 1 / (prior.sd * prior.sd) + 1 / variance
    let mean = (prior.mean / (prior.sd * prior.sd) + found / variance) / precision
    return mean + normal() / precision.squareRoot()
  }

  /// A drift of the prior, by its weight.
  private mutating func drift() -> Priors.Drift {
    let drifts = priors.rate(of: rule.metric).drifts
    var left = uniform() * drifts.reduce(0) { $0 + $1.weight }
    for drift in drifts {
      left -= drift.weight
      if left < 0 { return drift }
    }
    return drifts[drifts.count - 1]
  }

  /// The share of the bad orders of an age that is known by now.
  private func shown(age: Int) -> Double {
    switch rule.metric {
    case .lateShipment30, .lateShipment10: age > priors.usualHandling ? 1 : 0
    case .cancellation: LagLaw(prior: priors.cancellationDelays, observed: []).cumulative(age)
    case .orderDefect, .orderDefectAmazon:
      LagLaw(prior: priors.defectDelays, observed: []).cumulative(age - priors.usualPromise)
    case .onTimeDelivery, .validTracking: age > 0 ? 1 : 0
    }
  }

  /// `total` over places in proportion to `weights`, at random; at most `most` in each. What has no weight
  /// left goes to the oldest places that have room.
  private mutating func spread(_ total: Int, _ weights: [Double], most: [Int]?) -> [Int] {
    var counts = [Int](repeating: 0, count: weights.count)
    var (left, mass) = (total, weights.reduce(0, +))
    for place in weights.indices where left > 0 {
      // A binomial draw by its normal limit where it is large.
      let share = mass > 0 ? min(1, weights[place] / mass) : 0
      var drawn = binomial(left, share)
      if let most { drawn = min(drawn, most[place]) }
      counts[place] = drawn
      left -= drawn
      mass -= weights[place]
    }
    for place in weights.indices where left > 0 {
      let room = most.map { $0[place] - counts[place] } ?? left
      counts[place] += min(left, room)
      left -= min(left, room)
    }
    return counts
  }

  private mutating func binomial(_ n: Int, _ p: Double) -> Int {
    if p >= 1 { return n }
    if p <= 0 || n == 0 { return 0 }
    let variance = Double(n) * p * (1 - p)
    if variance > 100 {
      return min(n, max(0, Int((Double(n) * p + variance.squareRoot() * normal()).rounded())))
    }
    return (0..<n).reduce(0) { sum, _ in sum + (uniform() < p ? 1 : 0) }
  }

  private mutating func uniform() -> Double { unitInterval(generator.next()) }
  private mutating func normal() -> Double { normalQuantile(uniform()) }

  // MARK: Orders

  private mutating func order(_ id: String, _ purchased: Day, isBad: Bool) -> Order {
    var order = Order(id: id, purchased: purchased, channel: rule.metric.channel)
    let handling = priors.usualHandling
    let hasShipped = purchased + Int(uniform() * Double(handling + 1))
    switch rule.metric {
    case .lateShipment30, .lateShipment10:
      order.shipBy = purchased + handling
      order.shipped = known(isBad ? purchased + handling + 1 : hasShipped)
    case .cancellation:
      if isBad {
        let days = drawn(priors.cancellationDelays, most: asOf - purchased)
        (order.cancelled, order.cancelledBy) = (purchased + days, .seller)
      } else {
        order.shipped = known(hasShipped)
      }
    case .orderDefect, .orderDefectAmazon:
      order.shipped = known(hasShipped)
      guard isBad else { break }
      order.defect = .negativeFeedback
      let anchor = purchased + priors.usualPromise
      order.defectRecorded = max(purchased, anchor + drawn(priors.defectDelays, most: asOf - anchor))
    case .onTimeDelivery, .validTracking:
      let promised = purchased + priors.usualPromise
      order.deliverBy = promised
      order.shipped = known(min(hasShipped, promised))
      if rule.metric == .validTracking {
        order.tracking = order.shipped == nil ? nil : isBad ? .invalid : .valid
      }
      let early = Int(uniform() * Double(max(1, priors.usualPromise - handling)))
      order.delivered = known(rule.metric == .onTimeDelivery && isBad ? promised + 1 : promised - early)
    }
    return order
  }

  private func known(_ day: Day) -> Day? { day <= asOf ? day : nil }

  /// A delay of at most so many days.
  private mutating func drawn(_ delays: Priors.Delays, most: Int) -> Int {
    let possible = delays.days.filter { $0.days <= most }
    var left = uniform() * possible.reduce(0) { $0 + $1.weight }
    for delay in possible {
      left -= delay.weight
      if left < 0 { return delay.days }
    }
    return min(most, possible.last?.days ?? most)
  }
}
