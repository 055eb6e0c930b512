import AccountHealth

/// When a shipment was confirmed, by all that files say of it.
extension OrderJudge {
  mutating func judgeShipment(_ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]) {
    let lists = lists(.lateShipment30, .lateShipment10, of: order, facts)
    let dated = facts.filter { $0.evidence.confirmed != nil }
    let observed = dated.filter { isOfShipment($0.file) && !isOfPart($0, of: order) }
    let parcels = isKnownOpen(order) ? [] : dated.filter { files[$0.file].file.isOfParcels }
    let uploads = facts.compactMap { fact in uploaded(files[fact.file]).map { (file: fact.file, day: $0) } }
    let absence = facts.contains { files[$0.file].file.isClock } ? nil : firstCopy(without: order)
    guard
      !observed.isEmpty || !lists.naming.isEmpty || lists.fine != nil || !uploads.isEmpty || !parcels.isEmpty
        || absence != nil
    else { return }
    var found = Confirmation(order)
    for (index, fact) in observed {
      guard var span = fact.confirmed else { continue }
      if isOfFewerUnits(index, fact, order) {
        // The rest was confirmed later, not yet, or cancelled.
        _ = found.observe(
          DaySpan(first: span.first), "\(files[index].file.kind): \(span), a part of the units", by: index)
        continue
      }
      if habits.booksAtOnce, habits.bookings.contains(index), let day = fact.likelyConfirmed {
        span = DaySpan(on: day)
      }
      guard found.observe(span, "\(files[index].file.kind): \(span)", by: index) else {
        return record.contradict(&order, .shipped, found.statements)
      }
      found.likely = fact.likelyConfirmed ?? found.likely
      if files[index].file.isClock {
        found.seenPending = [found.seenPending, span.first].compactMap(\.self).max()
      }
    }
    if let pending = found.seenPending, isDispatched(order) || found.span.last != nil,
      let gone = copies.first(where: { $0.day > pending && files[$0.file].facts[order.id] == nil })
    {
      _ = found.observe(
        DaySpan(last: gone.day), "\(files[gone.file].file.kind): no longer listed on \(gone.day)",
        by: gone.file)
    }
    if let absence, let inTime = found.span.intersection(DaySpan(last: absence.day)), inTime != found.span {
      // It may have been waiting for its payment, and so not have been listed yet.
      (found.span, found.known, found.file) = (inTime, .assumed, absence.file)
    }
    if let named = lists.naming.first {
      found.file = found.file ?? named
      guard counts(order, in: lists.naming) else {
        record.exempt += 1
        order.exempt.insert(.shipped)
        return settle(&order, found, uploads)
      }
      if let shipBy = order.shipBy, found.span.day == nil, isReached(shipBy + 1),
        !found.observe(DaySpan(first: shipBy + 1), "\(files[named].file.kind): late", by: named)
      {
        return record.contradict(&order, .shipped, found.statements)
      }
      // Listed as late, and confirmed in time by its days.
      if let shipBy = order.shipBy, isReached(shipBy + 1), found.span.isLate(shipBy) == false {
        return record.contradict(
          &order, .shipped, found.statements + ["\(files[named].file.kind): late, promised for \(shipBy)"])
      }
    } else if let fine = lists.fine, let shipBy = order.shipBy {
      if let inTime = found.span.intersection(DaySpan(last: shipBy)) {
        if inTime != found.span {
          found.known = fine.strength == .proven ? .proven : .assumed
          found.file = fine.file
        }
        found.span = inTime
      } else if fine.strength == .proven {
        return record.contradict(
          &order, .shipped, found.statements + ["\(files[fine.file].file.kind): not listed"])
      } else {
        record.unlisted += 1
      }
    }
    for (index, fact) in parcels {
      if let day = fact.confirmed?.day, !found.assume(day, by: index) { record.overruled += 1 }
    }
    settle(&order, found, uploads)
  }

  /// Whether the bookings of an order have fewer units than it has.
  private func isOfFewerUnits(_ file: Int, _ evidence: OrderEvidence, _ order: Order) -> Bool {
    habits.countsUnits && habits.bookings.contains(file) && order.cancelled == nil && !evidence.missesUnits
      && evidence.units.map { $0 < order.units } ?? false
  }

  /// A booking of an order that still waits on a later evening is of a part of it: an order is as late as its
  /// last item.
  private func isOfPart(_ fact: Fact, of order: Order) -> Bool {
    guard habits.bookings.contains(fact.file), isKnownOpen(order), let last = fact.evidence.confirmed?.last,
      let evening = evening(of: order)
    else { return false }
    return last < evening
  }

  /// The order files say that it was not confirmed by their evening, whatever label was printed.
  private func isKnownOpen(_ order: Order) -> Bool {
    !order.undecided.contains(.shipped) && !isDispatched(order)
  }

  /// The first copy of the unshipped orders, from the day after its purchase on, that does not list an order
  /// which no copy lists, and which was sent: it had been confirmed by then. `nil` with a single copy.
  private func firstCopy(without order: Order) -> (file: Int, day: Day)? {
    guard copies.count > 1, order.channel == .seller, order.shipped == nil, isDispatched(order) else {
      return nil
    }
    return copies.first { $0.day > order.purchased }
  }

  /// What is known of one confirmation, file by file.
  private struct Confirmation {
    var span: DaySpan
    /// The day to take where several are possible.
    var likely: Day?
    /// It was not confirmed yet on this day.
    var seenPending: Day?
    var known = JudgeRecord.Known.observed
    /// The file that says most of it.
    var file: Int?
    var statements: [String] = []
    private let shipBy: Day?

    init(_ order: Order) {
      shipBy = order.shipBy
      span = order.shipped.map { DaySpan(on: $0) } ?? DaySpan(first: order.purchased, last: order.shippedBy)
      if order.shipped != nil { statements.append("the order files: \(span)") }
    }

    /// Narrows it down to the days that `file` allows as well.
    ///
    /// Two files may mean different days by a shipment. That is no contradiction while both say it was in
    /// time, or both late.
    ///
    /// - Returns: False where nothing is left.
    mutating func observe(_ other: DaySpan, _ statement: String, by file: Int) -> Bool {
      statements.append(statement)
      if let both = span.intersection(other) {
        span = both
      } else {
        guard let shipBy, let verdict = span.isLate(shipBy), verdict == other.isLate(shipBy) else {
          return false
        }
      }
      if self.file == nil || other.day != nil { self.file = file }
      return true
    }

    /// Takes the day of a parcel for that of its confirmation, where nothing else says on which day it was.
    ///
    /// - Returns: False where the rest says otherwise whether it was in time.
    mutating func assume(_ day: Day, by file: Int) -> Bool {
      guard let both = span.intersection(DaySpan(on: day)) else {
        guard let shipBy, let verdict = span.isLate(shipBy) else { return true }
        return verdict == (day > shipBy)
      }
      // A label is not the confirmation: it does not say on which side of ship-by a booking's span ends.
      if likely != nil, let shipBy, span.isLate(shipBy) == nil { return true }
      if span.day == nil { (span, known, self.file) = (both, .assumed, file) }
      return true
    }
  }

  /// Writes down what is known of the day of confirmation.
  private mutating func settle(
    _ order: inout Order, _ found: Confirmation, _ uploads: [(file: Int, day: Day)]
  ) {
    var found = found
    let span = found.span
    let isLate = order.shipBy.flatMap(span.isLate)
    var probable = found.likely.flatMap { span.intersection(DaySpan(on: $0))?.day }
    if isLate == nil, habits.mayLag, let shipBy = order.shipBy, let day = probable, day > shipBy {
      probable = nil
      record.maybeLate += 1
    }
    if let day = span.day {
      order.shipped = day
    } else if let probable {
      order.shipped = probable
      if isLate == nil, let shipBy = order.shipBy, probable > shipBy {
        record.bookedNextDay += 1
        found.known = .assumed
      }
    } else if isLate == false {
      order.shippedBy = span.last
    } else if isLate == true, let day = span.last ?? (isDispatched(order) ? span.first : nil) {
      order.shipped = day
    } else if let upload = uploads.first(where: { span.intersection(DaySpan(on: $0.day)) != nil }) {
      order.shipped = upload.day
      (found.known, found.file) = (.assumed, upload.file)
    } else if let pending = found.seenPending, span.last == nil {
      // Not confirmed when it was last seen.
      order.knownThrough = [order.knownThrough, pending].compactMap(\.self).max()
      if let file = found.file { record.mark(&order, .shipped, .observed, file) }
      return
    } else {
      order.shippedBy = span.last ?? order.shippedBy
      return
    }
    if let file = found.file { record.mark(&order, .shipped, found.known, file) }
  }

  /// Whether the newest of the lists that name an order counts it.
  private func counts(_ order: Order, in naming: [Int]) -> Bool {
    let newest = naming.compactMap { files[$0].evening }.max()
    return naming.contains { file in
      (files[file].evening.map { $0 == newest } ?? true) && files[file].facts[order.id]?.counts ?? true
    }
  }

  func isDispatched(_ order: Order) -> Bool { order.shipped != nil || order.shippedBy != nil }

  /// A booking counts only where its times are confirmations.
  func isOfShipment(_ file: Int) -> Bool {
    !files[file].file.isOfParcels && (!files[file].file.isBooking || habits.bookings.contains(file))
  }

  /// The evening of the seller's own upload; `nil` where the file was plainly written at another time.
  func uploaded(_ file: JoinedFile) -> Day? {
    guard file.file.isUpload, let newest = file.newest, let written = file.written,
      (0...1).contains(written - newest)
    else { return nil }
    return written
  }
}

extension DaySpan: CustomStringConvertible {
  /// As a message says when it was confirmed.
  var description: String {
    switch (first, last) {
    case (let first?, let last?): first == last ? "confirmed \(first)" : "confirmed \(first) to \(last)"
    case (let first?, nil): "not confirmed before \(first)"
    case (nil, let last?): "confirmed by \(last)"
    case (nil, nil): "confirmed"
    }
  }
}
