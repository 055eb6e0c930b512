import AccountHealth
import Foundation

/// The counts of one rate, and what explains their differences.
public struct RateReconciliation: Sendable {
  /// One seen count, beside that of the orders.
  public struct Line: Sendable, Hashable {
    public var seen: SeenCount
    /// In the reading that is used; `nil` if the files do not reach back to the first day of the window.
    public var own: WindowCount?

    public init(seen: SeenCount, own: WindowCount?) { (self.seen, self.own) = (seen, own) }

    /// How the two counts differ; `nil` where the files do not count.
    public var disagreement: Disagreement? {
      own.map { Disagreement(metric: seen.metric, day: seen.day, amazon: seen.count, orders: $0) }
    }
  }

  /// An order that may be counted differently.
  public struct Cause: Sendable, Hashable {
    public var order: String
    public var purchased: Day
    public var reason: DifferenceReason
    /// That it is one of those that make up the difference, given how many these are.
    public var chance: Double
  }

  /// What makes up a difference.
  public struct Explanation: Sendable, Hashable {
    public var line: Line
    /// Bad orders at the marketplace minus those of the files; 0 if only the numbers of orders differ.
    public var difference: Int
    /// Orders at the marketplace minus those of the files.
    public var orderDifference: Int
    /// The likeliest, at most as many as the difference and a few more; empty where the counts exclude each
    /// other, as then it is not a matter of single orders.
    public var causes: [Cause]
    /// The orders that one of the two may count without the other, by reason.
    public var countedElsewhere: [Candidates] = []
    /// The chances of 0, 1, … orders of the difference that no candidate explains: not in the files, or
    /// removed by the marketplace without a trace. Empty if the counts are too far apart to be explained
    /// order by order.
    public var unknown: [Double]
    /// The chances of 0, 1, … orders of the difference that the files do not come to count, whether a
    /// candidate explains them or none does: bad ones of the marketplace alone. Empty as `unknown` is.
    var uncounted: [Double] = []
    /// The candidates that are not listed, by reason.
    public var others: [Group] = []

    /// Orders of which each is unlikely, and one or more of which may be counted differently.
    public struct Group: Sendable, Hashable {
      public var reason: DifferenceReason
      public var orders: Int
      /// How many of them make up the difference in the mean.
      public var expected: Double
    }

    /// Orders of the files, of one reason.
    public struct Candidates: Sendable, Hashable {
      public var reason: DifferenceReason
      public var orders: Int
    }

    public var expectedUnknown: Double {
      unknown.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    }
  }

  /// As the rules have it.
  public var rule: MetricRule
  public var choice: ReadingChoice
  /// The way of counting that is used.
  public var used: RuleReading
  /// Whether the rules of the user say how it is counted.
  public var isPinned: Bool
  /// Ascending by day; of one day, the count with the most bad orders last.
  public var lines: [Line]
  /// What makes up the differences of the newest evenings for which it was asked, ascending by day. Evenings
  /// with the counts of the files have none.
  public private(set) var explanations: [Explanation] = []

  /// What makes up the newest difference, once it was asked for; `nil` where its count is that of the files.
  public var explanation: Explanation? {
    explanations.last.flatMap { $0.line == lines.last ? $0 : nil }
  }

  /// Counts of one evening that cannot both be right, each group of them with the most bad orders last.
  public var contradictions: [[Line]] {
    let groups = Dictionary(grouping: lines, by: \.seen.day).values.filter { lines in
      lines.contains { one in lines.contains { $0.seen.contradicts(one.seen) } }
    }
    return groups.sorted { $0[0].seen.day < $1[0].seen.day }
  }
}

extension RateReconciliation {
  /// Causes that are listed beyond the size of the difference.
  private static let furtherCauses = 3
  /// A cause that is less likely is not worth a look.
  private static let leastChance = 0.01
  /// So are groups of orders.
  private static let leastExpected = 0.05

