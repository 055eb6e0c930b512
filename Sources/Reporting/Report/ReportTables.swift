import AccountHealth
import Workspace

/// The ranking of actions on the page.
struct RankingModel {
  struct Row {
    var action: String
    var effect: String
    var best: String
    var ranks: String
    var cost: String
    var grade: String
  }

  struct Pick {
    var role: String
    var action: String
    var name: String
    var points: String
    var days: String?
    var cost: String
    var remarks: [String]
  }

  struct Picks {
    var rows: [Pick]
    var hasDays: Bool
  }

  var svg: String?
  var figure: String
  var verdict: String?
  var picks: Picks?
  var sentences: [String]
  var remark: String?
  var rows: [Row]

  /// - Returns: `nil` without rows.
  init?(_ ranking: ReportRanking, id: String) {
    guard !ranking.rows.isEmpty else { return nil }
    figure = ranking.figure
    verdict = ranking.verdict.flatMap { $0.isEmpty ? nil : Phrases.unbroken($0) }
    sentences = ranking.sentences.map(Phrases.unbroken)
    picks =
      ranking.picks.isEmpty
      ? nil
      : Picks(
        rows: ranking.picks.map { pick in
          Pick(
            role: pick.role, action: pick.action, name: pick.name, points: pick.points, days: pick.days,
            cost: pick.cost ?? "not known", remarks: pick.remarks.map(Phrases.unbroken))
        }, hasDays: ranking.picks.contains { $0.days != nil })
    remark = ranking.remark
    let chart = RankingPlot(ranking: ranking).chart()
    svg = chart.map { $0.inline(id: "\(id)-\($0.name)") }
    rows = ranking.rows.map { row in
      let points = row.effect?.points
      return Row(
        action: row.action,
        effect: points.map { "\($0[0]) (\($0[1]) to \($0[2]))" } ?? "could not be evaluated",
        best: row.effect == nil ? "–" : Phrases.percent(row.best),
        ranks: row.ranks.map {
          $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
        } ?? "–",
        cost: row.cost ?? "not given",
        grade: row.grade ?? "")
    }
  }
}

/// What the figure depends on.
struct TornadoModel {
  var svg: String
  var sentences: [String]

  init?(_ tornado: ReportTornado, id: String) {
    guard let chart = TornadoPlot(tornado: tornado).chart() else { return nil }
    svg = chart.inline(id: "\(id)-\(chart.name)")
    sentences = tornado.sentences
  }
}

/// Earlier forecasts on the page.
struct BacktestModel {
  struct Row {
    var metric: String
    /// One cell per horizon.
    var cells: [String]
  }

  struct Diagram {
    var svg: String
    var horizon: Int
    var sentences: [String]
  }

  var intro: String
  /// How to read the intervals.
  var method: String
  var diagrams: [Diagram]
  var header: [String]
  var rows: [Row]
  /// What the coverage says, where it is poor.
  var remark: String?

  init(_ backtest: PastTrial, _ charts: [Chart], id: String) {
    intro =
      "\(Phrases.count(backtest.refits, "past evening", "past evenings")) from \(Phrases.date(backtest.range.first)) on, "
      + "\(Phrases.count(backtest.step, "day", "days")) apart, were forecast again from what was known on each, "
      + "with \(Phrases.count(backtest.paths, "future", "futures")). Only rates that were on target then count."
    method =
      "Forecasts whose days overlap are not independent: the intervals count stretches that do not, "
      + "though rates of one account also go together."
    diagrams = zip(backtest.bins, charts).map { item, chart in
      Diagram(
        svg: chart.inline(id: "\(id)-\(chart.name)"), horizon: item.horizon,
        sentences: item.bins.map(\.sentence))
    }
    remark = Self.remark(backtest.coverage)
    let horizons = backtest.bins.map(\.horizon)
    header = horizons.map { Phrases.count($0, "day", "days") }
    rows = Metric.allCases.compactMap { metric in
      let own = backtest.coverage.filter { $0.metric == metric }
      guard !own.isEmpty else { return nil }
      return Row(
        metric: metric.title,
        cells: horizons.map { horizon in
          own.first { $0.horizon == horizon }.flatMap { item in
            item.coverage90.map { "\(Decimals.fixed($0 * 100, 0)) % of \(item.rows)" }
          } ?? "–"
        })
    }
  }
}

extension BacktestModel {
  /// Below this share a 90 % range that was checked at least so often was too narrow.
  private static let leastCoverage = 0.82
  private static let leastRows = 20

  private static func remark(_ coverage: [PastTrial.Coverage]) -> String? {
    let poor = coverage.compactMap { item -> String? in
      guard item.rows >= leastRows, let share = item.coverage90, share < leastCoverage else { return nil }
      return "\(item.metric.nameInSentence), \(Phrases.count(item.horizon, "day", "days")) ahead "
        + "(\(Decimals.fixed(share * 100, 0)) %)"
    }
    guard !poor.isEmpty else { return nil }
    return "The 90 % range was too narrow for this account's own past in: \(poor.joined(separator: "; ")). "
      + "Take these ranges and chances as less certain than they look."
  }
}

/// The orders of every window.
struct WindowsModel {
  struct Order {
    var id: String?
    var sku: String?
    var member: String
    var leaves: String
    var state: String
  }

  struct Leaving {
    var day: String
    var orders: Int
    var bad: Int
  }

  struct Window {
    var title: String
    var summary: String
    var leaving: [Leaving]
    var leavingMore: String?
    var rows: [Order]
    var memberTitle: String
    var hasIDs: Bool
    var hasSKUs: Bool
    var rowsMore: String?
  }

  private static let listedDays = 14

  var windows: [Window]

  /// - Returns: `nil` without orders.
  init?(_ windows: [WindowContents], isRedacted: Bool) {
    self.windows = windows.filter { $0.count.orders > 0 }.map { window in
      let rest = window.leaving.dropFirst(Self.listedDays)
      let hasSKUs = window.rows.contains { $0.sku != nil }
      return Window(
        title: window.metric.title,
        summary: Phrases.share(window.rule, window.count),
        leaving: window.leaving.prefix(Self.listedDays).map {
          Leaving(day: Phrases.date($0.day), orders: $0.orders, bad: $0.bad)
        },
        leavingMore: rest.isEmpty
          ? nil
          : "\(Phrases.count(rest.reduce(0) { $0 + $1.orders }, "more order leaves", "more orders leave")) later, \(rest.reduce(0) { $0 + $1.bad }) of them bad, the last on \(Phrases.date(rest[rest.endIndex - 1].day)).",
        rows: window.rows.map { row in
          Order(
            id: isRedacted ? nil : row.id, sku: hasSKUs ? row.sku ?? "" : nil,
            member: Phrases.date(row.member),
            leaves: Phrases.date(row.leaves),
            state: row.isBad ? Phrases.badState(window.metric) : "fine so far")
        },
        memberTitle: window.metric.membership == .purchase ? "placed" : "promised",
        hasIDs: !isRedacted, hasSKUs: hasSKUs,
        rowsMore: window.unlisted == 0
          ? nil : "\(Phrases.count(window.unlisted, "more order", "more orders")) of the window not listed.")
    }
    if self.windows.isEmpty { return nil }
  }
}
