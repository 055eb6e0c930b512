import AccountHealth
import Forecasting
import Foundation
import Testing

@testable import Workspace

@Suite("Amazon's counts beside those of the orders")
struct ReconcileAnswerTests {
  private let files: SellerFiles
  init() throws { files = try SellerFiles() }

  /// Two orders a day for 120 days from 1 January on, shipped and delivered in time with valid tracking.
  /// Three have a defect: a claim, a negative rating and a chargeback.
  private func orders() throws -> String {
    var text =
      "order_id,purchased_at,ship_by,shipped_at,deliver_by,delivered_at,tracking,defect,defect_at\n"
    let defects = [60: "a_to_z_claim", 80: "negative_feedback", 100: "chargeback"]
    for number in 0..<240 {
      let day = SellerFiles.first + number / 2
      let defect = defects[number].map { "\($0),\(day + 20)" } ?? ","
      text += "o-\(number),\(day),\(day + 1),\(day + 1),\(day + 5),\(day + 4),valid,\(defect)\n"
    }
    return try files.file("orders.csv", text)
  }

  private var asOf: Day { SellerFiles.first + 119 }

  private func workspace(_ more: [String] = [], _ change: (inout Settings) -> Void = { _ in }) throws
    -> Workspace
  {
    var settings = Settings()
    settings.asOf = asOf
    change(&settings)
    return try Workspace(reading: [try orders()] + more, under: settings)
  }

  private func seen(_ bad: Int, _ orders: Int, _ metric: Metric = .orderDefect, daysAgo: Int = 0) -> SeenCount
  {
    SeenCount(metric: metric, day: asOf - daysAgo, count: WindowCount(orders: orders, bad: bad), source: "s")
  }

  @Test("The orders that may be removed or protected; the only bad one of the files is it for certain")
  func surplus() throws {
    // Ages 15 to 74 on day 119: purchases of days 45 to 104, so orders 90 to 209: only the chargeback.
    let one = try workspace().reconcile(.init(seen: [seen(0, 120)])).accounts[0].rates[0]
    #expect(one.lines.map(\.own) == [WindowCount(orders: 120, bad: 1)])
    let explanation = try #require(one.explanation)
    #expect(explanation.difference == -1)
    #expect(explanation.causes.map(\.order) == ["o-100"])
    #expect(explanation.causes[0].reason == .fraudChargeback)
    #expect(abs(explanation.causes[0].chance - 1) < 1e-9 && explanation.expectedUnknown < 1e-9)
    #expect(explanation.others.isEmpty)
    // A month before, all three were in the window: days 15 to 74.
    let before = try workspace().reconcile(.init(seen: [seen(2, 120, daysAgo: 30)])).accounts[0].rates[0]
    #expect(before.lines[0].own == WindowCount(orders: 120, bad: 3))
    let causes = before.explanation?.causes ?? []
    #expect(Set(causes.map(\.reason)) == [.protectedClaim, .removedFeedback, .fraudChargeback])
    #expect(causes.map(\.chance) == causes.map(\.chance).sorted(by: >), "\(causes)")
  }

  @Test("Equal counts need no explanation; far ones have none; files that end too late are not compared")
  func ends() throws {
    let equal = try workspace().reconcile(.init(seen: [seen(1, 120)])).accounts[0].rates[0]
    #expect(equal.explanation == nil && equal.unknownBad(on: asOf).isEmpty)
    let far = try workspace().reconcile(.init(seen: [seen(118, 120)])).accounts[0].rates[0]
    #expect(far.explanation?.unknown.isEmpty == true && far.explanation?.difference == 117)
    let early = try workspace().reconcile(.init(seen: [seen(1, 120, daysAgo: 60)])).accounts[0].rates[0]
    #expect(early.lines[0].own == nil && early.explanation == nil && early.choice.seen.isEmpty)
    #expect(try workspace().reconcile().isEmpty)
  }

