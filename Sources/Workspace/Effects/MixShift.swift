import AccountHealth
import Decisions
import Forecasting

/// A kind of order whose share of all orders moved at a day: another product, ship service or weekday of
/// purchase sells. A rate that moves with it may have moved because of it.
public struct MixShift: Sendable, Hashable {
  public var trait: Trait
  /// Its share of the orders of the four weeks before, 0…1.
  public var before: Double
  /// Its share of the orders of the four weeks from the day on.
  public var after: Double

  private static let kinds: [Trait.Kind] = [.sku, .service, .placedWeekday]
  /// What is told: a share that moved by so much, so many standard errors from none among as many products as
  /// a shop has, of so many orders on either side; judged.
  private static let (leastShift, leastErrors, leastOrders) = (0.1, 4.0, 30)

  /// - Parameters:
  ///   - day: The first day of what comes after.
  ///   - decided: The day on which an order's fate is decided; `nil` for an order that is not looked at.
  /// - Returns: For each kind the trait whose share moved most, if that is told. A kind that the files name
  ///   for less than nine in ten orders on either side is passed over.
  /// - Complexity: O(orders).
  static func found(at day: Day, _ orders: [Order], decided: (Order) -> Day?) -> [MixShift] {
    let weeks = EffectEvidence.laterDays
    var counts = [[Trait: Int](), [:]]
    var (known, totals) = (kinds.map { _ in [0, 0] }, [0, 0])
    for order in orders {
      guard let own = decided(order), own >= day - weeks, own < day + weeks else { continue }
      let side = own < day ? 0 : 1
      totals[side] += 1
      for (place, kind) in kinds.enumerated() {
        guard let trait = kind.value(of: order, on: day) else { continue }
        known[place][side] += 1
        counts[side][trait, default: 0] += 1
      }
    }
    guard let fewest = totals.min(), fewest >= leastOrders else { return [] }
    return kinds.enumerated().compactMap { place, kind in
      guard (0...1).allSatisfy({ known[place][$0] * 10 >= totals[$0] * 9 }) else { return nil }
      let (before, after) = (Double(known[place][0]), Double(known[place][1]))
      let shifts = Set(counts[0].keys).union(counts[1].keys).filter { $0.kind == kind }.map { trait in
        MixShift(
          trait: trait, before: Double(counts[0][trait] ?? 0) / before,
          after: Double(counts[1][trait] ?? 0) / after)
      }
      return shifts.filter { shift in
        let share = (shift.before * before + shift.after * after) / (before + after)
        let error = (share * (1 - share) * (1 / before + 1 / after)).squareRoot()
        return abs(shift.change) >= max(leastShift, leastErrors * error)
      }.max { one, other in
        (abs(one.change), "\(other.trait)") < (abs(other.change), "\(one.trait)")
      }
    }
  }

  private var change: Double { after - before }
}
