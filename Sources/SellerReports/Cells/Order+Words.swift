import AccountHealth

extension Order.Channel {
  var word: String {
    switch self {
    case .seller: "seller"
    case .amazon: "amazon"
    }
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
