import AccountHealth

extension Account {
  /// One sentence for each range of days without any order that chance does not explain. A file may be
  /// missing there.
  var gapNotes: [String] {
    let gaps = gaps
    return gaps.prefix(3).map { gap in
      let days =
        gap.days.first == gap.days.last
        ? "on \(gap.days.first)" : "from \(gap.days.first) to \(gap.days.last)"
      return
        "\(ReportFault.plain(label)): no orders \(days), though about \(gap.perDay) a day come before and after. "
        + "Is a file missing, or was the shop closed?"
    } + (gaps.count > 3 ? ["\(ReportFault.plain(label)): \(gaps.count - 3) more such gaps."] : [])
  }

  private var gaps: [(days: DayRange, perDay: Int)] {
    guard orders.count >= 30 else { return [] }
    // With fewer orders a day than this a pause is nothing unusual.
    let busy = 1.0
    var counts: [(day: Day, orders: Int)] = []
    for order in orders.indices {
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
      // Orders of the two weeks on either side. Two weeks, because an account may have begun or ended there.
      var around = 0
      var index = place - 1
      while index >= 0, before - counts[index].day < 14 {
        around += counts[index].orders
        index -= 1
      }
      let (earlier, daysBefore) = (around, place - 1 - index)
      index = place
      while index < counts.count, counts[index].day - after < 14 {
        around += counts[index].orders
        index += 1
      }
      // A shop that sells on a few days only, as after each delivery of goods, has days without orders by
      // nature.
      guard min(daysBefore, index - place) >= 7 else { continue }
      // On both sides, and so many that a Poisson law leaves less than one gap in a million to chance: e^-14.
      let perDay = Double(min(earlier, around - earlier)) / 14
      guard perDay >= busy, perDay * Double(missing) >= 14 else { continue }
      result.append((DayRange(before + 1, after - 1), Int((Double(around) / 28).rounded())))
    }
    return result
  }
}
