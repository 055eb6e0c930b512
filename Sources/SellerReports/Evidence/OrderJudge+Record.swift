import AccountHealth

/// Cancellation, defect, tracking and delivery of one order.
extension OrderJudge {
  mutating func judgeCancellation(
    _ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]
  ) {
    let lists = lists(.cancellation, of: order, facts)
    if let fact = facts.first(where: { $0.evidence.isCancelledBySeller }) {
      guard fact.evidence.counts else {
        record.exempt += 1
        order.exempt.insert(.cancelledBy)
        return record.mark(&order, .cancelledBy, .observed, fact.file)
      }
      if order.cancelledBy != .seller, let newer = withdrawal(.cancellation, of: order, named: lists.naming) {
        return withdrawCancellation(&order, from: fact.file, by: newer)
      }
      if order.cancelled != nil {
        order.cancelledBy = .seller
      } else {
        guard
          isDispatched(order) || order.undecided.contains(.cancelled) || isReached(files[fact.file].evening)
        else {
          // It was open on the evening of its own files, and cancelled then or later.
          order.undecided.insert(.cancelled)
          return
        }
        let evening = evening(of: fact.file) ?? order.purchased
        let day = max(order.purchased, min(order.shipped ?? order.shippedBy ?? evening, evening))
        if isDispatched(order) {
          order.itemCancelled = day
        } else {
          (order.cancelled, order.cancelledBy) = (max(order.purchased, evening), .seller)
        }
      }
      // Amazon's own list counts it, so the request was not made as Amazon wants it.
      order.exempt.remove(.cancelledBy)
      order.undecided.subtract([.cancelled, .cancelledItem])
      record.mark(&order, .cancelledBy, .observed, fact.file)
    } else if let fine = lists.fine {
      if order.cancelled != nil, order.cancelledBy == nil { order.cancelledBy = .buyer }
      guard order.cancelledBy == .buyer || order.cancelled == nil else {
        // The seller's own file says otherwise.
        if fine.strength == .proven {
          record.contradict(
            &order, .cancelledBy,
            ["the order files: cancelled by the seller", "\(files[fine.file].file.kind): not listed"])
        } else {
          record.unlisted += 1
        }
        return
      }
      if order.cancelled == nil { order.undecided.subtract([.cancelled, .cancelledItem]) }
      record.mark(&order, .cancelledBy, fine.strength == .proven ? .proven : .assumed, fine.file)
    }
  }

  /// Takes back a cancellation that only an older list counts, or leaves it open if the newer list may not be
  /// complete.
  private mutating func withdrawCancellation(
    _ order: inout Order, from file: Int, by newer: (file: Int, strength: ListVerdict.Strength)
  ) {
    guard newer.strength == .proven else {
      contradictOlder(&order, .cancelledBy, "cancelled by the seller", file, newer.file)
      if order.cancelled == nil {
        order.undecided.insert(isDispatched(order) ? .cancelledItem : .cancelled)
      }
      return
    }
    record.withdrawnCancellations += 1
    if order.cancelled != nil { order.cancelledBy = .buyer } else { order.undecided.remove(.cancelled) }
    record.mark(&order, .cancelledBy, .proven, newer.file)
  }

  /// Leaves open what an older list has and a newer one no longer lists.
  private mutating func contradictOlder(
    _ order: inout Order, _ field: OrderFields, _ statement: String, _ older: Int, _ newer: Int
  ) {
    func name(_ file: Int) -> String {
      "\(files[file].file.kind)\(files[file].evening.map { " of \($0)" } ?? "")"
    }
    record.contradict(
      &order, field, ["\(name(older)): \(statement)", "\(name(newer)): no longer listed"])
  }

  mutating func judgeDefect(_ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]) {
    let lists = lists(.orderDefect, .orderDefectAmazon, of: order, facts)
    let wonBack = wonBack(facts)
    var found: [(file: Int, defect: OrderEvidence.Defect)] = facts.flatMap { fact in
      fact.evidence.defects.filter { $0.kind == .negativeFeedback || !wonBack.contains(fact.file) }
        .map { (fact.file, $0) }
    }
    if found.isEmpty {
      if facts.contains(where: { $0.evidence.leavesDefectOpen }), order.defect == nil {
        order.undecided.insert(.defect)
      } else if let named = lists.naming.first, order.defect == nil {
        // Listed with a No to every kind of defect.
        record.mark(&order, .defect, .observed, named)
      } else if let fine = lists.fine, order.defect == nil {
        record.mark(&order, .defect, fine.strength == .proven ? .proven : .assumed, fine.file)
      } else if answersDefects, order.defect == nil, let file = covering(order) {
        record.mark(&order, .defect, .assumed, file)
      }
      return
    }
    if lists.naming.isEmpty, let fine = lists.fine, order.defect == nil,
      found.allSatisfy({ isBy(files[fine.file].evening, $0.defect.day) })
    {
      guard fine.strength == .proven else {
        // Removed, denied or protected, or the list is not complete.
        return record.contradict(
          &order, .defect,
          Set(found.map { "\(files[$0.file].file.kind): a defect" }).sorted()
            + ["\(files[fine.file].file.kind): not listed"])
      }
      record.withdrawn += 1
      let first = found.first { $0.defect.day != nil } ?? found[0]
      withdrawnDefects[order.id] = .init(
        kind: first.defect.kind,
        day: max(order.purchased, first.defect.day ?? evening(of: first.file) ?? order.purchased),
        gone: files[fine.file].evening ?? order.purchased)
      return record.mark(&order, .defect, .proven, fine.file)
    }
    if order.defect == nil, !lists.naming.isEmpty, found.allSatisfy({ lists.naming.contains($0.file) }),
      let newer = withdrawal(.orderDefect, .orderDefectAmazon, of: order, named: lists.naming)
    {
      guard newer.strength == .proven else {
        return contradictOlder(&order, .defect, "a defect", found[0].file, newer.file)
      }
      record.withdrawn += 1
      return record.mark(&order, .defect, .proven, newer.file)
    }
    if order.defect == nil, let first = found.first, let newer = laterRatings(without: first, of: order),
      found.allSatisfy({ laterRatings(without: $0, of: order) != nil })
    {
      return contradictOlder(&order, .defect, "a bad rating", first.file, newer)
    }
    // The same defect is often in two files, and only one of them has its day.
    let dated = Set(found.filter { $0.defect.day != nil }.map(\.defect.kind))
    found.removeAll { $0.defect.day == nil && dated.contains($0.defect.kind) }
    let days = found.map { item in
      (
        item.file, item.defect.kind,
        max(order.purchased, item.defect.day ?? evening(of: item.file) ?? order.purchased)
      )
    }
    guard let first = days.min(by: { ($0.2, $0.1.rawValue) < ($1.2, $1.1.rawValue) }) else { return }
    if order.defectRecorded.map({ first.2 < $0 }) ?? true {
      (order.defect, order.defectRecorded) = (first.1, first.2)
    }
    record.mark(&order, .defect, .observed, lists.naming.first ?? first.0)
  }

  /// A later report of ratings that has the days of a bad rating and not the rating, which may have been
  /// removed.
  private func laterRatings(
    without rating: (file: Int, defect: OrderEvidence.Defect), of order: Order
  ) -> Int? {
    let report = files[rating.file]
    guard rating.defect.kind == .negativeFeedback, report.file.claim == nil, let day = rating.defect.day,
      let evening = report.evening
    else { return nil }
    return files.indices.first { place in
      let other = files[place]
      return other.file.kind == report.file.kind && other.facts[order.id] == nil
        && other.evening.map { $0 > evening } ?? false && other.oldest.map { $0 <= day } ?? false
    }
  }

  /// Whether a list of this evening would have a defect of this day.
  private func isBy(_ evening: Day?, _ day: Day?) -> Bool {
    guard let evening, let day else { return true }
    return day <= evening
  }

  /// A file of payments that would have the claims of an order, where no list of defects is there. A report
  /// of ratings must cover its days too.
  func covering(_ order: Order) -> Int? {
    let day = order.purchased
    guard payments.has(order), files.contains(where: { $0.ratingsBegin.map { $0 <= day } ?? false }) else {
      return nil
    }
    return files.indices.first {
      files[$0].file.answers.contains(.chargeback) && (files[$0].oldest.map { $0 <= day } ?? false)
    }
  }

  mutating func judgeTracking(_ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]) {
    if let fact = facts.first(where: { $0.evidence.tracking != nil && $0.evidence.tracking != .valid })
      ?? facts.first(where: { $0.evidence.tracking != nil }), let tracking = fact.evidence.tracking
    {
      if files[fact.file].file.isOfParcels {
        // A scan makes tracking valid, as far as the table knows.
        guard order.tracking == nil else { return }
        order.tracking = tracking
        return record.mark(&order, .tracking, .assumed, fact.file)
      }
      // Amazon's list knows better than what is only assumed of a scanned parcel.
      if order.assumed.contains(.tracking) {
        order.assumed.remove(.tracking)
        order.tracking = nil
      }
      if let own = order.tracking, (own == .valid) != (tracking == .valid) {
        return record.contradict(
          &order, .tracking,
          [
            "the order files: \(own == .valid ? "valid" : "not valid")",
            "\(files[fact.file].file.kind): \(tracking == .valid ? "valid" : "not valid")",
          ])
      }
      order.tracking = order.tracking ?? tracking
      return record.mark(&order, .tracking, .observed, fact.file)
    }
    guard order.tracking == nil, let fine = lists(.validTracking, of: order, facts).fine else { return }
    order.tracking = .valid
    record.mark(&order, .tracking, fine.strength == .proven ? .proven : .assumed, fine.file)
  }

  /// Takes over the units of a list for an order whose own are not known.
  private func takeUnits(_ fact: Fact, to order: inout Order) {
    if fact.evidence.missesUnits {
      guard !knowsUnits || order.furtherUnits > 0 else { return }
      order.units = max(1, fact.evidence.units ?? 1)
      order.furtherUnits = max(order.furtherUnits, files[fact.file].mostUnits - 1)
    } else if let units = fact.evidence.units {
      (order.units, order.furtherUnits) = (max(1, units), 0)
    }
  }

  mutating func judgeDelivery(_ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]) {
    if let fact = facts.first(where: { $0.evidence.isDeliveredLate != nil || $0.evidence.delivered != nil }) {
      if files[fact.file].file.claim?.unit == .units, order.units <= 1 { takeUnits(fact, to: &order) }
      if let day = fact.evidence.delivered {
        if let own = order.delivered, let promised = order.deliverBy, (own > promised) != (day > promised) {
          guard !files[fact.file].file.isOfParcels else {
            record.overruled += 1
            return
          }
          return record.contradict(
            &order, .delivered,
            ["the order files: delivered \(own)", "\(files[fact.file].file.kind): delivered \(day)"])
        }
        order.delivered = day
      } else if fact.evidence.isDeliveredLate == false, order.delivered == nil {
        guard isReached(order.deliverBy) else { return }
        order.delivered = order.deliverBy
      }
      return record.mark(&order, .delivered, .observed, fact.file)
    }
    guard order.delivered == nil else { return }
    let released = facts.compactMap { fact -> Day? in
      habits.releaseDelay.flatMap { delay in fact.evidence.released.map { $0 - delay } }
    }.first { isReached($0) }
    if let fine = lists(.onTimeDelivery, of: order, facts).fine, let promised = order.deliverBy,
      isReached(promised)
    {
      order.delivered = released.map { max(order.purchased, min($0, promised)) } ?? promised
      record.mark(&order, .delivered, fine.strength == .proven ? .proven : .assumed, fine.file)
    } else if let released, let index = facts.first(where: { $0.evidence.released != nil })?.file {
      order.delivered = max(order.purchased, released)
      record.mark(&order, .delivered, .assumed, index)
    }
  }
}
