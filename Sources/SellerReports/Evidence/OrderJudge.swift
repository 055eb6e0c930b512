import AccountHealth

/// Fills in what the files of evidence say about one account's orders.
struct OrderJudge {
  let files: [JoinedFile]
  let habits: BookingHabits
  private(set) var days: FactDays
  /// The orders of which payments would have a claim.
  let payments: PaymentsCover
  var record: JudgeRecord
  /// Every kind of defect is answered by some file, though no list of defects is there.
  let answersDefects: Bool
  /// Whether orders say if they were dispatched, though not when.
  private let knowsDispatch: Bool
  /// Whether the order files say how many units orders have.
  let knowsUnits: Bool
  /// The evening of the orders.
  private let evening: Day?
  /// Whether an order file says who ships an order.
  let namesChannels: Bool
  /// The files, tables of parcels last: what Amazon's files say goes before them.
  private let inOrder: [Int]
  /// The copies of the report of unshipped orders, the earliest first.
  let copies: [(file: Int, day: Day)]

  /// - Parameter reported: The day of Amazon's newest own count.
  init(_ files: [JoinedFile], _ account: Account, reported: Day?) {
    self.files = files
    inOrder =
      files.indices.filter { !files[$0].file.isOfParcels }
      + files.indices.filter { files[$0].file.isOfParcels }
    copies = files.indices.filter { files[$0].file.isClock }.compactMap { place in
      files[place].newest.map { (place, $0) }
    }.sorted { ($0.day, $0.file) < ($1.day, $1.file) }
    habits = BookingHabits(account.orders, files)
    days = FactDays(account, reported: reported)
    payments = PaymentsCover(account, files, habits)
    record = JudgeRecord(files)
    evening = account.lastActivity
    knowsDispatch = account.orders.contains { $0.shipped != nil || $0.shippedBy != nil }
    namesChannels = account.fields.contains(.channel)
    knowsUnits = account.orders.contains { $0.units > 1 }
    let kinds = files.reduce(into: Set<Order.Defect>()) { $0.formUnion($1.file.answers) }
    answersDefects =
      kinds.count == Order.Defect.allCases.count
      && !files.contains { $0.verdict?.rule.metric == .orderDefect }
  }

  /// Defects that a complete list does not have any more, by order id.
  var withdrawnDefects: [String: Account.WithdrawnDefect] = [:]

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
        through: file.file.isBooking || file.file.isOfParcels ? file.newest : file.evening)
    }
  }

  /// The files that have a defect of some order, though not every kind of defect.
  var sourcesOfDefects: [FieldSource] {
    files.filter { file in file.facts.values.contains { !$0.defects.isEmpty } }.map {
      FieldSource(file: $0.file.file, kind: $0.file.kind, fields: .defect, through: $0.newest)
    }
  }

  private func fields(of index: Int) -> OrderFields {
    let file = files[index]
    if file.file.isOfParcels {
      return file.file.fields.contains(.delivered) && knowsDispatch
        ? file.file.fields.union(.dispatched) : file.file.fields
    }
    if let claim = file.file.claim {
      return claim.metric.isGoodShare && knowsDispatch
        ? file.file.fields.union(.dispatched) : file.file.fields
    }
    if answersDefects, !file.file.answers.isEmpty {
      return habits.bookings.contains(index) ? [.defect, .shipped] : .defect
    }
    // One copy of the unshipped orders does not say when the others were confirmed.
    if file.file.isClock, knowsDispatch, Set(copies.map(\.day)).count > 1 { return .shipped }
    return habits.bookings.contains(index) || uploaded(file) != nil ? .shipped : []
  }

  // MARK: One order

  /// The evening up to which the order files know of an order.
  func evening(of order: Order) -> Day? { order.knownThrough ?? evening }

  /// The evening of a file, but no later than the orders reach: an event without a day of its own is known to
  /// have happened by then.
  func evening(of file: Int) -> Day? {
    files[file].evening.map { min($0, days.limit ?? $0) }
  }

  /// Whether the orders reach a day. What a file says of later days is not counted yet.
  func isReached(_ day: Day?) -> Bool { day.map { $0 <= days.limit ?? $0 } ?? true }

  mutating func judge(_ order: inout Order) {
    var facts: [(file: Int, evidence: OrderEvidence)] = []
    for index in inOrder {
      if let evidence = files[index].facts[order.id] { facts.append((index, days.kept(evidence, order))) }
    }
    // It may have been cancelled: a list that does not name it does not say that it was sent.
    if order.undecided.contains(.dispatched) { order.undecided.insert(.cancelled) }
    let disputes: Disputes
    (facts, disputes) = settled(facts, of: order)
    takeChannel(facts, to: &order)
    order.carrier = order.carrier ?? facts.lazy.compactMap(\.evidence.carrier).first
    let promises = takePromises(facts, to: &order)
    let disputed = disputes.reduce(into: OrderFields()) { $0.formUnion($1.field) }
    for dispute in disputes { contradict(&order, dispute.field, dispute.statements) }
    if !disputed.contains(.shipped) { judgeShipment(&order, facts) }
    if !disputed.contains(.cancelledBy) { judgeCancellation(&order, facts) }
    if !disputed.contains(.defect) || order.defect != nil { judgeDefect(&order, facts) }
    if !disputed.contains(.tracking) { judgeTracking(&order, facts) }
    if !disputed.contains(.delivered) { judgeDelivery(&order, facts) }
    contradictPromises(promises, &order)
  }

  /// Leaves open a fact that two downloads of one evening state differently. A defect that the order files
  /// have stays.
  private mutating func contradict(_ order: inout Order, _ field: OrderFields, _ statements: [String]) {
    guard field != .defect || order.defect == nil else { return }
    record.contradict(&order, field, statements)
    if field == .cancelledBy, order.cancelled == nil {
      order.undecided.insert(isDispatched(order) ? .cancelledItem : .cancelled)
    }
  }

  /// The lists of a rate: those that name the order, and those that do not and what that means.
  func lists(
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

  /// The list that no longer names an order which only older lists name, and how well it is known that the
  /// order is fine by it; `nil` where a newest list names it too.
  func withdrawal(
    _ metrics: Metric..., of order: Order, named naming: [Int]
  ) -> (file: Int, strength: ListVerdict.Strength)? {
    guard let named = naming.compactMap({ files[$0].evening }).max() else { return nil }
    var found: (file: Int, strength: ListVerdict.Strength)?
    for (index, file) in files.enumerated() {
      guard let verdict = file.verdict, metrics.contains(verdict.rule.metric), file.facts[order.id] == nil,
        let evening = file.evening, evening > named, found?.strength != .proven,
        let strength = verdict.isFine(order)
      else { continue }
      found = (index, strength)
    }
    return found
  }
}
