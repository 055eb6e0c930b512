import AccountHealth

/// The orders of a study by day and by block of days, for its tests.
struct CauseTable {
  private let records: [CauseRecord]
  private let asOf: Day
  private let gaps: SalesGaps
  /// The block of each record: days in a row with this many orders at least.
  private let blocks: [Int]
  /// Days on which many more orders than usual were decided.
  let busyDays: Set<Day>

  private static let leastOrders = 20
  private static let busy = 1.5
  /// More values of one kind, such as SKUs, are left out from the smallest on.
  private static let mostTraits = 50_000

  /// - Parameters:
  ///   - records: Ascending by the day that decides.
  ///   - gaps: Of all orders of the account.
  ///   - asOf: The evening of which they are known.
  init(_ records: [CauseRecord], _ gaps: SalesGaps, asOf: Day) {
    self.records = records
    (self.gaps, self.asOf) = (gaps, asOf)
    var blocks: [Int] = []
    var (block, size) = (0, 0)
    for (index, record) in records.enumerated() {
      if size >= Self.leastOrders, record.decided != records[index - 1].decided {
        (block, size) = (block + 1, 0)
      }
      blocks.append(block)
      size += 1
    }
    // A last block that is too small goes with the one before.
    if size < Self.leastOrders, block > 0 { blocks = blocks.map { min($0, block - 1) } }
    self.blocks = blocks
    busyDays = Set(
      Self.weeks(records, \.decided).flatMap { days in
        let sizes = days.map(\.orders).sorted()
        let usual = Double(sizes[sizes.count / 2])
        return days.filter { Double($0.orders) >= Self.busy * usual }.map(\.day)
      })
  }

  /// Every trait that the orders show, tested where an outcome could stand out.
  func trials(of metric: Metric, _ clock: DecidingDay) -> [Association] {
    var trials: [Association] = []
    // Younger orders have had less time for defects, which would look like a period.
    if metric != .orderDefect, metric != .orderDefectAmazon { trials += period() }
    // Weeks around the weekday: the other days are on average as old, and have had as much time for defects.
    trials += (0..<7).compactMap { weekday in
      between(.decided(weekday: weekday), \.decided, middle: weekday) { $0.weekday == weekday }
    }
    if clock != .purchase {
      trials += (0..<7).compactMap { weekday in
        between(.placed(weekday: weekday), \.order.purchased, middle: weekday) { $0.weekday == weekday }
      }
    }
    let busyDays = busyDays
    trials += [between(.busyDay, \.decided) { busyDays.contains($0) }].compactMap { $0 }
    return trials + Trait.Kind.ofOrders(metric).flatMap(within)
  }

  /// Orders and bad orders by the day that decides, ascending.
  var byDay: [(day: Day, share: Association.Share)] {
    Self.weeks(records, \.decided).flatMap { $0 }.map { ($0.day, .init(orders: $0.orders, bad: $0.bad)) }
  }

  private func period() -> [Association] {
    let days = Self.weeks(records, \.decided).flatMap { $0 }
    let scan = PeriodScan(days: days.map(\.day), orders: days.map(\.orders))
    guard let (period, places, chance) = scan.find(days.map(\.bad)) else { return [] }
    let group = Association.Share(
      orders: days[places].reduce(0) { $0 + $1.orders }, bad: days[places].reduce(0) { $0 + $1.bad })
    return [
      Association(
        trait: .period(period), group: group, rest: rest(of: group, records), test: .scan, chance: chance)
    ]
  }

  /// Days of one kind against the other days of their weeks; `nil` if there is no such day, or no other.
  private func between(
    _ trait: Trait, _ day: (CauseRecord) -> Day, middle: Int = 3, _ isMarked: (Day) -> Bool
  ) -> Association? {
    let group = Association.Share(
      orders: records.count { isMarked(day($0)) }, bad: records.count { $0.isBad && isMarked(day($0)) })
    guard group.orders > 0, group.orders < records.count else { return nil }
    let weeks = Self.weeks(records, day, middle: middle).map { days in
      days.map {
        DayTest.DayCount(day: $0.day, orders: $0.orders, bad: $0.bad, isMarked: isMarked($0.day))
      }
    }
    let (chance, least) = DayTest.chance(weeks, tag: trait.tag)
    return association(trait, group, rest(of: group, records), .betweenDays, chance, least)
  }