  @Test("Counts that exclude each other name no order; a difference of orders only says where they may be")
  func impossible() throws {
    let excluded = try workspace().reconcile(.init(seen: [seen(0, 40)])).accounts[0].rates[0]
    #expect(excluded.lines[0].disagreement?.kind == .ordersAreMore)
    let none = try #require(excluded.explanation)
    #expect(none.causes.isEmpty && none.others.isEmpty && none.countedElsewhere.isEmpty)
    #expect(none.difference == -1 && none.orderDifference == -80)
    // Orders 90 to 209 are in the window; with it one day later 88 and 89 too, and not 208 and 209.
    let fewer = try workspace().reconcile(.init(seen: [seen(1, 118)])).accounts[0].rates[0]
    let left = try #require(fewer.explanation)
    #expect(left.difference == 0 && left.orderDifference == -2 && left.causes.isEmpty && left.unknown.isEmpty)
    #expect(left.countedElsewhere.contains { $0.reason == .otherMembership && $0.orders >= 2 })
    #expect(fewer.unknownBad(on: asOf).isEmpty)
    let more = try workspace().reconcile(.init(seen: [seen(1, 122)])).accounts[0].rates[0]
    #expect(try #require(more.explanation).orderDifference == 2)
  }

  @Test("Bad orders that no file has are still there in the share of the window that is left")
  func unknown() throws {
    let rate = try workspace().reconcile(.init(seen: [seen(4, 120, daysAgo: 6)])).accounts[0].rates[0]
    let explanation = try #require(rate.explanation)
    // On day 113: orders 78 to 197, so the rating and the chargeback are in.
    #expect(explanation.difference == 2 && explanation.unknown.count == 3)
    // No order is a candidate: what is missing left no trace.
    #expect(explanation.causes.isEmpty && explanation.unknown == [0, 0, 1])
    // Each is still there with 54/60: 2 with 0.81, 1 with 0.18, 0 with 0.01; of 16 quantiles 13 are 2 and the
    // lowest, 1/32, is 1.
    let numbers = rate.unknownBad(on: asOf)
    #expect(numbers == [1, 1, 1] + [Int](repeating: 2, count: 13))
  }

  @Test("Bad orders that only Amazon counts are there too where an order of the files may be one of them")
  func uncounted() throws {
    // Every order is shipped on its last day, so that each may be late by the hour.
    let rate = try workspace().reconcile(.init(seen: [seen(3, 60, .lateShipment30, daysAgo: 6)])).accounts[0]
      .rates[0]
    let explanation = try #require(rate.explanation)
    #expect(explanation.others.map(\.reason) == [.lastDay] && explanation.expectedUnknown < 2.9)
    #expect(explanation.uncounted.count == 4 && abs(explanation.uncounted[3] - 1) < 1e-9)
    // Each is still there with 24/30.
    #expect(rate.unknownBad(on: asOf).last == 3)
    // Too many to be explained one by one are there as well: 116 with 54/60 each.
    let far = try workspace().reconcile(.init(seen: [seen(118, 120, daysAgo: 6)])).accounts[0].rates[0]
    let numbers = far.unknownBad(on: asOf)
    #expect(numbers.count == 16 && numbers.allSatisfy { (95...112).contains($0) }, "\(numbers)")
  }

  private func report(_ name: String, _ day: Day, _ bad: Int, _ orders: Int) throws -> String {
    try files.file(
      name,
      """
      {"accountStatuses":[],"performanceMetrics":[{"marketplaceId":"ATVPDKIKX0DER","orderDefectRate":{"mfn":{
       "reportingDateRange":{"reportingDateFrom":"\(day - 74)T00:00:00Z","reportingDateTo":"\(day - 15)T23:59:59Z"},
       "status":"GOOD","targetValue":0.05,"targetCondition":"LESS_THAN","orderWithDefects":{"status":"GOOD",
       "count":\(bad)},"orderCount":\(orders),"rate":0,"fulfillmentType":"mfn"}}}]}
      """)
  }

