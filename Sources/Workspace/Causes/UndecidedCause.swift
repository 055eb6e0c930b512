import AccountHealth

/// Why a rate is undecided: what the files do not say.
public enum UndecidedCause: Sendable, Hashable, Codable {
  /// These files may be of different accounts, whose sum decides nothing.
  case accounts(files: [String])
  /// The window begins on a day before the files do.
  case beginsBefore(window: WrittenDay, files: WrittenDay)
  /// From one of these days to the other there is no order, though many come before and after.
  case gap(from: WrittenDay, to: WrittenDay)
  /// On an evening the marketplace counted far more orders than the files have, which are a part of them.
  case lacksOrders(own: Int, reported: Int, on: WrittenDay)
  /// A column is not filled for orders placed after a day, or for none at all.
  case emptied(column: String, after: WrittenDay?)
  /// What became of so many orders is in no file.
  case orders(Int)
  /// Whether so many orders were cancelled, or by whom.
  case cancellers(Int)
  /// How many units some orders have, and what became of so many.
  case units(undecided: Int)
  /// So many further orders may belong to the rate.
  case unplaced(Int)
  /// The marketplace counted bad orders on an evening that no file explains; so many may still be there.
  case unexplained(on: WrittenDay, most: Int)
  /// The marketplace's report has this number without counts, which may be a share or a percentage.
  case unclearShare(Double)
  /// The marketplace's report has a rate without counts, and the orders give another.
  case otherShare(Double)
  /// The marketplace's count and that of the orders exclude each other.
  case excludes(ownBad: Int, ownOrders: Int, reportedBad: Int, reportedOrders: Int)
}

extension MetricStatus {
  /// Why it is undecided; `nil` if it is not.
  public var cause: UndecidedCause? { state == .undecided ? openness : nil }

  /// What of it the files do not say, whether it decides the rate or not; `nil` if they say all.
  public var openness: UndecidedCause? {
    if !parts.isEmpty { return .accounts(files: parts.flatMap(\.files)) }
    if let lacking {
      return .lacksOrders(own: lacking.own, reported: lacking.reported, on: .init(lacking.day))
    }
    if let gap = unseen?.gap { return .gap(from: .init(gap.first), to: .init(gap.last)) }
    if let unseen { return .beginsBefore(window: .init(unseen.first), files: .init(unseen.seen)) }
    if let reportedShare {
      guard let share = reportedShare.share else { return .unclearShare(reportedShare.written) }
      if rule.state(of: reportedShare).isOffTarget, !rule.state(of: count).isOffTarget {
        return .otherShare(share)
      }
    }
    if let ownCount, ownDay == nil, count.undecided > 0, ownCount.orders > 0, !ownCount.isRange,
      rule.state(of: ownCount) != rule.state(of: WindowCount(orders: count.orders, bad: count.bad))
    {
      return .excludes(
        ownBad: ownCount.bad, ownOrders: ownCount.orders, reportedBad: count.bad, reportedOrders: count.orders
      )
    }
    return openOrders
  }

  /// What is not known of the orders that make its count a range; `nil` for a single number.
  public var openOrders: UndecidedCause? {
    let count = ownCount ?? count
    guard count.isRange else { return nil }
    if count.furtherGood > 0 || count.furtherBad > 0 { return .units(undecided: count.undecided) }
    if count.unplaced > 0 { return .unplaced(count.unplaced) }
    if let unexplainedOn { return .unexplained(on: .init(unexplainedOn), most: count.undecided) }
    if let emptied {
      return .emptied(column: emptied.name, after: emptied.after.map(WrittenDay.init))
    }
    return metric == .cancellation ? .cancellers(count.undecided) : .orders(count.undecided)
  }
}
