import AccountHealth

/// Fills in what the files of evidence say about one account's orders.
struct OrderJudge {
  private let files: [JoinedFile]
  /// The payment files whose times are those of confirmations.
  private var bookings: Set<Int> = []
  /// Whether bookings come on the day of the confirmation, as shown by orders for which both are known.
  private var booksAtOnce = false
  /// Days from delivery to the release of the money, if most orders with both days agree.
  private var releaseDelay: Int?
  /// Whether every kind of defect is answered by some file although there is no list of defects.
  private let answersDefects: Bool
  private var tally: [Int: [OrderFields: FactCount]] = [:]
  private(set) var conflicts: [EvidenceConflict] = []
  private(set) var conflictCount = 0
  private var counts = Counts()
  /// The last day that counts. On later days, files of evidence describe evenings that the orders do not
  /// reach.
  private let limit: Day?
  /// Whether orders say if they were dispatched, even if not when.
  private let knowsDispatch: Bool

  /// What the user should know about the whole join.
  private struct Counts {
    var bookedNextDay = 0
    var unlisted = 0
    var withdrawn = 0
    var exempt = 0
    var far = 0
    var later = 0
  }

  /// - Parameter reported: The day of Amazon's newest own count.
  init(_ files: [JoinedFile], _ account: Account, reported: Day?) {
    self.files = files
    limit = Self.limit(account, reported: reported)
    knowsDispatch = account.orders.contains { $0.shipped != nil || $0.shippedBy != nil }
    let kinds = files.reduce(into: Set<Order.Defect>()) { $0.formUnion($1.file.answers) }
    answersDefects =
      kinds.count == Order.Defect.allCases.count
      && !files.contains { $0.verdict?.rule.metric == .orderDefect }
    for (index, file) in files.enumerated() where file.file.isBooking { bookings.insert(index) }
  }

  /// The evening of the orders, if so many come in that one more day would have brought some; otherwise there
  /// is no limit.
  private static func limit(_ account: Account, reported: Day?) -> Day? {
    guard let last = account.lastActivity else { return reported }
    let recent = account.orders.lazy.filter { $0.purchased <= last && last - $0.purchased < 28 }.count
    return recent >= 28 ? max(last + 1, reported ?? last) : nil
  }

  // MARK: Learning

  /// Learns from all orders how the times of payments relate to confirmations and deliveries.
  mutating func learn(_ orders: [Order]) {
    guard !bookings.isEmpty else { return }
    var inTime: [Int: (early: Int, all: Int)] = [:]
    var (atOnce, compared) = (0, 0)
    var delays: [Int: Int] = [:]
    for order in orders {
      for index in bookings {
        guard let booking = files[index].facts[order.id], let booked = booking.likelyConfirmed else {
          continue
        }
        if let shipBy = order.shipBy {
          inTime[index, default: (0, 0)].all += 1
          if booked <= shipBy + 1 { inTime[index, default: (0, 0)].early += 1 }
        }
        for other in files where !other.file.isBooking && !other.file.isAssumed {
          guard let fact = other.facts[order.id] else { continue }
          if let day = fact.confirmed?.day {
            compared += 1
            if day == booked { atOnce += 1 }
          }
          if let delivered = fact.delivered, let released = booking.released {
            delays[released - delivered, default: 0] += 1
          }
        }
      }
    }
    // Money released long after delivery may have been booked on its release. Then the times say nothing
    // about confirmations.
    bookings = bookings.filter { index in
      guard let seen = inTime[index] else { return files[index].file.hasReleases }
      return 2 * seen.early >= seen.all
    }
    booksAtOnce = compared >= Self.enough && 20 * atOnce >= 19 * compared
    let all = delays.values.reduce(0, +)
    if all >= Self.enough, let most = delays.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      20 * most.value >= 19 * all
    {
      releaseDelay = most.key
    }
  }

  /// The smallest number of orders from which something is learnt about all others.
  private static let enough = 5

  // MARK: What the account gains

  /// The fields that these files fill.
  var fields: OrderFields { files.indices.reduce(into: []) { $0.formUnion(fields(of: $1)) } }

