/// Why a rate moved between two evenings: every order that was in its window on either of them, by what
/// became of it.
///
/// It contains only counts, so the parts add up exactly: `after` is `before` with every part added.
public struct RateChange: Sendable, Hashable {
  /// What became of an order from the first evening to the second. The raw value appears in files.
  public enum Part: String, Sendable, Hashable, CaseIterable {
    /// Came into the window and is bad.
    case enteredBad = "entered_bad"
    /// Was in the window, and has become bad or was reported since.
    case becameBad = "became_bad"
    /// Was bad and has left the window by age.
    case leftBad = "left_bad"
    /// Is in the window and no longer bad, such as a late order that was cancelled.
    case cleared
    case enteredGood = "entered_good"
    case leftGood = "left_good"
    case stayedBad = "stayed_bad"
    case stayedGood = "stayed_good"

    /// What one such order adds to the counts.
    public var change: WindowCount {
      switch self {
      case .enteredBad: WindowCount(orders: 1, bad: 1)
      case .becameBad: WindowCount(orders: 0, bad: 1)
      case .leftBad: WindowCount(orders: -1, bad: -1)
      case .cleared: WindowCount(orders: 0, bad: -1)
      case .enteredGood: WindowCount(orders: 1, bad: 0)
      case .leftGood: WindowCount(orders: -1, bad: 0)
      case .stayedBad, .stayedGood: WindowCount(orders: 0, bad: 0)
      }
    }

    /// Whether the order is in the window on the second evening, and bad there.
    public var isInWindow: Bool { self != .leftBad && self != .leftGood }
    public var isBad: Bool { self == .enteredBad || self == .becameBad || self == .stayedBad }
  }

  /// One order of the window.
  public struct Item: Sendable, Hashable {
    public var id: String
    /// The day that places it in the window; the latest possible one if no file says when it was promised.
    public var member: Day
    public var part: Part
    /// The amount it adds to each count: 1, or its units; the fewest that it can have if they are not known.
    public var weight: Int
    /// Whether no file says what became of it by one of the evenings, or how many units it has. It is counted
    /// by the least that is known: not as bad, and with its fewest units.
    public var isOpen: Bool
    /// The first evening on which it is too old for the window.
    public var leaves: Day
  }

  public let rule: MetricRule
  public let from: Day
  public let to: Day
  public let before: WindowCount
  public let after: WindowCount
  /// Ascending by the day they leave, then by id.
  public let items: [Item]

  /// - Parameters:
  ///   - orders: The orders of one account. Each evening is counted by what was known on it.
  ///   - earlier: The same orders as they were known on the first evening, where what was taken back since
  ///     was kept; `nil` if `orders` say what was known then.
  ///   - rule: Window and limit of the rate.
  ///   - from: The first evening, before `to`.
  ///   - to: The second evening.
  /// - Complexity: O(orders), plus sorting those in a window.
  public init(orders: some Sequence<Order>, earlier: [Order]? = nil, rule: MetricRule, from: Day, to: Day) {
    precondition(from < to, "a change has two evenings")
    self.rule = rule
    self.from = from
    self.to = to
    var (before, after) = (WindowCount(orders: 0, bad: 0), WindowCount(orders: 0, bad: 0))
    var items: [Item] = []
    let known = earlier.map { earlier in Dictionary(earlier.map { ($0.id, $0) }) { first, _ in first } }
    for order in orders {
      let contribution = rule.contribution(of: order)
      let first =
        known.map {
          $0[order.id].map { rule.contribution(of: $0).count(on: from) } ?? .init(orders: 0, bad: 0)
        }
        ?? contribution.count(on: from)
      let second = contribution.count(on: to)
      before += first
      after += second
      guard let counted = contribution.orders, first.orders + second.orders > 0 else { continue }
      let member = rule.memberDay(of: order) ?? counted.last - rule.oldest
      items.append(
        Item(
          id: order.id, member: member, part: Self.part(first, second), weight: contribution.weight,
          isOpen: first.isRange || second.isRange, leaves: counted.last + 1))
    }
    self.before = before
    self.after = after
    self.items = items.sorted { ($0.leaves, $0.id) < ($1.leaves, $1.id) }
  }

  /// Requires that the order is in at least one of the two windows.
  private static func part(_ first: WindowCount, _ second: WindowCount) -> Part {
    if first.orders == 0 { return second.bad > 0 ? .enteredBad : .enteredGood }
    if second.orders == 0 { return first.bad > 0 ? .leftBad : .leftGood }
    switch (first.bad > 0, second.bad > 0) {
    case (true, true): return .stayedBad
    case (true, false): return .cleared
    case (false, true): return .becameBad
    case (false, false): return .stayedGood
    }
  }

  /// The number of orders of a part, or of their units if units are counted.
  public func count(_ part: Part) -> Int {
    items.lazy.filter { $0.part == part }.reduce(0) { $0 + $1.weight }
  }

  /// The change of the bad share by a part's bad orders at the former size of the window: their change
  /// divided by `before.orders`. `nil` if either window is empty, since there is then no change of a rate.
  public func effect(of part: Part) -> Ratio? {
    guard before.orders > 0, after.orders > 0 else { return nil }
    return Ratio(count(part) * part.change.bad, before.orders)
  }

  /// The change of the bad share by the change of the window's size: `after.bad` divided by the new size,
  /// minus `after.bad` divided by the old. With the effects of all parts it adds up exactly to `total`.
  public var effectOfVolume: Ratio? {
    guard let (before, after) = factors else { return nil }
    return Ratio(after.bad * (before.orders - after.orders), before.orders * after.orders)
  }

  /// The whole change of the bad share.
  public var total: Ratio? {
    guard let (before, after) = factors else { return nil }
    return Ratio(after.bad * before.orders - before.bad * after.orders, before.orders * after.orders)
  }

  /// Both counts, such that products of two of their numbers fit. `nil` if either window is empty.
  ///
  /// They are exact up to 2³⁰ orders or units. Larger windows are mistyped units; they are halved until they
  /// are as small.
  private var factors: (before: WindowCount, after: WindowCount)? {
    guard before.orders > 0, after.orders > 0 else { return nil }
    let most = max(before.orders, after.orders)
    let shift = max(0, Int.bitWidth - most.leadingZeroBitCount - 30)
    func halved(_ count: WindowCount) -> WindowCount {
      WindowCount(orders: max(1, count.orders >> shift), bad: count.bad >> shift)
    }
    return shift == 0 ? (before, after) : (halved(before), halved(after))
  }
}
