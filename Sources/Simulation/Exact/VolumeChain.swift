/// First passage where orders and bad orders are both random: the state is the last `length` − 1 days as
/// pairs.
///
/// A day is a number into `pairs`, a fixed count of bits each; pair 0 is a day without orders, which is also
/// what the days before day 1 are (their orders are settled).
struct VolumeChain: Sendable {
  typealias Pair = (orders: Int, bad: Int)

  /// Orders of a day beyond which even a window of one day has too many pairs.
  static let mostOrders = 1000

  let youngest: Int
  let length: Int
  let rule: BreachRule
  let settledOrders: [Int]
  let settledBad: [Int]
  let pairs: [Pair]
  private let bits: Int

  /// - Parameter most: The most orders of a day.
  init(
    youngest: Int, oldest: Int, rule: BreachRule, settledOrders: [Int], settledBad: [Int], most: Int
  ) {
    self.youngest = youngest
    length = oldest - youngest + 1
    self.rule = rule
    self.settledOrders = settledOrders
    self.settledBad = settledBad
    pairs = (0...most).flatMap { orders in (0...orders).map { (orders, $0) } }
    bits = Int.bitWidth - (pairs.count - 1).leadingZeroBitCount
  }

  private var horizon: Int { settledOrders.count }

  /// As in `CountChain`.
  func size(limit: Int) -> (states: Int, steps: Int)? {
    guard bits * (length - 1) <= 128 else { return nil }
    var states = 1
    for _ in 1..<max(1, min(length, horizon + 1)) {
      states *= pairs.count
      guard states <= limit else { return nil }
    }
    let (most, days) = (pairs.last?.orders ?? 0, min(length, horizon))
    let marginal = days * (days * most + 1) * (days * most + 1) * pairs.count
    return (states, horizon * (states * pairs.count + marginal))
  }

  /// P(first off target on day index + 1). `laws[s][i]` is the probability of pair i on day s + 1.
  func firstPassage(_ laws: [[Double]]) -> [Double] {
    var (now, next) = (StateTable(), StateTable())
    now.add(0, 1)
    return (1...horizon).map { day in
      var absorbed = CompensatedSum()
      next.removeAll()
      for index in 0..<now.count {
        let (key, mass) = (now.keys[index], now.masses[index])
        let held = total(key)
        let rest = length > 1 && bits * (length - 1) > bits ? key & mask(bits * (length - 2)) : 0
        guard day > youngest else {
          if isOff(day, held) { absorbed.add(mass) } else { next.add(key, mass) }
          continue
        }
        for (pair, share) in laws[day - youngest - 1].enumerated() where share > 0 {
          let sum = (held.orders + pairs[pair].orders, held.bad + pairs[pair].bad)
          if isOff(day, sum) {
            absorbed.add(mass * share)
          } else {
            next.add(length > 1 ? rest &<< UInt128(bits) | UInt128(pair) : 0, mass * share)
          }
        }
      }
      swap(&now, &next)
      return min(1, absorbed.value)
    }
  }

  /// P(off target on day index + 1): pairs summed over the window without absorption.
  func offTarget(_ laws: [[Double]]) -> [Double] {
    (1...horizon).map { day in
      let days = stride(from: max(1, day - youngest - length + 1), through: day - youngest, by: 1)
      let most = Array(days).count * (pairs.last?.orders ?? 0)
      var law = [Double](repeating: 0, count: (most + 1) * (most + 1))
      law[0] = 1
      for newest in days {
        var next = [Double](repeating: 0, count: law.count)
        for (cell, mass) in law.enumerated() where mass > 0 {
          for (pair, share) in laws[newest - 1].enumerated() where share > 0 {
            next[cell + pairs[pair].orders * (most + 1) + pairs[pair].bad] += mass * share
          }
        }
        law = next
      }
      var off = CompensatedSum()
      for (cell, mass) in law.enumerated() where mass > 0 {
        if isOff(day, (cell / (most + 1), cell % (most + 1))) { off.add(mass) }
      }
      return min(1, off.value)
    }
  }

  private func isOff(_ day: Int, _ sum: Pair) -> Bool {
    rule.isOffTarget(bad: settledBad[day - 1] + sum.bad, orders: settledOrders[day - 1] + sum.orders)
  }

  private func total(_ key: UInt128) -> Pair {
    var (left, sum) = (key, Pair(0, 0))
    while left != 0 {
      let pair = pairs[Int(truncatingIfNeeded: left & mask(bits))]
      sum = (sum.orders + pair.orders, sum.bad + pair.bad)
      left = left &>> UInt128(bits)
    }
    return sum
  }

  private func mask(_ bits: Int) -> UInt128 { bits >= 128 ? .max : (1 &<< UInt128(bits)) - 1 }
}
