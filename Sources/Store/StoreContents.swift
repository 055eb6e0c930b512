import AccountHealth
import Foundation
internal import GRDB
import SellerReports

/// What is in a store.
public struct StoreContents: Sendable, Hashable {
  public struct File: Sendable, Hashable {
    public var name: String
    public var kind: String
    /// When it was imported, ISO 8601 in UTC.
    public var imported: String
    /// The evening that its import describes.
    public var seen: Day
    /// The last day that its orders know of; `nil` for a file without orders.
    public var evening: Day?
    public var orders: Int
    public var rows: Int
    /// The hash of its bytes, in hexadecimal digits.
    public var sha256: String

    /// The first digits of the hash, by which it is told from others of its name.
    public var digest: String { String(sha256.prefix(8)) }
  }

  public var path: String
  /// Bytes on the disk.
  public var size: Int
  public var schema: Int
  /// In the order in which they were imported.
  public var files: [File]
  /// Different versions of orders and rows of lists.
  public var versions: Int
  /// The days of purchase of all orders; `nil` without orders.
  public var days: DayRange?
  /// Days between the first and the last on which no order was placed.
  public var gaps: [DayRange]
  /// The evenings of imports, ascending.
  public var evenings: [Day]
  /// The days of the marketplace's own counts.
  public var snapshots: Int
}

extension Store {
  /// - Complexity: O(size of the store).
  public func contents() throws(StoreError) -> StoreContents {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
    return try read { db in
      if let row = try Self.damagedRows(db, atMost: 1).first { throw row }
      let imports = try Self.imports(db)
      let evenings = Dictionary(uniqueKeysWithValues: imports.map { ($0.id, $0.evening) })
      let files = try Self.files(db, evenings).map(\.file)
      let days = try Int.fetchAll(
        db, sql: "SELECT DISTINCT day FROM version WHERE day IS NOT NULL ORDER BY day"
      ).map { Day(number: $0) }
      return StoreContents(
        path: path, size: size,
        schema: try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0, files: files,
        versions: try Int.fetchOne(db, sql: "SELECT count(*) FROM version") ?? 0,
        days: days.isEmpty ? nil : DayRange(days[0], days[days.count - 1]),
        gaps: zip(days, days.dropFirst()).filter { $1 - $0 > 1 }.map { DayRange($0 + 1, $1 - 1) },
        evenings: Set(imports.map(\.evening)).sorted(),
        snapshots: try Int.fetchOne(db, sql: "SELECT count(*) FROM snapshot") ?? 0)
    }
  }

  /// The marketplaces that its files name, in alphabetical order.
  public func marketplaces() throws(StoreError) -> [String] {
    try read { db in
      try RowSeal.check(db, "file")
      let lists = try String.fetchAll(db, sql: "SELECT DISTINCT marketplaces FROM file")
      return Set(lists.flatMap { $0.split(separator: "\t").map(String.init) }).sorted()
    }
  }

  /// All files with their numbers, in the order in which they were imported.
  ///
  /// - Parameter evenings: Those of the imports, by their numbers.
  static func files(_ db: Database, _ evenings: [Int64: Day]) throws -> [(
    id: Int64, file: StoreContents.File
  )] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT file.id AS id, file.name, kind, at, import_id, file.evening AS own, orders, rows, sha256
        FROM file JOIN import ON import.id = import_id ORDER BY file.id
        """
    ).map { row in
      (
        row["id"],
        StoreContents.File(
          name: row["name"], kind: row["kind"], imported: row["at"],
          seen: evenings[row["import_id"]] ?? Day(number: 0),
          evening: (row["own"] as Int?).map { Day(number: $0) }, orders: row["orders"], rows: row["rows"],
          sha256: row["sha256"])
      )
    }
  }

  /// The marketplace's own counts that were kept, ascending by marketplace and day.
  public func snapshots() throws(StoreError) -> [PerformanceReport] {
    try read { db in
      try RowSeal.check(db, "snapshot")
      return try String.fetchAll(db, sql: "SELECT body FROM snapshot ORDER BY marketplace, as_of, id").map {
        body in
        do {
          return try JSONDecoder().decode(PerformanceReport.self, from: Data(body.utf8))
        } catch {
          throw StoreError(path, .damaged("a snapshot cannot be read"))
        }
      }
    }
  }
}
