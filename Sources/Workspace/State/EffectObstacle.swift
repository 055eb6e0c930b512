import AccountHealth

/// Why the effect of a change cannot be estimated in an account.
public enum EffectObstacle: Sendable, Hashable {
  /// The files cannot give the rate.
  case missing(Missing?)
  /// No order that the rate counts.
  case noOrders
  /// No such order of the only product that the change reached.
  case noProduct(String)
  /// The day is not one of the record's, which has its first and last day.
  case outside(Day, first: Day, last: Day)
  /// No order that the rate counts before the day, or none from it on.
  case noneBefore(Day)
  case noneAfter(Day, until: Day)
  /// Orders before the day and from it on, but on one side only on days of a sale, which these are.
  case onlySales(Day, [DayRange])
  /// No order was bad before the day or from it on, or every order was: no size of a step is likelier than
  /// another on the side that leaves it so.
  case allAlike(areBad: Bool, before: Int, after: Int)

  /// Whether another day, or another product, would have an answer.
  public var isOfDay: Bool {
    switch self {
    case .missing, .noOrders, .allAlike: false
    case .outside, .noneBefore, .noneAfter, .onlySales, .noProduct: true
    }
  }
}
