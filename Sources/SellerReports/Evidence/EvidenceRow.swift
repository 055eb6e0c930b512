import AccountHealth

/// One row of a file of evidence, whose dates are not settled yet: the meaning of `03/04` is known at the end
/// of the file, and the clock of its times is known when its orders have been found.
struct EvidenceRow: Sendable, Hashable, Codable {
  /// The meaning of its time of confirmation.
  enum Confirmation: Sendable, Hashable, Codable {
    case on
    /// Booked up to this many days after the confirmation.
    case bookedWithin(days: Int)
    /// It was not confirmed yet.
    case pending
    /// It was confirmed by then.
    case done
  }

  /// The order's number, cleaned.
  var id: String
  var purchased: ReportDate?
  var shipBy: ReportDate?
  var confirmed: ReportDate?
  var confirmation = Confirmation.on
  var deliverBy: ReportDate?
  var delivered: ReportDate?
  var released: ReportDate?
  var defects: [Order.Defect] = []
  var defectDay: ReportDate?
  /// Whether it is in a list of defects and does not say which it has, nor that it has none.
  var leavesDefectOpen = false
  var tracking: Order.Tracking?
  var isCancelledBySeller = false
  /// For a list of late deliveries: whether this row is late.
  var isDeliveredLate: Bool?
  var units: Int?
  /// Whether it has a cell for its units that cannot be read.
  var missesUnits = false
  var channel: Order.Channel?
  /// Who carries its parcel.
  var carrier: Order.Carrier?
  /// The money of a claim or chargeback, in hundredths of the currency; below 0 if it was taken.
  var cents: Int?
  /// Whether it is one of those that the list is about; other rows only bring facts.
  var isListed = true
  /// False if the file says that it does not impact account health.
  var counts = true
  /// Whether it is a parcel that has no day of shipment, or of delivery, though its file has such a column.
  var lacksShipment = false
  var lacksDelivery = false

  init(id: String) { self.id = id }

  /// The facts of the row.
  func evidence(_ dates: DateReading) -> OrderEvidence {
    var result = OrderEvidence()
    if let day = dates.day(confirmed) {
      switch confirmation {
      case .on: result.confirmed = DaySpan(on: day)
      case .bookedWithin(let days):
        result.confirmed = DaySpan(first: day - days, last: day)
        result.likelyConfirmed = day
      case .pending: result.confirmed = DaySpan(first: day)
      case .done: result.confirmed = DaySpan(last: day)
      }
    }
    result.shipBy = dates.day(shipBy)
    result.deliverBy = dates.day(deliverBy)
    result.delivered = dates.day(delivered)
    result.isDeliveredLate = isDeliveredLate
    result.released = dates.day(released)
    let day = dates.day(defectDay)
    result.defects = defects.map { OrderEvidence.Defect(kind: $0, day: day) }
    result.leavesDefectOpen = leavesDefectOpen
    result.tracking = tracking
    result.isCancelledBySeller = isCancelledBySeller
    result.units = units
    result.missesUnits = missesUnits
    (result.channel, result.carrier) = (channel, carrier)
    if let cents { result.money = [ClaimMoney(day: day, cents: cents)] }
    result.counts = counts
    (result.lacksShipment, result.lacksDelivery) = (lacksShipment, lacksDelivery)
    return result
  }

  /// The latest day that may place its order in the window of a rate: the texts leave open whether late
  /// shipment goes by the purchase or by the ship-by day.
  func member(_ rule: MetricRule, _ dates: DateReading) -> Day? {
    guard isListed else { return nil }
    return rule.metric.membership == .promisedDelivery
      ? dates.day(deliverBy) : [purchased, shipBy].compactMap(dates.day).max()
  }

  /// The latest day in it on which something had happened; the file was written on that day or later.
  func newest(_ dates: DateReading) -> Day? { happened.compactMap(dates.day).max() }
  /// The first such day.
  func oldest(_ dates: DateReading) -> Day? { happened.compactMap(dates.day).min() }

  private var happened: [ReportDate?] { [purchased, confirmed, delivered, defectDay] }
}

/// How the dates of one file are read.
struct DateReading {
  var order: DateOrder
  /// The clock of the store.
  var parser: DayParser

  /// `nil` if there is no date, no such day, or only a day that no order can have.
  func day(_ date: ReportDate?) -> Day? {
    guard let day = date?.day(order, parser), RowReader.plausible.contains(day) else { return nil }
    return day
  }
}
