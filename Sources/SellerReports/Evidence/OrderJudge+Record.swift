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
      if order.cancelled != nil {
        order.cancelledBy = .seller
      } else {
        let evening = files[fact.file].evening ?? order.purchased
        let day = max(order.purchased, min(order.shipped ?? order.shippedBy ?? evening, evening))
        if isDispatched(order) {
          order.itemCancelled = day
        } else {
          (order.cancelled, order.cancelledBy) = (max(order.purchased, evening), .seller)
        }
      }
      order.undecided.remove(.cancelled)
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
      if order.cancelled == nil { order.undecided.remove(.cancelled) }
      record.mark(&order, .cancelledBy, fine.strength == .proven ? .proven : .assumed, fine.file)
    }
  }

  mutating func judgeDefect(_ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]) {
    let lists = lists(.orderDefect, .orderDefectAmazon, of: order, facts)
    var found: [(file: Int, defect: OrderEvidence.Defect)] = facts.flatMap { fact in
      fact.evidence.defects.map { (fact.file, $0) }
    }
    if found.isEmpty {
      if facts.contains(where: { $0.evidence.leavesDefectOpen }), order.defect == nil {
        order.undecided.insert(.defect)
      } else if let named = lists.naming.first, order.defect == nil {
        // Listed with a No to every kind of defect.
        record.mark(&order, .defect, .observed, named)
      } else if let fine = lists.fine, order.defect == nil {
        record.mark(&order, .defect, fine.strength == .proven ? .proven : .assumed, fine.file)
      } else if answersDefects, order.defect == nil, let file = covering(order.purchased) {
        record.mark(&order, .defect, .assumed, file)
      }
      return
    }
    if lists.naming.isEmpty, let fine = lists.fine, fine.strength == .proven, order.defect == nil {
      record.withdrawn += 1
      let first = found.first { $0.defect.day != nil } ?? found[0]
      withdrawnDefects[order.id] = .init(
        kind: first.defect.kind,
        day: max(order.purchased, first.defect.day ?? files[first.file].evening ?? order.purchased))
      return record.mark(&order, .defect, .proven, fine.file)
    }
    // The same defect is often in two files, and only one of them has its day.
    let dated = Set(found.filter { $0.defect.day != nil }.map(\.defect.kind))
    found.removeAll { $0.defect.day == nil && dated.contains($0.defect.kind) }
    let days = found.map { item in
      (
        item.file, item.defect.kind,
        max(order.purchased, item.defect.day ?? files[item.file].evening ?? order.purchased)
      )
    }
    guard let first = days.min(by: { ($0.2, $0.1.rawValue) < ($1.2, $1.1.rawValue) }) else { return }
    if order.defectRecorded.map({ first.2 < $0 }) ?? true {
      (order.defect, order.defectRecorded) = (first.1, first.2)
    }
    record.mark(&order, .defect, .observed, lists.naming.first ?? first.0)
  }

  /// A file of payments that covers the days from this one on, where no list of defects is there.
  func covering(_ day: Day) -> Int? {
    files.indices.first {
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

  mutating func judgeDelivery(_ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]) {
    if let fact = facts.first(where: { $0.evidence.isDeliveredLate != nil || $0.evidence.delivered != nil }) {
      if let units = fact.evidence.units, files[fact.file].file.claim?.unit == .units, order.units <= 1 {
        order.units = max(1, units)
      }
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
        order.delivered = order.deliverBy
      }
      return record.mark(&order, .delivered, .observed, fact.file)
    }
    guard order.delivered == nil else { return }
    let released = facts.compactMap { fact in
      habits.releaseDelay.flatMap { delay in fact.evidence.released.map { $0 - delay } }
    }.first
    if let fine = lists(.onTimeDelivery, of: order, facts).fine, let promised = order.deliverBy {
      order.delivered = released.map { max(order.purchased, min($0, promised)) } ?? promised
      record.mark(&order, .delivered, fine.strength == .proven ? .proven : .assumed, fine.file)
    } else if let released, let index = facts.first(where: { $0.evidence.released != nil })?.file {
      order.delivered = max(order.purchased, released)
      record.mark(&order, .delivered, .assumed, index)
    }
  }
}
