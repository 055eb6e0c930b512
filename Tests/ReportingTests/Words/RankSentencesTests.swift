import AccountHealth
import Simulation
import Testing

@testable import Decisions
@testable import Reporting
@testable import Workspace

@Suite("What to do first, in words")
struct RankSentencesTests {
  private static func action(_ name: String, condition: String = "", note: String = "") -> Action {
    var action = Action(
      metadata: Metadata(name: name, title: "Do \(name)"), cause: name, effects: [], note: note)
    action.condition = condition
    return action
  }

  private static func row(
    _ action: Action?, fall: Double, best: Double, asGood: Double = 0, helps: Double = 1, cost: Double? = nil
  ) -> ActionRanking.Row {
    ActionRanking.Row(
      action: action, fall: Estimate(value: fall, standardError: fall == 0 ? 0 : 0.001), best: best,
      asGood: asGood, helps: helps,
      price: cost.map { $0 == 0 ? Price.none : Price(usd: $0...$0, own: 0...0) }, rate: 1,
      chanceOfNone: 0, paths: 1000)
  }

  static func ranking(_ rows: [ActionRanking.Row]) throws -> ActionRanking {
    ActionRanking(
      account: "a", asOf: try #require(Day(year: 2026, month: 11, day: 19)), horizon: 90,
      objective: .deactivation(.central), confidence: 0.95, indifference: 0.0025,
      baseline: Estimate(value: 0.2, standardError: 0.002), verdict: .undecided([]), rows: rows, tornado: [])
  }

  private static let noLoss =
    "Pays most: not known. The files have no order amounts, or the assumptions no losses."
  private static let ending = "over all that is not known of effects and simulation."

