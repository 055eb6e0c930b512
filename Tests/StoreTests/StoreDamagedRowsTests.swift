import AccountHealth
import Foundation
import GRDB
import SellerReports
import Testing

@testable import Store

/// Damage in a store is named, and never changes an answer silently.
@Suite("Damage in a store is named, and changes no answer")
struct StoreDamagedRowsTests {
  private static let isProof = ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil

  /// A store with a row in every table: orders of two nights and a report, of which an old order was
  /// forgotten.
  private static func filled() throws -> StoreFolder {
    let folder = try StoreFolder()
    let head = "order_id,account,purchased_at,ship_by,shipped_at,defect,defect_at\n"
    let first = try folder.write(
      head + "0,acme,2026-06-01,2026-06-03,2026-06-02,,\n"
        + "1,acme,2026-11-01,2026-11-03,2026-11-05,a_to_z_claim,2026-11-08\n", to: "a.csv")
    let second = try folder.write(
      head + "1,acme,2026-11-01,2026-11-03,2026-11-05,,\n2,acme,2026-11-14,2026-11-16,,,\n", to: "b.csv")
    let report = try folder.write(
      """
      {"accountStatuses":[{"marketplaceId":"ATVPDKIKX0DER","status":"NORMAL"}],"performanceMetrics":[
       {"marketplaceId":"ATVPDKIKX0DER","lateShipmentRate":{"reportingDateRange":{"reportingDateFrom":
       "2026-10-15T00:00:00Z","reportingDateTo":"2026-11-14T23:59:59Z"},"status":"GOOD","targetValue":0.04,
       "targetCondition":"LESS_THAN","orderCount":40,"lateShipmentCount":1,"rate":0.025}}]}
      """, to: "v2.json")
    try folder.keep([first], on: 10)
    try folder.keep([second], on: 15)
    try folder.keep([report], on: 15)
    #expect(try Store.forget(before: .november(1), in: folder.store) == 1)
    try Store.keep(
      [
        KeptForecast(
          account: "acme", marketplace: "amazon.com", metric: .lateShipment30, asOf: .november(14),
          orders: 40,
          bad: 1, isOffTarget: false, chances: [.init(days: 7, value: 0.25), .init(days: 30, value: 0.5)])
      ], in: folder.store, clock: .init(time: "2026-11-15T04:00:00Z", day: .november(15)))
    try Store.keep(
      [
        AlarmState(
          key: .init(account: "acme", metric: "late_shipment_rate_30d", assertion: "any.room >= 2"),
          asOf: .november(14), isFailing: true, isRaised: true, wasFailing: true, wasRaised: false,
          since: .november(13), night: .november(14), isNotified: true,
          periods: [.init(raised: .november(2), ended: .november(4))])
      ], in: folder.store)
    _ = try Store.add(
      Notice(
        kind: .performance, received: .november(12), answerBy: .november(19), metric: .lateShipment30,
        account: "acme"), to: folder.store)
    return folder
  }

  /// Everything that a store can be asked.
  private struct Answers {
    var contents: StoreContents
    var books: [OrderBook]
    var forgotten: [Day?]
    var snapshots: [PerformanceReport]
    var notices: [Notice]
    var forecasts: [KeptForecast]
    var alarms: [AlarmState]
    var marketplaces: [String]

    init(_ folder: StoreFolder) throws {
      let store = try Store(reading: folder.store)
      contents = try store.contents()
      books = try [nil, Day.november(10), .november(12)].map { try folder.book(asOf: $0) }
      forgotten = books.flatMap { $0.accounts.map(\.forgottenBefore) }
      (snapshots, notices) = (try store.snapshots(), try store.notices())
      (forecasts, alarms) = (try store.forecasts(), try store.alarms())
      marketplaces = try store.marketplaces()
    }

    func isSame(_ other: Answers) -> Bool {
      contents == other.contents && zip(books, other.books).allSatisfy(isEqual)
        && forgotten == other.forgotten
        && snapshots == other.snapshots && notices == other.notices && forecasts == other.forecasts
        && alarms == other.alarms && marketplaces == other.marketplaces
    }
  }

