import AccountHealth

extension Order.Channel {
  var word: String {
    switch self {
    case .seller: "seller"
    case .amazon: "amazon"
    }
  }
}

extension Order.Service {
  public var word: String {
    switch self {
    case .economy: "economy"
    case .standard: "standard"
    case .expedited: "expedited"
    case .priority: "priority"
    case .secondDay: "second_day"
    case .nextDay: "next_day"
    case .sameDay: "same_day"
    case .scheduled: "scheduled"
    }
  }

  /// A word begins one of Amazon's names of its services, such as `Exp US D2D Dom`, `SecondDay` or
  /// `FREE_ECONOMY`.
  private static let beginnings: [(String, Order.Service)] = [
    ("freeeconomy", .economy), ("economy", .economy), ("std", .standard), ("standard", .standard),
    ("exp", .expedited), ("priority", .priority), ("secondday", .secondDay), ("second", .secondDay),
    ("2ndday", .secondDay), ("twoday", .secondDay), ("nextday", .nextDay), ("next", .nextDay),
    ("sameday", .sameDay), ("same", .sameDay), ("scheduled", .scheduled),
  ]

  /// - Returns: `nil` for a name that is not known.
  init?(_ name: String) {
    let letters = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard let found = Self.beginnings.first(where: { letters.hasPrefix($0.0) }) else { return nil }
    self = found.1
  }
}

extension Order.Canceller {
  var word: String {
    switch self {
    case .seller: "seller"
    case .buyer: "buyer"
    case .amazon: "amazon"
    }
  }
}

extension Order.Tracking {
  var word: String {
    switch self {
    case .valid: "valid"
    case .invalid: "invalid"
    case .none: "none"
    }
  }
}

extension Order.Defect {
  var word: String {
    switch self {
    case .negativeFeedback: "negative_feedback"
    case .aToZClaim: "a_to_z_claim"
    case .chargeback: "chargeback"
    }
  }
}
