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
  /// The count of a shorter window that ends on the same day.
  struct Newest {
    /// Its days.
    var days: Int
    var count: WindowCount
  }

  let rule: MetricRule
  let count: WindowCount
  /// What is known of the newest days of the window; `nil` for nothing.
  let newest: Newest?
  let priors: Priors
  let asOf: Day
  private var generator: Philox4x32
  /// The chance of a bad order on each member day of the draw, oldest first.
  private var chances: [Double] = []

  /// - Parameters:
  ///   - draw: The number of the imputation.
  ///   - seed: The same for all rates of an account.
  ///   - newest: A count within `count`, of fewer days than the window has.
  init(
    _ rule: MetricRule, _ count: WindowCount, newest: Newest? = nil, _ priors: Priors, asOf: Day, draw: Int,
    seed: UInt64
  ) {
    self.rule = rule
    self.count = count
    self.newest = newest
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
    let sizes = volume(days: length + rule.youngest + ahead, length, ahead: ahead)
    let bad = badOrders(sizes, length)
    let waiting = waiting()
    var orders: [Order] = []
    for (place, size) in sizes.enumerated() {
      let member = asOf - rule.oldest + place
      let purchased = isPromise ? member - priors.usualPromise : member
      guard purchased <= asOf else { continue }
      for (count, isBad) in [(bad[place], true), (size - bad[place], false)] {
        var left = count
        while left > 0 {
          var order = order("\(orders.count)", purchased, isBad: isBad, waiting)
          order.units = min(left, units())
          left -= order.units
          orders.append(order)
        }
      }
    }
    return orders.sorted { $0.purchased < $1.purchased }
  }

  /// The shares of orders with so many units among public orders.
  private static let sizes: [(units: Int, share: Double)] = [(2, 0.07), (3, 0.01), (4, 0.01), (1, 0.91)]

  /// The units of an order, so that a count of units may stand for fewer orders that come and go as a whole;
  /// 1 where orders are counted.
  private mutating func units() -> Int {
    guard rule.counted == .units else { return 1 }
    return pick(Self.sizes, \.share).units
  }

  // MARK: Days

  /// The standard deviation of the logarithm of a week's orders around their mean. An assumption.
  private static let weeklySD = 0.2

  /// Orders of each member day from the oldest of the window on: those of the window add up to its count, and
  /// younger days follow at its pace. Days spread around their mean and differ by weekday as the priors say.
  private mutating func volume(days: Int, _ length: Int, ahead: Int) -> [Int] {
    let spread = pick(priors.volumeSizes, \.weight).size.flatMap { try? Gamma(shape: $0, rate: $0) }
    let offset = Int(uniform() * 7)
    let weeks = (0...(days / 7 + 1)).map { _ in exp(Self.weeklySD * normal()) }
    let weights = (0..<days).map { place -> Double in
      let weekday = (asOf - rule.oldest + place - ahead).weekday
      return weeks[(place + offset) / 7] * priors.weekdays[weekday] * (spread?.sample(using: &generator) ?? 1)
    }
    let inside = parts(length).flatMap { part in
      self.spread(part.count.orders, Array(weights[part.days]), most: nil)
    }
    let pace = Double(count.orders) / max(weights[..<length].reduce(0, +), 1e-9)
    return inside
      + weights[length...].map { (try? Poisson(mean: pace * $0))?.sample(using: &generator) ?? 0 }
  }

  /// Bad orders per day, also those that nobody knows yet. What is known of the window adds up to its count.
  ///
  /// A day's chance is that of a history drawn from the prior given the count.
  private mutating func badOrders(_ sizes: [Int], _ length: Int) -> [Int] {
    let shares = sizes.indices.map { shown(age: rule.oldest - $0) }
    chances = history(sizes, shares, length)
    let weights = (0..<length).map { Double(sizes[$0]) * chances[$0] * shares[$0] }
    let inside = parts(length).flatMap { part in
      spread(part.count.bad, Array(weights[part.days]), most: Array(sizes[part.days]))
    }
    return sizes.indices.map { place in
      let (chance, share) = (chances[place], shares[place])
      if place >= length { return binomial(sizes[place], isFateHidden ? chance : chance * share) }
      guard isFateHidden, share == 0 else { return inside[place] }
      return inside[place] + binomial(sizes[place] - inside[place], chance)
    }
  }

  /// Whether an order that goes wrong can be told from the others by being open until then.
  private var isFateHidden: Bool {
    [.lateShipment30, .lateShipment10, .onTimeDelivery].contains(rule.metric)
  }

  /// The days of the window with a count of their own, oldest first: one part, or the newest days apart.
  private func parts(_ length: Int) -> [(days: Range<Int>, count: WindowCount)] {
    guard let newest else { return [(0..<length, count)] }
    let older = WindowCount(
      orders: count.orders - newest.count.orders, bad: count.bad - newest.count.bad)
    return [(0..<length - newest.days, older), (length - newest.days..<length, newest.count)]
  }

  private static let histories = 64

  /// The chance of a bad order on each day: several histories are drawn from the prior, with levels near
  /// the count, and one of them is taken by its weight (sampling importance resampling: D. B. Rubin, J. Am.
  /// Stat. Assoc. 82 (1987) 543–546).
  ///
  /// - Complexity: O(histories · days).
  private mutating func history(_ sizes: [Int], _ shares: [Double], _ length: Int) -> [Double] {
    let prior = priors.rate(of: rule.metric)
    let orders = zip(sizes[..<length], shares).reduce(0) { $0 + Double($1.0) * $1.1 }
    let bad = min(Double(count.bad), orders)
    var drawn: [(chances: [Double], logWeight: Double)] = []
    for _ in 0..<Self.histories {
      let drift = pick(prior.drifts, \.weight)
      var (deviation, step) = (drift.sd * normal(), 0.0)
      let path = sizes.indices.map { _ -> Double in
        deviation = drift.ar1 * deviation + drift.innovationSD * normal()
        if drift.dailyChange > 0, uniform() < drift.dailyChange { step = RateFilter.changeSD * normal() }
        return deviation + step
      }
      // The level is proposed around the one that gives the count on this path.
      let odds = (0..<length).reduce(0) { $0 + Double(sizes[$1]) * shares[$1] * exp(path[$1]) }
      let found = logit((bad + 0.5) / (orders + 1)) - (orders > 0 ? log(odds / orders) : 0)
      let precision = 1 / (prior.reach * prior.reach) + bad + 0.5
      let centre = (prior.mean / (prior.reach * prior.reach) + found * (bad + 0.5)) / precision
      let (width, z) = (1.3 / precision.squareRoot(), normal())
      let level = centre + width * z
      let chances = path.map { logistic(level + $0) }
      let likelihood = parts(length).reduce(0) { sum, part in
        let known = part.days.reduce(0) { $0 + Double(sizes[$1]) * shares[$1] }
        guard known > 0 else { return sum }
        let expected = part.days.reduce(0) { $0 + Double(sizes[$1]) * shares[$1] * chances[$1] }
        let share = min(max(expected / known, 1e-12), 1 - 1e-12)
        let bad = min(Double(part.count.bad), known)
        return sum + bad * log(share) + (known - bad) * log1p(-share)
      }
      drawn.append((chances, prior.logDensity(level) + likelihood + z * z / 2 + log(width)))
    }
    let best = drawn.map(\.logWeight).max() ?? 0
    return pick(drawn) { exp($0.logWeight - best) }.chances
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
    (try? Binomial(trials: n, probability: min(max(p, 0), 1)))?.sample(using: &generator) ?? 0
  }

  /// One of some, at least one, by its weight.
  private mutating func pick<Item>(_ items: [Item], _ weight: (Item) -> Double) -> Item {
    var left = uniform() * items.reduce(0) { $0 + weight($1) }
    for item in items {
      left -= weight(item)
      if left < 0 { return item }
    }
    return items[items.count - 1]
  }

  private mutating func uniform() -> Double { unitInterval(generator.next()) }
  private mutating func normal() -> Double { normalQuantile(uniform()) }

  // MARK: Orders

  /// The share of the good orders that are open at each age: so many that an open order ends bad as often as
  /// the table of open orders says.
  ///
  /// With p for a bad order and r for one that is open, of the good ones p (1 − r) / ((1 − p) r) are open.
  private func waiting() -> [Double] {
    let isDelivery = rule.metric == .onTimeDelivery
    let prior = isDelivery ? priors.openDeliveries : priors.openShipments
    let deadline = isDelivery ? priors.usualPromise : priors.usualHandling
    let mean = chances.isEmpty ? 0.5 : chances.reduce(0, +) / Double(chances.count)
    let p = min(max(mean, 1e-6), 1 - 1e-6)
    var least = 1.0
    return (0...deadline).map { age in
      guard age < deadline else { return 0 }
      let left = deadline - age
      let open = OpenOrder(state: 0, daysLeft: left, ownShare: 0.5, workingDays: left * 5 / 7, age: age)
      // The account's own share of open orders that stay open is r itself.
      let r = logistic(prior.logOdds(of: open, account: logit(p)) / max(0.1, 1 - prior.own))
      least = min(least, p * (1 - r) / ((1 - p) * r))
      return least
    }
  }

  private mutating func order(_ id: String, _ purchased: Day, isBad: Bool, _ waiting: [Double]) -> Order {
    var order = Order(id: id, purchased: purchased, channel: rule.metric.channel)
    let handling = priors.usualHandling
    let hasShipped = purchased + Int(uniform() * Double(handling + 1))
    func goodAge() -> Int {
      let u = uniform()
      return waiting.firstIndex { u >= $0 } ?? waiting.count - 1
    }
    switch rule.metric {
    case .lateShipment30, .lateShipment10:
      order.shipBy = purchased + handling
      order.shipped = known(purchased + (isBad ? handling + 1 : goodAge()))
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
    case .onTimeDelivery:
      let promised = purchased + priors.usualPromise
      let shipped = min(hasShipped, promised)
      (order.deliverBy, order.shipped) = (promised, known(shipped))
      order.delivered = known(isBad ? promised + 1 : max(shipped, purchased + goodAge()))
    case .validTracking:
      let promised = purchased + priors.usualPromise
      (order.deliverBy, order.shipped) = (promised, known(min(hasShipped, promised)))
      order.tracking = order.shipped == nil ? nil : isBad ? .invalid : .valid
      order.delivered = known(promised)
    }
    return order
  }

  private func known(_ day: Day) -> Day? { day <= asOf ? day : nil }

  /// A delay of at most so many days.
  private mutating func drawn(_ delays: Priors.Delays, most: Int) -> Int {
    let possible = delays.days.filter { $0.days <= most }
    return possible.isEmpty ? most : pick(possible, \.weight).days
  }
}
