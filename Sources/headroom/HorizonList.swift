import ArgumentParser
import Forecasting

/// `14,30,60`: days ahead, increasing.
struct HorizonList {
  var days: [Int]

  init(days: [Int]) { self.days = days }

  init(parsing argument: String) throws {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
      .map { part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil }
    let days = parts.compactMap { $0 }
    guard days.count == parts.count, zip(days, days.dropFirst()).allSatisfy({ $0 < $1 }),
      let first = days.first, let last = days.last, first >= 1, last <= ForecastRequest.longestHorizon
    else {
      throw ValidationError(
        "found '\(argument)', expected increasing days 1…\(ForecastRequest.longestHorizon) separated by commas, such as 14,30,60."
      )
    }
    self.days = days
  }
}
