import AccountHealth
import Testing

@testable import Forecasting
@testable import Reporting
@testable import Workspace

@Suite struct ReportPageTests {
  private static let manifest: Manifest = {
    var manifest = Manifest(
      version: "0.1.0", buildTarget: "test", seed: 7, paths: 60_000, horizon: 90, asOf: "2026-11-23",
      ruleSet: .init(name: "amazon", version: "2026-11", sha256: "abc"),
      priors: .init(name: "built-in", sha256: "d"),
      events: .init(name: "built-in", sha256: "e"),
      inputs: [.init(name: "<b>.csv", sha256: "0123456789abcdef", kind: "orders.csv", rows: 3, orders: 2)])
    manifest.assumptions = ["nothing changes"]
    return manifest
  }()

  private static func page(_ accounts: [AccountReport], count: Int? = nil, isRedacted: Bool = false) throws
    -> String
  {
    try ReportPage(
      accounts: accounts, accountCount: count ?? accounts.count, manifest: manifest, isRedacted: isRedacted
    ).html()
  }

  private static let orders = (1...40).map { number in
    var order = Order(id: "order-<\(number)>", purchased: SampleForecasts.asOf - 3)
    order.shipBy = SampleForecasts.asOf - 2
    order.shipped = number <= 4 ? SampleForecasts.asOf - 1 : SampleForecasts.asOf - 2
    order.sku = "sku&\(number)"
    return order
  }

  private static var report: AccountReport {
    let metric = SampleForecasts.metric()
    var report = AccountReport(SampleForecasts.account("a<i>b", [metric]))
    report.windows[.lateShipment30] = WindowContents(orders, rule: metric.rule, asOf: SampleForecasts.asOf)
    return report
  }

