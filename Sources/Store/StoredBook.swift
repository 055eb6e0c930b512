import AccountHealth
import Foundation
internal import GRDB
import SellerReports

extension Store {
  /// What a book of a store rests on.
  public struct View: Sendable, Hashable {
    public var files: Int
    /// The first and the last evening of the store's imports.
    public var evenings: DayRange
    /// The evening of the last import that is used.
    public var through: Day
    /// The evening of the last import up to the one in question: by it goes what has no day of its own. `nil`
    /// before the first import.
    public var before: Day?
  }

  /// The files that were known on an evening.
  ///
  /// These are those of the imports up to the first one that reaches the evening, as its files have the
  /// facts of that evening; of an evening between two imports, what has no day is that of the imports
  /// before. Before the first import of all, its own files say what was known, by the dates of their facts.
  ///
  /// - Parameter asOf: `nil` for everything.
  public func view(asOf: Day?) throws(StoreError) -> View {
    try read { db in
      let imports = try Self.imports(db)
      guard let first = imports.map(\.evening).min(), let last = imports.map(\.evening).max() else {
        throw StoreError(path, .empty)
      }
      let bound = Self.bound(imports, asOf)
      let used = Set(imports.filter { $0.evening <= bound }.map(\.id))
      try RowSeal.check(db, "file")
      let files = try Row.fetchAll(db, sql: "SELECT import_id FROM file").count { used.contains($0[0]) }
      let before = asOf.map { day in imports.map(\.evening).filter { $0 <= day }.max() } ?? last
      return View(files: files, evenings: DayRange(first, last), through: bound, before: before)
    }
  }

  /// The book of the files that were known on an evening, as `reader` joins them.
  ///
  /// - Parameters:
  ///   - reader: Joins the files as it would join them from a folder.
  ///   - asOf: `nil` for everything.
  /// - Throws: `StoreError`; `ReportError` for files that cannot be joined.
  /// - Complexity: O(versions + rows of the files).
  public func book(_ reader: OrderBookReader, asOf: Day?) throws -> OrderBook {
    var book = try kept(reader, asOf: asOf).book.finish(path)
    let forgotten = try read { try Self.forgotten($0) }
    for place in book.accounts.indices { book.accounts[place].forgottenBefore = forgotten }
    guard let asOf, let view = try? view(asOf: asOf), let before = view.before, before < view.through else {
      return book
    }
    return book.asImported(by: try kept(reader, asOf: before).book.finish(path))
  }

  /// What each of these files is and holds.
  public func survey(_ reader: OrderBookReader) throws -> (files: [FileContents], book: OrderBook) {
    let (book, names) = try kept(reader, asOf: nil)
    return book.survey(names)
  }

  private func kept(_ reader: OrderBookReader, asOf: Day?) throws(StoreError) -> (
    book: KeptBook, names: [String]
  ) {
    try read { db in
      do {
        return try kept(db, reader, asOf: asOf)
      } catch let error as KeptDataError {
        throw StoreError(path, .damaged("\(error)"))
      }
    }
  }

  func kept(_ db: Database, _ reader: OrderBookReader, asOf: Day?) throws -> (book: KeptBook, names: [String])
  {
    let files = try StoredFile.all(db, asOf: asOf)
    guard !files.isEmpty else { throw StoreError(path, .empty) }
    var names = [String](repeating: "", count: files.count)
    for file in files { names[file.number] = file.name }
    var book = KeptBook(reader)
    try BookFeed(db, files).feed(&book)
    return (book, names)
  }

  /// One import, with the evening that its files describe.
  struct Import {
    var id: Int64
    var day: Int32
    var evening: Day
  }

  /// Imports of one day of this machine describe one evening, unless the user named theirs: the last day in
  /// any of them, and none before that of the days before, as time goes on.
  static func imports(_ db: Database) throws -> [Import] {
    try RowSeal.check(db, "import")
    let rows = try Row.fetchAll(db, sql: "SELECT id, day, evening, is_given FROM import ORDER BY id")
    var latest: [Int32: Int] = [:]
    for row in rows where !(row["is_given"] as Bool) {
      latest[row["day"]] = max(latest[row["day"]] ?? row["evening"], row["evening"])
    }
    var reached = Int.min
    for day in latest.keys.sorted() {
      reached = max(reached, latest[day] ?? reached)
      latest[day] = reached
    }
    return rows.map { row in
      let day: Int32 = row["day"]
      let own: Int = row["evening"]
      return Import(
        id: row["id"], day: day,
        evening: Day(number: row["is_given"] as Bool ? own : latest[day] ?? own))
    }
  }

  /// The first evening of an import that reaches `asOf`, or the last one of all.
  static func bound(_ imports: [Import], _ asOf: Day?) -> Day {
    let evenings = imports.map(\.evening)
    let last = evenings.max() ?? Day(number: 0)
    guard let asOf else { return last }
    return evenings.filter { $0 >= asOf }.min() ?? last
  }
}

/// A file of the store that a book is made of.
struct StoredFile {
  var id: Int64
  var name: String
  /// Its place in the order in which the files were named, from 0.
  var number: Int
  var evening: Day?
  /// The evening of its import, and the day of that.
  var seen: (evening: Day, imported: Day)
  var head: [UInt8]
  var versions: VersionList
  var evidence: VersionList

