internal import GRDB

/// A hash over the columns of a row, kept in its column `seal`, by which a change on the disk is found.
///
/// A row is written without a seal, and sealed at the end of its transaction. A migration that changes the
/// columns of a table sets the seals of its rows to `NULL`, so that they are sealed again. The rows of
/// `version` are sealed as they are written and compared as they are read, as there are many; their seal has
/// the hash of the content instead of the content.
enum RowSeal {
  /// The tables beside `version`, each with the word for one of its rows.
  private static let tables: [(name: String, row: String)] = [
    ("import", "import"), ("file", "file"), ("snapshot", "count of the marketplace"),
    ("forecast", "forecast"), ("alarm", "alarm"), ("alarm_period", "past alarm"), ("notice", "notice"),
    ("forgotten", "day of --forget-before"),
  ]
  /// The first schema with seals.
  private static let firstSchema = 5

  /// What SQL calls.
  static let function = DatabaseFunction("row_seal", pure: true) { of($0) }

  /// The hash of the values of a row, in the order of its columns. It is kept in stores, so it never changes.
  static func of(_ values: [DatabaseValue]) -> Int64 {
    var bytes: [UInt8] = []
    func append(_ kind: UInt8, _ word: UInt64) {
      bytes.append(kind)
      withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
    for value in values {
      switch value.storage {
      case .null: append(0, 0)
      case .int64(let number): append(1, UInt64(bitPattern: number))
      case .double(let number): append(2, number.bitPattern)
      case .string(let text):
        append(3, UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
      case .blob(let data):
        append(4, UInt64(data.count))
        bytes.append(contentsOf: data)
      }
    }
    return ContentHash.of(bytes)
  }

  /// The seal of a row of `version`.
  static func ofVersion(hash: Int64, importID: Int64, day: Int?) -> Int64 {
    of([hash.databaseValue, importID.databaseValue, day?.databaseValue ?? .null])
  }

  /// Whether the rows of a store have seals; those of an earlier schema have none.
  static func isThere(_ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 >= firstSchema
  }

  /// Seals the rows that were written beside those of `version`.
  ///
  /// - Complexity: O(rows).
  static func close(_ db: Database) throws {
    for table in tables {
      try db.execute(sql: "UPDATE \(table.name) SET seal = \(try call(db, table.name)) WHERE seal IS NULL")
    }
  }

  /// The rows that are not as they were written.
  ///
  /// - Parameters:
  ///   - names: The tables to look at; all beside `version` if it is `nil`.
  ///   - most: The number of rows that is enough.
  /// - Complexity: O(rows of the tables).
  static func damaged(_ db: Database, in names: [String]? = nil, atMost most: Int) throws -> [DamagedRow] {
    guard try isThere(db) else { return [] }
    var found: [DamagedRow] = []
    for table in tables where names?.contains(table.name) ?? true && found.count < most {
      found += try Int64.fetchAll(
        db,
        sql: "SELECT rowid FROM \(table.name) WHERE seal IS NOT \(try call(db, table.name)) LIMIT ?",
        arguments: [most - found.count]
      ).map { DamagedRow(of: table.row, id: $0) }
    }
    return found
  }

  /// - Throws: The first row of these tables that is not as it was written.
  static func check(_ db: Database, _ names: String...) throws {
    if let row = try damaged(db, in: names, atMost: 1).first { throw row }
  }

  /// The hash of all columns but the seal, and of their names, in SQL: a name may change on the disk too.
  private static func call(_ db: Database, _ table: String) throws -> String {
    let columns = try db.columns(in: table).map(\.name).filter { $0 != "seal" }
    let names = columns.joined(separator: ", ")
    return "row_seal('\(names.replacing("'", with: "''"))', \(names))"
  }
}

/// A row whose content is not what its hash says.
struct DamagedRow: Error, CustomStringConvertible {
  /// The word for such a row, and its number.
  let description: String

  init(of kind: String, id: Int64) { description = "\(kind) \(id) is not what was written" }
}
