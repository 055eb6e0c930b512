import AccountHealth

extension Account {
  /// One sentence for each range of days without any order that chance does not explain. A file may be
  /// missing there.
  func gapNotes(by evening: Day) -> [String] {
    let gaps = gaps(by: evening)
    return gaps.prefix(3).map { gap in
      let days =
        gap.days.first == gap.days.last
        ? "on \(gap.days.first)" : "from \(gap.days.first) to \(gap.days.last)"
      return
        "\(ReportFault.plain(label)): no orders \(days), though about \(gap.perDay) a day come before and after. "
        + "Is a file missing, or was the shop closed?"
    } + (gaps.count > 3 ? ["\(ReportFault.plain(label)): \(gaps.count - 3) more such gaps."] : [])
  }

  /// Ranges of days of purchase without any order that chance does not explain, and how many orders a day
  /// come before and after them.
  ///
  /// - Complexity: O(orders).
  public func gaps(by evening: Day) -> [(days: DayRange, perDay: Int)] {
    let known = orders.indices.prefix { orders[$0].purchased <= evening }
    guard known.count >= 30 else { return [] }
    // With fewer orders a day than this a pause is nothing unusual.
    let busy = 1.0
    let weeks = 14
    var counts: [(day: Day, orders: Int)] = []
    for order in known {
      let day = orders[order].purchased
      if counts.last?.day == day {
        counts[counts.count - 1].orders += 1
      } else {
        counts.append((day, 1))
      }
    }
    var result: [(days: DayRange, perDay: Int)] = []
    for place in counts.indices.dropFirst() {
      let (before, after) = (counts[place - 1].day, counts[place].day)
      let missing = after - before - 1
      guard missing >= 2 else { continue }
      // Orders of the two weeks on either side, or of the fewer days up to the end.
      var (earlier, daysBefore, later, daysAfter) = (0, 0, 0, 0)
      for index in counts[..<place].indices.reversed() {
        guard before - counts[index].day < weeks else { break }
        earlier += counts[index].orders
        daysBefore += 1
      }
      for index in place..<counts.count {
        guard counts[index].day - after < weeks else { break }
        later += counts[index].orders
        daysAfter += 1
      }
      let left = min(weeks, (counts.last?.day ?? after) - after + 1)
      // A shop that sells on a few days only, as after each delivery of goods, has days without orders by
      // nature. An account may have begun just before: then there are few days before.
      guard 2 * daysBefore >= weeks, daysAfter >= 2, 2 * daysAfter >= left else { continue }
      // On both sides, and so many that a Poisson law leaves less than one gap in a million to chance: e^-14.
      let perDay = min(Double(earlier) / Double(weeks), Double(later) / Double(left))
      guard perDay >= busy, perDay * Double(missing) >= 14 else { continue }
      result.append(
        (DayRange(before + 1, after - 1), Int((Double(earlier + later) / Double(weeks + left)).rounded())))
    }
    return result
  }
}