  @Test(
    "A row of any table that changed and still reads as one is named, by answers, writes and --verify",
    arguments: [
      ("import", "evening = evening + 1", "import 2"), ("import", "is_given = 1", "import 2"),
      ("file", "evening = evening - 1", "file 2"), ("file", "import_id = 1", "file 2"),
      ("file", "name = 'c.csv'", "file 2"), ("file", "written = 5", "file 2"),
      ("version", "day = day - 400", "version 3"), ("version", "import_id = 1", "version 3"),
      ("snapshot", "body = replace(body, '40', '90')", "count of the marketplace 1"),
      ("forecast", "chances = replace(chances, '0.25', '0.95')", "forecast 1"),
      ("forecast", "bad = 3", "forecast 1"), ("alarm", "is_raised = 0", "alarm 1"),
      ("alarm_period", "ended = ended + 1", "past alarm 1"),
      ("notice", "answer_by = answer_by + 30", "notice 1"), ("notice", "account = 'other'", "notice 1"),
      ("notice", "closed = 20000", "notice 1"), ("notice", "seal = NULL", "notice 1"),
      ("forgotten", "before = before - 30", "day of --forget-before 1"),
    ])
  func changed(table: String, change: String, row: String) throws {
    let folder = try Self.filled()
    let sound = try Answers(folder)
    #expect(sound.forgotten == [.november(1), .november(1), .november(1)])
    #expect(sound.notices.count == 1 && sound.forecasts.count == 1 && sound.alarms[0].periods.count == 1)
    #expect(sound.snapshots.count == 1 && sound.contents.files.count == 3)
    let queue = try DatabaseQueue(path: folder.store)
    let id = try #require(Int(row.split(separator: " ").last ?? ""))
    try queue.write { db in
      try db.execute(sql: "UPDATE \(table) SET \(change) WHERE rowid = \(id)")
      #expect(db.changesCount == 1)
    }
    try queue.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.store))
    let damage = "\(row) is not what was written"
    let refused = #expect(throws: StoreError.self) { _ = try Answers(folder) }
    #expect(refused?.damage == damage)
    let more = try folder.write("order_id,purchased_at\n9,2026-11-15\n", to: "c.csv")
    let kept = #expect(throws: StoreError.self) { try folder.keep([more]) }
    #expect(kept?.damage == damage)
    let forgotten = #expect(throws: StoreError.self) {
      try Store.forget(before: .november(2), in: folder.store)
    }
    #expect(forgotten?.damage == damage)
    #expect(try Store(reading: folder.store).verify() == [damage])
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == bytes)
  }

  @Test("A column whose name changed ends no program")
  func renamed() throws {
    let folder = try Self.filled()
    let url = URL(fileURLWithPath: folder.store)
    var bytes = try Data(contentsOf: url)
    // In the text of the table of past alarms.
    let name = try #require(bytes.range(of: Data("ended INTEGER NOT NULL".utf8)))
    bytes[name.lowerBound + 4] ^= 0x10
    try bytes.write(to: url)
    let refused = #expect(throws: StoreError.self) { _ = try Store(reading: folder.store).alarms() }
    #expect(refused?.damage == "past alarm 1 is not what was written")
  }

  @Test("What is written over a row, or beside it, is sealed again")
  func sealed() throws {
    let folder = try Self.filled()
    #expect(try Store.closeNotice(1, on: .november(16), in: folder.store))
    let more = try folder.write("order_id,account,purchased_at\n9,acme,2026-11-15\n", to: "c.csv")
    try folder.keep([more], on: 16)
    _ = try Store.forget(before: .november(12), in: folder.store)
    #expect(try Store(reading: folder.store).verify().isEmpty)
    #expect(try Answers(folder).notices.first?.closed == .november(16))
  }

  /// A bit that changes may hit a page that is not used, so that an answer need not be refused.
  @Test("One changed byte anywhere: every answer is as it was, or the store is refused")
  func everyByte() throws {
    let folder = try Self.filled()
    let sound = try Answers(folder)
    let url = URL(fileURLWithPath: folder.store)
    let bytes = try Data(contentsOf: url)
    var refused = 0
    for place in stride(from: 0, to: bytes.count, by: Self.isProof ? 1 : 211) {
      var damaged = bytes
      // Another bit, or several of them, at each place.
      damaged[place] ^= [0x01, 0x80, 0x10, 0xFF][place % 4]
      try damaged.write(to: url)
      for rest in ["-journal", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: folder.store + rest)
      }
      do {
        let answers = try Answers(folder)
        #expect(answers.isSame(sound), "byte \(place)")
      } catch is StoreError {
        refused += 1
      }
    }
    #expect(refused > 0)
  }
}
