import AccountHealth
import Foundation
internal import GRDB
import SellerReports

/// What an import brought.
public struct StoreImport: Sendable, Hashable {
  public struct File: Sendable, Hashable {
    public var name: String
    public var kind: String
    /// Orders in it, or rows of a list.
    public var rows: Int
    /// Orders and rows of lists that the store did not have like this: new ones and changed ones.
    public var newRows: Int
    /// Whether the store knew all that it says.
    public var isKnown: Bool
    /// Whether no row of it can be used, so that nothing of it is kept.
    public var isUnusable = false
  }

  /// In the order in which they were read.
  public var files: [File] = []
  /// The evening that they describe.
  public var evening: Day

  public var newFiles: Int { files.count { !$0.isKnown } }
  public var newRows: Int { files.reduce(0) { $0 + $1.newRows } }
}

extension Store {
  /// When an import takes place.
  public struct Clock: Sendable, Hashable {
    /// ISO 8601 in UTC.
    public var time: String
    /// The day of this machine.
    public var day: Day

    public init(time: String, day: Day) { (self.time, self.day) = (time, day) }

    public static var now: Clock {
      var (seconds, local, utc) = (Foundation.time(nil), tm(), tm())
      localtime_r(&seconds, &local)
      gmtime_r(&seconds, &utc)
      func day(_ time: tm) -> Day? {
        Day(year: Int(time.tm_year) + 1900, month: Int(time.tm_mon) + 1, day: Int(time.tm_mday))
      }
      func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
      let clock = "\(two(utc.tm_hour)):\(two(utc.tm_min)):\(two(utc.tm_sec))Z"
      return Clock(
        time: "\(day(utc).map { "\($0)" } ?? "")T\(clock)", day: day(local) ?? Day(number: seconds / 86_400))
    }
  }

  /// The seconds for which a run waits while another one writes.
  public static let patience = 30.0

  /// Reads files and keeps what is new in them. Either all of it is kept, or nothing.
  ///
  /// - Parameters:
  ///   - path: Of the store, which is made if there is none.
  ///   - evening: The evening that the files describe; their own last day if it is `nil`.
  ///   - clock: The time of the import.
  ///   - isDry: Whether nothing is to be kept, and no store made.
  ///   - patience: Seconds to wait for another import to end.
  ///   - read: Reads the files, given what the store knows. It is called after the store was opened, so that
  ///     a store that cannot be used is known at once.
  /// - Returns: What was read, and what was new in it.
  /// - Throws: `StoreError`, and what `read` throws.
  /// - Complexity: O(rows · log versions).
  public static func importing(
    to path: String, evening: Day? = nil, clock: Clock = .now, isDry: Bool = false,
    patience: Double = patience, _ read: (Known) throws -> KeptReading
  ) throws -> (reading: KeptReading, result: StoreImport) {
    let isNew = !FileManager.default.fileExists(atPath: path)
    if isDry {
      let store = isNew ? try Store(named: path) : try Store(reading: path)
      let reading = try read(try store.known())
      return (reading, try store.keep(reading, evening: evening, clock: clock, isDry: true))
    }
    let lock = try Self.lock(path, patience: patience)
    let store = try Store(writing: path)
    let reading = try read(try store.known())
    let result = try store.keep(reading, evening: evening, clock: clock, isDry: false)
    _ = consume lock
    return (reading, result)
  }

  /// What a store knows before files are read.
  public struct Known: Sendable {
    /// Those of all files.
    public var marketplaces: Set<String> = []
    /// When the file of each hash was last written, if that matters for it; the latest such time.
    fileprivate var files: [String: Int?] = [:]

    /// Whether this very file was kept before. A list that was downloaded again on a later day says that it
    /// is still so, and is kept again.
    public func isKept(_ sha256: String, _ written: Int?) -> Bool {
      guard let known = files[sha256] else { return false }
      guard let known, let written else { return true }
      return written / 86_400 <= known / 86_400
    }
  }

