import AccountHealth
import Foundation

/// What the reader keeps of one file, so that a book can be made again without the file.
///
/// It is the content as it was understood: the rows of each order, the rows of evidence, the marketplace's
/// own counts, faults and notes. It has no data of any buyer, as the reader drops these before.
public struct KeptFile: Sendable {
  public var input: InputFile
  /// Its place among the files that were named together, from 0.
  public var place: Int { input.number }
  /// The last day that its orders know of; `nil` for a file of evidence, whose days are settled beside
  /// orders.
  public let evening: Day?
  /// The marketplace's own counts in it.
  public let reports: [PerformanceReport]
  /// The marketplaces that it names or is taken to be of.
  public let marketplaces: Set<String>
  /// Whether the absence of an order from it may say something, so that a shorter file is a new fact, and the
  /// same file of a later day too.
  public let isList: Bool
  /// When a list was last written, in seconds since 1970.
  public let written: Int?
  /// Everything but the rows.
  public let head: [UInt8]
  /// Everything but the rows, the name and the time of the file: equal for files that say the same.
  public let statement: [UInt8]

  init(_ head: KeptHead, marketplaces: Set<String>) {
    input = head.input
    evening = head.orders?.evening
    reports = head.performance
    self.marketplaces = marketplaces
    isList = !head.evidence.isEmpty || head.business != nil
    written = (head.evidence.compactMap(\.modified) + (head.business?.stock ?? []).compactMap(\.written))
      .max()
    self.head = head.bytes()
    var bare = head
    bare.input = InputFile(name: "", sha256: "", kind: head.input.kind, rows: 0, orders: 0)
    bare.orders?.name = ""
    for place in bare.evidence.indices {
      (bare.evidence[place].file, bare.evidence[place].number) = ("", 0)
      bare.evidence[place].modified = nil
    }
    for place in bare.performance.indices { bare.performance[place].file = "" }
    bare.business = bare.business?.bare
    (bare.faults, bare.faultGroups, bare.faultCount, bare.notes) = ([], [], 0, [])
    statement = bare.bytes()
  }
}

/// A file without its rows, as it is kept.
struct KeptHead: Codable {
  var input: InputFile
  /// What is known of a file of orders.
  var orders: OrderJoin.File?
  /// The evidence in it, without the rows.
  var evidence: [FileEvidence] = []
  /// The number of rows of each of `evidence`.
  var evidenceRows: [Int] = []
  var performance: [PerformanceReport] = []
  /// Stock in Amazon's warehouses, the money of settlements and the seller's list of violations; `nil` for
  /// none, so that all other heads are written as they were before these were kept.
  var business: Business?

  struct Business: Codable {
    var stock: [StockReport]
    var settlements: [SettlementMoney]
    var violations: [ViolationList]

    /// - Returns: `nil` where all are empty.
    init?(stock: [StockReport], settlements: [SettlementMoney], violations: [ViolationList]) {
      guard !(stock.isEmpty && settlements.isEmpty && violations.isEmpty) else { return nil }
      (self.stock, self.settlements, self.violations) = (stock, settlements, violations)
    }

    /// The same without the names and times of the files.
    var bare: Business {
      var bare = self
      for place in stock.indices {
        (bare.stock[place].file, bare.stock[place].written, bare.stock[place].number) = ("", nil, 0)
      }
      for place in settlements.indices {
        (bare.settlements[place].file, bare.settlements[place].number) = ("", 0)
      }
      for place in violations.indices { bare.violations[place].file = "" }
      return bare
    }
  }
  var faults: [ReportFault] = []
  var faultGroups: [FaultGroup] = []
  var faultCount = 0
  var notes: [String] = []

  func bytes() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(self) else { preconditionFailure("a head is plain data") }
    return [UInt8](data)
  }

  init(input: InputFile) { self.input = input }

  /// A head that was kept, also by a version of this program that kept no stock, or did not count faults by
  /// kind.
  init(from decoder: any Decoder) throws {
    let kept = try decoder.container(keyedBy: CodingKeys.self)
    input = try kept.decode(InputFile.self, forKey: .input)
    orders = try kept.decodeIfPresent(OrderJoin.File.self, forKey: .orders)
    evidence = try kept.decode([FileEvidence].self, forKey: .evidence)
    evidenceRows = try kept.decode([Int].self, forKey: .evidenceRows)
    performance = try kept.decode([PerformanceReport].self, forKey: .performance)
    business = try kept.decodeIfPresent(Business.self, forKey: .business)
    faults = try kept.decode([ReportFault].self, forKey: .faults)
    faultGroups =
      try kept.decodeIfPresent([FaultGroup].self, forKey: .faultGroups)
      ?? faults.map { FaultGroup(first: $0, count: 1) }
    faultCount = try kept.decode(Int.self, forKey: .faultCount)
    notes = try kept.decode([String].self, forKey: .notes)
  }

  init(_ bytes: [UInt8]) throws(KeptDataError) {
    do {
      self = try JSONDecoder().decode(KeptHead.self, from: Data(bytes))
    } catch {
      throw KeptDataError()
    }
    guard evidence.count == evidenceRows.count else { throw KeptDataError() }
  }
}
