import AccountHealth

/// Files that were read in order to be kept, none of them joined with another.
public struct KeptReading {
  /// In the order in which they were read.
  public private(set) var files: [KeptFile] = []
  /// Files that were not read, as they are kept already: their hashes.
  public private(set) var known: [String] = []
  /// Files that bring nothing, each with the reason.
  public private(set) var leftOut: [ReportError] = []
  /// The first faults of cells, and their number.
  public private(set) var faults: [ReportFault] = []
  public private(set) var faultCount = 0
  public private(set) var faultGroups: [FaultGroup] = []
  public private(set) var notes: [String] = []
  /// The last day that any of the files knows of; `nil` without one.
  public var lastDay: Day? {
    (files.compactMap(\.evening) + files.flatMap(\.reports).compactMap(\.asOf)).max()
  }
  private let merge: OrderMerge
  private let evidence: [FileEvidence]

  /// Reads files one after another.
  ///
  /// - Parameters:
  ///   - marketplaces: Those that earlier files are of; a file that names none is taken to be of the only
  ///     one.
  ///   - written: When lists count as written, whatever their files say.
  ///   - isKept: Whether the file with this hash, written at this time, need not be read.
  /// - Throws: `ReportError` for a file that is missing or damaged.
  init(
    _ paths: [(number: Int, path: String)], _ reader: OrderBookReader, marketplaces: Set<String>,
    written: Int?, isKept: (_ sha256: String, _ written: Int?) -> Bool
  ) throws(ReportError) {
    var reading = Reading(reader.settings)
    reading.knownMarketplaces = marketplaces
    for (number, path) in paths {
      if ByteSource.isRegular(path) {
        let (sha256, modified) = try ByteSource(path: path).digest()
        if isKept(sha256, written ?? modified) {
          known.append(sha256)
          continue
        }
      }
      let (before, evidence) = (reading.book, reading.evidence.count)
      do throws(ReportError) {
        try reader.read(try ByteSource(path: path), number, &reading)
      } catch {
        guard error.isUseless else { throw error }
        leftOut.append(error)
        continue
      }
      guard let input = reading.book.inputs.last, input.number == number else { continue }
      var head = KeptHead(input: input)
      head.orders = reading.merge.files[UInt16(clamping: number)]
      for var file in reading.evidence[evidence...] {
        head.evidenceRows.append(file.rows.count)
        file.rows = []
        file.modified = written ?? file.modified
        // What comes first in its dates is settled now; a later run may say otherwise of its own files.
        file.dateOrder = file.dateOrder ?? reader.settings.dates
        head.evidence.append(file)
      }
      head.performance = Array(reading.book.performance[before.performance.count...])
      head.business = .init(
        stock: reading.book.stock[before.stock.count...].map { report in
          var report = report
          report.written = written ?? report.written
          return report
        },
        settlements: Array(reading.book.settlements[before.settlements.count...]),
        violations: Array(reading.book.violations[before.violations.count...]))
      head.faults = Array(reading.book.faults[before.faults.count...])
      head.faultGroups = Array(reading.book.faultGroups[before.faultGroups.count...])
      head.faultCount = reading.book.faultCount - before.faultCount
      head.notes = Array(reading.book.notes[before.notes.count...])
      var marketplaces = Set(head.performance.map(\.marketplace))
      for (key, part) in reading.merge.parts where part.files.contains(UInt16(clamping: number)) {
        marketplaces.insert(key.marketplace)
      }
      files.append(KeptFile(head, marketplaces: marketplaces))
    }
    (faults, faultCount, notes) = (reading.book.faults, reading.book.faultCount, reading.book.notes)
    faultGroups = reading.book.faultGroups
    merge = reading.merge
    for part in merge.parts.values { part.table.dropNumbers() }
    self.evidence = reading.evidence
  }

  /// Hands over every row to be kept, file by file: the orders of a file, then its evidence.
  ///
  /// - Parameter body: Is given the place of the row's file in `files`, the day of purchase of an order,
  ///   which is `nil` for evidence, and the bytes of the row, which are valid until it returns.
  /// - Complexity: O(rows), or O(rows · files) for orders that many files repeat.
  public func forEachRow(_ body: (Int, Day?, UnsafeRawBufferPointer) throws -> Void) rethrows {
    let parts = merge.parts.sorted { $0.key < $1.key }
    var writer = RowWriter()
    func order(_ part: Int, _ place: Int, of index: Int) throws {
      let rows = parts[part].value.table.rows(place)
      let file = files[index].place
      let own = rows.allSatisfy { $0.mark.file == file } ? rows : rows.filter { $0.mark.file == file }
      guard let first = own.first else { return }
      writer.clear()
      KeptOrder.write(own, parts[part].key, to: &writer)
      try writer.bytes.withUnsafeBytes { try body(index, first.order.purchased, $0) }
    }
    // A list of places takes memory, and one file has them all.
    let places = files.count > 1 ? self.places(in: parts.map(\.value.table)) : [:]
    for (index, file) in files.enumerated() {
      if files.count == 1 {
        for part in parts.indices {
          for place in parts[part].value.table.orders.indices { try order(part, place, of: index) }
        }
      }
      for (part, place) in places[file.place] ?? [] { try order(Int(part), Int(place), of: index) }
      for evidence in evidence where evidence.number == file.place {
        for row in evidence.rows {
          writer.clear()
          writer.byte(KeptOrder.evidence)
          row.write(to: &writer)
          try writer.bytes.withUnsafeBytes { try body(index, nil, $0) }
        }
      }
    }
  }

  /// For each file, the table and the place of each of its orders.
  private func places(in tables: [OrderTable]) -> [Int: [(part: UInt32, place: UInt32)]] {
    var places: [Int: [(part: UInt32, place: UInt32)]] = [:]
    for (part, table) in tables.enumerated() {
      for place in table.orders.indices {
        for file in table.files(place) {
          places[Int(file), default: []].append((UInt32(part), UInt32(place)))
        }
      }
    }
    return places
  }
}

/// The rows of one order in one file, as they are kept.
enum KeptOrder {
  /// The first byte of a kept row says what it is.
  static let order: UInt8 = 1
  static let evidence: UInt8 = 2

  static func write(_ rows: [OrderVersion], _ key: OrderMerge.Key, to writer: inout RowWriter) {
    writer.byte(order)
    writer.text(key.account)
    writer.text(key.marketplace)
    writer.text(rows[0].order.id)
    writer.number(rows.count)
    for row in rows { row.write(to: &writer) }
  }
}

extension OrderBookReader {
  /// Reads files in order to keep them.
  ///
  /// - Parameters:
  ///   - files: Paths; `-` is standard input.
  ///   - marketplaces: Those of the files that are kept already.
  ///   - written: When lists count as written, in seconds since 1970; the times of their files if it is
  ///     absent.
  ///   - isKept: Whether the file with this SHA-256, last written at this time in seconds since 1970, is kept
  ///     already, so that it is not read.
  /// - Throws: `ReportError` for a file that is missing or damaged.
  public func keep(
    _ files: [String], marketplaces: Set<String> = [], written: Int? = nil,
    isKept: (_ sha256: String, _ written: Int?) -> Bool = { _, _ in false }
  ) throws(ReportError) -> KeptReading {
    try KeptReading(
      try inReadingOrder(files), self, marketplaces: marketplaces, written: written, isKept: isKept)
  }
}