  private func known() throws(StoreError) -> Known {
    try read { db in
      try RowSeal.check(db, "file")
      var known = Known()
      let rows = try Row.fetchAll(db, sql: "SELECT sha256, written, marketplaces FROM file ORDER BY written")
      for row in rows {
        known.marketplaces.formUnion((row["marketplaces"] as String).split(separator: "\t").map(String.init))
        known.files.updateValue(row["written"], forKey: row["sha256"])
      }
      return known
    }
  }

  private func keep(_ reading: KeptReading, evening: Day?, clock: Clock, isDry: Bool) throws(StoreError)
    -> StoreImport
  {
    do {
      return try queue.inDatabase { db in
        // A list, or a report of stock, says nothing of an evening: with it the newest one is no newer.
        let newest = try Self.imports(db).map(\.evening).max()
        let described = evening ?? reading.lastDay ?? newest ?? clock.day
        var result = StoreImport(evening: described)
        try db.inTransaction(.immediate) {
          var writer = try ImportWriter(db, reading, evening: described, isGiven: evening != nil, clock)
          result.files = try writer.write() + Self.knownFiles(db, reading.known)
          // Imports of one day describe the evening that the latest of them reaches.
          try RowSeal.close(db)
          result.evening = try Self.imports(db).last?.evening ?? described
          return isDry || result.newFiles == 0 ? .rollback : .commit
        }
        return result
      }
    } catch {
      throw StoreError(path, error, isWriting: true)
    }
  }
}

extension Store {
  /// Files that were not read again.
  fileprivate static func knownFiles(_ db: Database, _ hashes: [String]) throws -> [StoreImport.File] {
    try hashes.compactMap { hash in
      try Row.fetchOne(
        db, sql: "SELECT name, kind, orders, rows FROM file WHERE sha256 = ?", arguments: [hash]
      )
      .map { row in
        let (orders, rows): (Int, Int) = (row["orders"], row["rows"])
        return StoreImport.File(
          name: row["name"], kind: row["kind"], rows: orders > 0 ? orders : rows, newRows: 0, isKnown: true)
      }
    }
  }
}

/// Writes the files of one import within its transaction.
private struct ImportWriter {
  private let db: Database
  private let reading: KeptReading
  private let importID: Int64
  /// Whether the store had no version before, so that no order of its first file can be known.
  private let wasEmpty: Bool
  private let find: Statement
  private let insert: Statement

  init(_ db: Database, _ reading: KeptReading, evening: Day, isGiven: Bool, _ clock: Store.Clock) throws {
    self.db = db
    self.reading = reading
    try db.execute(
      sql: "INSERT INTO import (at, day, evening, is_given) VALUES (?, ?, ?, ?)",
      arguments: [clock.time, clock.day.number, evening.number, isGiven])
    importID = db.lastInsertedRowID
    wasEmpty = try !(Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM version)") ?? false)
    find = try db.makeStatement(sql: "SELECT id, body FROM version WHERE hash = ?")
    insert = try db.makeStatement(
      sql: "INSERT INTO version (hash, import_id, day, body, seal) VALUES (?, ?, ?, ?, ?)")
  }

  /// What is known of a file while its rows are written.
  private struct Written {
    var versions = VersionList()
    var evidence = VersionList()
    var newRows = 0
  }

  mutating func write() throws -> [StoreImport.File] {
    var files = reading.files.map { _ in Written() }
    var outcomes: [Bool] = []
    var current = 0
    // A file is settled before the rows of the next one come.
    func settle(_ place: Int) throws {
      let isKnown = try isRepeat(reading.files[place], files[place])
      if !isKnown { try insertFile(reading.files[place], files[place]) }
      outcomes.append(isKnown)
    }
    try reading.forEachRow { place, day, bytes in
      while current < place {
        try settle(current)
        current += 1
      }
      let (id, isNew) = try version(bytes, day, isNew: wasEmpty && place == 0 && day != nil)
      if day == nil { files[place].evidence.append(id) } else { files[place].versions.append(id) }
      if isNew { files[place].newRows += 1 }
    }
    while current < files.count {
      try settle(current)
      current += 1
    }
    return zip(zip(reading.files, files), outcomes).map { pair, isKnown in
      StoreImport.File(
        name: pair.0.input.name, kind: pair.0.input.kind,
        rows: pair.0.input.orders > 0 ? pair.0.input.orders : pair.0.input.rows, newRows: pair.1.newRows,
        isKnown: isKnown, isUnusable: pair.0.isUnusable)
    }
  }