  /// The rates of which there is a count.
  ///
  /// - Complexity: O(orders · readings · different windows) per rate.
  static func all(_ account: Account, _ rules: [MetricRule], _ seen: [SeenCount], isPinned: Bool) -> [Self] {
    let known = Set(account.availableMetrics).intersection(seen.map(\.metric))
    let rules = rules.filter { known.contains($0.metric) }
    let alone = rules.map { ReadingChoice(account, $0, seen) }
    let late: Set<Metric> = [.lateShipment30, .lateShipment10]
    return zip(rules, alone).map { rule, choice in
      var choice = choice
      if late.contains(rule.metric),
        let other = alone.first(where: { late.contains($0.metric) && $0.metric != rule.metric })
      {
        choice.join(other)
      }
      return Self(account, rule, choice, seen, isPinned: isPinned)
    }
  }

  private init(
    _ account: Account, _ rule: MetricRule, _ choice: ReadingChoice, _ seen: [SeenCount], isPinned: Bool
  ) {
    self.rule = rule
    self.isPinned = isPinned
    self.choice = choice
    // Where two counts of an evening differ, the worse one is taken as the newest.
    let own = seen.filter { $0.metric == rule.metric }.sorted {
      ($0.day, $0.count.bad, $1.count.orders, $0.source) < ($1.day, $1.count.bad, $0.count.orders, $1.source)
    }
    let used = isPinned ? rule.reading : choice.used
    self.used = used
    let counts = ReadingChoice.counts(account, rule, used, own)
    let first = account.orders.first?.purchased
    lines = zip(own, counts).map { seen, count in
      let start = seen.rule(rule, used).window(on: seen.day).first
      return Line(seen: seen, own: first.map { $0 <= start } ?? false ? count : nil)
    }
  }

  /// Finds what makes up the differences of the newest evenings.
  ///
  /// - Parameters:
  ///   - account: Its orders.
  ///   - evenings: So many of them; 1 for the newest count only.
  /// - Complexity: O(orders · readings + candidates · difference) per evening.
  mutating func explain(_ account: Account, evenings: Int = 1) {
    var last: [Line] = []
    for line in lines.reversed() where last.last.map({ $0.seen.day != line.seen.day }) ?? true {
      guard last.count < evenings else { break }
      last.append(line)
    }
    explanations = last.reversed().compactMap { Self.explanation($0, account, rule, used) }
  }

  /// What makes up the difference of one count.
  private static func explanation(
    _ line: Line, _ account: Account, _ rule: MetricRule, _ used: RuleReading
  ) -> Explanation? {
    guard let own = line.own else { return nil }
    let difference = line.seen.count.bad - own.bad
    let orderDifference = line.seen.count.orders - own.orders
    guard difference != 0 || orderDifference != 0 else { return nil }
    var result = Explanation(
      line: line, difference: difference, orderDifference: orderDifference, causes: [], unknown: [])
    let isExcluded = line.disagreement?.isConflict ?? false
    if !isExcluded, orderDifference != 0 {
      result.countedElsewhere = DifferenceCandidate.countedElsewhere(
        account, line.seen.rule(rule, used), others: others(line, rule, used), isMore: orderDifference > 0,
        on: line.seen.day
      ).map { .init(reason: $0.reason, orders: $0.orders) }
    }
    guard difference != 0, abs(difference) <= CausePosterior.largestSum else { return result }
    var account = account
    account.orders = account.orders(in: used, of: rule.metric)
    let read = line.seen.rule(rule, used)
    let others = others(line, rule, used)
    let found =
      difference > 0
      ? DifferenceCandidate.missing(account, read, others: others, on: line.seen.day)
      : DifferenceCandidate.surplus(account, read, others: others, on: line.seen.day)
    let candidates = Array(
      found.sorted { $0.reason.chance > $1.reason.chance }.prefix(CausePosterior.mostCauses))
    let mean =
      difference > 0
      ? unknownMean(bad: own.bad, lacking: min(difference, max(0, orderDifference))) : almostNone
    let posterior = CausePosterior(
      candidates.map { ($0.reason.chance, $0.weight) }, unknownMean: mean, sum: abs(difference))
    result.unknown = posterior.unknown
    if difference > 0 {
      result.uncounted = CausePosterior.part(
        of: candidates.map { ($0.reason.chance, $0.weight, !$0.reason.isCountedLater) }, unknownMean: mean,
        sum: difference)
    }
    guard !isExcluded else { return result }
    let causes = zip(candidates, posterior.chances).map {
      Cause(order: $0.order, purchased: $0.purchased, reason: $0.reason, chance: $1)
    }.sorted { ($1.chance, $0.purchased, $0.order) < ($0.chance, $1.purchased, $1.order) }
    result.causes = Array(
      causes.prefix(abs(difference) + furtherCauses).prefix { $0.chance >= leastChance })
    let rest = Dictionary(grouping: causes[result.causes.count...], by: \.reason)
    result.others = rest.map { reason, all in
      Explanation.Group(
        reason: reason, orders: all.count, expected: all.reduce(0) { $0 + $1.chance })
    }.filter { $0.expected >= leastExpected }
      .sorted { ($1.expected, $0.reason.rawValue) < ($0.expected, $1.reason.rawValue) }
    return result
  }

