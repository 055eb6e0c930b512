import AccountHealth

/// What one file says about orders that other files list.
struct FileEvidence: Sendable, Codable {
  /// The subject of a list, if it lists everything that counts in a rate.
  struct Claim: Sendable, Hashable, Codable {
    /// The unit of Amazon's own count.
    enum Unit: Sendable, Hashable, Codable { case orders, packages, units }

    var metric: Metric
    var unit: Unit
    /// Whether every row has the same carrier or the same category, as after a choice on the page.
    var mayBeFiltered = false
  }

  /// A column of days whose name may as well be that of a plan.
  struct BareColumn: Sendable, Hashable, Codable {
    /// `shipped` or `delivered`.
    var field: OrderFields
    var name: String
  }

  /// The base name.
  var file: String
  /// Its place among the files of the run, from 0.
  var number: Int
  /// As people call it, such as "late shipment download".
  var kind: String
  /// When the file was last written, in seconds since 1970; `nil` for standard input.
  var modified: Int?
  var rows: [EvidenceRow] = []
  var dates = DateVote()
  var claim: Claim?
  /// What comes first in its dates, where the user says so.
  var dateOrder: DateOrder?
  /// What it says is taken to be so.
  var isAssumed = false
  /// A table of the seller's own parcels.
  var isOfParcels = false
  /// Its last row is cut off, so that others may be missing.
  var isCut = false
  /// The fields that it can fill for some orders.
  var fields: OrderFields
  /// The columns found and how they were understood.
  var columns: [TableColumn] = []
  /// Those of its columns of shipment and delivery with bare names; `nil` where that was not looked for.
  var bare: [BareColumn]?
  /// The store, where the file names one.
  var marketplace: String?
  /// The file that must be beside it, since without orders it brings nothing.
  var needs: String
  /// Whether it contains bookings of payments, whose times are confirmations only if most come before
  /// ship-by.
  var isBooking = false
  /// The earliest and the latest dates of its rows, by whatever part of them comes first; of ratings, which
  /// are listed by day, those of the first and the last row. It has nothing of the days before them.
  var ends: [ReportDate] = []
  /// The number of its entries, where not each is kept as a row.
  var entries: Int?
  /// Whether each of its bookings is the payment of an order, as after a choice on the page; `nil` where that
  /// is not known.
  var hasOrdersOnly: Bool?
  /// Whether it dates releases separately from bookings, so that its times are no releases.
  var hasReleases = false
  /// Whether it is the seller's own upload, whose shipments were confirmed when it was written.
  var isUpload = false
  /// Whether it lists all orders that were not confirmed at one moment; two such lists bracket a
  /// confirmation.
  var isClock = false
  /// The kinds of defect that it lists completely, for the orders and days that it covers.
  var answers: Set<Order.Defect> = []

  init(file: String, number: Int, modified: Int?, kind: String, fields: OrderFields, needs: String) {
    self.file = file
    self.number = number
    self.modified = modified
    self.kind = kind
    self.fields = fields
    self.needs = needs
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