  /// The files that fill them.
  var sources: [FieldSource] {
    files.indices.compactMap { index in
      let fields = fields(of: index)
      guard !fields.isEmpty else { return nil }
      let file = files[index]
      return FieldSource(
        file: file.file.file, kind: file.file.kind, fields: fields,
        through: file.file.isBooking ? file.newest : file.evening)
    }
  }

  private func fields(of index: Int) -> OrderFields {
    let file = files[index]
    if let claim = file.file.claim {
      return claim.metric.isGoodShare && knowsDispatch
        ? file.file.fields.union(.dispatched) : file.file.fields
    }
    if answersDefects, !file.file.answers.isEmpty {
      return bookings.contains(index) ? [.defect, .shipped] : .defect
    }
    return bookings.contains(index) || uploaded(file) != nil ? .shipped : []
  }

  /// The facts of each file, in the order of the files.
  func facts(_ account: String) -> [FactCount] {
    tally.sorted { $0.key < $1.key }.flatMap { _, fields in
      fields.values.sorted { $0.field.rawValue < $1.field.rawValue }.map { count in
        var count = count
        count.account = account
        return count
      }
    }
  }

  var remarks: [String] {
    var remarks: [String] = []
    if counts.bookedNextDay > 0 {
      remarks.append(
        "\(counts.bookedNextDay) orders were charged on the day after their ship-by day and are taken as late: Amazon charges when you confirm, or up to a day later. The late shipment download says which of them count."
      )
    }
    if counts.unlisted > 0 {
      remarks.append(
        "\(counts.unlisted) orders count against you by what other files say, though no list names them. Are the lists complete, and of the same evening?"
      )
    }
    if counts.withdrawn > 0 {
      remarks.append(
        "\(counts.withdrawn) negative ratings, claims or chargebacks are not in the complete list of defects and are not counted: they were removed, denied or won back."
      )
    }
    if counts.far > 0 {
      remarks.append(
        "\(counts.far) dates in these files lie far from their order's own days and are left out. Is the year right?"
      )
    }
    if counts.later > 0, let limit {
      remarks.append(
        "\(counts.later) dates in these files are later than \(limit), where the orders end, and are left out. Download the order files again as well."
      )
    }
    if counts.exempt > 0 {
      remarks.append(
        "\(counts.exempt) orders are listed as not impacting account health and are not counted.")
    }
    return remarks
  }

  // MARK: One order

  mutating func judge(_ order: inout Order) {
    var facts: [(file: Int, evidence: OrderEvidence)] = []
    for (index, file) in files.enumerated() {
      if let evidence = file.facts[order.id] { facts.append((index, kept(evidence, order))) }
    }
    for (index, fact) in facts {
      let isOfDownload = files[index].file.claim != nil || files[index].file.fields.contains(.delivered)
      if isOfDownload, let shipBy = fact.shipBy { order.shipBy = shipBy; order.undecided.remove(.shipBy) }
      if isOfDownload, let deliverBy = fact.deliverBy {
        order.deliverBy = deliverBy; order.undecided.remove(.deliverBy)
      }
    }
    judgeShipment(&order, facts)
    judgeCancellation(&order, facts)
    judgeDefect(&order, facts)
    judgeTracking(&order, facts)
    judgeDelivery(&order, facts)
  }

  /// The facts without days that are impossible for an order of that purchase, or that its files do not
  /// reach.
  private mutating func kept(_ evidence: OrderEvidence, _ order: Order) -> OrderEvidence {
    var result = evidence
    result.shipBy = near(evidence.shipBy, order)
    result.deliverBy = near(evidence.deliverBy, order)
    result.delivered = happened(evidence.delivered, order)
    result.released = near(evidence.released, order)
    result.likelyConfirmed = happened(evidence.likelyConfirmed, order)
    if let span = evidence.confirmed {
      let (first, last) = (happened(span.first, order), happened(span.last, order))
      let isWhole = (first == nil) == (span.first == nil) && (last == nil) == (span.last == nil)
      result.confirmed = isWhole ? DaySpan(first: first, last: last) : nil
    }
    result.defects = evidence.defects.compactMap { defect in
      guard let day = defect.day else { return defect }
      return happened(day, order).map { OrderEvidence.Defect(kind: defect.kind, day: $0) }
    }
    return result
  }

