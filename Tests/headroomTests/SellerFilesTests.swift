import Foundation
import Testing

@Suite("Reports, rules, limits and several accounts")
struct SellerFilesTests {
  /// Amazon's V2 report for some marketplaces, with its windows filled in.
  static func report(_ marketplaces: String..., accounts: String = "") -> String {
    func window(_ first: String) -> String {
      "\"reportingDateRange\":{\"reportingDateFrom\":\"\(first)T00:00:00Z\",\"reportingDateTo\":\"2026-11-19T23:59:59Z\"}"
    }
    let metrics = marketplaces.map { id in
      """
      {"marketplaceId":"\(id)",
       "lateShipmentRate":{\(window("2026-10-21")),"status":"GOOD","targetValue":0.04,"targetCondition":"LESS_THAN","orderCount":812,"lateShipmentCount":19,"rate":0.0234},
       "lateShipmentRateList":[{\(window("2026-11-10")),"status":"GOOD","targetValue":0.04,"targetCondition":"LESS_THAN","orderCount":270,"lateShipmentCount":9,"rate":0.0333}],
       "orderDefectRate":{"mfn":{\(window("2026-09-20")),"status":"BAD","targetValue":0.01,"targetCondition":"LESS_THAN","orderWithDefects":{"status":"BAD","count":18},"orderCount":1540,"rate":0.01169,"fulfillmentType":"mfn"}}}
      """
    }
    return "{\"accountStatuses\":[\(accounts)],\"performanceMetrics\":[\(metrics.joined(separator: ","))]}"
  }

