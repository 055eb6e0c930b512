import AccountHealth

extension ChartScale {
  /// Days side by side: every day is one unit wide, with its middle at the day's number.
  ///
  /// Ticks are 1, 2, 7 or 14 days apart, or the first of every month, second, third, … month. The closest
  /// ticks are used whose labels do not touch. January shows its year if there is room.
  static func days(_ days: DayRange, fontSize: Double, start: Double, end: Double) -> ChartScale {
    let (low, high) = (Double(days.first.number) - 0.5, Double(days.last.number) + 0.5)
    let plain = ChartScale(low: low, high: high, start: start, end: end, ticks: [])
    let candidates =
      [1, 2, 7, 14].map { every(days, $0) }
      + [1, 2, 3, 6, 12].flatMap { every in
        [true, false].map { monthStarts(days, every: every, withYear: $0) }
      }
    let ticks = candidates.first { ticks in
      !ticks.isEmpty && keepsApart(ticks, on: plain, fontSize: fontSize)
    }
    return ChartScale(low: low, high: high, start: start, end: end, ticks: ticks ?? [])
  }

  /// Ticks every `step` days, counted from a Monday.
  private static func every(_ days: DayRange, _ step: Int) -> [Tick] {
    days.days.filter { (Int($0.number) + 3) % step == 0 }.map { day in
      Tick(value: Double(day.number), label: label(day))
    }
  }

  private static func monthStarts(_ days: DayRange, every months: Int, withYear: Bool) -> [Tick] {
    days.days.filter { $0.civil.day == 1 && ($0.civil.month - 1) % months == 0 }.map { day in
      let (year, month, _) = day.civil
      return Tick(
        value: Double(day.number),
        label: month == 1 && withYear ? "Jan \(year)" : Phrases.months[month - 1])
    }
  }

  /// `3 Dec`.
  static func label(_ day: Day) -> String { "\(day.civil.day) \(Phrases.months[day.civil.month - 1])" }

  private static func keepsApart(_ ticks: [Tick], on scale: ChartScale, fontSize: Double) -> Bool {
    var last = -Double.infinity
    for tick in ticks {
      let half = TextWidth.of(tick.label, size: fontSize) / 2
      let middle = scale.place(tick.value)
      guard middle - half > last + fontSize / 2 else { return false }
      last = middle + half
    }
    return true
  }

  func place(_ day: Day) -> Double { place(Double(day.number)) }
  /// The left edge of a day's place.
  func edge(_ day: Day) -> Double { place(Double(day.number) - 0.5) }
}