  @Test func sectionsWithoutFiguresAreAbsent() throws {
    let page = try Self.page([Self.report])
    #expect(!page.contains("What would help most") && !page.contains("best action rests on"))
    var full = Self.report
    full.ranking = SampleReport.ranking()
    full.tornado = SampleReport.tornado()
    let more = try Self.page([full])
    #expect(more.contains("What would help most") && more.contains("What the best action rests on"))
    #expect(more.contains("<td class=\"number\" data-label=\"points less\">12.0 (8.0 to 16.0)</td>"))
    #expect(
      more.contains("120 USD a month") && more.contains("data-label=\"evidence\">C</td>")
        && more.contains("could not be evaluated"))
  }

  @Test("A warning of the files stands at the head, another remark in the foot, both escaped")
  func remarks() throws {
    var page = ReportPage(
      accounts: [Self.report], accountCount: 1, manifest: Self.manifest, isRedacted: false)
    #expect(try !page.html().contains("class=\"warning\"") && !page.html().contains("noticed of the files"))
    page.remarks = [.allStale(asOf: SampleForecasts.asOf), .ofReader("a<b>: no orders on two days.")]
    let html = try page.html()
    let head = try #require(html.range(of: "</header>"))
    #expect(
      html[..<head.lowerBound].contains("<p class=\"warning\">No order was placed in the 7 days up to"))
    #expect(html[head.upperBound...].contains("<li>a&lt;b&gt;: no orders on two days.</li>"))
  }

  @Test func theFewToLookAtFirstAreOpenAndAllOthersFolded() throws {
    var report = Self.report
    var ranking = SampleReport.ranking()
    ranking.verdict = "Ship a day earlier is the best <of all>."
    ranking.sentences = ["The whole choice in words."]
    ranking.picks = [
      .init(
        role: "begin with", action: "ship <early>", name: "early", points: "12.0",
        days: "spares 4.5 days off target", cost: "40 USD", remarks: ["Condition: a & b."]),
      .init(role: "best guess", action: "more couriers", name: "more", points: "13.0"),
    ]
    report.ranking = ranking
    let page = try Self.page([report])
    let section = try #require(page.range(of: "What would help most"))
    let fold = try #require(page[section.upperBound...].range(of: "<details"))
    let (open, folded) = (page[section.upperBound..<fold.lowerBound], page[fold.lowerBound...])
    #expect(open.contains("<p>Ship a day earlier is the best &lt;of all&gt;.</p>"))
    #expect(open.contains("<th scope=\"row\">begin with</th>") && open.contains("ship &lt;early&gt;"))
    #expect(open.contains("Condition: a &amp; b.") && open.contains("spares 4.5 days off target"))
    #expect(open.contains("data-label=\"cost\">not known</td>"))
    #expect(!open.contains("The whole choice in words.") && folded.contains("The whole choice in words."))
    #expect(!open.contains("<svg") && folded.contains("Actions, best first"))
  }

  @Test func theEndsOfAnAssumptionHaveTheirErrors() {
    let tornado = ReportTornado(
      rows: [
        .init(
          name: "enforcement", low: .init(label: "low", chance: 0.0042, error: 0.0005),
          high: .init(label: "high", chance: 0.148, error: 0.003))
      ], baseline: 0.045, baselineError: 0.001, figure: "fall", isHighGood: true)
    #expect(
      tornado.sentences == [
        "Fall: +4.5 ± 0.1 points (± simulation error).",
        "Enforcement: +0.42 ± 0.05 points with low, +14.8 ± 0.3 with high.",
      ])
    #expect(
      TornadoPlot(tornado: tornado).chart()?.inline(id: "x").contains("95 % interval of the simulation")
        == true)
  }

  @Test func theMarketplacesOwnWordComesFirst() throws {
    var report = Self.report
    report.standing = ["Account status at Amazon <AT_RISK>."]
    let page = try Self.page([report])
    let word = try #require(
      page.range(of: "<p class=\"standing\">Account status at Amazon &lt;AT_RISK&gt;.</p>"))
    let lead = try #require(page.range(of: "<p class=\"lead\">"))
    #expect(word.upperBound < lead.lowerBound)
  }

  @Test func theWorstAccountsOfMoreAreNamedOnTop() throws {
    let page = try Self.page([Self.report, Self.report], count: 31)
    #expect(page.contains("<h1><bdi>31 accounts</bdi></h1>"))
    #expect(page.contains("The 2 of 31 accounts with most orders at stake."))
    #expect(page.contains("<bdi><a href=\"#account-2\">a&lt;i&gt;b</a></bdi>"))
  }

  @Test func oneAccountHasNoOverview() throws {
    let page = try Self.page([Self.report])
    #expect(page.contains("<h1><bdi>a&lt;i&gt;b</bdi></h1>") && !page.contains("All accounts"))
    #expect(page.contains("&lt;b&gt;.csv") && !page.contains("<b>"))
  }

  @Test func ordersOfAWindowAreListedBadOnesFirstAndCounted() throws {
    let window = try #require(Self.report.windows[.lateShipment30])
    #expect(window.count == WindowCount(orders: 40, bad: 4))
    #expect(window.rows.count == 30 && window.rows.prefix(4).allSatisfy(\.isBad))
    #expect(window.leaving == [.init(day: SampleForecasts.asOf + 27, orders: 40, bad: 4)])
    let page = try Self.page([Self.report])
    #expect(page.contains("order-&lt;1&gt;") && page.contains("sku&amp;1"))
    #expect(page.contains("10 more orders of the window not listed."))
  }

  @Test func redactedPagesHaveNoOrderIDs() throws {
    let page = try Self.page([Self.report], isRedacted: true)
    #expect(!page.contains("order-&lt;") && page.contains("sku&amp;1"))
  }

  @Test func withoutOrdersThereIsStillAPage() throws {
    let page = try Self.page([AccountReport(SampleForecasts.account("empty", []))])
    #expect(page.contains("Nothing could be forecast from these files."))
  }

  @Test(
    "The score interval agrees with Brown, Cai and DasGupta's form",
    arguments: [(0.0, 10.0), (0.3, 20), (1, 4)])
  func wilson(share: Double, count: Double) {
    // The ends solve (p − x)² = z² x (1 − x) / n.
    let (low, high) = PastTrial.wilson(share, of: count)
    let z = 1.6448536269514722
    for end in [low, high] {
      #expect(abs((share - end) * (share - end) - z * z * end * (1 - end) / count) < 1e-12)
    }
    #expect(low <= share && share <= high)
  }

  @Test func binsOfOneHorizonAreJoinedOverRates() throws {
    var scores = BacktestScores(paths: 1_000)
    for (metric, chance, happened) in [
      (Metric.lateShipment30, 0.2, true), (.lateShipment30, 0.2, false), (.cancellation, 0.26, false),
      (.cancellation, 0.02, false),
    ] {
      scores.add(
        BacktestRow(
          account: "a", metric: metric, origin: SampleForecasts.asOf, horizon: 14, isOffTarget: happened,
          rate: nil, law: nil, said: [.headroom: .init(chance: chance)]))
    }
    let request = BacktestRequest(
      range: DayRange(SampleForecasts.asOf, SampleForecasts.asOf + 7), horizons: [14], seed: 1, threads: 1)
    let backtest = try #require(PastTrial(scores, request, refits: 2))
    let bins = try #require(backtest.bins.first).bins
    #expect(bins.map(\.rows) == [1, 3] && bins.map(\.happened) == [0, 1])
    #expect(abs(bins[1].meanForecast - 0.22) < 1e-12)
    #expect(bins[1].sentence == "Where 10 to 30 % was said, 22.0 % on average, it happened 1 time of 3.")
    #expect(PastTrial(BacktestScores(paths: 1), request, refits: 0) == nil)
  }
}
