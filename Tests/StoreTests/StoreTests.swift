import AccountHealth
import Foundation
import GRDB
import SellerReports
import Testing

@testable import Store

@Suite("What was seen is kept, once")
struct StoreTests {
  static let head = "order_id,account,purchased_at,ship_by,shipped_at,defect,defect_at\n"

  static func orders(_ count: Int, from first: Int = 1, account: String = "acme") -> String {
    (first..<first + count).map { number in
      let day = 1 + number % 15
      return
        "\(number),\(account),2026-11-\(day < 10 ? "0" : "")\(day),2026-11-\(day + 2),2026-11-\(day + 3),,\n"
    }.joined()
  }

  @Test("The book of a store is the book of its files")
  func equal() throws {
    let folder = try StoreFolder()
    let files = try [
      folder.write(Self.head + Self.orders(40) + "x,acme,never,,,,\n", to: "a.csv"),
      folder.write(
        "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\n"
          + "302-1234567-1234567\t2026-11-03T10:00:00Z\t2026-11-05T10:00:00Z\tShipped\tMerchant\tAmazon.de\n",
        to: "b.txt"),
      folder.write(Self.head + Self.orders(10, from: 35) + Self.orders(30, account: "other"), to: "c.csv"),
    ]
    let result = try folder.keep(files)
    #expect(result.newFiles == 3)
    let read = try StoreFolder.reader.read(files)
    #expect(read.faultCount > 0 && read.accounts.count == 3)
    #expect(isEqual(try folder.book(), read))
    let one = try OrderBookReader(timeZone: { _ in nil }, marketplaceName: { _ in nil }, accounts: ["other"])
      .read(
        [files[0], files[2]])
    let kept = try folder.book(account: "other")
    #expect(kept.accounts.map(\.name) == ["other"] && kept.accounts[0].orders == one.accounts[0].orders)
  }

