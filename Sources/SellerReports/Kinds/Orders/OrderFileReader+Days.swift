import AccountHealth

/// Days that cannot have happened: far from all others, mistyped, or planned.
extension OrderFileReader {
  /// Leaves out a day that is far from every other day of its order.
  func keepOut(_ row: inout ParsedOrder) -> [CellFault] {
    guard !row.known.contains(.strangePurchase), let far = row.order.farDays else { return [] }
    var faults: [CellFault] = []
    for day in far {
      guard let date = row.order[day], let column = format.column(of: day) else { continue }
      let isPurchase = day == .purchased
      let fault = CellFault(
        column: column.place, field: column.name, found: "\(date)",
        expected: isPurchase
          ? "a day near the others of its order"
          : row.order.isEarly(date) ? "a day after the order's purchase" : "a day near the order's purchase",
        remedy: "Cell left out: correct the year or the month.")
      faults.append(fault)
      if isPurchase {
        row.known.insert(.strangePurchase)
        row.order.purchased = row.order.firstDay ?? date
        continue
      }
      row.order[day] = nil
      if day == .defectRecorded { row.known.insert(.undatedDefect) }
      row.answers.subtract(day.field)
    }
    return faults
  }

  /// Removes the events of a few cells that are far after or before everything else in the file. The rest is
  /// then read by the evening on which the file ends without them.
  ///
  /// - Parameter written: The day on which the file was last written, where that is known.
  /// - Returns: These cells.
  mutating func takeOutStrays(written: Day?) -> [ReportFault] {
    changes.forget(changes.strays(written: written))
    let strays = activity.strays(written: written)
    let file = UInt16(clamping: number)
    for stray in strays {
      for table in tables.values { table.forget(stray.kind, of: stray.id, in: file) }
    }
    activity.forget(strays)
    if let last = activity.lastPurchase {
      for stray in strays where stray.kind == .purchased {
        for table in tables.values { table.setPurchase(last, of: stray.id, in: file) }
      }
    }
    takeOutPlannedColumns(takeOutPlans(written: written))
    return strays.compactMap { stray in
      guard let column = format.column(of: stray.kind) else { return nil }
      let isLate = activity.newest.map { stray.day > $0 } ?? false
      return fault(
        CellFault(
          column: column.place, field: column.name, found: "\(stray.day)",
          expected: isLate
            ? "no day behind all other rows of the file" : "a day near those of the other rows",
          remedy: "Cell left out: correct the year or the month."), stray.line)
    }
  }

  /// Removes days that are planned, so that the file ends on the last day on which anything had happened.
  ///
  /// They are days of shipment or delivery behind the day on which it was written, or of shipment behind the
  /// last purchase of a busy shop, longer after the order than any that was shipped before.
  ///
  /// - Returns: How many there were, by event.
  private mutating func takeOutPlans(written: Day?) -> [OrderDay: Int] {
    let file = UInt16(clamping: number)
    var ahead: [OrderDay: Int] = [:]
    if let end = written.flatMap(activity.end(written:)) {
      for table in tables.values {
        add(
          table.forgetPlans(after: end, in: file) { kind, _, _ in
            guard kind == .shipped || kind == .delivered else { return false }
            ahead[kind, default: 0] += 1
            return true
          })
      }
    }
    guard let silence = activity.silence else { return ahead }
    let longest = tables.values.compactMap { $0.longestShipping(by: silence.bought, in: file) }.max()
    guard let longest else { return ahead }
    for table in tables.values {
      add(
        table.forgetPlans(after: silence.limit, in: file) { kind, day, order in
          guard kind == .shipped && day - order.purchased > longest else { return false }
          ahead[.shipped, default: 0] += 1
          return true
        })
    }
    return ahead
  }

  /// So many planned days show that a column has nothing else.
  private static var fewestPlans: Int { 3 }

  /// Leaves open what a column with a bare name says, if some of its days are still to come, or nearly all
  /// are those of the deadlines and no order waits.
  ///
  /// - Parameter ahead: How many are still to come, by event.
  private mutating func takeOutPlannedColumns(_ ahead: [OrderDay: Int]) {
    for day in format.bareDays {
      var days = PlannedDays()
      for table in tables.values { if let own = table.plannedDays(of: day) { days.add(own) } }
      let count = max(ahead[day] ?? 0, days.areAll ? days.kept : 0)
      guard count >= Self.fewestPlans else { continue }
      plannedColumns.append((day, count))
      for table in tables.values {
        let days = table.forgetPlans(after: .distantPast, in: UInt16(clamping: number)) { kind, _, _ in
          kind == day
        }.days
        if !days.isEmpty { activity.forget(days) }
        table.leaveOpen(EmptyColumns(fields: day.field))
      }
    }
  }

  private mutating func add(_ plans: (orders: Int, days: [Day])) {
    planned += plans.orders
    firstPlanned = [firstPlanned, plans.days.min()].compactMap(\.self).min()
    if !plans.days.isEmpty { activity.forget(plans.days) }
  }
}