  /// A day up to two years after the purchase. One or two days before it come from another clock.
  private mutating func near(_ day: Day?, _ order: Order) -> Day? {
    guard let day else { return nil }
    guard day >= order.purchased - 2, day - order.purchased <= 730 else {
      counts.far += 1
      return nil
    }
    return max(day, order.purchased)
  }

  private mutating func happened(_ day: Day?, _ order: Order) -> Day? {
    guard let day = near(day, order) else { return nil }
    if let limit, day > limit {
      counts.later += 1
      return nil
    }
    return day
  }

  /// The lists of a rate: those that name the order, and those that do not, with what that means.
  private func lists(
    _ metrics: Metric..., of order: Order, _ facts: [(file: Int, evidence: OrderEvidence)]
  ) -> (naming: [Int], fine: (file: Int, strength: ListVerdict.Strength)?) {
    var naming: [Int] = []
    var fine: (file: Int, strength: ListVerdict.Strength)?
    for (index, file) in files.enumerated() {
      guard let verdict = file.verdict, metrics.contains(verdict.rule.metric) else { continue }
      if file.facts[order.id] != nil {
        naming.append(index)
      } else if fine?.strength != .proven, let strength = verdict.isFine(order) {
        fine = (index, strength)
      }
    }
    return (naming, fine)
  }

  // MARK: Shipment