  @Test("The same again, a copy under another name and a part of it bring nothing")
  func nothingNew() throws {
    let folder = try StoreFolder()
    let first = try folder.write(Self.head + Self.orders(40), to: "a.csv")
    #expect(try folder.keep([first]).newRows == 40)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.store))
    let copy = try folder.write(Self.head + Self.orders(40), to: "copy.csv")
    // Orders 16 to 40 reach day 15, the last of all.
    let part = try folder.write(Self.head + Self.orders(25, from: 16), to: "part.csv")
    for files in [[first], [copy], [part], [copy, part, first]] {
      let again = try folder.keep(files, on: 21)
      #expect(again.newFiles == 0 && again.newRows == 0)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == bytes, "not a byte was written")
  }

  @Test("Of an overlapping file only what is new or changed is kept")
  func overlap() throws {
    let folder = try StoreFolder()
    let first = try folder.write(Self.head + Self.orders(40), to: "a.csv")
    try folder.keep([first], on: 19)
    let changed = Self.orders(40, from: 11).replacing("20,acme,2026-11-06", with: "20,acme,2026-11-07")
    let second = try folder.write(Self.head + changed, to: "b.csv")
    let result = try folder.keep([second], on: 20)
    // 11 to 40 are known but for order 20; 41 to 50 are new.
    #expect(result.files.map(\.newRows) == [11])
    let contents = try Store(reading: folder.store).contents()
    #expect(contents.versions == 51)
    let both = try StoreFolder.reader.read([first, second])
    var orders = both.accounts[0].orders
    #expect(orders.count == 50)
    // Nothing tells which of the two files is newer; the store knows which it saw later.
    let place = try #require(orders.firstIndex { $0.id == "20" })
    #expect(orders[place].purchased == .november(6))
    orders[place].purchased = .november(7)
    orders.sort { ($0.purchased, $0.id) < ($1.purchased, $1.id) }
    #expect(try folder.book().accounts[0].orders == orders)
  }

  @Test("The ship service is kept")
  func service() throws {
    let folder = try StoreFolder()
    let file = try folder.write(
      "order_id,purchased_at,ship_service\n1,2026-11-01,\n2,2026-11-02,same_day\n", to: "a.csv")
    try folder.keep([file])
    #expect(try folder.book().accounts[0].orders.map(\.service) == [nil, .sameDay])
  }

  @Test("A dry run makes no store and changes none")
  func dry() throws {
    let folder = try StoreFolder()
    let file = try folder.write(Self.head + Self.orders(5), to: "a.csv")
    #expect(try folder.keep([file], isDry: true).newRows == 5)
    #expect(!FileManager.default.fileExists(atPath: folder.store))
    try folder.keep([file])
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.store))
    let more = try folder.write(Self.head + Self.orders(9), to: "b.csv")
    #expect(try folder.keep([more], isDry: true).newRows == 4)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == bytes)
  }

  @Test("Only its owner reads it, and nothing of a buyer is in it")
  func privacy() throws {
    let folder = try StoreFolder()
    let file = try folder.write(
      "order_id,purchased_at,ship_by,shipped_at,buyer-name,buyer-email,ship-address-1,comments\n"
        + "1,2026-11-01,2026-11-02,2026-11-02,Jane Canary,canary@example.invalid,17 Canary Lane,a canary\n",
      to: "a.csv")
    try folder.keep([file])
    for name in ["", ".lock"] {
      let mode = try FileManager.default.attributesOfItem(atPath: folder.store + name)[.posixPermissions]
      #expect((mode as? NSNumber)?.intValue == 0o600)
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.store))
    #expect(String(decoding: bytes, as: UTF8.self).range(of: "canary", options: .caseInsensitive) == nil)
  }

  @Test("A store of a later version is refused and not touched")
  func newer() throws {
    let folder = try StoreFolder()
    let file = try folder.write(Self.head + Self.orders(5), to: "a.csv")
    try folder.keep([file])
    let queue = try DatabaseQueue(path: folder.store)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
    try queue.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.store))
    let more = try folder.write(Self.head + Self.orders(9), to: "b.csv")
    let refused = #expect(throws: StoreError.self) { try folder.keep([more]) }
    #expect(refused?.reason == .newer(schema: 99, known: Schema.current))
    #expect(throws: StoreError.self) { _ = try folder.book() }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == bytes)
  }

  @Test("A file of something else and a damaged store are named, and never overwritten")
  func foreign() throws {
    let folder = try StoreFolder()
    let file = try folder.write(Self.head + Self.orders(400), to: "a.csv")
    try FileManager.default.createDirectory(atPath: folder.path + "/kept", withIntermediateDirectories: true)
    try folder.write("a letter to a friend, long enough to be read as a page\n", to: "kept/store.sqlite")
    let foreign = #expect(throws: StoreError.self) { try folder.keep([file]) }
    #expect(foreign?.reason == .foreign)
    let queue = try DatabaseQueue(path: folder.path + "/other.sqlite")
    try queue.write { try $0.execute(sql: "CREATE TABLE mine (x)") }
    try queue.close()
    #expect(throws: StoreError.self) { _ = try Store(reading: folder.path + "/other.sqlite") }

    try FileManager.default.removeItem(atPath: folder.store)
    try folder.keep([file])
    #expect(try Store(reading: folder.store).verify().isEmpty)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.store))
    for place in stride(from: 4096, to: bytes.count, by: 512) { bytes[place] ^= 0x5A }
    try bytes.write(to: URL(fileURLWithPath: folder.store))
    #expect(throws: StoreError.self) { _ = try folder.book() }
    let more = try folder.write(Self.head + Self.orders(9, from: 1000), to: "b.csv")
    #expect(throws: StoreError.self) { try folder.keep([more]) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == bytes)
  }

  @Test("One changed byte of one version is found")
  func verify() throws {
    let folder = try StoreFolder()
    try folder.keep([try folder.write(Self.head + Self.orders(40), to: "a.csv")])
    let queue = try DatabaseQueue(path: folder.store)
    try queue.write { try $0.execute(sql: "UPDATE version SET body = x'0102' WHERE id = 7") }
    try queue.close()
    #expect(try Store(reading: folder.store).verify().first == "version 7 is not what was written")
  }

  @Test("A row that changed and still reads as one is not taken for what was written")
  func changedRow() throws {
    let folder = try StoreFolder()
    try folder.keep([try folder.write(Self.head + Self.orders(40), to: "a.csv")])
    let queue = try DatabaseQueue(path: folder.store)
    try queue.write {
      try $0.execute(sql: "UPDATE version SET body = (SELECT body FROM version WHERE id = 8) WHERE id = 7")
    }
    try queue.close()
    let refused = #expect(throws: StoreError.self) { _ = try folder.book() }
    #expect(refused?.damage == "version 7 is not what was written")
    #expect(try Store(reading: folder.store).verify() == ["version 7 is not what was written"])
  }

  @Test("A damaged page that no answer reads is found, and nothing is written beside it")
  func damagedIndex() throws {
    let folder = try StoreFolder()
    try folder.keep([try folder.write(Self.head + Self.orders(40), to: "a.csv")])
    let queue = try DatabaseQueue(path: folder.store)
    let (page, size) = try queue.read { db in
      (
        try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'file_by_sha256'") ?? 0,
        try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
      )
    }
    try queue.close()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.store))
    for place in (page - 1) * size..<page * size { bytes[place] = 0x5A }
    try bytes.write(to: URL(fileURLWithPath: folder.store))
    #expect(throws: StoreError.self) { _ = try Store(reading: folder.store) }
    let more = try folder.write(Self.head + Self.orders(9, from: 1000), to: "b.csv")
    let refused = #expect(throws: StoreError.self) { try folder.keep([more]) }
    #expect(refused?.damage != nil)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == bytes)
  }

  @Test("One run writes at a time; another says so")
  func lock() throws {
    let folder = try StoreFolder()
    let file = try folder.write(Self.head + Self.orders(5), to: "a.csv")
    let lock = try Store.lock(folder.store, patience: 1)
    let refused = #expect(throws: StoreError.self) { try folder.keep([file], patience: 0.05) }
    #expect(refused?.reason == .busy)
    _ = consume lock
    #expect(try folder.keep([file]).newFiles == 1)
  }

  @Test("What is forgotten is gone, and the rest is as it was")
  func forget() throws {
    let folder = try StoreFolder()
    try folder.keep([try folder.write(Self.head + Self.orders(45), to: "a.csv")])
    let before = try folder.book().accounts[0].orders
    let removed = try Store.forget(before: .november(6), in: folder.store)
    // Orders 1 to 45 fill the days 1 to 15 three times.
    #expect(removed == 15)
    #expect(try folder.book().accounts[0].forgottenBefore == .november(6))
    #expect(try folder.book().accounts[0].orders == before.filter { $0.purchased >= .november(6) })
    #expect(try Store(reading: folder.store).verify().isEmpty)
    #expect(try Store(reading: folder.store).contents().days == DayRange(.november(6), .november(15)))
    // Nothing was there to forget; and orders that come back are not forgotten.
    #expect(try Store.forget(before: .november(6), in: folder.store) == 0)
    try folder.keep([try folder.write(Self.head + Self.orders(60), to: "a.csv")])
    #expect(try folder.book().accounts[0].forgottenBefore == nil)
  }

  @Test("Days without orders and the evenings of imports are told")
  func contents() throws {
    let folder = try StoreFolder()
    let rows = [1, 2, 5, 9].map { "\($0),acme,2026-11-0\($0),,,,\n" }.joined()
    try folder.keep([try folder.write(Self.head + rows, to: "a.csv")])
    let contents = try Store(reading: folder.store).contents()
    #expect(contents.days == DayRange(.november(1), .november(9)))
    #expect(contents.gaps == [DayRange(.november(3), .november(4)), DayRange(.november(6), .november(8))])
    #expect(contents.evenings == [.november(9)] && contents.files.map(\.name) == ["a.csv"])
  }

  @Test("The place of the store follows the user's settings")
  func place() {
    #expect(Store.defaultPath(["HEADROOM_STORE": "/x/y"]) == "/x/y")
    #expect(
      Store.defaultPath(["XDG_DATA_HOME": "/data", "HOME": "/home/a"]) == "/data/headroom/store.sqlite")
    #expect(Store.defaultPath(["HOME": "/home/a"]) == "/home/a/.local/share/headroom/store.sqlite")
  }

  /// The fixtures were written by `.dump` of stores that the program of that schema made: two nights, on the
  /// second of which a claim was taken back. That of schema 4 also has a report, an order that was forgotten,
  /// notices, and the times of an alarm about one.
  @Test("A store of each earlier schema is brought up to date, with what was in it", arguments: [1, 2, 3, 4])
  func migration(schema: Int) throws {
    let folder = try StoreFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/kept", withIntermediateDirectories: true)
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures/schema-\(schema).sql")
    let queue = try DatabaseQueue(path: folder.store)
    let dump = try String(contentsOf: fixture, encoding: .utf8)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: dump)
      // A dump has no header of the file.
      try db.execute(sql: "PRAGMA application_id = \(Schema.application)")
      try db.execute(sql: "PRAGMA user_version = \(schema)")
    }
    try queue.close()
    // A look at it leaves it as it is.
    #expect(try Store(reading: folder.store, isLeftAsIs: true).contents().schema == schema)
    let store = try Store(reading: folder.store)
    #expect(try store.contents().schema == Schema.current && store.verify().isEmpty)
    let orders = try folder.book().accounts[0].orders
    #expect(orders.map(\.id) == ["1", "2", "3", "4"] && orders[1].shipped == .november(9))
    #expect(try folder.book(asOf: .november(10)).accounts[0].orders[0].defect == .aToZClaim)
    #expect(try store.forecasts().count == (schema >= 2 ? 3 : 0))
    // The check of 16 November, and the age of the import on the day it ran.
    let alarms = try store.alarms()
    let raised = alarms.filter(\.isRaised)
    #expect(raised.count == (schema >= 2 ? 9 : 0))
    #expect(raised.allSatisfy { ($0.night == nil) == (schema < 4) && $0.since == $0.asOf })
    #expect(raised.allSatisfy { $0.periods.isEmpty })
    #expect(alarms.flatMap(\.periods).count == (schema >= 4 ? 2 : 0))
    #expect(try store.notices().map(\.id) == (schema >= 4 ? [2, 1] : []))
    #expect(try store.snapshots().count == (schema >= 4 ? 1 : 0))
    let forgotten = try folder.book().accounts[0].forgottenBefore
    #expect(forgotten == (schema >= 4 ? Day(year: 2026, month: 7, day: 1) : nil))
    // From now on a row that changes is found.
    let changed = try DatabaseQueue(path: folder.store)
    try changed.write { try $0.execute(sql: "UPDATE import SET evening = evening + 3 WHERE id = 1") }
    try changed.close()
    #expect(try Store(reading: folder.store).verify() == ["import 1 is not what was written"])
  }

  @Test("What a check says of an assertion is kept as it is, and replaced by the next")
  func alarms() throws {
    let folder = try StoreFolder()
    try folder.keep([folder.write(Self.head + Self.orders(3), to: "a.csv")])
    var state = AlarmState(
      key: .init(account: "acme", metric: "order_defect_rate", assertion: "any.room >= 2"),
      asOf: .november(20), isFailing: true, isRaised: true, wasFailing: true, wasRaised: false,
      since: .november(19), night: .november(20), isNotified: true)
    try Store.keep([state], in: folder.store)
    #expect(try Store(reading: folder.store).alarms() == [state])
    (state.asOf, state.isRaised, state.since, state.night) = (.november(21), false, nil, nil)
    // The times for which it was raised stay.
    state.periods = [.init(raised: .november(19), ended: .november(21))]
    try Store.keep([state], in: folder.store)
    #expect(try Store(reading: folder.store).alarms() == [state])
    state.periods.append(.init(raised: .november(25), ended: .november(26)))
    try Store.keep([state], in: folder.store)
    #expect(try Store(reading: folder.store).alarms() == [state])
  }
}