  @Test("A difference of an earlier evening that stays unexplained widens the forecast's start, and is said")
  func widens() async throws {
    func chance(_ bad: Int) async throws -> (MetricForecast, [Remark]) {
      let workspace = try workspace([try report("v2.json", asOf - 6, bad, 120)])
      var question = ForecastQuestion(horizon: 5)
      question.run = .init(paths: 800, seed: 1, threads: 1)
      let answer = try workspace.forecast(question)
      var found: MetricForecast?
      for try await account in answer.accounts {
        found = account.forecast.metrics.first { $0.metric == .orderDefect }
      }
      return (try #require(found), answer.remarks)
    }
    func isUnexplained(_ remark: Remark) -> Bool { if case .unexplained = remark { true } else { false } }
    let (equal, none) = try await chance(2)
    #expect(!none.contains(where: isUnexplained))
    // The limit is 5 % of about 130: seven are off target. One is known today; ten more were seen on day 113,
    // and each is still there with 9 of 10.
    let (more, said) = try await chance(12)
    #expect(equal.current == WindowCount(orders: 120, bad: 1) && more.current.bad == 1)
    #expect(more.current.undecided > 5 && more.state == .undecided)
    #expect(said.contains(where: isUnexplained))
    let (low, high) = (
      try #require(equal.breachProbability(within: 5)?.value),
      try #require(more.breachProbability(within: 5)?.value)
    )
    #expect(low < 0.05 && high > 0.9, "\(low) \(high)")
  }

  @Test("Bad orders that Amazon alone counted yesterday, or the day before, leave the rate open today")
  func yesterday() throws {
    for days in 1...2 {
      let workspace = try workspace([try report("v2-\(days).json", asOf - days, 10, 120)])
      let status = try #require(try workspace.status().accounts[0].status[.orderDefect])
      #expect(status.count.bad == 1 && status.count.undecided > 5 && status.state == .undecided, "\(days)")
      #expect(status.unexplainedOn == asOf - days)
    }
  }

  @Test("Where the orders exclude a report, what only the report has decides nothing that is on target")
  func other() throws {
    // Every second order is late, and the report has one of 60: it may be of another account.
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<240 {
      let day = SellerFiles.first + number / 2
      text += "o-\(number),\(day),\(day + 1),\(day + (number % 2 == 0 ? 3 : 1))\n"
    }
    func node(_ days: Int, _ orders: Int, _ name: String, _ bad: Int) -> String {
      "{\"reportingDateRange\":{\"reportingDateFrom\":\"\(asOf - (days - 1))T00:00:00Z\",\"reportingDateTo\":\"\(asOf)T23:59:59Z\"},\"status\":\"GOOD\",\"targetValue\":0.04,\"targetCondition\":\"LESS_THAN\",\"orderCount\":\(orders),\"\(name)\":\(bad),\"rate\":0}"
    }
    func cancellation(late: Int) throws -> MetricStatus {
      let report = try files.file(
        "v2-\(late).json",
        "{\"accountStatuses\":[],\"performanceMetrics\":[{\"marketplaceId\":\"ATVPDKIKX0DER\",\"lateShipmentRate\":\(node(30, 60, "lateShipmentCount", late)),\"preFulfillmentCancellationRate\":\(node(7, 60, "cancellationCount", 0))}]}"
      )
      var settings = Settings()
      settings.asOf = asOf
      let plain = try files.file("plain-\(late).csv", text)
      let status = try Workspace(reading: [plain, report], under: settings).status()
      return try #require(status.accounts[0].status[.cancellation])
    }
    let excluded = try cancellation(late: 1)
    #expect(excluded.count.orders == 60 && excluded.count.undecided == 60 && excluded.state == .undecided)
    #expect(try cancellation(late: 29).state == .met)
  }

  @Test("Of two reports of one evening the one with more bad orders counts, in whatever order they are named")
  func twice() throws {
    let reports = [try report("v2-2.json", asOf, 2, 120), try report("v2-9.json", asOf, 9, 120)]
    for files in [reports, reports.reversed()] {
      let status = try #require(try workspace(files).status().accounts[0].status[.orderDefect])
      #expect(status.count.bad == 9 && status.state == .breached)
    }
  }

  @Test("A count that Amazon makes after the evening is not used, and one of the evening before it is")
  func later() throws {
    // The orders do not say which have a defect.
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<240 {
      let day = SellerFiles.first + number / 2
      text += "o-\(number),\(day),\(day + 1),\(day + 1)\n"
    }
    let plain = try files.file("plain.csv", text)
    var settings = Settings()
    settings.asOf = asOf
    func count(_ reports: [String]) throws -> WindowCount? {
      try Workspace(reading: [plain] + reports, under: settings).status().accounts[0]
        .status[.orderDefect]?.count
    }
    let later = try report("v2-later.json", asOf + 1, 2, 120)
    #expect(try count([later]) == nil)
    let before = try report("v2.json", asOf - 1, 3, 121)
    #expect(try count([before]) == WindowCount(orders: 121, bad: 3))
    #expect(try count([before, later]) == WindowCount(orders: 121, bad: 3))
  }

  @Test("It makes today's state undecided as well, and only where it can change it")
  func status() throws {
    func state(_ bad: Int) throws -> (count: WindowCount, state: WindowCount.State) {
      let answer = try workspace([try report("v2.json", asOf - 6, bad, 120)]).status()
      let status = try #require(answer.accounts[0].status[.orderDefect])
      return (status.count, status.state)
    }
    #expect(try state(2) == (WindowCount(orders: 120, bad: 1), .met))
    // Ten more were seen six days ago: 9 of 10 windows still have at least five of them, and 6 of 120 is 5 %.
    let more = try state(12)
    #expect(more.state == .undecided && more.count.bad == 1 && more.count.mostBad > 6)
    // One more cannot reach the limit.
    let one = try state(3)
    #expect(one.state == .met && one.count.mostBad == 2)
  }
}

@Suite("The way of counting that fits is used everywhere, unless it is pinned")
struct UsedReadingTests {
  private let files: SellerFiles
  init() throws { files = try SellerFiles() }

