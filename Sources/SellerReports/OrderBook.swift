import AccountHealth

/// One file that was read.
public struct InputFile: Sendable, Hashable {
  /// The base name alone.
  public var name: String
  /// Of the bytes as they lie on the disk.
  public var sha256: String
  public var kind: String
  /// Data rows, the header not counted.
  public var rows: Int
  public var orders: Int
  /// Its place among the files that were named.
  var number = 0
}

/// What a seller's files say, joined.
public struct OrderBook: Sendable {
  /// Ascending by name, then by marketplace.
  public var accounts: [Account] = []
  /// The newest report of each marketplace.
  public var performance: [PerformanceReport] = []
  /// Reports of a marketplace of which there is a newer one, ascending by marketplace and day.
  public var olderPerformance: [PerformanceReport] = []
  /// The first 1,000; their cells are left out, and rows without a number or a day of purchase.
  public var faults: [ReportFault] = []
  public var faultCount = 0
  /// Files that bring nothing beside the others, each with what it is and what to do.
  public var leftOut: [ReportError] = []
  /// What the user should know though nothing is wrong, a sentence each.
  public var notes: [String] = []
  /// How the files beside the orders were understood, and what they add.
  public var evidence = EvidenceReport()
  public var inputs: [InputFile] = []

  public init() {}

  static let keptFaults = 1000

  mutating func add(_ fault: ReportFault) {
    faultCount += 1
    if faults.count < Self.keptFaults { faults.append(fault) }
  }
}