  /// The number of a version, which is added if the store does not have it.
  ///
  /// - Parameter isNew: Whether it cannot be there, so that it is not looked for.
  private func version(_ bytes: UnsafeRawBufferPointer, _ day: Day?, isNew: Bool) throws -> (
    id: Int64, isNew: Bool
  ) {
    let hash = ContentHash.of(bytes)
    if !isNew, let id = try known(bytes, hash) { return (id, false) }
    try insert.execute(
      arguments: [
        hash, importID, day?.number,
        Data(bytes: bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!, count: bytes.count),
        RowSeal.ofVersion(hash: hash, importID: importID, day: day.map { Int($0.number) }),
      ])
    return (db.lastInsertedRowID, true)
  }

  private func known(_ bytes: UnsafeRawBufferPointer, _ hash: Int64) throws -> Int64? {
    let rows = try Row.fetchCursor(find, arguments: [hash])
    while let row = try rows.next() {
      let isSame = try row.withUnsafeData(atIndex: 1) { data in
        data.map { $0.withUnsafeBytes { $0.elementsEqual(bytes) } } ?? false
      }
      if isSame { return row[0] }
    }
    return nil
  }

  /// Whether a file with other bytes brings nothing: orders that are all known from a file of its kind that
  /// reaches its evening, or else the same as the last file of its kind.
  private func isRepeat(_ file: KeptFile, _ written: Written) throws -> Bool {
    guard written.newRows == 0 else { return false }
    if !file.isList && file.reports.isEmpty {
      guard let evening = file.evening else { return true }
      return try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM file WHERE kind = ? AND evening >= ?)",
        arguments: [file.input.kind, evening.number]) ?? false
    }
    guard
      let last = try Row.fetchOne(
        db,
        sql:
          "SELECT statement, written, versions, evidence FROM file WHERE kind = ? ORDER BY id DESC LIMIT 1",
        arguments: [file.input.kind])
    else { return false }
    let (statement, versions, evidence): (Int64, Data, Data) = (
      last["statement"], last["versions"], last["evidence"]
    )
    guard statement == ContentHash.of(file.statement), [UInt8](versions) == written.versions.bytes,
      [UInt8](evidence) == written.evidence.bytes
    else { return false }
    guard let own = file.written, let kept: Int = last["written"] else { return true }
    return own / 86_400 <= kept / 86_400
  }

  private func insertFile(_ file: KeptFile, _ written: Written) throws {
    let input = file.input
    try db.execute(
      sql: """
        INSERT INTO file (import_id, place, name, kind, sha256, written, evening, marketplaces, rows, orders,
          statement, head, versions, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        importID, file.place, input.name, input.kind, input.sha256, file.written, file.evening?.number,
        file.marketplaces.sorted().joined(separator: "\t"), input.rows, input.orders,
        ContentHash.of(file.statement), Data(file.head), Data(written.versions.bytes),
        Data(written.evidence.bytes),
      ])
    let id = db.lastInsertedRowID
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    for report in file.reports {
      try db.execute(
        sql: "INSERT INTO snapshot (file_id, marketplace, as_of, body) VALUES (?, ?, ?, ?)",
        arguments: [
          id, report.marketplace, report.asOf?.number,
          String(decoding: try encoder.encode(report), as: UTF8.self),
        ])
    }
  }
}

extension KeptFile {
  /// Whether it is a file of orders of which no row has a day of purchase that can be read.
  fileprivate var isUnusable: Bool { !isList && reports.isEmpty && evening == nil && input.rows > 0 }
}
