/// The actions as a report shows them, best first.
public struct ReportRanking: Sendable {
  /// The fall of the chance to be off target, with its 95 % interval from the simulation; fractions, positive
  /// is good.
  public struct Effect: Sendable, Hashable {
    public var value: Double
    public var low: Double
    public var high: Double

    public init(value: Double, low: Double, high: Double) {
      self.value = value
      self.low = low
      self.high = high
    }

    /// Value, low and high in percentage points.
    var points: [String] {
      [value, low, high].map { value in
        let text = Decimals.fixed(abs(value) * 100, 1)
        return value < 0 && Double(text) != 0 ? "−" + text : text
      }
    }
  }

  public struct Row: Sendable, Hashable {
    public var action: String
    /// `nil` for an action that could not be evaluated.
    public var effect: Effect?
    /// The chance that no other is better; 0…1.
    public var best: Double
    /// The range of its possible ranks; 1 is the best.
    public var ranks: ClosedRange<Int>?
    /// Such as `120 USD a month`; `nil` if unknown.
    public var cost: String?
    /// How good the evidence is, such as `B`.
    public var grade: String?
    /// Whether its size was measured somewhere, not only judged.
    public var isMeasured: Bool

    public init(
      action: String, effect: Effect?, best: Double, ranks: ClosedRange<Int>? = nil, cost: String? = nil,
      grade: String? = nil, isMeasured: Bool = true
    ) {
      self.action = action
      self.effect = effect
      self.best = best
      self.ranks = ranks
      self.cost = cost
      self.grade = grade
      self.isMeasured = isMeasured
    }

    /// `More couriers: 12.0 points less, 95 % interval 8.0 to 16.0; …`
    var sentence: String {
      guard let effect else { return "\(action): could not be evaluated." }
      let points = effect.points
      var parts = ["\(points[0]) points less, 95 % interval \(points[1]) to \(points[2])"]
      parts.append("the best with a chance of \(Phrases.percent(best))")
      if let cost { parts.append("cost \(cost)") }
      if let grade { parts.append("evidence \(grade)") }
      return "\(action): " + parts.joined(separator: "; ") + "."
    }
  }

  /// An action that is worth a look first.
  public struct Pick: Sendable, Hashable {
    /// Why it is, such as `begin with` or `most for its cost`.
    public var role: String
    public var action: String
    /// The name for `--action`.
    public var name: String
    /// The fall in percentage points, `10.1`.
    public var points: String
    /// `63 fewer`: days off target, for a seller who is off target today.
    public var days: String?
    public var cost: String?
    /// Condition, side effects and note, a sentence each.
    public var remarks: [String]

    public init(
      role: String, action: String, name: String, points: String, days: String? = nil, cost: String? = nil,
      remarks: [String] = []
    ) {
      self.role = role
      self.action = action
      self.name = name
      self.points = points
      self.days = days
      self.cost = cost
      self.remarks = remarks
    }
  }

  /// The few to look at first; empty where none surely helps.
  public var picks: [Pick] = []
  /// Best first.
  public var rows: [Row]
  /// The figure that is changed, such as `chance of any rate off target within 90 days`.
  public var figure: String
  /// The one thing to do first, and its name for `--action`.
  public var first: String?
  public var firstName: String?
  /// Whether it pays, and what pays most where that is another action, a sentence each.
  public var money: [String] = []
  /// How large the risk is, which action is best and how sure that is, in short.
  public var verdict: String?
  /// All that the terminal says: the risks as things are, the choice, and what is best for its cost.
  public var sentences: [String] = []
  /// A sentence about what is not listed.
  public var remark: String?

  public init(rows: [Row], figure: String, verdict: String? = nil, remark: String? = nil) {
    self.rows = rows
    self.figure = figure
    self.verdict = verdict
    self.remark = remark
  }
}
