import Glibc

/// How often accounts close for good and how soon pauses end, from the silence at the end of sellers'
/// records.
enum ClosingFit {
  /// The evidence of one seller's record.
  struct Seller: Sendable {
    /// Days from the first order to the last, on which the account was open.
    var daysOpen: Int
    /// Log chance of each silent day since, had the account been open.
    var silence: [Double]
    /// Days of silences that followed a pace of one order per day, and how many of these silences ended on
    /// such a day.
    var pausedDays = 0
    var returns = 0

    /// - Parameters:
    ///   - counts: Orders of consecutive days, with an order on at least one.
    ///   - silence: Log chances of the days after the last order.
    init(counts: [Int], silence: [Double]) {
      self.silence = silence
      let sold = counts.indices.filter { counts[$0] > 0 }
      daysOpen = (sold.last ?? 0) - (sold.first ?? 0) + 1
      for (place, day) in sold.enumerated() {
        guard day >= ClosingFit.paceDays - 1,
          counts[(day - ClosingFit.paceDays + 1)...day].reduce(0, +) >= ClosingFit.paceDays
        else { continue }
        // The next order, or the first day of which nothing is known.
        let next = place + 1 < sold.count ? sold[place + 1] : counts.count
        for later in ClosingFit.pause where day + later < min(next + 1, counts.count) {
          pausedDays += 1
          if day + later == next { returns += 1 }
        }
      }
    }
  }

  /// Days over which the pace before a pause is taken.
  private static let paceDays = 28
  /// Days since the last order on which a return counts: shorter silences are chance, longer ones are often
  /// final.
  private static let pause = 6...31
  private static let rounds = 500
  /// Accounts of files that end on different days seem to close all the time.
  private static let mostDaily = 0.1
  /// The start of the search; it stays if no seller has silence or pauses.
  static let start = Priors.Closing(daily: 0.0003, returning: 0.13)

  /// The likeliest chance of closing, by expectation and maximization (closings over days open; A. P.
  /// Dempster, N. M. Laird and D. B. Rubin, J. R. Stat. Soc. B 39 (1977) 1–38), and the share of days on
  /// which a pause ends.
  ///
  /// - Parameter start: Its values stay if no seller has paused, or none has closed.
  /// - Complexity: O(rounds · silent days).
  static func fit(_ sellers: [Seller], start: Priors.Closing) -> Priors.Closing {
    var prior = start
    let days = sellers.reduce(0) { $0 + $1.pausedDays }
    let returns = sellers.reduce(0) { $0 + $1.returns }
    if returns > 0 { prior.returning = min(max(rounded(Double(returns) / Double(days)), 0.001), 0.999) }
    guard prior.daily > 0, sellers.contains(where: { !$0.silence.isEmpty }) else { return prior }
    for _ in 0..<rounds {
      var (closings, exposure) = (0.0, 0.0)
      for seller in sellers {
        let expected = expectation(seller, prior)
        closings += expected.closed
        exposure += expected.daysOpen
      }
      // Without closings it would become 0, of which no odds can grow.
      prior.daily = max(closings / exposure, 1e-9)
    }
    prior.daily = min((prior.daily * 1e6).rounded() / 1e6, mostDaily)
    return prior
  }

  /// P(closed) at the end of the record, and the mean number of days that the account was open.
  private static func expectation(_ seller: Seller, _ prior: Priors.Closing) -> (
    closed: Double, daysOpen: Double
  ) {
    var closing = ClosingOdds(prior: prior)
    // Days open during the silence of accounts that are closed now, times their probability, relative to
    // P(open).
    var daysWhenClosed = 0.0
    for (day, logChance) in seller.silence.enumerated() {
      let before = closing.odds
      closing.observeSilence(logChance: logChance)
      let growth = closing.odds / (before + prior.daily)
      daysWhenClosed = (daysWhenClosed + prior.daily * Double(day)) * growth
    }
    let open = 1 / (1 + closing.odds)
    return (
      closing.odds * open, Double(seller.daysOpen) + open * (Double(seller.silence.count) + daysWhenClosed)
    )
  }
}