  /// The traits of one kind that orders have each for themselves, within blocks of days.
  private func within(_ kind: Trait.Kind) -> [Association] {
    let values = records.map { kind.value(of: $0.order, gaps, on: asOf) }
    let known = values.indices.filter { values[$0] != nil || kind.isKnown(of: records[$0].order, gaps) }
    // Days to ship go with the weekday, so they are compared among the orders of one day only.
    let block = { kind == .daysToShip ? Int(records[$0].decided.number) : blocks[$0] }
    var whole: [Int: BlockTest.Block] = [:]
    for index in known {
      whole[block(index), default: .init()].orders += 1
      whole[block(index), default: .init()].bad += records[index].isBad ? 1 : 0
    }
    let all = share(known)
    return groups(kind, values).compactMap { trait, members in
      guard members.count < known.count else { return nil }
      var parts: [Int: BlockTest.Block] = [:]
      for index in members {
        parts[block(index), default: whole[block(index)] ?? .init()].group += 1
        parts[block(index)]?.groupBad += records[index].isBad ? 1 : 0
      }
      let (chance, least) = BlockTest.chance(parts.sorted { $0.key < $1.key }.map(\.value))
      let group = share(members)
      let rest = Association.Share(orders: all.orders - group.orders, bad: all.bad - group.bad)
      return association(trait, group, rest, .withinBlocks, chance, least)
    }
  }

  /// The places of the records of each trait, most first. A category with only one SKU is left out: the SKU
  /// stands for it.
  private func groups(_ kind: Trait.Kind, _ values: [Trait?]) -> [(trait: Trait, members: [Int])] {
    var groups: [Trait: [Int]] = [:]
    for (index, value) in values.enumerated() {
      if let value { groups[value, default: []].append(index) }
    }
    let largest = groups.sorted { ($1.value.count, $0.value[0]) < ($0.value.count, $1.value[0]) }
      .prefix(Self.mostTraits)
    return largest.filter { _, members in
      guard kind == .category, let sku = records[members[0]].order.sku else { return true }
      return members.contains { records[$0].order.sku != sku }
        || members.count < records.count { $0.order.sku == sku }
    }.map { ($0.key, $0.value) }
  }

  private func share(_ members: [Int]) -> Association.Share {
    Association.Share(orders: members.count, bad: members.count { records[$0].isBad })
  }

  /// The two channels of one account, within the same blocks of days.
  static func channels(_ own: [CauseRecord], _ other: [CauseRecord], _ gaps: SalesGaps, asOf: Day)
    -> [Association]
  {
    guard !own.isEmpty, !other.isEmpty else { return [] }
    let both = (own + other).sorted { ($0.decided, $0.order.id) < ($1.decided, $1.order.id) }
    return CauseTable(both, gaps, asOf: asOf).within(.channel).filter {
      $0.trait == .channel(own[0].order.channel)
    }
  }

  private func association(
    _ trait: Trait, _ group: Association.Share, _ rest: Association.Share, _ test: Association.Test,
    _ chance: Double, _ least: Double
  ) -> Association {
    let isTried = least <= Association.level
    return Association(
      trait: trait, group: group, rest: rest, test: isTried ? test : .none, chance: isTried ? chance : 1)
  }

  private func rest(of group: Association.Share, _ records: [CauseRecord]) -> Association.Share {
    Association.Share(
      orders: records.count - group.orders, bad: records.count(where: \.isBad) - group.bad)
  }