  /// Days with 1 to 5 orders, due after one to three days; every seventh order ships a day late.
  private func orders() throws -> (path: String, rows: [(placed: Day, due: Day, isLate: Bool)]) {
    var (text, rows) = ("order_id,purchased_at,ship_by,shipped_at\n", [(Day, Day, Bool)]())
    for day in 0..<150 {
      for number in 0..<(1 + day * 7 % 5) {
        let placed = SellerFiles.first + day
        let (due, isLate) = (placed + 1 + day % 3, rows.count % 7 == 0)
        text += "\(day)-\(number),\(placed),\(due),\(isLate ? due + 1 : due)\n"
        rows.append((placed, due, isLate))
      }
    }
    return (try files.file("orders.csv", text), rows)
  }

  @Test("Reports that count by ship-by day")
  func used() async throws {
    let (path, rows) = try orders()
    func count(_ day: Day) -> WindowCount {
      let inside = rows.filter { $0.due <= day && day - $0.due < 30 && $0.placed <= day }
      return WindowCount(orders: inside.count, bad: inside.count { $0.isLate && $0.due < day })
    }
    let asOf = SellerFiles.first + 149
    let reports = try [60, 70, 80, 140].map { number -> String in
      let day = SellerFiles.first + number
      let seen = count(day)
      let report = try files.report(bad: seen.bad, orders: seen.orders, target: "0.2", until: day)
      return try files.file("v2-\(number).json", String(contentsOfFile: report, encoding: .utf8))
    }
    var settings = Settings()
    settings.asOf = asOf
    let workspace = try Workspace(reading: [path] + reports, under: settings)
    let rate = try #require(try workspace.reconcile().accounts[0].rates.first)
    #expect(rate.used == .byShipDay && rate.choice.ratio > 20 && !rate.isPinned)
    #expect(rate.lines.map(\.own) == rate.lines.map(\.seen.count) && rate.explanation == nil)
    let status = try workspace.status()
    let own = try #require(status.accounts[0].status[.lateShipment30])
    #expect(own.count == count(asOf) && own.rule.reading == .byShipDay)
    func isReading(_ remark: Remark) -> Bool { if case .reading = remark { true } else { false } }
    #expect(status.remarks.contains(where: isReading))
    // The forecast starts from the same count.
    var question = ForecastQuestion(horizon: 5)
    question.run = .init(paths: 200, seed: 1, threads: 1)
    for try await account in try workspace.forecast(question).accounts {
      let forecast = try #require(account.forecast.metrics.first { $0.metric == .lateShipment30 })
      #expect(forecast.current == count(asOf) && !forecast.isFromCounts)
    }
    // Rules of the user say how it is counted.
    let rules = try files.file(
      "rules.yaml", "format: 1\nname: mine\nversion: \"1\"\neffective: 2026-01-01\nbase: built-in\n")
    settings.rules = try Sourced(SmallFile(path: rules))
    let pinned = try Workspace(reading: [path] + reports, under: settings)
    let kept = try #require(try pinned.reconcile().accounts[0].rates.first)
    #expect(kept.used == .asRuled && kept.isPinned && kept.choice.best.reading == .byShipDay)
    #expect(try pinned.status().accounts[0].status[.lateShipment30]?.rule.reading == .asRuled)
  }
}
