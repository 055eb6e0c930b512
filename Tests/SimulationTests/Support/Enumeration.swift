import Simulation

/// Every possible future of a small model, one after the other: the definitions written out, nothing shared
/// with the engines.
struct Enumeration {
  /// Orders, bad orders and probability of one possible day.
  typealias Way = (orders: Int, bad: Int, probability: Double)

  var days: [[Way]]
  var ages: ClosedRange<Int>
  var rule: BreachRule
  /// Days from purchase to the first evening a bad order counts.
  var recorded = 0
  /// Counts of the days before day 1, oldest first; both lists have the same length.
  var historyOrders: [Int] = []
  var historyBad: [Int] = []

  struct Answer {
    var firstPassage: [Double]
    var offTarget: [Double]
    /// P(first time off target lasted index + 1 days), ended within the horizon.
    var recovery: [Double]
  }

  func answer() -> Answer {
    let zeros = [Double](repeating: 0, count: days.count)
    var answer = Answer(firstPassage: zeros, offTarget: zeros, recovery: zeros)
    visit([], 1, &answer)
    return answer
  }

  private func visit(_ path: [Way], _ probability: Double, _ answer: inout Answer) {
    guard path.count == days.count else {
      for way in days[path.count] where way.probability > 0 {
        visit(path + [way], probability * way.probability, &answer)
      }
      return
    }
    var first: Int?
    var isBack = false
    for day in 1...days.count {
      guard isOff(path, day) else {
        if let first, !isBack {
          answer.recovery[day - first - 1] += probability
          isBack = true
        }
        continue
      }
      answer.offTarget[day - 1] += probability
      if first == nil {
        answer.firstPassage[day - 1] += probability
        first = day
      }
    }
  }

  private func isOff(_ path: [Way], _ day: Int) -> Bool {
    var (orders, bad) = (0, 0)
    for age in ages {
      let member = day - age
      if member >= 1 {
        orders += path[member - 1].orders
        if member + recorded <= day { bad += path[member - 1].bad }
      } else if historyOrders.indices.contains(historyOrders.count - 1 + member) {
        orders += historyOrders[historyOrders.count - 1 + member]
        bad += historyBad[historyBad.count - 1 + member]
      }
    }
    switch rule {
    case .count(let count): return bad >= count
    case .rate(let numerator, let denominator, let strict, let minimum):
      if orders == 0 || orders < minimum { return false }
      return strict ? denominator * bad > numerator * orders : denominator * bad >= numerator * orders
    }
  }

  /// The possible days with `orders` orders, each bad with probability `p`, times `probability`.
  static func binomial(_ orders: Int, _ p: Double, times probability: Double = 1) -> [Way] {
    var choose = 1.0
    return (0...orders).map { bad in
      var mass = choose * probability
      for _ in 0..<bad { mass *= p }
      for _ in bad..<orders { mass *= 1 - p }
      choose *= Double(orders - bad) / Double(bad + 1)
      return (orders, bad, mass)
    }
  }
}
