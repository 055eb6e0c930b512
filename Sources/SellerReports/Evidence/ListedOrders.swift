import AccountHealth

/// The orders of a list that no order file has.
///
/// Each of them counted against the seller, if the list is of this account. So each may count in the rate of
/// the list: a short export, one without cancelled orders, or numbers that a spreadsheet rounded do not make
/// a rate better.
struct ListedOrders {
  let file: FileEvidence
  let dates: DateReading
  let metric: Metric

  /// - Parameter known: The numbers of the orders of all accounts.
  /// - Returns: In the order of the list, each once.
  func missing(in known: Set<String>) -> [Order] {
    var seen: Set<String> = []
    return file.rows.compactMap { row in
      guard row.isListed, row.counts, !known.contains(row.id), seen.insert(row.id).inserted else {
        return nil
      }
      return order(row)
    }
  }

  private func order(_ row: EvidenceRow) -> Order? {
    let told = dates.day(row.purchased)
    let first = [told, row.oldest(dates), dates.day(row.shipBy), dates.day(row.deliverBy), evening]
    guard let day = first.compactMap(\.self).first else { return nil }
    var order = Order(id: row.id, purchased: day, channel: metric.channel)
    order.undecided = told == nil ? [.listed, .purchased] : .listed
    switch metric {
    case .orderDefect, .orderDefectAmazon:
      (order.defect, order.defectRecorded) = (row.defects.first ?? .negativeFeedback, day)
    case .cancellation:
      (order.cancelled, order.cancelledBy) = (day, .seller)
    case .lateShipment30, .lateShipment10:
      // Without a day of shipment it is late from its deadline on, and without a deadline at once.
      order.shipBy = dates.day(row.shipBy).map { max($0, day) } ?? day - 1
    case .onTimeDelivery, .validTracking:
      order.shipped = day
      order.deliverBy = dates.day(row.deliverBy)
      if order.deliverBy == nil { order.undecided.insert(.deliverBy) }
      if metric == .validTracking {
        order.tracking = row.tracking ?? .invalid
      } else if order.deliverBy == nil {
        order.undecided.insert(.delivered)
      }
      order.units = max(row.units ?? 1, 1)
    }
    return order
  }

  /// The day on which the list was written, for rows without any.
  private var evening: Day? { file.modified.map { dates.parser.day(seconds: $0) } }
}
