extension MetricRule {
  /// The evenings on which `order` counts in this rate, as known on each of them.
  ///
  /// - Complexity: O(1).
  public func contribution(of order: Order) -> Contribution {
    guard order.undecided.isDisjoint(with: [.namedChannel, .purchased, .number, .listed]) else {
      let own = uncertainContribution(of: order)
      return order.undecided.contains(.listed) && own.undecided == nil ? .none : own
    }
    return order.channel == metric.channel ? ownContribution(of: order) : .none
  }

  /// The contribution of an order that may not be of this channel, not in this window, or no order of its
  /// own.
  private func uncertainContribution(of order: Order) -> Contribution {
    let undecided = order.undecided
    guard undecided.contains(.namedChannel) || order.channel == metric.channel else { return .none }
    guard undecided.contains(.purchased) else { return possibleContribution(ownContribution(of: order)) }
    let isPlaced = metric.membership == .promisedDelivery && order.deliverBy != nil
    var whole = Contribution.none
    for age in 0...Self.longestWait {
      var order = order
      order.purchased = order.purchased - age
      whole.cover(ownContribution(of: order))
    }
    return isPlaced && undecided.isDisjoint(with: [.namedChannel, .number, .listed])
      ? whole : possibleContribution(whole)
  }

  /// An order whose purchase is not known was placed at most so many days before the first that is known of
  /// it.
  private static let longestWait = 90

  /// An order that may belong to the rate or not. What would count against the seller may count; while
  /// nothing does, the order may only enlarge the denominator.
  private func possibleContribution(_ own: Contribution) -> Contribution {
    let against = DayRange.covering(own.bad, own.undecided)
    return Contribution(
      orders: against, bad: nil, undecided: against, unplaced: own.orders ?? own.unplaced, weight: own.weight,
      further: own.further)
  }

  private func ownContribution(of order: Order) -> Contribution {
    switch metric {
    case .lateShipment30, .lateShipment10: lateShipment(order)
    case .cancellation: cancellation(order)
    case .orderDefect, .orderDefectAmazon: orderDefect(order)
    case .onTimeDelivery: onTimeDelivery(order)
    case .validTracking: validTracking(order)
    }
  }

  /// The counts of all `orders` on one evening.
  ///
  /// - Complexity: O(orders); for many days use `RateHistory`.
  public func count(of orders: some Sequence<Order>, on day: Day) -> WindowCount {
    var sum = WindowCount(orders: 0, bad: 0)
    // A buffer is read without copies; an iterator would copy every order and its strings.
    let counted: Void? = orders.withContiguousStorageIfAvailable { buffer in
      for index in buffer.indices { sum += contribution(of: buffer[index]).count(on: day) }
    }
    if counted == nil { for order in orders { sum += contribution(of: order).count(on: day) } }
    return sum
  }

  /// The evenings, not before `start`, whose window contains an order of this membership day.
  private func window(of membership: Day, from start: Day) -> DayRange? {
    DayRange(from: max(membership + youngest, start), through: membership + oldest)
  }

  private func lateShipment(_ order: Order) -> Contribution {
    guard let member = memberDay(of: order), let window = window(of: member, from: order.purchased) else {
      return .none
    }
    // A cancellation while unshipped ends it, even if the order is shipped later nevertheless.
    let last = order.cancelledUnshipped.map { min(window.last, $0 - 1) } ?? window.last
    let result = contribution(order, window, order.lateShipment, through: last)
    guard reading == .withoutCancelled, last < window.last else { return result }
    guard let stay = DayRange(from: window.first, through: last) else { return .none }
    return Contribution(orders: stay, bad: result.bad, undecided: result.undecided, weight: result.weight)
  }

  private func cancellation(_ order: Order) -> Contribution {
    guard let window = window(of: order.purchased, from: order.purchased) else { return .none }
    return contribution(order, window, order.sellerCancellation, through: window.last)
  }

  private func orderDefect(_ order: Order) -> Contribution {
    guard let window = window(of: order.purchased, from: order.purchased) else { return .none }
    return contribution(order, window, order.orderDefect, through: window.last)
  }

  private func onTimeDelivery(_ order: Order) -> Contribution {
    byPromise(order, order.lateDelivery, from: order.deliveryCounts)
  }

  private func validTracking(_ order: Order) -> Contribution {
    byPromise(order, order.invalidTracking, from: order.trackingCounts)
  }

  /// The contribution to a rate that counts by promised day.
  ///
  /// - Parameter start: The first evening on which the order counts; `nil` for one that never does.
  private func byPromise(_ order: Order, _ outcome: OrderFate, from start: Day?) -> Contribution {
    guard let start, let deliverBy = order.deliverBy else {
      return start.map { unpromised(order, outcome, from: $0) } ?? .none
    }
    guard let window = window(of: deliverBy, from: max(start, order.purchased)) else { return .none }
    if order.isEndUnknown, outcome == .good {
      return Contribution(
        orders: nil, bad: nil, unplaced: window, weight: weight(of: order), further: furtherWeight(of: order))
    }
    // If it was cancelled while unshipped it does not count at all; its delivery tells.
    if order.mayBeCancelledUnshipped, case .bad(let day) = outcome {
      let told = order.delivered.flatMap { DayRange(from: max(window.first, day, $0), through: window.last) }
      var result = contribution(
        order, window, .undecided(from: day), through: told.map { $0.first - 1 } ?? window.last)
      result.bad = told
      return result
    }
    return contribution(order, window, outcome, through: window.last)
  }

  /// The contribution of an order whose promised day no file says: it may be in any window that a usual
  /// promise puts it in. It may count against the seller there, unless its tracking is known to be valid.
  private func unpromised(_ order: Order, _ outcome: OrderFate, from start: Day) -> Contribution {
    guard order.undecided.contains(.deliverBy),
      let window = DayRange(
        from: max(start, order.purchased + youngest), through: order.purchased + Self.usualPromise + oldest)
    else { return .none }
    let (weight, further) = (weight(of: order), furtherWeight(of: order))
    if metric == .validTracking, outcome == .good {
      return Contribution(orders: nil, bad: nil, unplaced: window, weight: weight, further: further)
    }
    return Contribution(orders: window, bad: nil, undecided: window, weight: weight, further: further)
  }

  /// Few orders are promised for a later day after their purchase.
  private static let usualPromise = 20

  private func contribution(
    _ order: Order, _ window: DayRange, _ outcome: OrderFate, through last: Day
  ) -> Contribution {
    var result = Contribution(
      orders: window, bad: nil, weight: weight(of: order), further: furtherWeight(of: order))
    switch outcome {
    case .good: break
    case .bad(let day): result.bad = DayRange(from: max(window.first, day), through: last)
    case .undecided(let day): result.undecided = DayRange(from: max(window.first, day), through: last)
    }
    return result
  }
}
