import AccountHealth
import Foundation
internal import GRDB
import SellerReports

extension Store {
  /// Checks the whole store.
  ///
  /// - Returns: What is wrong with it, one sentence each; empty for a sound store.
  /// - Complexity: O(size of the store).
  public func verify() throws(StoreError) -> [String] {
    try read { db in
      var faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
      guard faults.isEmpty else { return faults }
      if try !Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty {
        faults.append("rows refer to others that are not there")
      }
      faults += try Self.damagedRows(db, atMost: 20 - faults.count).map(\.description)
      if faults.count >= 20 { return faults }
      let reader = OrderBookReader(timeZone: { _ in nil }, marketplaceName: { _ in nil })
      do {
        _ = try kept(db, reader, asOf: nil)
      } catch let error as StoreError where error.reason == .empty {
        // Nothing is there that could be wrong.
      } catch is DamagedRow {
        // It is among the faults.
      } catch is KeptDataError {
        faults.append("a file cannot be put together again")
      }
      return faults
    }
  }

  /// The rows whose content is not what was written.
  ///
  /// - Parameter most: The number of rows that is enough.
  /// - Complexity: O(size of the store).
  static func damagedRows(_ db: Database, atMost most: Int) throws -> [DamagedRow] {
    let found = try RowSeal.damaged(db, atMost: most)
    return try found + damagedVersions(db, atMost: most - found.count)
  }

  private static func damagedVersions(_ db: Database, atMost most: Int) throws -> [DamagedRow] {
    let isSealed = try RowSeal.isThere(db)
    var found: [DamagedRow] = []
    let rows = try Row.fetchCursor(
      db, sql: "SELECT id, hash, body\(isSealed ? ", import_id, day, seal" : "") FROM version")
    while found.count < most, let row = try rows.next() {
      let hash: Int64 = row[1]
      let isContent = try row.withUnsafeData(atIndex: 2) { data in
        data.map { $0.withUnsafeBytes { ContentHash.of($0) == hash } } ?? false
      }
      let isSound =
        isContent
        && (!isSealed || RowSeal.ofVersion(hash: hash, importID: row[3], day: row[4]) == row[5] as Int64?)
      if !isSound { found.append(.init(of: "version", id: row[0])) }
    }
    return found
  }

  /// Removes the orders that were placed before a day, and lists, counts and forecasts of evenings before it.
  ///
  /// - Returns: The number of versions of orders that were removed.
  /// - Throws: `StoreError`; then nothing was removed.
  public static func forget(before day: Day, in path: String, patience: Double = patience) throws(StoreError)
    -> Int
  {
    guard FileManager.default.fileExists(atPath: path) else { throw StoreError(path, .absent) }
    let lock = try Self.lock(path, patience: patience)
    let store = try Store(writing: path)
    do {
      let removed = try store.queue.inDatabase { db in
        var removed = 0
        try db.inTransaction(.immediate) {
          removed = try store.forget(before: day, db)
          try RowSeal.close(db)
          return .commit
        }
        if removed > 0 { try db.execute(sql: "VACUUM") }
        return removed
      }
      _ = consume lock
      return removed
    } catch {
      throw StoreError(path, error, isWriting: true)
    }
  }

  /// What came of the wish to forget a file.
  public enum Forgotten: Sendable, Hashable {
    /// It was removed, with so many rows that no other file has.
    case removed(StoreContents.File, rows: Int)
    /// There is none of this name, or none of it with this hash.
    case absent
    /// Several files go by this name; nothing was removed.
    case several([StoreContents.File])
  }

  /// Removes the file of a name, and the rows that no other file has. Where several files have the name,
  /// nothing is removed until one of them is named.
  ///
  /// - Parameters:
  ///   - name: The base name, or `NAME@DIGITS` with the first digits of the file's SHA-256.
  ///   - path: Of the store.
  ///   - patience: Seconds to wait for another writer to end.
  /// - Throws: `StoreError`; then nothing was removed.
  public static func forget(file name: String, in path: String, patience: Double = patience)
    throws(StoreError) -> Forgotten
  {
    guard FileManager.default.fileExists(atPath: path) else { throw StoreError(path, .absent) }
    return try writing(to: path, patience: patience) { db in
      let evenings = Dictionary(uniqueKeysWithValues: try imports(db).map { ($0.id, $0.evening) })
      let found = matches(try files(db, evenings), name)
      guard let file = found.first?.file else { return .absent }
      // The same list may have been downloaded on several days.
      let isOne = file.name != name && found.allSatisfy { $0.file.sha256 == file.sha256 }
      guard found.count == 1 || isOne else { return .several(found.map(\.file)) }
      for (id, _) in found {
        try db.execute(sql: "DELETE FROM snapshot WHERE file_id = ?", arguments: [id])
        try db.execute(sql: "DELETE FROM file WHERE id = ?", arguments: [id])
      }
      var used: Set<Int64> = []
      for row in try Row.fetchAll(db, sql: "SELECT versions, evidence FROM file") {
        for column in ["versions", "evidence"] {
          for run in VersionList([UInt8](row[column] as Data))?.runs ?? [] { used.formUnion(run.ids) }
        }
      }
      let gone = try Int64.fetchAll(db, sql: "SELECT id FROM version").filter { !used.contains($0) }
      for id in gone { try db.execute(sql: "DELETE FROM version WHERE id = ?", arguments: [id]) }
      try dropEmptyImports(db)
      return .removed(file, rows: gone.count)
    }
  }

