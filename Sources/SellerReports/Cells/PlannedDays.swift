import AccountHealth

/// Whether a column with a bare name holds plans: nearly all of its days are those of the deadlines. Read as
/// facts, every order of such a column would be in time.
struct PlannedDays {
  /// So many orders show it.
  private static let fewest = 10

  /// The orders with a deadline and a day, and those on whose deadline the day is.
  private(set) var (all, kept) = (0, 0)

  mutating func add(_ day: Day, deadline: Day) {
    all += 1
    if day == deadline { kept += 1 }
  }

  mutating func add(_ other: PlannedDays) {
    all += other.all
    kept += other.kept
  }

  var areAll: Bool { all >= Self.fewest && 20 * kept >= 19 * all }
}
