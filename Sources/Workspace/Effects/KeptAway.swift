import Forecasting
import Glibc
import Probability

/// How many bad orders a change of a given size has kept away, or how many orders it has brought, so far.
///
/// The orders since the change went bad as they did; without it their odds would have been those divided by
/// the factor.
struct KeptAway {
  private let strengths: [(strength: Double, orders: Double)]
  private let rate: StudiedRate
  /// The share of bad orders since the change; half an order where there was none.
  private let badShare: Double
  /// The share of the bad ones that is on record.
  let recorded: Double

  init(_ series: StudiedSeries, _ change: DatedChange) {
    let days = change.day..<series.days
    rate = series.rate
    recorded = series.recordedShare(days)
    let count = series.count(days)
    let orders = Double(max(count.orders, 1)) * max(recorded, 0.01)
    badShare = min(max(Double(count.bad), 0.5) / max(orders, 1), 0.999)
    strengths = days.map { (change.strength(on: $0), Double(series.count($0..<$0 + 1).orders)) }
  }

  /// The share of the orders of a day that it has kept from going bad; negative for more bad ones.
  func avoidedShare(_ logRatio: Double) -> Double { logistic(logit(badShare) - logRatio) - badShare }

  /// Bad orders kept away so far, or orders gained.
  func avoided(_ logRatio: Double) -> Double {
    strengths.reduce(0) { sum, day in
      let size = day.strength * logRatio
      return sum + day.orders * (rate.isBad ? avoidedShare(size) : 1 - exp(-size))
    }
  }

  /// The range of something that goes one way with the size of the effect.
  func range(_ law: EffectPosterior, of value: (Double) -> Double) -> EffectEstimate.Range {
    let ends = [0.1, 0.5, 0.9].map { value(law.quantile($0)) }.sorted()
    return .init(p10: ends[0], p50: ends[1], p90: ends[2])
  }
}
