import AccountHealth
import Glibc
import Probability

/// The effect of dated events on one account's orders: the log factor of each title, from a prior and its own
/// past.
///
/// The prior is normal on the log factor. An occurrence in the account's own past is a normal observation of
/// it: its orders compared with those of the four weeks before and after, weekdays allowed for.
struct EventEffects {
  struct Effect {
    var title: String
    var mean: Double
    var variance: Double
    /// Days as the simulation numbers them: 0 is the last known one.
    var days: [ClosedRange<Int>]

    func covers(_ day: Int) -> Bool { days.contains { $0.contains(day) } }
  }

  private(set) var effects: [Effect] = []

  /// Number of days before, and after, an occurrence that it is compared with.
  private static let beside = 28
  /// Standard deviation, log orders, by which one occurrence differs from another and the level drifts
  /// meanwhile.
  private static let ownSD = 0.3
  private static let leastBeside = 5.0

  static let none = EventEffects(effects: [])

  private init(effects: [Effect]) { self.effects = effects }

  /// - Parameters:
  ///   - counts: Orders of consecutive days, the last being `asOf`.
  ///   - factors: The weekday factor of each of these days.
  init(_ events: [SaleEvent], asOf: Day, counts: [Int], factors: [Double]) {
    var titles: [String] = []
    for event in events {
      let days = (event.days.first - asOf)...(event.days.last - asOf)
      if let known = titles.firstIndex(of: event.title) {
        effects[known].days.append(days)
        continue
      }
      titles.append(event.title)
      let sd = max(log(event.p90 / event.p10) / (2 * normalQuantile90), 1e-6)
      effects.append(Effect(title: event.title, mean: log(event.p50), variance: sd * sd, days: [days]))
    }
    for index in effects.indices {
      for days in effects[index].days {
        guard let seen = observation(days, counts, factors) else { continue }
        let effect = effects[index]
        let variance = 1 / (1 / effect.variance + 1 / seen.variance)
        effects[index].mean = variance * (effect.mean / effect.variance + seen.value / seen.variance)
        effects[index].variance = variance
      }
    }
  }

  /// The log factor that one past occurrence showed.
  private func observation(
    _ days: ClosedRange<Int>, _ counts: [Int], _ factors: [Double]
  ) -> (value: Double, variance: Double)? {
    func total(_ range: ClosedRange<Int>, isEvent: Bool) -> (orders: Double, factors: Double) {
      range.reduce(into: (0.0, 0.0)) { sums, day in
        let place = counts.count - 1 + day
        guard day <= 0, place >= 0, isEvent || !isEventDay(day) else { return }
        sums.0 += Double(counts[place])
        sums.1 += factors[place]
      }
    }
    let own = total(days, isEvent: true)
    let before = total((days.lowerBound - Self.beside)...(days.lowerBound - 1), isEvent: false)
    let after = total((days.upperBound + 1)...(days.upperBound + Self.beside), isEvent: false)
    let beside = (orders: before.orders + after.orders, factors: before.factors + after.factors)
    guard own.factors > 0, beside.orders >= Self.leastBeside else { return nil }
    let expected = beside.orders / beside.factors * own.factors
    return (
      log((own.orders + 0.5) / (expected + 0.5)),
      1 / (own.orders + 0.5) + 1 / (beside.orders + 0.5) + Self.ownSD * Self.ownSD
    )
  }

  func isEventDay(_ day: Int) -> Bool { effects.contains { $0.covers(day) } }

  /// Mean log factor of a day.
  func logFactor(on day: Int) -> Double { effects.reduce(0) { $1.covers(day) ? $0 + $1.mean : $0 } }
}
