import AccountHealth

/// One file that was read.
public struct InputFile: Sendable, Hashable, Codable {
  /// Only the base name.
  public var name: String
  /// The hash of the bytes on disk.
  public var sha256: String
  public var kind: String
  /// The number of data rows, without the header.
  public var rows: Int
  public var orders: Int
  /// Its place among the files that were named.
  var number = 0
}

/// What a seller's files say, joined.
public struct OrderBook: Sendable {
  /// Ascending by name, then by marketplace.
  public var accounts: [Account] = []
  /// The accounts that were looked for and are in no file.
  public internal(set) var absentAccounts: [String] = []
  /// The marketplaces of all orders and reports, also of accounts that are not kept, ascending.
  public internal(set) var marketplaces: [String] = []
  /// Whether the files are of several accounts, of which some may not be kept.
  public internal(set) var isOfSeveral = false
  /// The newest report of each marketplace.
  public var performance: [PerformanceReport] = []
  /// Reports of a marketplace that also has a newer one, ascending by marketplace and day.
  public var olderPerformance: [PerformanceReport] = []
  /// The names of the files of Amazon's own counts that could not be read.
  public var unreadReports: [String] = []
  /// The first 1,000. Their cells are left out, and so are rows without a number or a day of purchase.
  public var faults: [ReportFault] = []
  public var faultCount = 0
  private var tally = FaultTally()
  /// All faults, those of one kind in one column together.
  public var faultGroups: [FaultGroup] { tally.groups }
  /// Files that add nothing to the others, each with what it is and what to do.
  public var leftOut: [ReportError] = []
  /// What the user should know although nothing is wrong, one sentence each.
  public var notes: [String] = []
  /// How the files beside the orders were understood, and what they add.
  public var evidence = EvidenceReport()
  public var inputs: [InputFile] = []
  /// What reports say of stock in Amazon's warehouses, in the order in which they were read.
  public var stock: [StockReport] = []
  /// The money of settlements, likewise.
  public var settlements: [SettlementMoney] = []
  /// The seller's own lists of policy violations.
  public var violations: [ViolationList] = []

  public init() {}

  static let keptFaults = 1000

  mutating func add(_ fault: ReportFault) {
    faultCount += 1
    tally.add(fault)
    if faults.count < Self.keptFaults { faults.append(fault) }
  }

  /// Adds the faults of a file, of which `listed` are the first.
  mutating func add(_ groups: [FaultGroup], listed: [ReportFault], count: Int) {
    faultCount += count
    for group in groups { tally.add(group.first, count: group.count) }
    faults += listed.prefix(max(0, Self.keptFaults - faults.count))
  }
}
