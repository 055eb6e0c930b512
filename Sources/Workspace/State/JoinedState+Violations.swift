import AccountHealth
import Decisions
import Forecasting
import SellerReports

extension JoinedState {
  /// What is known of an account's violations and rating: by the seller's own list, and by Amazon's report.
  ///
  /// - Returns: `nil` if neither says anything, or the orders are not known.
  func ratingRecord(of subject: Subject, horizon: Int) -> RatingRecord? {
    let known = rating(in: subject.marketplace)
    let report = performance.filter { $0.marketplace == subject.marketplace && tellsRating($0) }
      .max { ($0.asOf ?? Day(number: .min)) < ($1.asOf ?? Day(number: .min)) }
    let counts = (report?.policies ?? []).filter(\.isViolation).compactMap(\.count)
    guard let account = subject.account, !violations.isEmpty || known != nil || !counts.isEmpty else {
      return nil
    }
    return RatingRecord(
      AccountFacts(account, asOf: subject.asOf), horizon: horizon,
      violations: violations.isEmpty ? nil : violations.flatMap(\.violations),
      counted: counts.isEmpty ? nil : counts.reduce(0, +), known: known)
  }

  /// The assumptions about one account: where its violations are known, they take the place of their part of
  /// the background.
  ///
  /// - Complexity: That of a simulation of the violations, some tenths of a second.
  func enforcement(_ general: Enforcement, of subject: Subject, _ request: ForecastRequest) -> Enforcement {
    guard let rules = general.rating, let record = ratingRecord(of: subject, horizon: request.horizon) else {
      return general
    }
    var own = general
    own.violations = RatingForecast(rules, record, seed: request.seed)
    return own
  }
}

extension Workspace {
  /// The rating of Amazon's report, or else the highest that its formula leaves for the orders and the listed
  /// violations; `nil` where earlier orders may be missing.
  func rating(of subject: Subject, _ enforcement: Enforcement) -> KnownRating? {
    if let known = state.rating(in: subject.marketplace) { return known }
    guard let account = subject.account, !account.orders.isEmpty else { return nil }
    let listed = state.violations
    let record = RatingRecord(
      AccountFacts(account, asOf: subject.asOf), horizon: 0,
      violations: listed.isEmpty ? nil : listed.flatMap(\.violations), counted: nil, known: nil)
    guard record.since == nil || settings.began != nil else { return nil }
    let most = enforcement.rating.map { record.rating($0, .low) } ?? Double(record.base[0])
    return KnownRating(atMost: Int(most), orders: record.orders, on: subject.asOf)
  }
}

extension PerformanceReport.PolicyCount {
  /// Whether it counts violations: not papers that are asked for, nor warnings about them.
  fileprivate var isViolation: Bool {
    let key = name.lowercased()
    return !key.contains("document") && !key.contains("warning")
  }
}
