import AccountHealth
import Forecasting

/// Days on which rates stepped although nobody said so.
public struct ChangesAnswer: Sendable {
  public struct Row: Sendable {
    /// The account's name in outputs.
    public var name: String
    public var rate: StudiedRate
    public var day: Day
    /// The days that hold 80 % of the chance.
    public var days: DayRange
    public var law: EffectPosterior
    public var evidence: Double
    /// Orders a day in the four weeks before and after.
    public var orders: (before: Double, after: Double)
    /// Sale days within two weeks.
    public var sales: [SaleEvent]
    /// What sold more or less than before from the day on.
    public var mix: [MixShift]
  }

  /// By account, rate and day.
  public var rows: [Row]
  /// The one rate that was asked for; `nil` for all of bad orders.
  public var asked: StudiedRate?
  /// The series that were searched: rates of accounts.
  public var searched: Int
  public var provenance: Provenance
}

extension Workspace {
  /// The steps of one rate, or of all that the files give.
  ///
  /// - Parameters:
  ///   - rate: `nil` for all of bad orders.
  ///   - threads: `nil` for the cores of the machine. The answer does not depend on it.
  /// - Throws: `Refusal` if no account has the rate.
  public func changes(of rate: StudiedRate?, threads: Int? = nil) throws -> ChangesAnswer {
    guard state.hasOrders else { throw Refusal(.onlyCounts) }
    let threads = Run(threads: threads).chosenThreads
    var answer = ChangesAnswer(
      rows: [], asked: rate, searched: 0, provenance: provenance(accounts: state.subjects.count))
    var missing: Missing?
    for subject in state.subjects {
      guard let account = subject.account else { continue }
      let priors = try forecasterSubject(subject, threads: threads).priors ?? settings.priors.value
      let isAmazon = !account.orders.contains { $0.channel == .seller }
      for one in rate.map({ [$0] }) ?? StudiedRate.allCases.filter(\.isBad) {
        if let metric = one.metric(of: isAmazon ? .amazon : .seller),
          !account.availableMetrics.contains(metric)
        {
          missing = missing ?? subject.missing(metric)
          continue
        }
        guard
          let series = StudiedSeries(
            account, one, change: subject.asOf, asOf: subject.asOf, priors: priors, events: subject.events)
        else { continue }
        answer.searched += 1
        answer.rows += ChangePoints(series, threads: threads).points.map { point in
          .init(point, series, subject, account, priors)
        }
      }
    }
    if answer.searched == 0 {
      throw Refusal(.noEffect(rate ?? .lateShipment, missing.map { .missing($0) } ?? .noOrders, place: nil))
    }
    return answer
  }
}

extension ChangesAnswer.Row {
  fileprivate init(
    _ point: ChangePoints.Point, _ series: StudiedSeries, _ subject: Subject, _ account: Account,
    _ priors: Priors
  ) {
    func pace(_ days: Range<Int>) -> Double {
      let known = days.clamped(to: 0..<series.days)
      return known.isEmpty ? 0 : Double(series.count(known).orders) / Double(known.count)
    }
    let (day, weeks) = (series.first + point.day, EffectEvidence.laterDays)
    let near = DayRange(day - EffectEvidence.besideDays, day + EffectEvidence.besideDays)
    self.init(
      name: subject.label, rate: series.rate, day: day,
      days: DayRange(series.first + point.days.lowerBound, series.first + point.days.upperBound),
      law: point.law, evidence: point.evidence,
      orders: (pace(point.day - weeks..<point.day), pace(point.day..<point.day + weeks)),
      sales: subject.events.filter { $0.days.first <= near.last && $0.days.last >= near.first },
      mix: MixShift.found(at: day, account.orders.filter { $0.channel == series.channel }) { order in
        series.rate.day(of: order, priors).flatMap { $0 <= series.last ? $0 : nil }
      })
  }
}
