import AccountHealth
import Forecasting
import Workspace

/// One account of the page.
struct AccountModel {
  struct Sentence {
    var title: String
    var text: String
    var nowcast: String?
    /// The state in words, because colour is not enough: `off target now`.
    var danger: String
    /// The class of the style.
    var level: String
    var mark: String
    /// Whether its text is folded, since it is unlikely to be off target soon.
    let isFolded: Bool

    init(title: String, text: String, nowcast: String?, danger: String, level: String, mark: String) {
      (self.title, self.text, self.nowcast) = (title, text, nowcast)
      (self.danger, self.level, self.mark) = (danger, level, mark)
      isFolded = level == "unlikely"
    }
  }

  struct Metric {
    var id: String
    var title: String
    /// The first chart; the others are folded.
    var chart: String?
    var more: More?
    var remark: String?
    /// Whether its charts are folded, since it is neither off target nor likely to be soon.
    var isFolded: Bool
  }

  /// The charts of a rate that are folded.
  struct More {
    var summary: String
    var charts: [String]
  }

  struct Heat {
    struct Row {
      var title: String
      var cells: [String]
    }

    var svg: String
    var header: [String]
    var rows: [Row]
  }

  struct Lines { var lines: [String] }

  var id: String
  /// The account's name, if there are several accounts.
  var name: String?
  /// The level of the headings below it.
  var level: Int
  /// What the marketplace says about the account itself.
  var standing: [String]
  var lead: String
  /// The one thing to do first, and its name for `--action`.
  var first: String?
  var firstName: String?
  /// Whether it pays, and what pays most.
  var money: [String]
  /// What the ranking does not say, or why there is none.
  var rankingRemark: String?
  var sentences: [Sentence]
  var metrics: [Metric]
  var ranking: RankingModel?
  var tornado: TornadoModel?
  var backtest: BacktestModel?
  var backtestRemark: String?
  var triesPast: Bool
  var heat: Heat?
  var windows: WindowsModel?
  var notes: Lines?

  init(_ account: AccountReport, number: Int, isSingle: Bool, isRedacted: Bool) {
    let id = "account-\(number)"
    self.id = id
    let metrics = account.metrics
    name = isSingle ? nil : account.forecast.account
    level = isSingle ? 2 : 3
    standing = account.standing.map(Phrases.unbroken)
    lead = Phrases.unbroken(Verdict.text(metrics, undecided: account.missing.flatMap(\.undecidedRates)))
    first = account.ranking?.first.map(Phrases.unbroken)
    firstName = account.ranking?.firstName
    money = (account.ranking?.money ?? []).map(Phrases.unbroken)
    rankingRemark = account.rankingRemark
    sentences =
      metrics.map { Self.sentence($0, account.nowcasts[$0.metric]?.last?.nowcast) }
      + Self.unused(account)
    self.metrics = metrics.map { metric in
      let charts = account.charts(of: metric).map { $0.inline(id: "\(id)-\($0.name)") }
      let rest = Array(charts.dropFirst())
      return Metric(
        id: "\(id)-\(metric.metric.rawValue)", title: metric.metric.title, chart: charts.first,
        more: rest.isEmpty
          ? nil
          : More(
            summary: metric.state.isOffTarget ? "The way back, and room" : "When, and room", charts: rest),
        remark: metric.headroom == nil
          ? "No chart of headroom: the window has \(Phrases.count(metric.current.orders, "order", "orders")) now, so there is none to count."
          : nil, isFolded: !metric.state.isOffTarget && metric.chanceSoon < Self.leastChance)
    }
    ranking = account.ranking.flatMap { RankingModel($0, id: id) }
    tornado = account.tornado.flatMap { TornadoModel($0, id: id) }
    backtest = account.backtest.map { BacktestModel($0, account.reliability, id: id) }
    backtestRemark = account.backtest == nil ? account.backtestRemark : nil
    triesPast = account.backtest != nil || account.backtestRemark != nil
    heat = account.exceedance.map { chart in
      let spans = ReportSpans.days(metrics[0].days.count)
      return Heat(
        svg: chart.inline(id: "\(id)-\(chart.name)"),
        header: spans.map { "\(ChartScale.label(metrics[0].asOf + $0))" },
        rows: metrics.map { metric in
          Heat.Row(
            title: metric.metric.title,
            cells: spans.map {
              Phrases.chance(metric.days[$0 - 1].offTarget, isExact: metric.method == .exact)
            })
        })
    }
    windows = WindowsModel(
      metrics.compactMap { account.windows[$0.metric] }, isRedacted: isRedacted)
    notes =
      account.missing.isEmpty
      ? nil : Lines(lines: account.missing.map(\.description))
  }

  /// Below this chance to be off target soon, a rate is called unlikely to be.
  private static let leastChance = 0.05

  /// The rates of which the account has no order.
  private static func unused(_ account: AccountReport) -> [Sentence] {
    let metrics = account.forecast.metrics.map(\.metric).filter { account.emptyChannels.contains($0.channel) }
    if account.emptyChannels == [.seller], let text = Phrases.doNotApply(metrics) {
      return [
        Sentence(
          title: "Orders that the seller ships", text: text, nowcast: nil, danger: "do not apply",
          level: "none",
          mark: "–")
      ]
    }
    return metrics.map {
      Sentence(
        title: $0.title, text: Phrases.capitalized("\(Phrases.noOrders($0.channel))."), nowcast: nil,
        danger: "no orders", level: "none", mark: "–")
    }
  }

  private static func sentence(_ metric: MetricForecast, _ nowcast: Nowcast?) -> Sentence {
    let soon = Phrases.count(metric.soon, "day", "days")
    let (danger, level, mark) =
      if metric.state.isOffTarget {
        ("off target now", "off", "✕")
      } else if metric.chanceSoon >= 0.5 {
        ("likely off target in \(soon)", "likely", "▲")
      } else if metric.chanceSoon >= leastChance {
        ("may be off target in \(soon)", "possible", "△")
      } else {
        ("unlikely off target in \(soon)", "unlikely", "✓")
      }
    return Sentence(
      title: metric.metric.title, text: Phrases.unbroken(ForecastSentences.body(metric)),
      nowcast: nowcast.flatMap(NowcastSentence.body).map(Phrases.unbroken), danger: danger, level: level,
      mark: mark)
  }
}