  /// The rule in the readings that are not used.
  private static func others(_ line: Line, _ rule: MetricRule, _ used: RuleReading) -> [MetricRule] {
    RuleReading.candidates(for: rule.metric).filter { $0 != used }.map { line.seen.rule(rule, $0) }
  }

  /// The mean of the bad orders that the marketplace alone counts and that leave no trace in the files: half
  /// an order, one in twenty of the bad ones, and half of the orders that are in no file, as far as all of
  /// these may be bad. Judged, not measured.
  static func unknownMean(bad: Int, lacking: Int) -> Double {
    0.5 + Double(bad) / 20 + Double(lacking) / 2
  }

  /// What the files have too much of is one of their own bad orders, so that nothing else explains it.
  private static let almostNone = 1e-12

  /// Equally likely numbers of bad orders that the marketplace counted on an earlier evening, that the files
  /// do not count, and that are still in the window: the quantiles of the law of `uncounted`, each order
  /// still there with the share of the window's days that are left. All of a difference too large to be
  /// explained order by order is uncounted. Empty if none is likely.
  ///
  /// A surplus of the files is no reason to hope: it is counted as it is.
  func unknownBad(on evening: Day, quantiles: Int = 16) -> [Int] {
    guard let explanation, explanation.difference > 0, let line = lines.last else { return [] }
    let read = line.seen.rule(rule, used)
    let before = read.window(on: line.seen.day)
    guard let left = before.intersection(read.window(on: evening)) else { return [] }
    let share = Double(left.count) / Double(before.count)
    let all = (explanation.difference, 1.0)
    let numbers =
      explanation.uncounted.isEmpty
      ? [all] : explanation.uncounted.enumerated().map { ($0.offset, $0.element) }
    // The law of those that are left, by one binomial per number.
    var law = [Double](repeating: 0, count: (numbers.last?.0 ?? 0) + 1)
    for (number, chance) in numbers where chance > 0 {
      for (place, part) in Self.binomial(number, share).enumerated() { law[place] += chance * part }
    }
    var (sum, place) = (law.first ?? 1, 0)
    let result = (0..<quantiles).map { index in
      let level = (Double(index) + 0.5) / Double(quantiles)
      while sum < level, place + 1 < law.count {
        place += 1
        sum += law[place]
      }
      return place
    }
    return result.allSatisfy { $0 == 0 } ? [] : result
  }

  /// The chances of 0…`number` of so many orders, each with chance `share`, by logarithms.
  private static func binomial(_ number: Int, _ share: Double) -> [Double] {
    guard share < 1 else { return [Double](repeating: 0, count: number) + [1] }
    var factorials = [0.0]
    for factor in 0..<number { factorials.append(factorials[factor] + log(Double(factor + 1))) }
    return (0...number).map { place in
      let rest = number - place
      return exp(
        factorials[number] - factorials[place] - factorials[rest] + Double(place) * log(share)
          + Double(rest) * log1p(-share))
    }
  }
}