  /// The files that a name means; a name with an `@` of its own goes before one with a hash behind it.
  private static func matches(_ files: [(id: Int64, file: StoreContents.File)], _ name: String) -> [(
    id: Int64, file: StoreContents.File
  )] {
    let named = files.filter { $0.file.name == name }
    guard named.isEmpty, let at = name.lastIndex(of: "@") else { return named }
    let digits = name[name.index(after: at)...].lowercased()
    guard !digits.isEmpty else { return [] }
    return files.filter { $0.file.name == name[..<at] && $0.file.sha256.hasPrefix(digits) }
  }

  /// Removes imports of which nothing is left.
  private static func dropEmptyImports(_ db: Database) throws {
    try db.execute(
      sql: """
        DELETE FROM import WHERE id NOT IN (SELECT import_id FROM file)
          AND id NOT IN (SELECT import_id FROM version)
        """)
  }

  /// The day before which orders were removed; `nil` if none were, or some came back since.
  static func forgotten(_ db: Database) throws -> Day? {
    try RowSeal.check(db, "forgotten")
    guard let day = try Int.fetchOne(db, sql: "SELECT max(before) FROM forgotten") else { return nil }
    guard
      let back = try Int64.fetchOne(
        db, sql: "SELECT id FROM version WHERE day < ? LIMIT 1", arguments: [day])
    else { return Day(number: day) }
    let isSound = try Bool.fetchOne(
      db, sql: "SELECT seal IS row_seal(hash, import_id, day) FROM version WHERE id = ?", arguments: [back])
    guard isSound == true else { throw DamagedRow(of: "version", id: back) }
    return nil
  }

  private func forget(before day: Day, _ db: Database) throws -> Int {
    let gone = Set(
      try Int64.fetchAll(db, sql: "SELECT id FROM version WHERE day < ?", arguments: [day.number]))
    let evenings = Dictionary(uniqueKeysWithValues: try Self.imports(db).map { ($0.id, $0.evening) })
    for row in try Row.fetchAll(db, sql: "SELECT id, import_id, versions FROM file") {
      let id: Int64 = row["id"]
      guard let versions = VersionList([UInt8](row["versions"] as Data)) else {
        throw StoreError(path, .damaged("file \(id) has no list of versions"))
      }
      var kept = VersionList()
      for run in versions.runs { for id in run.ids where !gone.contains(id) { kept.append(id) } }
      let isPast = (evenings[row["import_id"]] ?? day) < day
      if isPast, kept.count == 0 {
        try db.execute(sql: "DELETE FROM snapshot WHERE file_id = ?", arguments: [id])
        try db.execute(sql: "DELETE FROM file WHERE id = ?", arguments: [id])
      } else if kept != versions {
        try db.execute(
          sql: "UPDATE file SET versions = ?, seal = NULL WHERE id = ?", arguments: [Data(kept.bytes), id])
      }
    }
    try db.execute(sql: "DELETE FROM version WHERE day < ?", arguments: [day.number])
    if !gone.isEmpty {
      try db.execute(sql: "INSERT INTO forgotten (before) VALUES (?)", arguments: [day.number])
    }
    try db.execute(sql: "DELETE FROM forecast WHERE as_of < ?", arguments: [day.number])
    try db.execute(sql: "DELETE FROM notice WHERE closed < ?", arguments: [day.number])
    // Rows of lists that no file has any more.
    var used: Set<Int64> = []
    for bytes in try Data.fetchAll(db, sql: "SELECT evidence FROM file") {
      for run in VersionList([UInt8](bytes))?.runs ?? [] { used.formUnion(run.ids) }
    }
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM version WHERE day IS NULL") where !used.contains(id)
    {
      try db.execute(sql: "DELETE FROM version WHERE id = ?", arguments: [id])
    }
    try Self.dropEmptyImports(db)
    return gone.count
  }
}
