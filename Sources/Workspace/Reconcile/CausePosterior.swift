/// Which of some possible causes hold, given their sum.
///
/// Cause i holds with chance pᵢ and then adds its weight wᵢ. Beside them there is an unknown number U ≥ 0 of
/// causes that nobody sees, each of weight 1, with the geometric law P(U = u) = (1 − r) rᵘ and mean r/(1 −
/// r). Given Σ wᵢ Xᵢ + U = D, the chance of each cause and the law of U follow exactly: the sums of the
/// causes before and after one are two convolutions.
struct CausePosterior: Sendable, Hashable {
  /// The chance of each cause, in their order.
  var chances: [Double]
  /// P(U = u | D) for u = 0…D.
  var unknown: [Double]

  /// The mean of U.
  var expectedUnknown: Double {
    unknown.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
  }

  /// The law of that part of the sum which some of the causes and the unknown ones make up.
  ///
  /// - Parameters:
  ///   - causes: All of them, with whether each is one of these.
  ///   - unknownMean: Of U, above 0.
  ///   - sum: D, 0…`largestSum`.
  /// - Returns: The chances of 0…D.
  /// - Complexity: O(causes · sum).
  static func part(
    of causes: [(chance: Double, weight: Int, isIn: Bool)], unknownMean: Double, sum: Int
  ) -> [Double] {
    func law(_ isIn: Bool, from start: [Double]) -> [Double] {
      causes.lazy.filter { $0.isIn == isIn }.reduce(into: start) { law, cause in
        law = adding((cause.chance, cause.weight), to: law)
      }
    }
    let inside = law(true, from: geometric(unknownMean, through: sum))
    let outside = law(false, from: [1.0] + [Double](repeating: 0, count: sum))
    let joint = (0...sum).map { inside[$0] * outside[sum - $0] }
    let total = joint.reduce(0, +)
    return total > 0 ? joint.map { $0 / total } : (0...sum).map { $0 == sum ? 1 : 0 }
  }

  /// P(U = u) for u = 0…`last`.
  private static func geometric(_ mean: Double, through last: Int) -> [Double] {
    let ratio = mean / (1 + mean)
    var tail = [Double](repeating: 0, count: last + 1)
    var power = 1 - ratio
    for place in tail.indices {
      tail[place] = power
      power *= ratio
    }
    return tail
  }

  private static func adding(_ cause: (chance: Double, weight: Int), to law: [Double]) -> [Double] {
    law.indices.map { place in
      (1 - cause.chance) * law[place]
        + (place >= cause.weight ? cause.chance * law[place - cause.weight] : 0)
    }
  }

  /// The largest sum for which causes are weighed one by one.
  static let largestSum = 100
  /// The most causes.
  static let mostCauses = 2_000

  /// - Parameters:
  ///   - causes: Chances 0…1 and weights of at least 1; at most `mostCauses`.
  ///   - unknownMean: Of U, above 0.
  ///   - sum: D, 0…`largestSum`.
  /// - Complexity: O(causes · sum).
  init(_ causes: [(chance: Double, weight: Int)], unknownMean: Double, sum: Int) {
    precondition(unknownMean > 0 && (0...Self.largestSum).contains(sum) && causes.count <= Self.mostCauses)
    let tail = Self.geometric(unknownMean, through: sum)
    // after[i]: the causes from i on, and U.
    var after = [tail]
    for cause in causes.reversed() { after.append(Self.adding(cause, to: after[after.count - 1])) }
    after.reverse()
    let total = after[0][sum]
    guard total > 0 else {
      chances = causes.map { _ in 0 }
      unknown = (0...sum).map { $0 == sum ? 1 : 0 }
      return
    }
    var before = [1.0] + [Double](repeating: 0, count: sum)
    chances = []
    for (place, cause) in causes.enumerated() {
      let rest = sum - cause.weight
      let joint =
        rest < 0 ? 0 : (0...rest).reduce(0) { $0 + before[$1] * after[place + 1][rest - $1] }
      chances.append(cause.chance * joint / total)
      before = Self.adding(cause, to: before)
    }
    unknown = (0...sum).map { before[sum - $0] * tail[$0] / total }
  }
}