  /// Orders and bad orders by day, in weeks around a weekday, all ascending; days without orders are absent.
  private static func weeks(
    _ records: [CauseRecord], _ day: (CauseRecord) -> Day, middle: Int = 3
  ) -> [[(day: Day, orders: Int, bad: Int)]] {
    var days: [Day: (orders: Int, bad: Int)] = [:]
    for record in records {
      days[day(record), default: (0, 0)].orders += 1
      days[day(record), default: (0, 0)].bad += record.isBad ? 1 : 0
    }
    // By the first day of each week, three days before its middle.
    let weeks = Dictionary(grouping: days) {
      let after = (($0.key.weekday - middle + 3) % 7 + 7) % 7
      return Int($0.key.number) - after
    }
    return weeks.sorted { $0.key < $1.key }.map { _, days in
      days.sorted { $0.key < $1.key }.map { ($0.key, $0.value.orders, $0.value.bad) }
    }
  }
}

extension Trait {
  /// A number of its own among the traits of days.
  fileprivate var tag: UInt32 {
    switch self {
    case .decided(let weekday): UInt32(weekday)
    case .placed(let weekday): UInt32(7 + weekday)
    default: 14
    }
  }
}

extension Trait.Kind {
  /// The kinds of trait that each order has for itself, for one rate. A late shipment is not compared by what
  /// follows from it.
  /// An order that is cancelled has no parcel. Tracking is entered for what was in stock.
  static func ofOrders(_ metric: Metric) -> [Trait.Kind] {
    let common: [Trait.Kind] = [.sku, .category, .service, .units, .region]
    return switch metric {
    case .lateShipment30, .lateShipment10: [.daysToShip] + common + [.carrier, .beforeGap]
    case .cancellation: common + [.beforeGap]
    case .orderDefect: common + [.carrier, .beforeGap, .shippedLate, .deliveredLate, .untracked]
    case .orderDefectAmazon: common + [.carrier]
    case .onTimeDelivery: common + [.carrier, .beforeGap, .shippedLate]
    case .validTracking: common + [.carrier]
    }
  }

  /// The trait of this kind that an order has; `nil` if it has none, or no file says.
  ///
  /// - Parameters:
  ///   - order: As known on the evening.
  ///   - evening: What is recorded later is not known.
  public func value(of order: Order, on evening: Day) -> Trait? { value(of: order, nil, on: evening) }

  /// - Parameter gaps: Without them no order was placed before a gap of sales.
  func value(of order: Order, _ gaps: SalesGaps?, on evening: Day) -> Trait? {
    switch self {
    case .placedWeekday: .placed(weekday: order.purchased.weekday)
    case .daysToShip: order.shipBy.map { .daysToShip(min(3, max(0, $0 - order.purchased))) }
    case .sku: order.sku.map { .sku($0) }
    case .category: order.category.map { .category($0) }
    case .service: order.service.map { .service($0) }
    case .carrier: order.carrier.map { .carrier($0) }
    case .region: order.region.map { .region($0) }
    case .beforeGap: gaps?.isBeforeGap(order) == true ? .beforeGap : nil
    case .units: order.units > 1 ? .severalUnits : nil
    case .channel: .channel(order.channel)
    case .shippedLate: order.lateShipment.isBad(on: evening) ? .shippedLate : nil
    case .deliveredLate: order.lateDelivery.isBad(on: evening) ? .deliveredLate : nil
    case .untracked: order.tracking.map { $0 != .valid } == true ? .untracked : nil
    case .period, .decidedWeekday, .busyDays: nil
    }
  }

  /// Whether the files say that an order does not have the trait, where `value` has none.
  fileprivate func isKnown(of order: Order, _ gaps: SalesGaps) -> Bool {
    switch self {
    case .beforeGap: gaps.isBeforeGap(order) != nil
    case .units: order.furtherUnits == 0
    case .shippedLate: order.shipBy != nil && order.lateShipment == .good
    case .deliveredLate: order.deliverBy != nil && order.isDeliveredLate == false
    case .untracked: order.tracking == .valid
    default: false
    }
  }
}

extension OrderFate {
  fileprivate func isBad(on evening: Day) -> Bool {
    if case .bad(let day) = self { day <= evening } else { false }
  }
}
