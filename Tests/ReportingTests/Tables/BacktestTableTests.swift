import AccountHealth
import Testing

@testable import Forecasting
@testable import Reporting

struct BacktestTableTests {
  private let request = BacktestRequest(
    range: DayRange(Day(number: 20_000), Day(number: 20_007)), paths: 99, seed: 3, threads: 1)

  private func row(_ account: String, _ chance: Double, _ happened: Bool) -> BacktestRow {
    BacktestRow(
      account: account, metric: .lateShipment30, origin: Day(number: 20_000), horizon: 14,
      isOffTarget: happened, rate: 0.1, law: nil,
      said: [
        .headroom: .init(chance: chance, crps: 0.1, coverage: 0.8),
        .rule80: .init(chance: 0), .lastValue: .init(chance: 0, crps: 0.2),
        .linearBurn: .init(chance: 0, crps: 0.3),
        .constantRate: .init(chance: 0.5, crps: 0.4, coverage: 0.5),
      ])
  }

  private var results: BacktestScores {
    var results = BacktestScores(paths: 99)
    results.add(row("=a", 0.2, false))
    results.add(row("b", 0.2, false))
    results.add(row("b", 0.26, true))
    results.add(row("b", 0.8, true))
    return results
  }

  @Test("One row per metric and horizon, the best simple rule by name, and what the columns mean")
  func table() {
    let tally = Backtest.Tally(accounts: 2, refits: 4, rows: 4, unchecked: 0)
    let text = BacktestTable.text(results, ReturnScores(), tally, request)
    #expect(
      text.hasPrefix(
        """
        2 accounts forecast again on past days, 4 Oct 2024 to 11 Oct 2024, every 7 days, each time from what was known that evening.

        metric                  days  went off    said   Brier  best simple rule  gain  inside 90 %
        late_shipment_rate_30d    14    50.0 %  36.5 %  0.1669  0.2500 base rate  33 %       80.0 %

        went off: how many of the forecast spans had a day off target.

        """), "\(text)")
    #expect(
      text.contains(
        """
        metric                  days  0–10 %    10–30 %  30–50 %  50–70 %    70–100 %
        late_shipment_rate_30d    14       –  33 % of 3        –        –  100 % of 1

        """), "\(text)")
    #expect(text.hasSuffix("\nSeed 3, 99 simulated futures each, 4 forecasts from 4 fits."))
    let narrow = BacktestTable.text(
      results, ReturnScores(), tally, request, on: Terminal(width: 80, hasColour: false))
    #expect(narrow.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(narrow)")
  }

  @Test("Nothing to check is said in a sentence")
  func empty() {
    let text = BacktestTable.text(
      BacktestScores(paths: 9), ReturnScores(), Backtest.Tally(accounts: 1), request)
    #expect(
      text.hasSuffix(
        "No forecast could be checked: on no origin was a rate on target with 5 orders in its window."))
  }

  @Test("scores.csv: a score that a method does not have is empty")
  func scores() {
    let lines = BacktestFiles.csv(results.scores).split(separator: "\n")
    #expect(lines.count == 7)
    #expect(lines[1].hasPrefix("late_shipment_rate_30d,14,headroom,4,0.5,0.1669,"))
    let cells = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(
      cells[1][7...8] == ["0.1", "0.8"] && cells[2][7...8] == ["0", ""] && cells[3][7...8] == ["", ""])
    #expect(cells.allSatisfy { $0.count == 10 } && cells[2][9] == "0.5")
  }

  @Test("reliability.csv")
  func reliability() {
    #expect(
      BacktestFiles.csv(results.reliability) == """
        metric,horizon,bin_low,bin_high,rows,mean_forecast,observed_share,se
        late_shipment_rate_30d,14,0.1,0.3,3,0.22,0.333333,0.147707
        late_shipment_rate_30d,14,0.7,1,1,0.8,1,

        """)
  }

  @Test("The way back has a table of its own, also where nothing else could be checked")
  func wayBack() {
    var returns = ReturnScores()
    for (returned, off) in [(4, 3), (nil, 14)] as [(Int?, Int)] {
      returns.add(
        ReturnRow(
          account: "a", metric: .lateShipment30, origin: Day(number: 20_000), horizon: 14, chance: 0.625,
          half: .init(days: 6, chance: 0.5), most: nil, daysOff: 7.25, returned: returned,
          observedDaysOff: off))
    }
    let text = BacktestTable.text(BacktestScores(paths: 9), returns, Backtest.Tally(accounts: 1), request)
    #expect(
      text.contains(
        """
        off target on the day   days  forecasts       back  by even day  by 90 % day   days off
        late_shipment_rate_30d    14          2  50 % (62)    50 % (50)            –  8.5 (7.2)
        """), "\(text)")
    #expect(text.contains("No forecast could be checked"))
    #expect(
      BacktestFiles.returnScores.csv(returns.scores)
        == "late_shipment_rate_30d,14,2,0.625,0.5,,0.265625,0.25,2,0.5,0.5,0,,,7.25,8.5,\n")
    // A second account gives an error, here by hand.
    returns.add(
      ReturnRow(
        account: "b", metric: .lateShipment30, origin: Day(number: 20_000), horizon: 14, chance: 0.625,
        half: .init(days: 6, chance: 0.5), most: nil, daysOff: 7.25, returned: 5, observedDaysOff: 4))
    let two = BacktestTable.text(BacktestScores(paths: 9), returns, Backtest.Tally(accounts: 2), request)
    // back: 0.625 was said, and 1, 0, 1 happened. Less their mean, −0.042, the differences sum to 0.333 for a
    // and −0.333 for b: the root of their squares is 0.471, over 3 rows 0.157.
    #expect(two.contains("67 % ± 16 (62)"), "\(two)")
    // Days off: 3, 14 and 4 against 7.25. The differences sum to −3 for a and 3 for b: the root is 4.24, over
    // 3 rows 1.41.
    #expect(two.contains("7.0 ± 1.4 (7.2)"), "\(two)")
  }
}