  private mutating func judgeShipment(_ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]) {
    let lists = lists(.lateShipment30, .lateShipment10, of: order, facts)
    let observed = facts.filter { $0.evidence.confirmed != nil && isOfShipment($0.file) }
    let uploads = facts.compactMap { fact in uploaded(files[fact.file]).map { (file: fact.file, day: $0) } }
    guard !observed.isEmpty || !lists.naming.isEmpty || lists.fine != nil || !uploads.isEmpty else { return }
    var found = Confirmation(order)
    for (index, fact) in observed {
      guard var span = fact.confirmed else { continue }
      if booksAtOnce, bookings.contains(index), let day = fact.likelyConfirmed { span = DaySpan(on: day) }
      guard found.observe(span, "\(files[index].file.kind): \(span)", by: index) else {
        return contradict(&order, .shipped, found.statements)
      }
      found.likely = fact.likelyConfirmed ?? found.likely
      if files[index].file.isClock {
        found.seenPending = [found.seenPending, span.first].compactMap(\.self).max()
      }
    }
    if let pending = found.seenPending, isDispatched(order) || found.span.last != nil,
      let gone = files.indices.first(where: { isGone(order, since: pending, from: $0) }),
      let day = files[gone].newest
    {
      _ = found.observe(DaySpan(last: day), "\(files[gone].file.kind): no longer listed on \(day)", by: gone)
    }
    if let named = lists.naming.first {
      found.file = found.file ?? named
      guard files[named].facts[order.id]?.counts ?? true else {
        counts.exempt += 1
        order.exempt.insert(.shipped)
        return settle(&order, found, uploads)
      }
      if let shipBy = order.shipBy, found.span.day == nil,
        !found.observe(DaySpan(first: shipBy + 1), "\(files[named].file.kind): late", by: named)
      {
        return contradict(&order, .shipped, found.statements)
      }
    } else if let fine = lists.fine, let shipBy = order.shipBy {
      if let inTime = found.span.intersection(DaySpan(last: shipBy)) {
        if inTime != found.span {
          found.known = fine.strength == .proven ? .proven : .assumed
          found.file = fine.file
        }
        found.span = inTime
      } else if fine.strength == .proven {
        return contradict(&order, .shipped, found.statements + ["\(files[fine.file].file.kind): not listed"])
      } else {
        counts.unlisted += 1
      }
    }
    settle(&order, found, uploads)
  }

  /// Whether an order that was waiting on `day` is no longer listed in a later copy.
  private func isGone(_ order: Order, since day: Day, from file: Int) -> Bool {
    files[file].file.isClock && files[file].facts[order.id] == nil
      && files[file].newest.map { $0 > day } ?? false
  }

  /// What is known about one confirmation, file by file.
  private struct Confirmation {
    var span: DaySpan
    /// The day to assume if several are possible.
    var likely: Day?
    /// A day on which it was not confirmed yet.
    var seenPending: Day?
    var known = Known.observed
    /// The file that says most about it.
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
    /// Two files may mean different days by a shipment. That is no contradiction if both say that it was on
    /// time, or both that it was late.
    ///
    /// - Returns: False if no day is left.
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
  }

  /// Sets what is known about the day of confirmation.
  private mutating func settle(
    _ order: inout Order, _ found: Confirmation, _ uploads: [(file: Int, day: Day)]
  ) {
    var found = found
    let span = found.span
    let probable = found.likely.flatMap { span.intersection(DaySpan(on: $0))?.day }
    let isLate = order.shipBy.flatMap(span.isLate)
    if let day = span.day {
      order.shipped = day
    } else if let probable {
      order.shipped = probable
      if isLate == nil, let shipBy = order.shipBy, probable > shipBy {
        counts.bookedNextDay += 1
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
      // It was not confirmed when it was last seen.
      order.knownThrough = [order.knownThrough, pending].compactMap(\.self).max()
      if let file = found.file { mark(&order, .shipped, .observed, file) }
      return
    } else {
      order.shippedBy = span.last ?? order.shippedBy
      return
    }
    if let file = found.file { mark(&order, .shipped, found.known, file) }
  }

  private func isDispatched(_ order: Order) -> Bool { order.shipped != nil || order.shippedBy != nil }

  /// Whether a file's times are confirmations; bookings count only if they are.
  private func isOfShipment(_ file: Int) -> Bool { !files[file].file.isBooking || bookings.contains(file) }

  /// The evening of the seller's own upload; `nil` if the file was clearly written at another time.
  private func uploaded(_ file: JoinedFile) -> Day? {
    guard file.file.isUpload, let newest = file.newest, let written = file.written,
      (0...1).contains(written - newest)
    else { return nil }
    return written
  }

  // MARK: Cancellation, defect, tracking, delivery

  private mutating func judgeCancellation(
    _ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]
  ) {
    let lists = lists(.cancellation, of: order, facts)
    if let fact = facts.first(where: { $0.evidence.isCancelledBySeller }) {
      guard fact.evidence.counts else {
        counts.exempt += 1
        order.exempt.insert(.cancelledBy)
        return mark(&order, .cancelledBy, .observed, fact.file)
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
      mark(&order, .cancelledBy, .observed, fact.file)
    } else if let fine = lists.fine {
      if order.cancelled != nil, order.cancelledBy == nil { order.cancelledBy = .buyer }
      guard order.cancelledBy == .buyer || order.cancelled == nil else {
        // The seller's own file says otherwise.
        if fine.strength == .proven {
          contradict(
            &order, .cancelledBy,
            ["the order files: cancelled by the seller", "\(files[fine.file].file.kind): not listed"])
        } else {
          counts.unlisted += 1
        }
        return
      }
      if order.cancelled == nil { order.undecided.remove(.cancelled) }
      mark(&order, .cancelledBy, fine.strength == .proven ? .proven : .assumed, fine.file)
    }
  }

  private mutating func judgeDefect(_ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]) {
    let lists = lists(.orderDefect, .orderDefectAmazon, of: order, facts)
    var found: [(file: Int, defect: OrderEvidence.Defect)] = facts.flatMap { fact in
      fact.evidence.defects.map { (fact.file, $0) }
    }
    if found.isEmpty {
      if let fine = lists.fine, order.defect == nil {
        mark(&order, .defect, fine.strength == .proven ? .proven : .assumed, fine.file)
      } else if answersDefects, order.defect == nil, let file = covering(order.purchased) {
        mark(&order, .defect, .assumed, file)
      }
      return
    }
    if lists.naming.isEmpty, let fine = lists.fine, fine.strength == .proven, order.defect == nil {
      counts.withdrawn += 1
      return mark(&order, .defect, .proven, fine.file)
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
    mark(&order, .defect, .observed, lists.naming.first ?? first.0)
  }

  /// A payment file that covers the days from this one on, if there is no list of defects.
  private func covering(_ day: Day) -> Int? {
    files.indices.first {
      files[$0].file.answers.contains(.chargeback) && (files[$0].oldest.map { $0 <= day } ?? false)
    }
  }

  private mutating func judgeTracking(_ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]) {
    if let fact = facts.first(where: { $0.evidence.tracking != nil && $0.evidence.tracking != .valid })
      ?? facts.first(where: { $0.evidence.tracking != nil }), let tracking = fact.evidence.tracking
    {
      if let own = order.tracking, (own == .valid) != (tracking == .valid) {
        return contradict(
          &order, .tracking,
          [
            "the order files: \(own == .valid ? "valid" : "not valid")",
            "\(files[fact.file].file.kind): \(tracking == .valid ? "valid" : "not valid")",
          ])
      }
      order.tracking = order.tracking ?? tracking
      return mark(&order, .tracking, .observed, fact.file)
    }
    guard order.tracking == nil, let fine = lists(.validTracking, of: order, facts).fine else { return }
    order.tracking = .valid
    mark(&order, .tracking, fine.strength == .proven ? .proven : .assumed, fine.file)
  }

  private mutating func judgeDelivery(_ order: inout Order, _ facts: [(file: Int, evidence: OrderEvidence)]) {
    if let fact = facts.first(where: { $0.evidence.isDeliveredLate != nil || $0.evidence.delivered != nil }) {
      if let units = fact.evidence.units, files[fact.file].file.claim?.unit == .units, order.units <= 1 {
        order.units = max(1, units)
      }
      if let day = fact.evidence.delivered {
        if let own = order.delivered, let promised = order.deliverBy, (own > promised) != (day > promised) {
          return contradict(
            &order, .delivered,
            ["the order files: delivered \(own)", "\(files[fact.file].file.kind): delivered \(day)"])
        }
        order.delivered = day
      } else if fact.evidence.isDeliveredLate == false, order.delivered == nil {
        order.delivered = order.deliverBy
      }
      return mark(&order, .delivered, .observed, fact.file)
    }
    guard order.delivered == nil else { return }
    let released = facts.compactMap { fact in
      releaseDelay.flatMap { delay in fact.evidence.released.map { $0 - delay } }
    }.first
    if let fine = lists(.onTimeDelivery, of: order, facts).fine, let promised = order.deliverBy {
      order.delivered = released.map { max(order.purchased, min($0, promised)) } ?? promised
      mark(&order, .delivered, fine.strength == .proven ? .proven : .assumed, fine.file)
    } else if let released, let index = facts.first(where: { $0.evidence.released != nil })?.file {
      order.delivered = max(order.purchased, released)
      mark(&order, .delivered, .assumed, index)
    }
  }

  // MARK: Marks

  private enum Known { case observed, proven, assumed }

  private mutating func mark(_ order: inout Order, _ field: OrderFields, _ known: Known, _ file: Int) {
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

  private mutating func contradict(_ order: inout Order, _ field: OrderFields, _ statements: [String]) {
    conflictCount += 1
    if conflicts.count < EvidenceReport.keptConflicts {
      conflicts.append(EvidenceConflict(order: order.id, field: field, statements: statements))
    }
    order.undecided.insert(field)
    if field == .shipped { (order.shipped, order.shippedBy) = (nil, nil) }
    if field == .tracking { order.tracking = nil }
    if field == .delivered { order.delivered = nil }
    if field == .cancelledBy { order.cancelledBy = nil }
  }
}

extension DaySpan: CustomStringConvertible {
  /// The day of confirmation in words, for a message.
  var description: String {
    switch (first, last) {
    case (let first?, let last?): first == last ? "confirmed \(first)" : "confirmed \(first) to \(last)"
    case (let first?, nil): "not confirmed before \(first)"
    case (nil, let last?): "confirmed by \(last)"
    case (nil, nil): "confirmed"
    }
  }
}