  /// In the order in which they were read.
  static func all(_ db: Database, asOf: Day?) throws -> [StoredFile] {
    let imports = try Store.imports(db)
    let bound = Store.bound(imports, asOf)
    let used = Dictionary(
      uniqueKeysWithValues: imports.filter { $0.evening <= bound }.map {
        ($0.id, (evening: $0.evening, imported: Day(number: Int($0.day))))
      })
    try RowSeal.check(db, "file")
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT id, import_id, place, name, evening, head, versions, evidence FROM file ORDER BY id"
    ).filter { used[$0["import_id"]] != nil }
    let named = rows.indices.sorted { one, other in
      let (own, theirs): ((Int64, Int), (Int64, Int)) = (
        (rows[one]["import_id"], rows[one]["place"]), (rows[other]["import_id"], rows[other]["place"])
      )
      return own < theirs
    }
    var numbers = [Int](repeating: 0, count: rows.count)
    for (number, place) in named.enumerated() { numbers[place] = number }
    return try zip(rows, numbers).map { row, number in
      guard let versions = VersionList([UInt8](row["versions"] as Data)),
        let evidence = VersionList([UInt8](row["evidence"] as Data)), let seen = used[row["import_id"]]
      else { throw KeptDataError() }
      return StoredFile(
        id: row["id"], name: row["name"], number: number,
        evening: (row["evening"] as Int?).map { Day(number: $0) }, seen: seen,
        head: [UInt8](row["head"] as Data),
        versions: versions, evidence: evidence)
    }
  }
}

/// Hands the rows of stored files to a book. A version that several files repeat is handed over once, in the
/// file that was seen last: what the earlier ones add is that they have the order too.
private struct BookFeed {
  private let db: Database
  private let files: [StoredFile]
  private let bodies: Statement
  private let repeats: Repeats?

  init(_ db: Database, _ files: [StoredFile]) throws {
    self.db = db
    self.files = files
    bodies = try db.makeStatement(
      sql: "SELECT id, hash, body FROM version WHERE id BETWEEN ? AND ? ORDER BY id")
    repeats = files.count { $0.versions.count > 0 } > 1 ? Repeats(files) : nil
  }

  func feed(_ book: inout KeptBook) throws {
    for (place, file) in files.enumerated() {
      try book.begin(file.head, number: file.number, seen: file.seen)
      for run in file.versions.runs {
        guard let repeats else {
          try feed(run.ids) { _, bytes throws(KeptDataError) in try book.add(bytes) }
          continue
        }
        for ids in repeats.own(run.ids, of: place) {
          try feed(ids) { id, bytes throws(KeptDataError) in
            try book.add(bytes, repeated: repeats.others(id, than: place))
          }
        }
      }
      for run in file.evidence.runs {
        try feed(run.ids) { _, bytes throws(KeptDataError) in try book.add(bytes) }
      }
    }
  }

  private func feed(_ ids: Range<Int64>, _ add: (Int64, UnsafeRawBufferPointer) throws(KeptDataError) -> Void)
    throws
  {
    let rows = try Row.fetchCursor(bodies, arguments: [ids.lowerBound, ids.upperBound - 1])
    var found = 0
    while let row = try rows.next() {
      found += 1
      let id: Int64 = row[0]
      let hash: Int64 = row[1]
      try row.withUnsafeData(atIndex: 2) { data in
        guard let data else { throw KeptDataError() }
        try data.withUnsafeBytes { bytes in
          // A row may have changed on the disk and still read as one.
          guard ContentHash.of(bytes) == hash else { throw DamagedRow(of: "version", id: id) }
          try add(id, bytes)
        }
      }
    }
    guard found == ids.count else { throw KeptDataError() }
  }
}

/// Which files repeat a version.
private struct Repeats {
  /// For each version, where its files begin in `places`.
  private var starts: [Int32]
  /// The places of the files of each version, the one that was seen last at the end.
  private var places: [UInt16] = []
  private let numbers: [UInt16]

  init(_ files: [StoredFile]) {
    numbers = files.map { UInt16(clamping: $0.number) }
    let last = files.flatMap(\.versions.runs).map(\.ids.upperBound).max() ?? 0
    starts = [Int32](repeating: 0, count: Int(last) + 2)
    for file in files {
      for run in file.versions.runs { for id in run.ids { starts[Int(id) + 1] += 1 } }
    }
    for id in starts.indices.dropFirst() { starts[id] += starts[id - 1] }
    places = [UInt16](repeating: 0, count: Int(starts.last ?? 0))
    var next = starts
    let order = files.indices.sorted {
      let (one, other) = (files[$0], files[$1])
      return (one.seen.evening, one.seen.imported, one.evening ?? Day(number: 0), $0)
        < (other.seen.evening, other.seen.imported, other.evening ?? Day(number: 0), $1)
    }
    for place in order {
      for run in files[place].versions.runs {
        for id in run.ids {
          places[Int(next[Int(id)])] = UInt16(clamping: place)
          next[Int(id)] += 1
        }
      }
    }
  }

  private func files(_ id: Int64) -> ArraySlice<UInt16> {
    places[Int(starts[Int(id)])..<Int(starts[Int(id) + 1])]
  }

  /// The parts of a run that the file at `place` hands over.
  func own(_ ids: Range<Int64>, of place: Int) -> [Range<Int64>] {
    var parts: [Range<Int64>] = []
    for id in ids where files(id).last == UInt16(clamping: place) {
      if let last = parts.last, last.upperBound == id {
        parts[parts.count - 1] = last.lowerBound..<id + 1
      } else {
        parts.append(id..<id + 1)
      }
    }
    return parts
  }

  /// The numbers of the other files with a version.
  func others(_ id: Int64, than place: Int) -> Set<UInt16> {
    let all = files(id)
    return all.count > 1 ? Set(all.dropLast().map { numbers[Int($0)] }) : []
  }
}
