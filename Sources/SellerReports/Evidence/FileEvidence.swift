import AccountHealth

/// What one file says of orders that other files list.
struct FileEvidence: Sendable {
  /// What a list is about, if it lists everything that counts in a rate.
  struct Claim: Sendable, Hashable {
    /// What Amazon's own count is a count of.
    enum Unit: Sendable, Hashable { case orders, packages, units }

    var metric: Metric
    var unit: Unit
    /// Every row has the same carrier or the same category, as after a choice on the page.
    var mayBeFiltered = false
  }

  /// The base name.
  var file: String
  /// As people call it, such as "late shipment download".
  var kind: String
  /// When the file was last written, in seconds since 1970; `nil` for standard input.
  var modified: Int?
  var rows: [EvidenceRow] = []
  var dates = DateVote()
  var claim: Claim?
  /// What it says is taken to be so.
  var isAssumed = false
  /// Its last row is cut off, so that others may be missing.
  var isCut = false
  /// The fields that it can fill for some orders.
  var fields: OrderFields
  /// The columns found and how they were understood.
  var columns: [EvidenceColumn] = []
  /// The store, where the file names one.
  var marketplace: String?
  /// Without orders it brings nothing; what must lie beside it.
  var needs: String
  /// Bookings of payments, whose times are confirmations only if most come before ship-by.
  var isBooking = false
  /// Dates of its first and its last row, of whatever order: it covers the days from the earlier one on.
  var ends: [ReportDate] = []
  /// It dates releases apart from bookings, so that its times are no releases.
  var hasReleases = false
  /// The seller's own upload: its shipments were confirmed when it was written.
  var isUpload = false
  /// A list of all orders not confirmed at one moment; two of them bracket a confirmation.
  var isClock = false
  /// The kinds of defect of which it lists all, for the orders and days it covers.
  var answers: Set<Order.Defect> = []

  init(_ file: OpenFile, kind: String, fields: OrderFields, needs: String) {
    self.file = file.name
    self.kind = kind
    modified = file.modified
    self.fields = fields
    self.needs = needs
  }

  /// A report that lists only orders not yet confirmed: one of their times each.
  static func clock(_ file: OpenFile, waiting: [String: ReportDate]) -> FileEvidence {
    var evidence = FileEvidence(
      file, kind: "unshipped orders report", fields: .shipped, needs: "the all-orders report")
    evidence.isClock = true
    evidence.rows = waiting.sorted { $0.key < $1.key }.map { id, time in
      var row = EvidenceRow(id: id)
      row.confirmed = time
      row.confirmation = .pending
      return row
    }
    for row in evidence.rows { if let time = row.confirmed { evidence.dates.add(time) } }
    return evidence
  }

  /// What its list counts by Amazon's measure.
  var listed: Int {
    let rows = rows.lazy.filter { $0.isListed && $0.counts }
    return switch claim?.unit {
    case .packages: rows.count
    case .units: rows.reduce(0) { $0 + ($1.units ?? 1) }
    case .orders, nil: Set(rows.map(\.id)).count
    }
  }
}

/// A column of a file of evidence.
public struct EvidenceColumn: Sendable, Hashable {
  /// As the file has it.
  public var name: String
  /// What it was taken for; `nil` where it is not read.
  public var meaning: String?
}
