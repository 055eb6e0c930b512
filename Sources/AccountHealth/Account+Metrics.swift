extension Metric {
  /// The fields without which the metric cannot be counted.
  public var neededFields: OrderFields {
    switch self {
    case .lateShipment30, .lateShipment10: [.shipBy, .shipped]
    case .cancellation: [.cancelled, .cancelledBy]
    case .orderDefect: [.defect]
    case .orderDefectAmazon: [.defect, .channel]
    case .onTimeDelivery: [.deliverBy, .delivered, .shipped]
    case .validTracking: [.deliverBy, .tracking, .shipped]
    }
  }

  /// The Amazon files that contain the fields which are missing.
  fileprivate func remedy(for missing: OrderFields) -> String {
    switch self {
    case .lateShipment30, .lateShipment10:
      missing.contains(.shipBy)
        ? "The order report (GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING) has latest-ship-date; the late shipment "
          + "download of the account health page, and the payments transaction report, have the confirmation."
        : "The late shipment download of the account health page, and the payments transaction report, have "
          + "the confirmation."
    case .cancellation:
      "The cancellation download of the account health page lists the orders that count."
    case .orderDefect, .orderDefectAmazon:
      "The order defect report of the account health page lists them; the feedback report "
        + "(GET_SELLER_FEEDBACK_DATA) and the payments transaction report together have every kind as well."
    case .onTimeDelivery:
      Self.remedy(
        for: missing,
        last: .delivered, "the on-time delivery report of the account health page lists the late deliveries")
    case .validTracking:
      Self.remedy(
        for: missing,
        last: .tracking, "the valid tracking report of the account health page lists the parcels that fail")
    }
  }

  /// The files for a rate of orders that were shipped and are due.
  private static func remedy(for missing: OrderFields, last: OrderFields, _ list: String) -> String {
    let parts = [
      missing.contains(.deliverBy)
        ? "the order report (GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING) has latest-delivery-date" : nil,
      missing.contains(.shipped) ? "the all-orders report says which orders were shipped" : nil,
      missing.contains(last) ? list : nil,
    ].compactMap(\.self)
    let text = parts.joined(separator: "; ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }
}

extension Account {
  /// The files that bring the fields of a metric, ascending by name.
  public func sources(of metric: Metric) -> [FieldSource] {
    sources.filter { !$0.fields.isDisjoint(with: metric.neededFields) }
  }

  /// The last evening on which a metric can be judged: the earliest end of any of its fields.
  ///
  /// A field ends on the last evening known to any file that brings it.
  ///
  /// - Returns: `nil` if no field ends before the others.
  public func lastDay(of metric: Metric) -> Day? { lastDay(of: metric.neededFields) }

  /// The same for some fields.
  func lastDay(of fields: OrderFields) -> Day? {
    var last: Day?
    for field in fields.each {
      let bringing = sources.filter { $0.fields.contains(field) }
      let ends = bringing.compactMap(\.through)
      guard !bringing.isEmpty, ends.count == bringing.count, let end = ends.max() else { continue }
      last = min(last ?? end, end)
    }
    return last
  }

  /// The column that leaves a rate open.
  func emptied(for metric: Metric) -> EmptiedColumn? {
    emptied.first { !$0.fields.isDisjoint(with: metric.neededFields) }
  }

  /// The metrics that its files can give, in the order of `Metric.allCases`. Such a metric has a row even
  /// with 0 orders.
  public var availableMetrics: [Metric] {
    Metric.allCases.filter { missingFields(of: $0).isEmpty }
  }

  /// The needed fields that its files cannot fill. Rates by promised delivery count dispatched orders, even
  /// if the ship day is not known.
  private func missingFields(of metric: Metric) -> OrderFields {
    var missing = metric.neededFields.subtracting(fields)
    if metric.isGoodShare, fields.contains(.dispatched) { missing.remove(.shipped) }
    return missing
  }

  /// The metrics that its files cannot give, each with the fields that it lacks.
  public var missingMetrics: [MissingMetric] {
    Metric.allCases.compactMap { metric in
      let missing = missingFields(of: metric)
      guard !missing.isEmpty else { return nil }
      let isChannelAlone = missing == .channel
      return MissingMetric(
        metric: metric, fields: missing, columns: missing.columns,
        remedy: isChannelAlone
          ? "The all-orders report (GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL) has fulfillment-channel."
          : metric.remedy(for: missing))
    }
  }
}

extension OrderFields {
  /// The single fields of this set.
  var each: [OrderFields] {
    (0..<UInt16.bitWidth).map { OrderFields(rawValue: 1 << $0) }.filter { !isDisjoint(with: $0) }
  }

  /// The columns of `orders.csv` that fill these fields.
  public var columns: [String] {
    let names: [(OrderFields, String)] = [
      (.channel, "channel"), (.shipBy, "ship_by"), (.shipped, "shipped_at"), (.deliverBy, "deliver_by"),
      (.delivered, "delivered_at"), (.tracking, "tracking"), (.cancelled, "cancelled_at"),
      (.cancelledBy, "cancelled_by"), (.defect, "defect"),
    ]
    return names.filter { contains($0.0) }.map(\.1)
  }
}
