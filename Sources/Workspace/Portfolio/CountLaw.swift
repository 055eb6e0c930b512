import Foundation
import Probability

/// The number of events that happen, each with a chance of its own, where all may share a part of their luck.
///
/// Independent events have the Poisson binomial law, made by adding one event after another (Y. Hong,
/// *Computational Statistics & Data Analysis* 59 (2013) 41–51). What events share is one normal factor
/// (O. Vasicek, "Loan portfolio value", *Risk* 15(12) (2002) 160–162): an event of chance p happens if √ρ
/// times the factor plus √(1 − ρ) times a normal luck of its own is below the p-quantile. Each keeps its
/// chance, so the mean is the same for every ρ. Given the factor the events are independent.
public struct CountLaw: Sendable, Hashable {
  public let mean: Double
  /// The chance of 0, 1, 2, … events. Counts far above the mean are left out.
  private let law: [Double]

  /// The values of the factor: ±5 standard deviations, evenly.
  private static let (steps, step) = (40, 0.125)

  /// - Parameters:
  ///   - chances: 0…1 each.
  ///   - correlation: ρ, that of what drives any two events; 0 if they are independent, and below 1.
  /// - Complexity: O(events · largest count that is kept), 81 times if they share something.
  public init(_ chances: [Double], correlation: Double = 0) {
    precondition((0..<1).contains(correlation), "a correlation of events is 0 or more, and below 1")
    mean = chances.reduce(0, +)
    guard correlation > 0 else {
      law = Self.independent(chances)
      return
    }
    let limits = chances.filter { $0 > 0 }.map(normalQuantile)
    let (shared, own) = (correlation.squareRoot(), (1 - correlation).squareRoot())
    var (law, whole) = ([Double](), 0.0)
    for place in -Self.steps...Self.steps {
      let factor = Double(place) * Self.step
      let weight = exp(-0.5 * factor * factor)
      let given = Self.independent(limits.map { normalCdf(($0 - shared * factor) / own) })
      law += [Double](repeating: 0, count: max(0, given.count - law.count))
      for (count, chance) in given.enumerated() { law[count] += weight * chance }
      whole += weight
    }
    self.law = law.map { $0 / whole }
  }

  /// The law of independent events.
  private static func independent(_ chances: [Double]) -> [Double] {
    let mean = chances.reduce(0, +)
    let variance = chances.reduce(0) { $0 + $1 * (1 - $1) }
    let most = min(chances.count, Int(mean + 12 * variance.squareRoot() + 20))
    var law = [Double](repeating: 0, count: most + 1)
    law[0] = 1
    var reached = 0
    for chance in chances where chance > 0 {
      reached = min(reached + 1, most)
      for count in stride(from: reached, through: 1, by: -1) {
        law[count] = law[count] * (1 - chance) + law[count - 1] * chance
      }
      law[0] *= 1 - chance
    }
    return law
  }

  /// The smallest count that is not exceeded with this chance, 0…1.
  public func quantile(_ chance: Double) -> Int {
    var sum = 0.0
    for (count, own) in law.enumerated() {
      sum += own
      if sum >= chance - 1e-12 { return count }
    }
    return law.count - 1
  }

  /// The variance of the number.
  public var variance: Double {
    law.enumerated().reduce(0) { sum, one in
      let distance = Double(one.offset) - mean
      return sum + one.element * distance * distance
    }
  }
}
