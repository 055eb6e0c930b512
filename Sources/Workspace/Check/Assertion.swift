import AccountHealth

/// Something that must hold, such as `order_defect_rate.p_breach(30d) < 5%`.
public struct Assertion: Sendable, Hashable, CustomStringConvertible {
  public enum Subject: Sendable, Hashable {
    /// One rate of every account.
    case metric(Metric)
    /// Every rate of every account.
    case any
    /// The account status in the marketplace's own report.
    case status
    /// The imports of the store.
    case imports
    /// The open notices.
    case notice
  }

  public enum Quantity: Sendable, Hashable {
    /// The chance to be off target within some days; 1 for a rate that is off target today.
    case breach(days: Int)
    /// The chance to be deactivated within some days, by the central setting of what is assumed.
    case deactivation(days: Int)
    /// How many more bad orders the window can take.
    case room
    /// Whether it is off target today.
    case offTarget
    /// Whether the status is anything but normal.
    case atRisk
    /// Days since the evening of the last import.
    case age
    /// Days until the first answer is due.
    case daysLeft

    /// Whether it is a chance, which moves from night to night.
    var isChance: Bool {
      switch self {
      case .breach, .deactivation: true
      default: false
      }
    }
  }

  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case equal = "=="
    case below = "<"
    case above = ">"

    func holds(_ value: Double, _ bound: Double) -> Bool {
      switch self {
      case .atMost: value <= bound
      case .atLeast: value >= bound
      case .equal: value == bound
      case .below: value < bound
      case .above: value > bound
      }
    }
  }

  /// Whether it is about rates of an account.
  var isOfRates: Bool {
    switch subject {
    case .metric, .any: true
    case .status, .imports, .notice: false
    }
  }

  public var subject: Subject
  public var quantity: Quantity
  public var comparison: Comparison
  /// A share for chances, 1 or 0 for true and false, else a number of orders or days.
  public var bound: Double
  /// As it was written, with single spaces.
  public var description: String

  /// - Returns: `nil` for text that is no assertion.
  public init?(_ text: String) {
    guard
      let comparison = Comparison.allCases.first(where: { text.contains($0.rawValue) }),
      let place = text.firstRange(of: comparison.rawValue)
    else { return nil }
    let left = text[..<place.lowerBound].filter { !$0.isWhitespace }
    let right = text[place.upperBound...].filter { !$0.isWhitespace }
    guard let dot = left.firstIndex(of: ".") else { return nil }
    let (name, rest) = (String(left[..<dot]), String(left[left.index(after: dot)...]))
    switch name {
    case "any": subject = .any
    case "status": subject = .status
    case "import": subject = .imports
    case "notice": subject = .notice
    default:
      guard let metric = Metric(rawValue: name) else { return nil }
      subject = .metric(metric)
    }
    guard let quantity = Self.quantity(rest), Self.fits(quantity, subject),
      let bound = Self.bound(right, quantity)
    else { return nil }
    let isTruth = quantity == .offTarget || quantity == .atRisk
    guard isTruth == (comparison == .equal) else { return nil }
    (self.quantity, self.comparison, self.bound) = (quantity, comparison, bound)
    description = "\(left) \(comparison.rawValue) \(right)"
  }

  /// What is wrong with a text that is no assertion: the first part that is not understood, and what may
  /// stand there.
  static func expected(insteadOf text: String) -> String {
    let example = "an assertion such as order_defect_rate.p_breach(30d) < 5%"
    guard let comparison = Comparison.allCases.first(where: { text.contains($0.rawValue) }),
      let place = text.firstRange(of: comparison.rawValue)
    else { return "\(example): one of <, <=, >, >= and == is missing" }
    let left = text[..<place.lowerBound].filter { !$0.isWhitespace }
    let right = text[place.upperBound...].filter { !$0.isWhitespace }
    guard let dot = left.firstIndex(of: ".") else {
      return "\(example): a point and what is compared are missing after '\(left)'"
    }
    let (name, rest) = (String(left[..<dot]), String(left[left.index(after: dot)...]))
    guard let allowed = quantities(of: name) else {
      let names = Metric.allCases.map(\.rawValue) + ["any", "status", "import", "notice"]
      return "one of \(names.joined(separator: ", ")) instead of '\(name)'"
    }
    guard let quantity = quantity(rest), allowed.contains(where: { rest.hasPrefix($0.prefix { $0 != "(" }) })
    else {
      let isDays = ["p_breach", "p_deactivated"].contains { rest.hasPrefix($0) }
      return "\(allowed.joined(separator: ", ")) after '\(name).' instead of '\(rest)'"
        + (isDays ? ", with 1 to 730 days" : "")
    }
    let isTruth = quantity == .offTarget || quantity == .atRisk
    guard isTruth == (comparison == .equal) else {
      return "\(isTruth ? "==" : "<, <=, > or >=") after '\(left)' instead of '\(comparison.rawValue)'"
    }
    let value =
      switch quantity {
      case .offTarget, .atRisk: "true or false"
      case .breach, .deactivation: "a chance such as 5% or 0.05"
      case .age, .daysLeft: "a number of days such as 3d"
      case .room: "a whole number of orders"
      }
    return "\(value) after '\(comparison.rawValue)' instead of '\(right)'"
  }

  /// What may be compared of a subject; `nil` if it is not known.
  private static func quantities(of name: String) -> [String]? {
    switch name {
    case "any": ["p_breach(30d)", "p_deactivated(90d)", "room", "off_target"]
    case "status": ["at_risk"]
    case "import": ["age"]
    case "notice": ["days_left"]
    default: Metric(rawValue: name).map { _ in ["p_breach(30d)", "room", "off_target"] }
    }
  }

  private static func quantity(_ text: String) -> Quantity? {
    switch text {
    case "room": return .room
    case "off_target": return .offTarget
    case "at_risk": return .atRisk
    case "age": return .age
    case "days_left": return .daysLeft
    default: break
    }
    guard text.hasSuffix("d)"), let open = text.firstIndex(of: "("),
      let days = Int(text[text.index(after: open)...].dropLast(2)), (1...730).contains(days)
    else { return nil }
    switch text[..<open] {
    case "p_breach": return .breach(days: days)
    case "p_deactivated": return .deactivation(days: days)
    default: return nil
    }
  }

  private static func fits(_ quantity: Quantity, _ subject: Subject) -> Bool {
    switch (subject, quantity) {
    case (.metric, .breach), (.metric, .room), (.metric, .offTarget): true
    case (.any, .breach), (.any, .room), (.any, .offTarget), (.any, .deactivation): true
    case (.status, .atRisk), (.imports, .age), (.notice, .daysLeft): true
    default: false
    }
  }

  private static func bound(_ text: String, _ quantity: Quantity) -> Double? {
    switch quantity {
    case .offTarget, .atRisk: return text == "true" ? 1 : text == "false" ? 0 : nil
    case .breach, .deactivation:
      let isPercent = text.hasSuffix("%")
      guard let value = Double(isPercent ? String(text.dropLast()) : text), value >= 0 else { return nil }
      let share = isPercent ? value / 100 : value
      return share <= 1 ? share : nil
    case .age, .daysLeft:
      return Double(Int(text.hasSuffix("d") ? String(text.dropLast()) : text) ?? -1).positive
    case .room: return Int(text).map(Double.init)
    }
  }
}

extension Double {
  fileprivate var positive: Double? { self >= 0 ? self : nil }
}
