import AccountHealth
import Forecasting
import Glibc

/// How long until a change of some size is told from none?
public struct DesignQuestion: Sendable, Hashable {
  public var rate: StudiedRate
  /// On the odds, or on the mean of orders; above 0 and not 1.
  public var factor: Double
  /// `nil` for the cores of the machine. The answer does not depend on it.
  public var threads: Int?

  public init(_ rate: StudiedRate, factor: Double) { (self.rate, self.factor) = (rate, factor) }
}

/// Days and orders until a change is told from none in 8 of 10 cases.
public struct DesignAnswer: Sendable {
  public struct Row: Sendable {
    /// The account's name in outputs.
    public var name: String
    public var marketplace: String
    public var question: DesignQuestion
    /// `nil` if the files cannot give the rate, or have no order that it counts.
    public var plan: Plan?
    public var missing: Missing?
  }

  public struct Plan: Sendable, Hashable {
    /// Orders a day of the last eight weeks.
    public var ordersADay: Double
    /// The share of bad ones in the days that are read; `nil` for orders.
    public var badShare: Double?
    /// From the change on, if all orders change at once; `nil` if two years are not enough.
    public var days: Int?
    /// The same if half of the orders change and the other half stay as they are meanwhile. What happens to
    /// both alike then cancels out.
    public var splitDays: Int?

    /// Whether it is told sooner if half of the orders change first; `nil` if it is told in neither way.
    public var isHalfSooner: Bool? {
      guard let splitDays else { return days == nil ? nil : false }
      return days.map { splitDays < $0 } ?? true
    }
  }

  public var rows: [Row]
  public var provenance: Provenance

  public static let longest = 730
}

extension Workspace {
  /// - Throws: `Refusal` if no account has the rate.
  /// - Complexity: As an effect.
  public func design(_ question: DesignQuestion) throws -> DesignAnswer {
    guard state.hasOrders else { throw Refusal(.onlyCounts) }
    let threads = Run(threads: question.threads).chosenThreads
    var rows: [DesignAnswer.Row] = []
    for subject in state.subjects {
      guard let account = subject.account else { continue }
      let priors = try forecasterSubject(subject, threads: threads).priors ?? settings.priors.value
      var row = DesignAnswer.Row(name: subject.label, marketplace: subject.marketplace, question: question)
      let hasSeller = account.orders.contains { $0.channel == .seller }
      let metric = question.rate.metric(of: hasSeller ? .seller : .amazon)
      if let metric, !account.availableMetrics.contains(metric) {
        row.missing = subject.missing(metric)
      } else if let series = StudiedSeries(
        account, question.rate, change: subject.asOf, asOf: subject.asOf, priors: priors,
        events: subject.events)
      {
        row.plan = DesignAnswer.Plan(EffectStudy(series, threads: threads), question)
      }
      rows.append(row)
    }
    if !rows.contains(where: { $0.plan != nil }) {
      throw Refusal(
        .noEffect(question.rate, rows.first?.missing.map { .missing($0) } ?? .noOrders, place: nil))
    }
    return DesignAnswer(rows: rows, provenance: provenance(accounts: rows.count))
  }
}

extension DesignAnswer.Plan {
  private static let recent = 56

  fileprivate init(_ study: EffectStudy, _ question: DesignQuestion) {
    let series = study.series
    let last = max(0, series.days - Self.recent)..<series.days
    let pace = Double(series.count(last).orders) / Double(max(last.count, 1))
    ordersADay = pace
    let whole = series.count(0..<series.days)
    let before = (
      days: series.days, information: series.information(of: 0..<series.days) / Double(series.days)
    )
    var after = pace * question.factor
    if question.rate.isBad {
      let share = min(max((Double(whole.bad) + 0.5) / (Double(whole.orders) + 1), 1e-6), 1 - 1e-6)
      badShare = Double(whole.bad) / Double(max(whole.orders, 1))
      let odds = share / (1 - share) * question.factor
      let changed = odds / (1 + odds)
      after = pace * changed * (1 - changed)
    }
    let logRatio = log(question.factor)
    days = study.expectedPrecision().daysUntilTold(
      logRatio, before: before, information: after, most: DesignAnswer.longest)
    // Two halves that drift alike: only counting is left, of four groups of orders.
    let halfBefore = before.information * Double(before.days) / 2
    let still = series.information(of: last) / Double(max(last.count, 1)) / 2
    splitDays = (1...DesignAnswer.longest).first { day in
      let variance =
        2 / max(halfBefore, 1e-9) + 1 / max(still * Double(day), 1e-9)
        + 1 / max(after / 2 * Double(day), 1e-9)
      return abs(logRatio) >= ExpectedPrecision.told * variance.squareRoot()
    }
  }
}
