import Forecasting
import Foundation
import Workspace

/// A chance that few data leave open, in words: the range first, then its mean with the error of the
/// simulation.
struct OpenChance {
  /// `between 23 % and 98.6 %`
  var range: String
  /// `for all that your orders tell (60.6 % on average, simulation error ± 0.2)`
  var basis: String
}

extension MetricForecast {
  /// A spread below this is left out: the chance rests on enough data.
  private static let leastSpread = 0.1

  /// Whether what is not known about the rate moves the chance to be off target soon by a tenth or more.
  var isOpen: Bool { spread.map { $0.highest.value - $0.lowest.value >= Self.leastSpread } ?? false }

  /// The chance to be off target within `soon` days; `nil` where the data leave little open, or it was not
  /// asked how much.
  var openChance: OpenChance? {
    guard isOpen, let (lowest, highest) = spread, let own = breachProbability(within: soon) else {
      return nil
    }
    let mean = Phrases.chance(own, isExact: method == .exact).components(separatedBy: " ± ")
    let error = mean.count > 1 ? ", simulation error ± \(mean[1])" : ""
    return OpenChance(
      range: Phrases.between(lowest, highest),
      basis:
        "for all that \(isFromCounts ? "these counts" : "your orders") tell (\(mean[0]) on average\(error))")
  }
}
