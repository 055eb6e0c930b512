import AccountHealth

/// Why the figures of an account may mislead.
public enum PortfolioDoubt: Sendable, Hashable, Codable {
  /// Its orders have stopped after this day, which is long for it.
  case stopped(since: WrittenDay)
  /// No file says what became of so many orders that these rates depend on them.
  case undecided(rates: [Metric])
  /// The orders and the marketplace's own report are far apart: bad ones and all.
  case contradicts(rate: Metric, ownBad: Int, ownOrders: Int, reportedBad: Int, reportedOrders: Int)
  /// A column that nearly all orders had is empty for most of the newest ones.
  case lostColumn(name: String, before: Double, now: Double)
  /// No order placed after this day is known to have a defect, where by the orders before it about so many
  /// would be.
  case lostDefects(after: WrittenDay, expected: Double)
  /// No rate can be counted from its files.
  case noRate
  /// So many of its orders have no day of purchase that can be read: nobody knows how many are of these days.
  case undated(orders: Int, of: Int)
  /// No row of this file of orders can be used, so that the accounts in it are not known.
  case unreadable(file: String, rows: Int)
  /// This file cannot be read, for this reason, which names it; so the accounts in it are not known.
  case leftOut(file: String, reason: String)
  /// These names of one file differ in capitals and are added up: they may be two accounts.
  case spellings([String])
  /// It was looked for, and no file has a row of it.
  case absent
  /// This open notice names no account, and there are so many.
  case unassigned(notice: Int, accounts: Int)
  /// The earlier run, of this evening, has the account, and the files have it no more.
  case gone(since: WrittenDay)
}

extension Subject {
  /// - Complexity: O(orders).
  func doubts(_ status: AccountStatus) -> [PortfolioDoubt] {
    var doubts: [PortfolioDoubt] = []
    if let account {
      let undated = account.undatedOrders
      if 2 * undated >= account.orders.count, undated > 0 {
        doubts.append(.undated(orders: undated, of: account.orders.count))
      } else if let last = account.lastOrder(ifStoppedBy: asOf) {
        doubts.append(.stopped(since: .init(last)))
      }
      if !account.spellings.isEmpty { doubts.append(.spellings(account.spellings)) }
      doubts += account.lostColumns(by: asOf)
      if let lost = account.lostDefects(by: asOf) { doubts.append(lost) }
    }
    let unsettled = Set(missing.flatMap(\.undecidedRates))
    let open = Metric.allCases.filter { unsettled.contains($0) || status[$0]?.state == .undecided }
    if !open.isEmpty {
      doubts.append(.undecided(rates: open))
    } else if countableRules.isEmpty {
      doubts.append(.noRate)
    }
    doubts += disagreements.filter { $0.kind != .small && $0.kind != .ordersEndEarlier }.map { one in
      .contradicts(
        rate: one.metric, ownBad: one.orders.bad, ownOrders: one.orders.orders, reportedBad: one.amazon.bad,
        reportedOrders: one.amazon.orders)
    }
    return doubts
  }
}

extension Account {
  /// Orders of which no file has the day of purchase.
  ///
  /// - Complexity: O(orders).
  fileprivate var undatedOrders: Int {
    orders.indices.count { orders[$0].undecided.contains(.purchased) }
  }

  /// The newest orders, by days, and those before them that they are compared with.
  private static let (newestDays, earlierDays) = (14, 74)
  /// Fewer orders of either show no change of shape.
  private static let (leastNewest, leastEarlier) = (10, 20)
  private static let (usual, lost) = (0.9, 0.5)

  /// The columns that nearly every order had, and most of the newest orders do not have: an export of another
  /// shape. Shipments are compared for orders whose ship-by day has passed.
  ///
  /// - Complexity: O(orders).
  fileprivate func lostColumns(by asOf: Day) -> [PortfolioDoubt] {
    struct Share { var orders = 0, filled = 0 }
    func compared(_ name: String, _ isCounted: (Order) -> Bool, _ isFilled: (Order) -> Bool)
      -> PortfolioDoubt?
    {
      var (newest, earlier) = (Share(), Share())
      for order in orders where order.purchased <= asOf && asOf - order.purchased < Self.earlierDays {
        guard order.channel == .seller, order.cancelled == nil, isCounted(order) else { continue }
        let (one, filled) = (1, isFilled(order) ? 1 : 0)
        if asOf - order.purchased < Self.newestDays {
          newest.orders += one
          newest.filled += filled
        } else {
          earlier.orders += one
          earlier.filled += filled
        }
      }
      guard newest.orders >= Self.leastNewest, earlier.orders >= Self.leastEarlier else { return nil }
      let before = Double(earlier.filled) / Double(earlier.orders)
      let now = Double(newest.filled) / Double(newest.orders)
      return before >= Self.usual && now <= Self.lost
        ? .lostColumn(name: name, before: before, now: now) : nil
    }
    return [
      compared("ship_by", { _ in true }, { $0.shipBy != nil }),
      compared("deliver_by", { _ in true }, { $0.deliverBy != nil }),
      compared(
        "shipped_at", { $0.shipBy.map { $0 + 2 < asOf } ?? false },
        { order in order.shipped.map { $0 <= asOf } ?? (order.shippedBy != nil) }),
      compared(
        "tracking", { $0.shipped.map { $0 + 2 < asOf } ?? false }, { $0.tracking != nil }),
    ].compactMap { $0 }
  }

  /// Defects of the seller's own shipments that end.
  ///
  /// - Complexity: O(orders · log defects).
  fileprivate func lostDefects(by asOf: Day) -> PortfolioDoubt? {
    end(of: .defects, in: .seller, by: asOf).map {
      .lostDefects(after: .init($0.after), expected: $0.expected)
    }
  }
}
