import AccountHealth
import Forecasting
import Reporting
import Simulation
import Testing

@Suite("One sentence per metric")
struct ForecastSentencesTests {
  @Test("On target: now, limit, chances with their errors, the likeliest day and the room")
  func onTarget() {
    #expect(
      ForecastSentences.sentence(SampleForecasts.metric())
        == "Late shipment rate, 30 days: 2.3 % now (19 of 812 orders late; the limit is 4 %). "
        + "41.2 % ± 0.2 chance to be off target within 30 days, 63.0 % ± 0.2 within 90; "
        + "if so, most likely first on 3 Dec 2026. It can take 13 more late orders today.")
  }

  @Test("Few data: the range that they leave open comes before the mean, whose ± is called simulation error")
  func open() {
    var metric = SampleForecasts.metric()
    func end(_ value: Double) -> Estimate { Estimate(value: value, standardError: 0.01) }
    metric.spread = (end(0.123), end(0.886))
    #expect(
      ForecastSentences.sentence(metric)
        == "Late shipment rate, 30 days: 2.3 % now (19 of 812 orders late; the limit is 4 %). "
        + "Its chance to be off target within 30 days is between 12 % and 89 %, for all that your orders tell "
        + "(41.2 % on average, simulation error ± 0.2); 63.0 % ± 0.2 within 90; "
        + "if so, most likely first on 3 Dec 2026. It can take 13 more late orders today.")
    metric.isFromCounts = true
    #expect(ForecastSentences.sentence(metric).contains("89 %, for all that these counts tell (41.2 %"))
    metric.spread = (end(0.38), end(0.44))
    #expect(
      ForecastSentences.sentence(metric).contains(". 41.2 % ± 0.2 chance to be off target within 30 days"))
  }

  @Test("Off target, the range of the chance to be back comes first where few data leave much open")
  func openReturn() {
    var metric = SampleForecasts.metric(
      .orderDefect, limit: Ratio(1, 100), bad: 15, orders: 241, breached: [1: 1],
      off: [1: 1, 30: 0.94, 90: 0.5])
    func end(_ value: Double) -> Estimate { Estimate(value: value, standardError: 0.01) }
    metric.wayBack?.spread = (end(0.004), end(0.31))
    #expect(
      ForecastSentences.sentence(metric).contains(
        "Its chance to be back within 30 days is between 0.40 % and 31 %, for all that your orders tell (6.0 % on "
          + "average, simulation error ± 0.1); 50.0 % ± 0.2 within 90. Expected"))
    metric.wayBack?.spread = (end(0.05), end(0.08))
    #expect(
      ForecastSentences.sentence(metric).contains(" 6.0 % ± 0.1 chance to be back within 30 days, 50.0 %"))
  }

  @Test("From counts alone each rate says how far its chance was to be trusted where it was tried")
  func fromCounts() {
    func end(_ metric: Metric) -> String {
      let text = ForecastSentences.sentence(SampleForecasts.metric(metric, isFromCounts: true))
      return String(text[(text.lastIndex(of: "(") ?? text.startIndex)...])
    }
    #expect(end(.lateShipment30) == "(Only from counts, so less certain.)")
    #expect(
      end(.onTimeDelivery)
        == "(Only from counts, so less certain: two weeks ahead 86 of 100 rates of public orders came within what was "
        + "said for 90.)")
    #expect(end(.orderDefect).hasSuffix("another marketplace more rates went off target than was said.)"))
    #expect(end(.cancellation).hasSuffix("another marketplace fewer rates went off target than was said.)"))
  }

  @Test("Off target now: how long it lasts and by how much")
  func offTarget() {
    let metric = SampleForecasts.metric(
      .orderDefect, limit: Ratio(1, 100), bad: 15, orders: 241, breached: [1: 1],
      off: [1: 1, 30: 0.94, 90: 0.5])
    #expect(
      ForecastSentences.sentence(metric)
        == "Order defect rate: 6.2 % now (15 of 241 orders with a defect; the limit is 1 %). "
        + "It is off target now. It has an even chance to be back on target by 5 Dec 2026. "
        + "With every order from now on handled well and as many orders a day as in its window, it is back about "
        + "29 Nov 2026; more orders bring it back sooner. "
        + "6.0 % ± 0.1 chance to be back within 30 days, 50.0 % ± 0.2 within 90. "
        + "Expected days off target: 12.25 ± 0.05 of the next 30. "
        + "Once back, it has a 25.0 % ± 0.2 chance to be off again within 30 days. "
        + "That is 13 orders with a defect too many.")
    var range = metric
    range.current.undecided = 7
    #expect(ForecastSentences.sentence(range).hasSuffix("That is 13 to 20 orders with a defect too many."))
  }

  @Test("A rate at the limit is off target; if there is no way back within the horizon, that is said")
  func atLimit() {
    let metric = SampleForecasts.metric(
      .onTimeDelivery, limit: Ratio(1, 10), bad: 4, orders: 40, horizon: 10, breached: [1: 1], off: [1: 1],
      recovery: nil)
    #expect(
      ForecastSentences.sentence(metric)
        == "On-time delivery rate: 90.0 % on time now (4 of 40 deliveries late; the limit is 90 %). "
        + "It is exactly at the limit, which counts as off target. "
        + "It is more likely than not to stay off target for 10 days. "
        + "Not even good handling of every order from now on brings it back within that time. "
        + "Below 0.01 % chance to be back within 10 days. "
        + "Expected days off target: 12.25 ± 0.05 of the next 10. That is 1 late delivery too many.")
  }

  @Test("A window without orders, and one below the minimum")
  func notJudged() {
    let empty = SampleForecasts.metric(bad: 0, orders: 0, breached: [:], likeliest: nil)
    #expect(
      ForecastSentences.sentence(empty)
        == "Late shipment rate, 30 days: no orders in its window now; the limit is 4 %. "
        + "Below 0.01 % chance to be off target within 30 days, below 0.01 % within 90.")
    let few = SampleForecasts.metric(
      .validTracking, limit: Ratio(5, 100), bad: 1, orders: 9, minimum: 20, horizon: 1, breached: [1: 0.2],
      isFromCounts: true)
    #expect(
      ForecastSentences.sentence(few)
        == "Valid tracking rate: 88.9 % with valid tracking now "
        + "(1 of 9 parcels without valid tracking; the limit is 95 %). "
        + "With fewer than 20 orders it is not judged now. "
        + "20.0 % ± 0.2 chance to be off target within 1 day; if so, most likely first on 3 Dec 2026. "
        + "(Only from counts, so less certain.)")
  }

  @Test(
    "No room left, and one",
    arguments: [
      (32, "It cannot take one more late order today."), (31, "It can take 1 more late order today."),
    ])
  func room(bad: Int, words: String) {
    #expect(ForecastSentences.sentence(SampleForecasts.metric(bad: bad)).hasSuffix(words))
  }

  @Test("The text is headed by whose it is; control characters of the name are written out")
  func heading() {
    let text = ForecastSentences.text(SampleForecasts.account("ac\u{1B}[2Jme", []))
    #expect(text.hasPrefix("ac\\u{1b}[2Jme (amazon.com), as of 23 Nov 2026\n"))
    #expect(text.hasSuffix("Nothing could be forecast from these files."))
  }

  @Test("The footer names seed, paths, rules and assumptions")
  func footer() {
    #expect(
      ForecastFooter.text(
        seed: 7, paths: 1, ruleSet: "amazon 2026-11", notes: ["x: needs y."], assumptions: ["nothing changes"]
      )
        == "Not forecast: x: needs y.\n\nAssumed: nothing changes\n"
        + "± is only the error of the simulation (one standard error, in percentage points), not of what is assumed.\n"
        + "Seed 7, 1 simulated future, rules amazon 2026-11.")
  }

  @Test("From counts: an unknown rate is distinguished from one that is not forecast")
  func unknown() {
    let text = ForecastFooter.text(
      seed: 1, paths: 2000, ruleSet: "a\u{7}", notes: ["x: needs y."], unknown: ["which orders are pending."],
      assumptions: [])
    #expect(text.hasPrefix("Not forecast: x: needs y.\nNot known: which orders are pending.\n\n± is "))
    #expect(text.hasSuffix("Seed 1, 2000 simulated futures, rules a\\u{7}."))
  }

  @Test("Exact chances have no error; tiny and certain ones are printed as they are")
  func exact() {
    var metric = SampleForecasts.metric(horizon: 10, breached: [1: 0.25], likeliest: nil)
    metric.method = .exact
    #expect(
      ForecastSentences.sentence(metric)
        == "Late shipment rate, 30 days: 2.3 % now (19 of 812 orders late; the limit is 4 %). "
        + "25.0 % chance to be off target within 10 days. It can take 13 more late orders today. "
        + "(Computed exactly, not simulated.)")
    let certain = SampleForecasts.metric(horizon: 45, breached: [30: 0, 31: 1], paths: 100_000)
    #expect(
      ForecastSentences.sentence(certain).contains(
        "Below 0.01 % chance to be off target within 30 days, above 99.99 % within 45; if so, most likely first"
      ))
  }

  @Test("A channel without any order has one short sentence")
  func emptyChannel() {
    let forecast = SampleForecasts.account(
      "acme", [SampleForecasts.metric(), SampleForecasts.metric(.orderDefectAmazon, bad: 0, orders: 0)])
    let lines = ForecastSentences.text(forecast, emptyChannels: [.amazon]).split(separator: "\n")
    #expect(lines.last == "Order defect rate, FBA: no orders fulfilled by Amazon in these files.")
    #expect(lines.count == 4 && lines[1].hasPrefix("Nothing is off target now. Most at risk: late shipment"))
    #expect(lines[2].hasPrefix("Late shipment rate, 30 days: 2.3 % now"))
    let seller = ForecastSentences.text(forecast, emptyChannels: [.seller])
    #expect(
      seller.hasSuffix(
        "\nAmazon ships every order in these files, so the rates of orders that the seller ships do not apply: late "
          + "shipment rate, 30 days."))
  }

  @Test("Few futures, and windows with next to no orders, are remarked upon")
  func few() {
    let forecast = SampleForecasts.account(
      "acme",
      [SampleForecasts.metric(bad: 0, orders: 3), SampleForecasts.metric(.cancellation, bad: 0, orders: 2)])
    let text = ForecastSentences.text(forecast, paths: 1)
    #expect(
      text.contains(
        "\nOnly 1 simulated future: too few for the chances and days below. Give --paths 1000 or more.\n"))
    #expect(
      text.contains(
        " With 3 orders at most in a window, these chances are mostly those of other sellers.\n"))
    #expect(!ForecastSentences.text(forecast, paths: 100).contains("too few"))
  }

  @Test("Half of the futures are back before good handling could be: where few units are not judged")
  func unjudged() {
    var metric = SampleForecasts.metric(
      .orderDefect, limit: Ratio(1, 100), bad: 15, orders: 241, minimum: 20, breached: [1: 1])
    let day = SampleForecasts.asOf + 20
    metric.wayBack?.handledWell = SampleForecasts.handledWell(back: day, soonest: day - 1)
    #expect(
      ForecastSentences.sentence(metric).contains(
        "It has an even chance to be back on target by 5 Dec 2026. With every order from now on handled well "
          + "and as many orders a day as in its window, it is back about 13 Dec 2026; more orders bring it back sooner. It counts as back sooner where fewer than "
          + "20 orders are in its window, as those are not judged."))
    // Where no new order can be in the window before, none brings it back sooner.
    metric.wayBack?.handledWell = SampleForecasts.handledWell(back: day, soonest: day)
    #expect(
      ForecastSentences.sentence(metric).contains(
        "it is back about 13 Dec 2026; no number of new orders brings it back sooner."))
    // One that does not stay back is said to leave again.
    metric.wayBack?.handledWell = SampleForecasts.handledWell(
      back: day, soonest: day, offAgain: day + 3, forGood: day + 10)
    #expect(
      ForecastSentences.sentence(metric).contains(
        "bad already put it off target again on 16 Dec 2026, and it is back for good on 23 Dec 2026."))
  }

  @Test("What to do first follows the verdict, and a command to be copied stays on one line")
  func first() {
    let forecast = SampleForecasts.account(
      "acme", [SampleForecasts.metric(), SampleForecasts.metric(.cancellation, breached: [1: 0.001])])
    let command = "headroom rank " + String(repeating: "a-long-name ", count: 12) + "--seed 1"
    let lines = ForecastSentences.text(
      forecast, first: ["Do first: Do this.", "More:"], command: command,
      on: Terminal(width: 60, hasColour: false)
    ).split(separator: "\n", omittingEmptySubsequences: false)
    let place = lines.firstIndex(of: "Do first: Do this.") ?? 0
    #expect(place > 2 && lines[place + 1] == "More:" && lines[place + 2] == "  " + command, "\(lines)")
    #expect(lines[place + 3] == "" && lines[place + 4].hasPrefix("Late shipment rate, 30 days: 2.3 % now"))
  }

  @Test("Sentences are broken at 100 columns, the lines that go on indented")
  func wrapped() {
    let forecast = SampleForecasts.account("acme", [SampleForecasts.metric()])
    let text = ForecastSentences.text(forecast, on: Terminal(width: 100, hasColour: false))
    #expect(
      text == """
        acme (amazon.com), as of 23 Nov 2026

        Nothing is off target now. Most at risk: late shipment rate, 30 days, 41.2 % ± 0.2 within 30 days,
          if so most likely first on 3 Dec 2026.

        Late shipment rate, 30 days: 2.3 % now (19 of 812 orders late; the limit is 4 %). 41.2 % ± 0.2
          chance to be off target within 30 days, 63.0 % ± 0.2 within 90; if so, most likely first on 3 Dec
          2026. It can take 13 more late orders today.
        """)
  }
}
