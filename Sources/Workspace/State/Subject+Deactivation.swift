import AccountHealth
import Decisions

/// What says that an account is deactivated.
public struct KnownDeactivation: Sendable, Hashable {
  /// The seller's notice of it; `nil` if only the marketplace's report says so.
  public var notice: Notice?
  /// The day of the report that says so; `nil` without such a report, or if it has no day.
  public var report: Day?
  /// The day on which it is known to be so.
  public var day: Day? { notice?.received ?? report }
}

extension Subject {
  /// `nil` for an account that is not known to be deactivated.
  var deactivation: KnownDeactivation? {
    guard isDeactivated else { return nil }
    return KnownDeactivation(
      notice: notices.first(where: \.isOfDeactivation), report: isReportedDeactivated ? statusDay : nil)
  }

  /// How it is deactivated now, and for which reason by what is known; `nil` if nothing says that it is.
  ///
  /// - Parameter rating: The Account Health Rating of the marketplace's report.
  func shut(_ rating: KnownRating?) -> ShutAccount? {
    guard let deactivation else { return nil }
    let since = deactivation.day ?? asOf
    let isOff = status.metrics.contains { $0.state.isOffTarget }
    let reason: ShutAccount.Reason =
      if let rate = deactivation.notice?.metric ?? (isOff ? guessedRate : nil) {
        .rate(rate)
      } else if let rating, rating.range.upperBound < KnownRating.atRisk.lowerBound {
        .violations
      } else {
        .unknown
      }
    return ShutAccount(
      since: since, isSinceOrEarlier: deactivation.notice == nil, reason: reason,
      isWholeAccount: !(account?.orders.contains { $0.channel == .amazon && $0.purchased > since } ?? false))
  }
}
