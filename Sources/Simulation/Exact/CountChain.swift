/// First passage of a sliding sum of independent daily counts: finite Markov chain embedding after
/// J. C. Fu, J. Appl. Probab. 38 (2001) 908–916.
///
/// The state is the last `length` − 1 daily counts of the futures not yet off target. It is kept as one bit
/// string, oldest day first: a day with y bad orders is y ones and a zero. Counts are few where the answer is
/// exact, so a window of 60 days with at most 3 bad orders takes 62 bits and C(62, 3) = 37,820 states.
struct CountChain: Sendable {
  /// Days whose counts one window adds up; 0 where no new count is ever seen.
  let length: Int
  /// Age of the newest day that counts.
  let youngest: Int
  /// Off target on day index + 1 where the new counts of the window reach this; `nil` if no number does.
  let needed: [Int?]
  /// The most that any day needs: counts beyond it change nothing.
  let cap: Int

  init(youngest: Int, oldest: Int, needed: [Int?]) {
    length = max(0, oldest - youngest + 1)
    self.youngest = youngest
    self.needed = needed
    cap = max(0, needed.reduce(0) { max($0, $1 ?? 0) })
  }

  private var horizon: Int { needed.count }
  /// The last day on which the window can be off target; 0 where there is none.
  private var lastDay: Int { (needed.lastIndex { $0 != nil } ?? -1) + 1 }

  // MARK: Size

  /// The most states of any day, and the steps of the whole run, for counts of at most `most[s]` on day
  /// s + 1; `nil` if a state is longer than 128 bits or more than `limit` states may be alive.
  func size(most: [Int], limit: Int) -> (states: Int, steps: Int)? {
    guard length > 0 else { return (1, horizon) }
    var (states, steps) = (1.0, 0.0)
    for day in stride(from: 1, through: lastDay, by: 1) {
      let newest = day - youngest
      guard newest >= 1 else { continue }
      let days = most[max(0, newest - length + 1)..<newest].map { min($0, cap) }
      let held = days.reduce(0) { min($0 + min($1, 1 << 40), 1 << 40) }
      let alive = min(held, needed[day - 1].map { max(0, $0 - 1) } ?? held)
      guard length - 1 + alive <= 127 else { return nil }
      let count = sequences(days, sum: alive, limit: limit)
      guard count <= Double(limit) else { return nil }
      let branches = Double(min(cap, most[newest - 1]) + 1)
      let width = Double(min(cap, needed[day - 1] ?? 0))
      steps += count * branches + Double(length) * width * min(width, branches)
      states = max(states, count)
    }
    return (Int(states), Int(min(steps, 1e18)))
  }

  /// Lists with entries 0…`most[i]` that add to at most `sum`; stops counting above `limit`.
  private func sequences(_ most: [Int], sum: Int, limit: Int) -> Double {
    guard sum <= limit || most.isEmpty else { return .infinity }
    var ways = [1.0]
    for top in most {
      let length = min(sum + 1, ways.count + top)
      var next = [Double](repeating: 0, count: length)
      var running = 0.0
      for index in 0..<length {
        if index < ways.count { running += ways[index] }
        if index - top - 1 >= 0 { running -= ways[index - top - 1] }
        next[index] = running
      }
      ways = next
      let total = ways.reduce(0, +)
      if total > Double(limit) { return total }
    }
    return ways.reduce(0, +)
  }

  // MARK: Laws

  /// P(first off target on day index + 1). `laws[s]` is that of day s + 1.
  func firstPassage(_ laws: [CountLaw]) -> [Double] {
    var result = [Double](repeating: 0, count: horizon)
    var (now, next) = (StateTable(), StateTable())
    now.add(0, 1)
    for day in stride(from: 1, through: lastDay, by: 1) {
      let newest = length > 0 ? day - youngest : 0
      var absorbed = CompensatedSum()
      if newest < 1 {
        guard let need = needed[day - 1], need <= 0 else { continue }
        for mass in now.masses { absorbed.add(mass) }
        now.removeAll()
      } else {
        next.removeAll()
        let law = laws[newest - 1]
        for index in 0..<now.count {
          step(now.keys[index], now.masses[index], law, needed[day - 1], into: &next, &absorbed)
        }
        swap(&now, &next)
      }
      result[day - 1] = min(1, absorbed.value)
    }
    return result
  }

  @inline(__always)
  private func step(
    _ key: UInt128, _ mass: Double, _ law: CountLaw, _ need: Int?, into next: inout StateTable,
    _ absorbed: inout CompensatedSum
  ) {
    let sum = key.nonzeroBitCount
    let rest = withoutOldest(key, sum)
    guard let need else {
      for count in 0..<min(cap, law.mass.count) where law.mass[count] > 0 {
        next.add(with(count, rest), mass * law.mass[count])
      }
      if law.tail(cap) > 0 { next.add(with(cap, rest), mass * law.tail(cap)) }
      return
    }
    absorbed.add(mass * law.tail(need - sum))
    guard need > sum else { return }
    for count in 0..<min(need - sum, law.mass.count) where law.mass[count] > 0 {
      next.add(with(count, rest), mass * law.mass[count])
    }
  }

  /// The state without its oldest day.
  @inline(__always)
  private func withoutOldest(_ key: UInt128, _ sum: Int) -> UInt128 {
    guard length > 1 else { return 0 }
    let bits = length - 1 + sum
    let oldest = (~(key &<< UInt128(128 - bits))).leadingZeroBitCount
    let left = bits - oldest - 1
    return key & ((1 &<< UInt128(left)) - 1)
  }

  /// The state with a newest day of `count` bad orders.
  @inline(__always)
  private func with(_ count: Int, _ key: UInt128) -> UInt128 {
    guard length > 1 else { return 0 }
    return key &<< UInt128(count + 1) | ((1 &<< UInt128(count)) - 1) &<< 1
  }

  /// P(off target on day index + 1), whatever happened before: a sum of independent counts, convolved.
  func offTarget(_ laws: [CountLaw]) -> [Double] {
    (1...horizon).map { day in
      guard let need = needed[day - 1] else { return 0 }
      guard need > 0 else { return 1 }
      guard length > 0, day - youngest >= 1 else { return 0 }
      var below = [1.0]
      var over = CompensatedSum()
      for newest in max(1, day - youngest - length + 1)...(day - youngest) {
        let law = laws[newest - 1]
        var next = [Double](repeating: 0, count: min(need, below.count + max(0, law.mass.count - 1)))
        for (sum, mass) in below.enumerated() where mass > 0 {
          over.add(mass * law.tail(need - sum))
          for count in 0..<min(need - sum, law.mass.count) { next[sum + count] += mass * law.mass[count] }
        }
        below = next
      }
      return min(1, over.value)
    }
  }
}
