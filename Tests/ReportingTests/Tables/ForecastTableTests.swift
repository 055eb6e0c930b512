import AccountHealth
import Forecasting
import Testing

@testable import Reporting

@Suite("The table of many accounts")
struct ForecastTableTests {
  private static func account(_ name: String, bad: Int, chance: Double = 0) -> AccountForecast {
    SampleForecasts.account(
      name,
      [
        SampleForecasts.metric(bad: bad, breached: [1: chance]),
        SampleForecasts.metric(.orderDefectAmazon, bad: 0, orders: 0, breached: [:]),
      ])
  }

  @Test("A few accounts: every metric of a channel in use, and no more columns than can be read")
  func few() {
    var table = ForecastTable()
    table.append(Self.account("acme", bad: 19, chance: 0.412), emptyChannels: [.amazon])
    table.append(Self.account("worse", bad: 60), emptyChannels: [.amazon])
    #expect(
      table.text(isWritten: true) == """
        account  metric                    now  orders  limit  state     room  off target in 30 d  even by
        worse    late_shipment_rate_30d  7.4 %     812    4 %  breached   -28                 now  now
        acme     late_shipment_rate_30d  2.3 %     812    4 %  met         13        41.2 % ± 0.2  2027-01-06

        room: bad orders it can still take; even by: the day by which off target is as likely as not.
        """)
  }

  @Test("Most at stake first: the orders times the chance, then what is beyond a limit; equals as they came")
  func order() {
    var table = ForecastTable()
    for (name, bad, chance) in [
      ("calm", 1, 0.1), ("same", 1, 0.1), ("likely", 1, 0.6), ("off", 33, 0), ("far-off", 90, 0),
    ] {
      table.append(Self.account(name, bad: bad, chance: chance))
    }
    let names = table.text(isWritten: false).split(separator: "\n")
      .filter { $0.contains("late_shipment") }.map { $0.prefix { $0 != " " } }
    #expect(names == ["far-off", "off", "likely", "calm", "same"])
  }

  @Test("Off target comes first, a large account before a small one")
  func size() {
    var table = ForecastTable()
    for (name, bad, orders, chance) in [("tiny", 3, 5, 0.0), ("large", 60, 900, 0), ("risky", 20, 900, 0.5)] {
      let rate = SampleForecasts.metric(bad: bad, orders: orders, breached: [1: chance])
      table.append(SampleForecasts.account(name, [rate]))
    }
    let names = table.text(isWritten: false).split(separator: "\n")
      .filter { $0.contains("late_shipment") }.map { $0.prefix { $0 != " " } }
    #expect(names == ["large", "tiny", "risky"])
  }

  @Test("More than 20: what is in danger, and every account named has a row")
  func selection() {
    var table = ForecastTable()
    for number in 0..<25 { table.append(Self.account("a\(number)", bad: 1, chance: number < 3 ? 0.2 : 0)) }
    let text = table.text(isWritten: true, on: Terminal(width: 100, hasColour: false))
    let lines = text.split(separator: "\n")
    #expect(lines.filter { $0.contains("_rate_") }.count == 20)
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(
      text.hasSuffix(
        "Only what is off target now or has at least a 5 % chance of it within 30 days.\n"
          + "The 20 of 25 accounts with most orders at stake; all of them are in the files."))
    // What a narrow terminal leaves out is not explained.
    let narrow = table.text(isWritten: true, on: Terminal(width: 80, hasColour: false))
    #expect(!narrow.contains("even by") && narrow.contains("room: bad orders it can still take."))
  }

  @Test("A horizon below 30 days is named as it is")
  func horizon() {
    var table = ForecastTable()
    table.append(SampleForecasts.account("a", [SampleForecasts.metric(horizon: 10, breached: [1: 0.2])]))
    #expect(table.text(isWritten: false).contains("off target in 10 d"))
  }
}