  @Test("Only a performance report: Amazon's counts, without a comparison with orders")
  func reportAlone() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.report("ATVPDKIKX0DER"), to: "v2.json")
    let status = try CommandLineRun(["status", "v2.json"], in: folder)
    #expect(status.status == 0 && status.errors.isEmpty, "\(status.errors)")
    #expect(status.output.contains("room  Amazon's status\n"))
    #expect(
      status.output.contains("order_defect_rate        18    1540  1.2 %    1 %  breached    -3  BAD\n"))
    let forecast = try CommandLineRun(["forecast", "v2.json", "--seed", "1", "--paths", "500"], in: folder)
    #expect(forecast.status == 0 && forecast.errors.isEmpty, "\(forecast.errors)")
    #expect(forecast.output.hasPrefix("amazon.com, as of 19 Nov 2026\n\nOff target now: order defect rate. "))
    #expect(forecast.output.contains("\nLate shipment rate, 30 days: 2.3 % now"))
    #expect(!forecast.output.contains("Even if every order"), "a count does not say when its orders leave")
    #expect(forecast.output.contains("Not known: which orders are pending."))
  }

  @Test("Amazon's own account status and rating come first in every answer that reads its report")
  func standing() throws {
    let folder = try ScratchFolder()
    let account = """
      {"marketplaceId":"ATVPDKIKX0DER","status":"AT_RISK"}
      """
    try folder.write(Self.report("ATVPDKIKX0DER", accounts: account), to: "v2.json")
    let first = "amazon.com: account status at Amazon AT_RISK (report of 19 Nov 2026).\n\n"
    let common = ["v2.json", "--seed", "1", "--paths", "200", "-q"]
    for command in [
      ["status", "v2.json"], ["forecast"] + common,
      ["whatif", "--set", "late_shipment=x0.5"] + common,
    ] {
      let run = try CommandLineRun(command, in: folder)
      #expect(
        run.status == 0 && run.output.hasPrefix(first), "\(command) \(run.output.prefix(300))\(run.errors)")
    }
    let page = try CommandLineRun(["report", "-o", "r.html", "--no-rank"] + common, in: folder)
    #expect(page.status == 0, "\(page.errors)")
    #expect(try folder.text("r.html").contains(">Account status at Amazon AT_RISK (report of"))
  }

  @Test("A report that cannot be read is named in the answer, and the run goes on")
  func damagedReport() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    try folder.write(String(Self.report("ATVPDKIKX0DER").dropLast(20)), to: "v2.json")
    let said = "v2.json: Amazon's performance report could not be read."
    for command in [
      ["status", "x.csv", "v2.json"], ["forecast", "x.csv", "v2.json", "--seed", "1", "--paths", "200"],
    ] {
      let run = try CommandLineRun(command, in: folder)
      #expect(run.status == 0 && run.output.hasPrefix(said), "\(run.output.prefix(300))\(run.errors)")
      #expect(run.errors.contains("It is left out."))
    }
    let alone = try CommandLineRun(["status", "v2.json"], in: folder)
    #expect(alone.status == 65 && alone.output.isEmpty)
  }

  @Test("Amazon's rate without counts has a row, and one above the limit is never met")
  func rateAlone() throws {
    let folder = try ScratchFolder()
    let dates =
      "\"reportingDateRange\":{\"reportingDateFrom\":\"2026-10-21T00:00:00Z\",\"reportingDateTo\":\"2026-11-19T23:59:59Z\"}"
    for (rate, row) in [
      ("2.5", ",,,0.025,0.04,met,"), ("4.5", ",,,0.045,0.04,breached,"), ("0.5", ",,,,0.04,undecided,"),
    ] {
      try folder.write(
        "{\"performanceMetrics\":[{\"marketplaceId\":\"ATVPDKIKX0DER\",\"lateShipmentRate\":{\(dates),\"rate\":\(rate)}}]}",
        to: "v2.json")
      let csv = try CommandLineRun(["status", "v2.json", "--format", "csv", "-q"], in: folder)
      #expect(
        csv.output.contains("amazon.com,late_shipment_rate_30d,2026-11-19" + row),
        "\(csv.output)\(csv.errors)")
      #expect(try CommandLineRun(["status", "v2.json"], in: folder).output.contains("Amazon"))
    }
  }

  @Test("Every marketplace of a performance report is forecast")
  func twoMarketplaces() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.report("ATVPDKIKX0DER", "A2EUQ1WTGCTBG2"), to: "v2.json")
    let run = try CommandLineRun(
      ["forecast", "v2.json", "--seed", "1", "--paths", "500", "--format", "csv", "--output", "out"],
      in: folder)
    #expect(run.status == 0)
    let accounts = run.output.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
    #expect(accounts == ["amazon.com", "amazon.com", "amazon.com", "amazon.ca", "amazon.ca", "amazon.ca"])
    let history = String(decoding: try folder.bytes("out/history.csv"), as: UTF8.self)
    #expect(history == "account,metric,date,orders,bad,rate,state,rate_low,rate_high\n")
  }

  @Test("The files of a forecast have their headers and are readable only by their owner")
  func headers() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(account: "=cmd()"), to: "x.csv")
    let run = try CommandLineRun(["forecast", "x.csv", "--paths", "50", "-o", "out", "-q"], in: folder)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let headers = [
      "forecast.csv":
        "account,metric,date,day,q05,q25,q50,q75,q95,mean,p_off_target,p_breached_by,se",
      "breach.csv":
        "account,metric,youngest_age,oldest_age,limit,as_of,orders,bad,rate,state,headroom,p_7,p_14,p_30,p_60,p_90,first_q10,first_q50,first_q90,recovery_q50,se_7,se_14,se_30,se_60,se_90",
      "history.csv": "account,metric,date,orders,bad,rate,state,rate_low,rate_high",
    ]
    for (name, header) in headers {
      let lines = String(decoding: try folder.bytes("out/" + name), as: UTF8.self).split(separator: "\n")
      #expect(lines[0].hasPrefix(header))
      #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("'=cmd(),") }, "\(name) is run by no spreadsheet")
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/out/" + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test("The limit of on-time delivery is a good share")
  func goodShare() throws {
    let folder = try ScratchFolder()
    var text = "order_id,purchased_at,shipped_at,deliver_by,delivered_at\n"
    for number in 1...30 {
      text += "\(number),2026-11-01,2026-11-02,2026-11-06,2026-11-0\(number <= 4 ? 8 : 5)\n"
    }
    try folder.write(text, to: "x.csv")
    for (limit, state) in [("0.85", "0.866667,0.85,met,0"), ("0.9", "0.866667,0.9,breached,-2")] {
      let run = try CommandLineRun(
        [
          "status", "x.csv", "--as-of", "2026-11-20", "--limit", "on_time_delivery_rate=" + limit, "--format",
          "csv", "--began", "2026-11-01", "-q",
        ], in: folder)
      #expect(
        run.output.contains(
          "amazon.com,on_time_delivery_rate,2026-11-20,30,4,\(state),0.866667,0.866667,0.866667,4,4,observed,x.csv,30,0.866667,0.866667,,,\n"
        ),
        "\(run.output)")
    }
  }

  @Test("--rules replaces the limits, and --limit wins over it")
  func rules() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    try folder.write(
      """
      format: 1
      base: built-in
      name: mine
      version: "1"
      effective: 2026-11-01
      metrics:
        late_shipment_rate_30d: {limit: 0.02}
      """, to: "rules.yaml")
    let base = ["status", "x.csv", "--as-of", "2026-11-30", "--format", "csv", "--rules", "rules.yaml"]
    let ruled = try CommandLineRun(base, in: folder)
    #expect(ruled.output.contains(",60,2,0.033333,0.02,breached,-1,0.0"), "\(ruled.errors)")
    let limited = try CommandLineRun(base + ["--limit", "late_shipment_rate_30d=0.5"], in: folder)
    #expect(limited.output.contains(",60,2,0.033333,0.5,met,27,0.0"))
    try folder.write("name: [\n", to: "bad.yaml")
    for (file, words) in [("bad.yaml", "bad.yaml:"), ("absent.yaml", "absent.yaml: no such file.")] {
      let run = try CommandLineRun(["forecast", "x.csv", "--rules", file, "--output", "out"], in: folder)
      #expect(run.status == 65 && run.output.isEmpty && run.errors.contains(words), "\(run.errors)")
    }
    #expect(try folder.names() == ["bad.yaml", "rules.yaml", "x.csv"])
  }

  @Test("Several accounts: one table; --account takes one; - is standard input")
  func accounts() throws {
    let folder = try ScratchFolder()
    let second = Fixtures.orders(account: "b").split(separator: "\n").dropFirst().joined(separator: "\n")
    try folder.write(Fixtures.orders(account: "a") + second + "\n", to: "x.csv")
    let both = try CommandLineRun(["forecast", "x.csv", "--paths", "50", "--horizon", "20"], in: folder)
    #expect(both.output.contains("account  metric") && both.output.contains("off target in 20 d"))
    let one = try CommandLineRun(["status", "x.csv", "--account", "b", "--format", "csv"], in: folder)
    #expect(one.output.split(separator: "\n").dropFirst().allSatisfy { $0.hasPrefix("b,") })
    let piped = try CommandLineRun(
      shell: "gzip -c x.csv | \"$headroom\" status - --account b --format csv", in: folder)
    #expect(
      piped.status == 0 && piped.output.replacing("standard input", with: "x.csv") == one.output,
      "\(piped.errors)")
  }

  @Test("What the files lack is said once for all the metrics that lack the same")
  func missing() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "order_id,purchased_at,channel,cancelled_at,cancelled_by\n1,2026-11-01,seller,,\n", to: "x.csv")
    let status = try CommandLineRun(["status", "x.csv", "--as-of", "2026-11-02"], in: folder)
    #expect(
      status.errors.contains(
        "not shown: late_shipment_rate_30d, late_shipment_rate_10d: need ship_by, shipped_at."),
      "\(status.errors)")
    let forecast = try CommandLineRun(
      ["forecast", "x.csv", "--as-of", "2026-11-02", "--paths", "50"], in: folder)
    #expect(
      forecast.output.contains(
        "Not forecast: late_shipment_rate_30d, late_shipment_rate_10d: need ship_by, shipped_at."))
    #expect(forecast.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test("A seller without Amazon-fulfilled orders gets one sentence, and the rows stay in the files")
  func noChannel() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "order_id,purchased_at,channel,defect,defect_at\n1,2026-10-01,seller,,\n2,2026-11-01,seller,,\n",
      to: "x.csv")
    let run = try CommandLineRun(
      ["forecast", "x.csv", "--as-of", "2026-11-02", "--paths", "50", "-o", "out"], in: folder)
    #expect(run.output.contains("Order defect rate, FBA: no orders fulfilled by Amazon in these files.\n"))
    let breach = String(decoding: try folder.bytes("out/breach.csv"), as: UTF8.self)
    #expect(breach.contains("amazon.com,order_defect_rate_fba,"))
  }

  @Test(
    "A report beside orders: its counts in the table, its day named; one of another marketplace is left out")
  func reportBesideOrders() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.report("ATVPDKIKX0DER"), to: "v2.json")
    try folder.write(Fixtures.orders(), to: "x.csv")
    let both = try CommandLineRun(["status", "x.csv", "v2.json", "--as-of", "2026-11-18"], in: folder)
    #expect(
      both.errors.contains(
        "the performance report is of 2026-11-19, these orders are judged as of 2026-11-18; --as-of 2026-11-19 compares them on one day."
      ), "\(both.errors)")
    #expect(both.output.contains("late_shipment_rate_30d  2026-11-19  19/812 "), "\(both.output)")
    #expect(!both.errors.contains("Amazon's report says"))
    let csv = try CommandLineRun(["status", "x.csv", "v2.json", "--format", "csv"], in: folder)
    #expect(csv.errors.contains("late_shipment_rate_30d: Amazon's report says 19/812 (GOOD), these orders "))
    let india = Fixtures.orders().replacingOccurrences(of: "2026-11", with: "2026-08")
      .replacingOccurrences(of: "2026-12", with: "2026-09")
    try folder.write(india, to: "india.csv")
    let other = try CommandLineRun(
      ["status", "india.csv", "v2.json", "--marketplace", "amazon.in"], in: folder)
    #expect(
      other.errors.contains(
        "warning: these files have no orders of amazon.com: its performance report is left out."),
      "\(other.errors)")
    #expect(other.output.hasPrefix("acme (amazon.in), as of 2 Sep 2026\n"), "\(other.output)")
  }

  @Test("A day before the first order is refused, and a rule set from standard input is read once")
  func edges() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    let early = try CommandLineRun(["forecast", "x.csv", "--as-of", "2026-10-31"], in: folder)
    #expect(early.status == 65 && early.output.isEmpty)
    #expect(
      early.errors
        == "headroom: error: --as-of: found 2026-10-31, expected a day from 2026-11-01 on, the day of the first order of these files. Choose a later day.\n"
    )
    let piped = try CommandLineRun(
      shell: """
        printf 'format: 1\\nbase: built-in\\nname: mine\\nversion: "1"\\neffective: 2026-11-01\\n' |
        "$headroom" status x.csv --rules - --as-of 2026-11-30 --format csv
        """, in: folder)
    #expect(piped.status == 0 && !piped.errors.contains("is not known"), "\(piped.errors)")
  }
}
