import AccountHealth
import Foundation
import Testing

@testable import Forecasting
@testable import Reporting

@Suite("What a forecast writes")
struct ForecastFilesTests {
  @Test("forecast.csv: its columns, with empty quantiles if no path has orders")
  func forecast() throws {
    let scratch = try ScratchFolder()
    let folder = try OutputFolder(path: scratch.path)
    let files = try ForecastFiles(folder: folder)
    try files.append(
      SampleForecasts.account("a,b", [SampleForecasts.metric(horizon: 2, breached: [2: 0.25], paths: 10_000)])
    )
    try folder.commit()
    #expect(
      try scratch.text("forecast.csv") == """
        account,metric,date,day,q05,q25,q50,q75,q95,mean,p_off_target,p_breached_by,se
        "a,b",late_shipment_rate_30d,2026-11-24,1,0.01,0.02,0.025,0.03,0.041,0.026,0,0,0.00009999
        "a,b",late_shipment_rate_30d,2026-11-25,2,,,,,,,0,0.25,0.00433013

        """)
  }

  @Test("breach.csv: chances beyond the horizon are empty")
  func breach() {
    #expect(
      ForecastFiles.breachHeader
        == "account,metric,youngest_age,oldest_age,limit,as_of,orders,bad,rate,state,headroom,p_7,p_14,p_30,p_60,p_90,first_q10,first_q50,first_q90,recovery_q50,se_7,se_14,se_30,se_60,se_90,"
        + "days_off_30,se_days_off_30,days_off_90,se_days_off_90,earliest_back,back_q50,back_q90,"
        + [7, 14, 30, 60, 90].map { "p_back_\($0),se_back_\($0)," }.joined()
        + "p_relapse_30,se_relapse_30,p_30_lowest,se_30_lowest,p_30_highest,se_30_highest,tilted_from,tilted_to,"
        + "p_back_30_lowest,se_back_30_lowest,p_back_30_highest,se_back_30_highest\n"
    )
    #expect(
      ForecastFiles.forecastRates.csv([
        .init(metric: SampleForecasts.metric(horizon: 14, breached: [7: 0.5], paths: 10_000))
      ])
        == "acme,late_shipment_rate_30d,0,29,0.04,2026-11-23,812,19,0.023399,met,13,0.5,0.5,,,,2026-12-14,2027-01-06,,12,0.005,0.005,,,"
        + String(repeating: ",", count: 29) + "\n"
    )
  }

  @Test("On-time delivery: good share and its limit, bad orders; not judged: no headroom")
  func goodShare() {
    let metric = SampleForecasts.metric(
      .onTimeDelivery, limit: Ratio(1, 10), bad: 3, orders: 19, minimum: 20, horizon: 7, breached: [:],
      paths: 10_000)
    let cells = ForecastFiles.forecastRates.csv([.init(metric: metric)]).split(
      separator: ",", omittingEmptySubsequences: false)
    #expect(cells[4...10].joined(separator: ",") == "0.9,2026-11-23,19,3,0.842105,none,")
  }

  @Test("history.csv: one row per evening")
  func history() throws {
    let scratch = try ScratchFolder()
    let folder = try OutputFolder(path: scratch.path)
    let file = try HistoryFile(folder: folder)
    let day = SampleForecasts.asOf
    let rule = MetricRule(metric: .cancellation, youngest: 1, oldest: 7, limit: Ratio(25, 1000))
    let orders = [Order(id: "1", purchased: day - 1)]
    try file.append(
      RateHistory(orders: orders, rule: rule, days: DayRange(day - 1, day)), account: "=acme")
    try folder.commit()
    #expect(
      try scratch.text("history.csv") == """
        account,metric,date,orders,bad,rate,state,rate_low,rate_high
        '=acme,cancellation_rate,2026-11-22,0,0,,none,,
        '=acme,cancellation_rate,2026-11-23,1,0,0,met,0,0

        """)
  }

  @Test("JSON: one line per account, keys in order")
  func json() throws {
    let line = try ForecastJSON.line(
      SampleForecasts.account("acme", [SampleForecasts.metric()]), missing: [.openOrders],
      seed: 18_446_744_073_709_551_615,
      paths: 60_000)
    #expect(line.hasPrefix("{\"account\":\"acme\",\"as_of\":\"2026-11-23\",\"marketplace\":\"amazon.com\","))
    #expect(line.contains("\"seed\":18446744073709551615"))
    #expect(line.contains("\"not_forecast\":[\"which orders are pending. "))
    #expect(line.contains("\"first_q10\":\"2026-12-14\""))
    #expect(line.hasSuffix("}\n") && line.split(separator: "\n").count == 1)
  }

  @Test("manifest.json: everything needed to make the folder again")
  func manifest() throws {
    var manifest = Manifest(
      version: "0.1.0", buildTarget: "x86_64-linux", seed: 7, paths: 10, horizon: 90, asOf: "2026-11-23",
      ruleSet: .init(name: "amazon", version: "2026-11", sha256: "ab"),
      priors: .init(name: "built-in", sha256: "ef"), events: .init(name: "built-in", sha256: "01"),
      inputs: [.init(name: "orders.csv", sha256: "cd", kind: "orders.csv", rows: 2, orders: 1)])
    manifest.missing = ["valid_tracking_rate: needs tracking."]
    manifest.wallSeconds = 1.5
    let object = try JSONSerialization.jsonObject(with: Data(try manifest.text().utf8)) as? [String: Any]
    let keys = [
      "accounts", "as_of", "assumptions", "build_target", "columns", "events", "horizon", "inputs", "limits",
      "missing", "paths", "priors", "rows_left_out", "rule_set", "seed", "version", "wall_seconds",
    ]
    #expect(object?.keys.sorted() == keys)
    #expect(object?["seed"] as? Int == 7)
  }

  @Test("manifest.json: keys in order, numbers with a point whatever the locale")
  func manifestText() throws {
    var manifest = Manifest(
      version: "0.1.0", buildTarget: "x86_64-linux", seed: 18_446_744_073_709_551_615, paths: 10, horizon: 90,
      asOf: "2026-11-23", ruleSet: .init(name: "amazon", version: "2026-11", sha256: "ab"),
      priors: .init(name: "built-in", sha256: "ef"), events: .init(name: "built-in", sha256: "01"), inputs: []
    )
    manifest.wallSeconds = 1.5
    let text = try manifest.text()
    let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.compactMap {
      $0.split(separator: "\"").dropFirst().first
    }
    #expect(keys == keys.sorted() && keys.count == 17)
    #expect(text.contains("\"wall_seconds\" : 1.5\n") && text.hasSuffix("}\n"))
    #expect(text.contains("\"seed\" : 18446744073709551615,"))
    #expect(try manifest.text() == text)
  }
}