  @Test("An action with a condition is not the best without it, and the best without one stands beside it")
  func condition() throws {
    let ranking = try Self.ranking([
      Self.row(
        Self.action("spared", condition: "It needs a record.", note: "It can get worse."), fall: 0.2,
        best: 0.98),
      Self.row(Self.action("slower", note: "Costs are lost sales."), fall: 0.1, best: 0.02, cost: 40),
      Self.row(nil, fall: 0, best: 0),
    ])
    #expect(
      RankSentences.verdict(ranking) == [
        "Do first, if its condition holds: Do spared (spared, cost not known). It lowers the chance of deactivation within 90 "
          + "days by 20.0 ± 0.1 points. It is the best of all with a chance of 98.0 %, \(Self.ending) "
          + "Condition, not known from these files: It needs a record. Note: It can get worse.",
        "If that condition does not hold: Do slower (slower, 40 USD), by 10.0 ± 0.1 points.",
        Self.noLoss,
      ])
    #expect(ranking.choice?.unconditional?.name == "slower")
    let json = RankFiles.places.object(RankFiles.rows(ranking)[0])
    #expect("\(json)".contains("It needs a record.") && "\(json)".contains("It can get worse."))
  }

  @Test("Two that cannot be told apart: the cheaper one comes first, with its own note")
  func tie() throws {
    let ranking = try Self.ranking([
      Self.row(Self.action("dear"), fall: 0.1, best: 0.6, asGood: 1, cost: 900),
      Self.row(
        Self.action("cheap", note: "Costs are judged."), fall: 0.099, best: 0.4, asGood: 0.4, cost: 40),
      Self.row(nil, fall: 0, best: 0),
    ])
    #expect(
      RankSentences.verdict(ranking) == [
        "Do first: Do cheap (cheap, 40 USD). It lowers the chance of deactivation within 90 days by 9.9 ± 0.1 points. "
          + "It costs less than Do dear, and cannot be told apart from it. Note: Costs are judged.",
        "Lowers the risk most: Do dear (dear, 900 USD), by 10.0 ± 0.1 points.",
        Self.noLoss,
      ])
  }

  @Test("The head of a page too says what cannot be told apart, and how likely nothing is as good")
  func head() throws {
    let ranking = try Self.ranking([
      Self.row(Self.action("one"), fall: 0.1, best: 0.6, asGood: 1, helps: 0.94, cost: 40),
      Self.row(Self.action("two"), fall: 0.099, best: 0.4, asGood: 0.4, cost: 40),
      Self.row(nil, fall: 0, best: 0),
    ])
    let text = try #require(RankSentences.first(ranking))
    #expect(text.contains("Cannot be told apart from Do one: Do two."), "\(text)")
    #expect(text.hasSuffix("Doing nothing may be as good, with a chance of 6.0 %."), "\(text)")
    #expect(RankSentences.verdict(ranking).contains("Doing nothing may be as good, with a chance of 6.0 %."))
  }

  @Test("After a cheaper first the head names once what lowers the risk most")
  func cheaperHead() throws {
    let ranking = try Self.ranking([
      Self.row(Self.action("dear"), fall: 0.1, best: 0.5, asGood: 1, cost: 900),
      Self.row(Self.action("cheap"), fall: 0.099, best: 0.4, asGood: 0.4, cost: 40),
      Self.row(Self.action("other"), fall: 0.098, best: 0.1, asGood: 0.3, cost: 800),
      Self.row(nil, fall: 0, best: 0),
    ])
    let text = try #require(RankSentences.first(ranking))
    #expect(text.contains("It costs less than Do dear, and cannot be told apart from it"), "\(text)")
    #expect(text.contains("cannot be told apart from it; nor can 1 other."), "\(text)")
    #expect(!text.contains("Do other"), "\(text)")
    #expect(
      RankSentences.alike(try #require(ranking.choice)) == "Cannot be told apart from Do dear: Do other.")
  }

  @Test("The head of a forecast names the action for the commands, and says in short what it rests on")
  func forecastHead() throws {
    var action = Self.action("one", condition: "It needs a record.", note: "Not in short.")
    action.metadata.grade = EvidenceGrade("D")
    let ranking = try Self.ranking([
      Self.row(action, fall: 0.1, best: 0.98, cost: 40), Self.row(nil, fall: 0, best: 0),
    ])
    #expect(
      RankSentences.headOfForecast(ranking) == [
        "Do first, if its condition holds: Do one (one, 40 USD). It lowers the chance of deactivation within 90 days "
          + "by 10.0 ± 0.1 points. It is the best of all with a chance of 98.0 %, \(Self.ending) Condition, not known from "
          + "these files: It needs a record. It rests on what is known of your orders, on assumed enforcement and "
          + "on evidence of its effect (our judgement)."
      ])
  }

  @Test("A cheaper one that removes less than half as much does not come first, nor is it as good")
  func weak() throws {
    var cheap = Self.row(Self.action("cheap"), fall: 0.049, best: 0.1, asGood: 0.06, cost: 40)
    // So little is known of its effect that it may be as good.
    cheap.spread = 0.1
    let ranking = try Self.ranking([
      Self.row(Self.action("dear"), fall: 0.1, best: 0.9, asGood: 1, cost: 900), cheap,
      Self.row(nil, fall: 0, best: 0),
    ])
    let sentences = RankSentences.verdict(ranking)
    #expect(sentences.first?.hasPrefix("Do first: Do dear") ?? false, "\(sentences)")
    #expect(!sentences.contains { $0.contains("Cannot be told apart") }, "\(sentences)")
    var near = cheap
    near.fall = Estimate(value: 0.051, standardError: 0.001)
    near.price = Price(usd: 900...900)
    let both = try Self.ranking([
      Self.row(Self.action("dear"), fall: 0.1, best: 0.9, asGood: 1, cost: 900), near,
      Self.row(nil, fall: 0, best: 0),
    ])
    #expect(RankSentences.verdict(both).contains("Cannot be told apart from dear: cheap."))
  }

  @Test(
    "By money the first is the one that brings most, its chance is that of the table, and no fall is made up")
  func money() throws {
    func priced(_ row: ActionRanking.Row, net: Double, best: Double) -> ActionRanking.Row {
      var row = row
      let cost = row.cost ?? 0...0
      row.money = ActionRanking.Money(
        saved: Estimate(value: net + cost.lowerBound, standardError: 1), cost: cost,
        net: Estimate(value: net, standardError: 1), best: best, asGood: best)
      return row
    }
    var ranking = try Self.ranking([
      priced(Self.row(Self.action("insured"), fall: 0, best: 0, cost: 300), net: 1600, best: 0.9),
      priced(Self.row(Self.action("slower"), fall: 0.1, best: 0.98, cost: 4000), net: -1800, best: 0.1),
      priced(Self.row(nil, fall: 0, best: 0, cost: 0), net: 0, best: 0),
    ])
    ranking.objective = .money(.central)
    ranking.currency = "USD"
    ranking.lossFrame = .init(
      setting: .central, expected: Estimate(value: 9000, standardError: 100), each: 60_000, hasUSD: true)
    let first = RankSentences.verdict(ranking)[0]
    #expect(
      first.hasPrefix(
        "Do first: Do insured (insured, 300 USD). It changes no rate and no chance of deactivation within 90 days: "
          + "it lowers what a deactivation costs. On average it brings most after its cost; that no other brings more has a chance of 90.0 %, over"
      ),
      "\(first)")
    let table = RankTable.text(ranking, marketplace: "amazon.com", hasDetails: false)
    let insured = table.split(separator: "\n").first { $0.hasSuffix("insured") }
    #expect(insured?.contains(" 90.0 % ") ?? false, "\(table)")
    #expect(table.contains("best: chance that it brings most after its cost"))
    #expect(
      RankSentences.brief(ranking.rows[0], ranking)
        == "Do insured (insured, 300 USD), which brings 1,600 ± 1 USD after its cost (central setting, assumed)."
    )
    ranking.rows.removeFirst()
    #expect(
      RankSentences.verdict(ranking) == [
        "Do nothing: in the central setting (assumed) no action brings more than it costs on average.",
        "Pays most: doing nothing, in the central setting (assumed). The nearest is slower, which saves "
          + "2,200 ± 1 USD (central setting, assumed) and costs 4,000 USD.",
      ])
    #expect(RankSentences.money(ranking) == [], "the head of a report has said it")
  }

  /// A ranking of one action at 100 USD that saves so much under each setting, with an error of 10.
  private static func paying(_ saved: [RiskSetting: Double], by objective: Objective) throws -> ActionRanking
  {
    var row = Self.row(Self.action("helper"), fall: 0.1, best: 0.9, cost: 100)
    row.savedBySetting = saved.mapValues { Estimate(value: $0, standardError: 10) }
    let central = Estimate(value: saved[.central] ?? 0, standardError: 10)
    row.money = ActionRanking.Money(
      saved: central, cost: 100...100, net: Estimate(value: central.value - 100, standardError: 10), best: 0.9
    )
    var nothing = Self.row(nil, fall: 0, best: 0.1, cost: 0)
    nothing.money = ActionRanking.Money(saved: Estimate(value: 0, standardError: 0), cost: 0...0)
    var ranking = try Self.ranking([row, nothing])
    (ranking.objective, ranking.currency) = (objective, "USD")
    ranking.lossFrame = .init(
      setting: .central, expected: Estimate(value: 9000, standardError: 100), each: 60_000, hasUSD: true)
    return ranking
  }

  @Test("It pays and it pays most are one definition in one setting, whatever the ranking is by")
  func oneDefinition() throws {
    func text(_ low: Double, _ central: Double, _ high: Double, by objective: Objective) throws -> String {
      RankSentences.verdict(try paying([.low: low, .central: central, .high: high], by: objective))
        .joined(separator: "\n")
    }
    func paying(_ saved: [RiskSetting: Double], by objective: Objective) throws -> ActionRanking {
      try Self.paying(saved, by: objective)
    }
    let risk = Objective.deactivation(.central)
    let sure = try text(0, 200, 900, by: risk)
    #expect(
      sure.contains(
        "It pays only under central or high enforcement (assumed): for 100 USD over 90 days it saves in"))
    #expect(!sure.contains("Pays most") && sure.contains("No action surely pays more."))
    // Two errors above its cost in the central setting: both sentences leave it open.
    let open = try text(0, 120, 900, by: risk)
    #expect(
      open.contains(
        "It pays under high enforcement (assumed), and may pay under central, which these futures do not tell apart from nothing: for"
      ), "\(open)")
    #expect(
      open.contains(
        "Pays most on average: Do helper (helper, 100 USD), which brings 20 ± 10 USD after its cost in the central setting (assumed). These futures do not tell that apart from doing nothing."
      ), "\(open)")
    #expect(!open.contains("doing nothing, in the central"))
    let dear = try text(0, 90, 99, by: risk)
    #expect(
      dear.contains("Lowers the risk, but costs more than it saves: ") && !dear.contains("Do first"),
      "\(dear)")
    #expect(sure.contains("Do first: "), "\(sure)")
    #expect(
      dear.contains("It does not pay under any assumed enforcement")
        && dear.contains("Pays most: doing nothing"))
    #expect(
      try text(0, 0, 110, by: risk).contains(
        "It may pay under high enforcement (assumed), which"))
    #expect(try text(200, 300, 400, by: risk).contains("It pays under every assumed enforcement"))
    let money = try text(0, 120, 900, by: .money(.central))
    #expect(
      money.hasPrefix(
        "Do nothing: in the central setting (assumed) no action surely brings more than it costs. These may: helper.\nPays most on average: Do helper"
      ), "\(money)")
  }

  @Test("By money, most for its cost is said only of what surely pays")
  func cheapest() throws {
    func cheapest(_ central: Double, by objective: Objective) throws -> String? {
      let ranking = try Self.paying([.central: central], by: objective)
      return RankRemarks.cheapest(RankHighlights(ranking), ranking)
    }
    #expect(try cheapest(90, by: .money(.central)) == nil && cheapest(120, by: .money(.central)) == nil)
    let words = "Most for its cost: helper, 10.0 points for 100 USD."
    #expect(try cheapest(200, by: .money(.central)) == words)
    #expect(try cheapest(90, by: .deactivation(.central)) == words)
  }

  @Test("By money a seller who is off target hears that money alone has decided")
  func moneyOffTarget() throws {
    var ranking = try Self.paying([.central: 50], by: .money(.central))
    ranking.returning = [.orderDefect]
    #expect(
      RankSentences.verdict(ranking)[0].hasSuffix(
        "That is by money alone: headroom rank --by deactivation says what lowers the risk of rates that are off target."
      ))
  }

  @Test("The assumed enforcement comes as a range, before the figure of its central setting")
  func settings() {
    func text(_ low: Double, _ central: Double, _ high: Double) -> String {
      Phrases.spanned(
        [(.low, low), (.central, central), (.high, high)].map { setting, value in
          (setting, Estimate(value: value, standardError: 20))
        }, named: .central, unit: "USD", exact: Phrases.money
      ) { Phrases.amount($0.value, $1) }
    }
    #expect(
      text(60, 4300, 79_000)
        == "between 60 and 79,000 USD from lenient to strict enforcement (assumed; central 4,300 ± 20)")
    // The range holds the central figure: its ends are rounded away from each other.
    #expect(text(60, 78_390, 78_400).contains("between 60 and 79,000 USD"))
    #expect(text(1290, 1280, 8000).contains("between 1,200 and 8,000 USD"))
    #expect(
      text(900, 500, 70)
        == "between 70 and 900 USD from strict to lenient enforcement (assumed; central 500 ± 20)")
    #expect(
      text(900, 5000, 70)
        == "between 70 and 5,000 USD over the assumed settings of enforcement (low 900, high 70, central 5,000 ± 20)"
    )
  }

  @Test("A record of a few orders is said before what to do first")
  func fewOrders() throws {
    var ranking = try Self.ranking([
      Self.row(Self.action("a"), fall: 0.1, best: 1, cost: 40), Self.row(nil, fall: 0, best: 0),
    ])
    #expect(RankSentences.verdict(ranking).first?.hasPrefix("Do first: Do a") ?? false)
    ranking.mostOrders = 3
    #expect(
      RankSentences.verdict(ranking).first
        == "With 3 orders at most in a window, what follows is a guess from other sellers and says next to nothing about this account."
    )
  }

  @Test("The first screen has one table and explains its columns only; reasons are among the details")
  func firstScreen() throws {
    let blocked = ActionRanking.Row(
      action: Self.action("unseen"), best: 0, obstacle: "these files do not contain it", chanceOfNone: 0,
      paths: 0)
    let ranking = try Self.ranking([
      Self.row(Self.action("dear"), fall: 0.1, best: 1, asGood: 1, cost: 900),
      Self.row(nil, fall: 0, best: 0),
      blocked,
    ])
    let text = RankTable.text(ranking, marketplace: "amazon.com", hasDetails: false)
    #expect(
      text.contains("\nNot evaluated: unseen (these files do not contain it).\n")
        && text.contains("\n--details adds"), "\(text)")
    #expect(text.contains("name: for --action.") && !text.contains("sooner") && !text.contains("days off"))
    #expect(text.contains("\nMost for its cost: dear, 10.0 points for 900 USD."))
    // Before any action is named.
    let open = RankTable.text(
      ranking, marketplace: "amazon.com", undecided: [.cancellation], hasDetails: false
    ).replacing("\n  ", with: " ")
    let left = try #require(
      open.firstRange(of: "The files do not decide cancellation rate, so these chances leave it out"))
    let named = try #require(open.firstRange(of: "fall  "))
    #expect(left.lowerBound < named.lowerBound && !text.contains("do not decide"), "\(open)")
    let all = RankTable.text(ranking, marketplace: "amazon.com", hasDetails: true)
    #expect(all.contains("\nNot evaluated, these files do not contain it: unseen."), "\(all)")
    #expect(!all.contains("--details") && all.contains("nil: chance that it does nothing"))
  }

  @Test("Where nothing surely helps, that is said")
  func nothing() throws {
    let ranking = try Self.ranking([
      Self.row(nil, fall: 0, best: 0.7, asGood: 1),
      Self.row(Self.action("a"), fall: 0.002, best: 0.3, asGood: 0.3),
    ])
    #expect(
      RankSentences.verdict(ranking) == [
        "No action is surely better than doing nothing against deactivation within 90 days, "
          + "over all that is not known. These may be: a."
      ])
  }
}
