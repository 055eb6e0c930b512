import Glibc
import Probability

/// One change made in several accounts, or several times: a common effect, and how far accounts differ from
/// it.
///
/// Effects of accounts are normal around the common one (A. Gelman et al., *Bayesian Data Analysis*, 3rd
/// edition, 2013, section 5.4); the spread between them has a half-normal prior, and is summed over a grid.
/// What the days of an account say of its own effect enters as a normal likelihood.
public struct PooledEffect: Sendable {
  /// What moved all accounts on the day of a change, by accounts that had not made it: the logarithm of a
  /// factor.
  public struct Calendar: Sendable, Hashable {
    /// Changes of one day share one error.
    public var day: Int
    public var mean: Double
    public var sd: Double

    public init(day: Int, mean: Double, sd: Double) { (self.day, self.mean, self.sd) = (day, mean, sd) }
  }

  /// One account's own estimate, shrunk towards the common one.
  public struct Own: Sendable, Hashable {
    public var mean: Double
    public var sd: Double
  }

  /// The common effect, the logarithm of a factor.
  public let mean: Double
  public let sd: Double
  /// The spread between accounts, the standard deviation of their logarithms: its median, and the 10 % and
  /// 90 % quantiles.
  public let spread: Double
  public let spreadRange: ClosedRange<Double>
  /// The effect in an account not seen yet.
  public let nextSD: Double
  /// In the order of the laws.
  public let own: [Own]

  /// The scale of the spread between accounts; an assumption.
  private static let spreadScale = 0.3
  private static let spreads = (0...60).map { Double($0) / 50 }

  /// - Parameters:
  ///   - laws: At least one, each by a prior that is one normal distribution; that prior is taken out again.
  ///   - prior: What is believed of the common effect.
  ///   - calendar: What is taken off each law as the calendar's doing, `nil` for nothing; as many as laws, or
  ///     empty.
  public init(_ laws: [EffectPosterior], prior: LogRatioPrior, calendar: [Calendar?] = []) {
    precondition(!laws.isEmpty, "an effect of no account")
    precondition(calendar.isEmpty || calendar.count == laws.count, "a calendar for each law")
    let moves: [Calendar?] = calendar.isEmpty ? laws.map { _ in nil } : calendar
    let seen = zip(laws, moves).map { law, move -> (mean: Double, variance: Double) in
      let variance = law.likelihoodSD * law.likelihoodSD
      let mean =
        law.mean * (1 + variance / (law.prior.sd * law.prior.sd))
        - law.prior.mean * variance / (law.prior.sd * law.prior.sd)
      return (mean - (move?.mean ?? 0), variance)
    }
    struct Part {
      var log: Double
      var mean: Double
      var variance: Double
      var spread: Double
    }
    let parts = Self.spreads.flatMap { spread in
      prior.parts.map { believed -> Part in
        var (precision, moment) = (
          1 / (believed.sd * believed.sd), believed.mean / (believed.sd * believed.sd)
        )
        for one in seen {
          precision += 1 / (one.variance + spread * spread)
          moment += one.mean / (one.variance + spread * spread)
        }
        let mean = moment / precision
        let from = mean - believed.mean
        var log =
          Glibc.log(believed.weight / believed.sd) - 0.5 * Glibc.log(precision)
          - from * from / (2 * believed.sd * believed.sd)
        for one in seen {
          let (variance, distance) = (one.variance + spread * spread, one.mean - mean)
          log -= 0.5 * Glibc.log(variance) + distance * distance / (2 * variance)
        }
        log -= spread * spread / (2 * Self.spreadScale * Self.spreadScale)
        return Part(log: log, mean: mean, variance: 1 / precision, spread: spread)
      }
    }
    let best = parts.map(\.log).max() ?? 0
    let weights = parts.map { exp($0.log - best) }
    let total = weights.reduce(0, +)
    func average(_ value: (Part) -> Double) -> Double {
      zip(weights, parts).reduce(0) { $0 + $1.0 * value($1.1) } / total
    }
    let middle = average(\.mean)
    mean = middle
    func spreadQuantile(_ share: Double) -> Double {
      var sum = 0.0
      return zip(weights, parts).first { weight, _ in
        sum += weight
        return sum >= total * share
      }?.1.spread ?? 0
    }
    spread = spreadQuantile(0.5)
    spreadRange = spreadQuantile(0.1)...spreadQuantile(0.9)
    // An error of the calendar is that of all laws of its day, and does not average out over them.
    let precisions = seen.map { [spread] in 1 / ($0.variance + spread * spread) }
    let whole = precisions.reduce(0, +)
    let shared = Dictionary(grouping: zip(moves, precisions).filter { $0.0 != nil }) { $0.0!.day }
      .sorted { $0.key < $1.key }
      .reduce(0.0) { sum, day in
        let share = day.value.reduce(0) { $0 + $1.1 } / whole
        let error = share * (day.value[0].0?.sd ?? 0)
        return sum + error * error
      }
    sd = (shared + average { $0.variance + ($0.mean - middle) * ($0.mean - middle) }).squareRoot()
    nextSD =
      (shared
      + average { $0.variance + $0.spread * $0.spread + ($0.mean - middle) * ($0.mean - middle) })
      .squareRoot()
    own = zip(seen, moves).map { one, move in
      // Given the spread, an account's effect is between its own estimate and the common one.
      func given(_ part: Part) -> (mean: Double, variance: Double) {
        guard part.spread > 0 else { return (part.mean, part.variance) }
        let precision = 1 / one.variance + 1 / (part.spread * part.spread)
        let share = 1 / (part.spread * part.spread) / precision
        return (
          (one.mean / one.variance) / precision + share * part.mean,
          1 / precision + share * share * part.variance
        )
      }
      let mean = average { given($0).mean }
      let variance = average { part in
        let one = given(part)
        return one.variance + (one.mean - mean) * (one.mean - mean)
      }
      let calendar = move?.sd ?? 0
      return Own(mean: mean, sd: (variance + calendar * calendar).squareRoot())
    }
  }
}
