import AccountHealth

/// What a judge of orders did: which file answered what, what contradicts, and what the user should know of
/// it.
struct JudgeRecord {
  /// How a fact is known.
  enum Known { case observed, proven, assumed }

  private let files: [JoinedFile]
  private var tally: [Int: [OrderFields: FactCount]] = [:]
  /// The first of them.
  private(set) var conflicts: [EvidenceConflict] = []
  private(set) var conflictCount = 0
  var bookedNextDay = 0
  /// Those of which it is left open whether they were late, as there are so many.
  var maybeLate = 0
  var unlisted = 0
  var withdrawn = 0
  var withdrawnCancellations = 0
  var exempt = 0
  /// Days of parcels that other files contradict.
  var overruled = 0
  /// What the orders with a label and a confirmation say of those with a label only.
  private var labels: String?
  /// Orders that no order file says Amazon shipped, and another file does.
  var sentByAmazon = 0

  init(_ files: [JoinedFile]) { self.files = files }

  mutating func mark(_ order: inout Order, _ field: OrderFields, _ known: Known, _ file: Int) {
    order.undecided.remove(field)
    order.proven.remove(field)
    order.assumed.remove(field)
    var source =
      tally[file]?[field]
      ?? FactCount(account: "", field: field, file: files[file].file.file, kind: files[file].file.kind)
    switch known {
    case .observed: source.observed += 1
    case .proven:
      source.proven += 1
      order.proven.insert(field)
    case .assumed:
      source.assumed += 1
      order.assumed.insert(field)
    }
    tally[file, default: [:]][field] = source
  }

  mutating func doubt(labels: Int, doubtful: Int, known: Int, late: Int) {
    self.labels =
      "\(late) of \(known) orders whose label was made in time were confirmed late. Of the \(labels) of which only the label is known, up to \(doubtful) may have been late as well: they are left open. Payments or the late shipment download of these days would decide them."
  }

  mutating func contradict(_ order: inout Order, _ field: OrderFields, _ statements: [String]) {
    // No rate asks when Amazon shipped an order, or whether it was in time.
    guard order.channel == .seller || field == .defect else { return }
    add(order, field, statements)
    order.undecided.insert(field)
    if field == .shipped { (order.shipped, order.shippedBy) = (nil, nil) }
    if field == .tracking { order.tracking = nil }
    if field == .delivered { order.delivered = nil }
    if field == .cancelledBy { order.cancelledBy = nil }
  }

  /// Leaves open who shipped an order, so that it may count in the rates of both channels.
  mutating func contradictChannel(_ order: inout Order, _ statements: [String]) {
    add(order, .channel, statements)
    order.undecided.insert(.namedChannel)
  }

  private mutating func add(_ order: Order, _ field: OrderFields, _ statements: [String]) {
    conflictCount += 1
    guard conflicts.count < EvidenceReport.keptConflicts else { return }
    conflicts.append(EvidenceConflict(order: order.id, field: field, statements: statements))
  }

  /// What each file gave, in the order of the files.
  func facts(_ account: String) -> [FactCount] {
    tally.sorted { $0.key < $1.key }.flatMap { _, fields in
      fields.values.sorted { $0.field.rawValue < $1.field.rawValue }.map { count in
        var count = count
        count.account = account
        return count
      }
    }
  }

  /// - Parameter days: Those that were looked at.
  func remarks(_ days: FactDays) -> [String] {
    var remarks: [String] = []
    if bookedNextDay > 0 {
      remarks.append(
        "\(bookedNextDay) orders were charged on the day after their ship-by day and are taken as late: Amazon charges when you confirm, or up to a day later. The late shipment download says which of them count."
      )
    }
    if maybeLate > 0 {
      remarks.append(
        "\(maybeLate) orders were charged on the day after their ship-by day, far more than on later days. Amazon charges when you confirm, or up to a day later, so whether they were late is not known. The late shipment download says which of them count."
      )
    }
    if let labels { remarks.append(labels) }
    if unlisted > 0 {
      remarks.append(
        "\(unlisted) orders count against you by what other files say, though no list names them. Are the lists complete, and of the same evening?"
      )
    }
    if withdrawn > 0 {
      remarks.append(
        "\(withdrawn) negative ratings, claims or chargebacks are not in the complete list of defects and are not counted: they were removed, denied or won back."
      )
    }
    if withdrawnCancellations > 0 {
      remarks.append(
        "\(withdrawnCancellations) cancellations that an older download counts are not in the complete newer one and are not counted."
      )
    }
    if days.far > 0 {
      remarks.append(
        "\(days.far) dates in these files are far from their order's other days and are left out. Is the year right?"
      )
    }
    if days.later > 0, let limit = days.limit {
      remarks.append(
        "\(days.later) dates in these files are later than \(limit), where the orders end, and are left out. Download the order files again as well."
      )
    }
    if overruled > 0 {
      remarks.append(
        "\(overruled) days in tables of parcels contradict what other files say of the same orders; the other files count."
      )
    }
    if sentByAmazon > 0 {
      remarks.append(
        "\(sentByAmazon) \(sentByAmazon == 1 ? "order was" : "orders were") shipped by Amazon, as these files say of orders whose own file does not; they count in no rate of your own shipments."
      )
    }
    if exempt > 0 {
      remarks.append("\(exempt) orders are listed as not impacting account health and are not counted.")
    }
    return remarks
  }
}
