/// One assumption behind a loss, put to its low or high end while all others stay.
struct LossVariant {
  var name: String
  /// Whether it changes when an account is deactivated, not only what follows.
  var movesHazards: Bool
  /// Whether it changes what violations do.
  let movesRating: Bool
  /// Those that move together.
  private var paths: [WritableKeyPath<Enforcement, Assumption>]

  private init(
    _ name: String, _ paths: [WritableKeyPath<Enforcement, Assumption>], hazards: Bool = false,
    rating: Bool = false
  ) {
    self.name = name
    movesRating = rating
    self.paths = paths
    movesHazards = hazards
  }

  /// The enforcement with this assumption at an end, whatever the setting.
  func at(_ end: RiskSetting, _ enforcement: Enforcement) -> Enforcement {
    var result = enforcement
    for path in paths {
      let value = enforcement[keyPath: path][end]
      result[keyPath: path] = Assumption(low: value, central: value, high: value)
    }
    // The settings of the other assumptions stay, and only the central one is looked at.
    if movesRating, let rules = result.rating, let known = result.violations {
      result.violations = RatingForecast(rules, known.record, seed: known.seed, settings: [.central])
    }
    return result
  }

  /// Whether its ends differ.
  func isSwung(_ enforcement: Enforcement) -> Bool {
    paths.contains { enforcement[keyPath: $0].low != enforcement[keyPath: $0].high }
  }

  /// The value at an end, or the end's name where several assumptions move together.
  func words(_ end: RiskSetting, _ enforcement: Enforcement) -> String {
    guard paths.count == 1 else { return end.rawValue }
    let value = enforcement[keyPath: paths[0]][end]
    // Products such as 0.0007 · 100 leave a rest of rounding.
    if abs(value) < 0.001, value != 0 { return "\((value * 1e10).rounded() / 1e8) %" }
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  /// Every assumption of the enforcement and of the loss that bears on a loss, except what the books state.
  static func all(_ enforcement: Enforcement, books: Books) -> [LossVariant] {
    var result = [
      LossVariant("background", [\.background], hazards: true),
      LossVariant("small.factor", [\.smallFactor], hazards: true),
      LossVariant("mild.notice", [\.mild.notice], hazards: true),
      LossVariant("mild.deactivated", [\.mild.deactivated], hazards: true),
      LossVariant("mild.accepted", [\.mild.accepted], hazards: true),
      LossVariant("mild.deactivated_if_refused", [\.mild.deactivatedIfRefused], hazards: true),
      LossVariant("severe.notice", [\.severe.notice], hazards: true),
      LossVariant("severe.deactivated", [\.severe.deactivated], hazards: true),
      LossVariant("severe.accepted", [\.severe.accepted], hazards: true),
      LossVariant("severe.deactivated_if_refused", [\.severe.deactivatedIfRefused], hazards: true),
      LossVariant("notice_days", [\.noticeDays], hazards: true),
      LossVariant("dropped_if_back", [\.droppedIfBack], hazards: true),
      LossVariant("metrics.factor", enforcement.groups.indices.map { \.groups[$0].factor }, hazards: true),
      LossVariant("calendar", [\.calendar.ordinary, \.calendar.fourthQuarter], hazards: true),
      LossVariant("metrics.whole_account", enforcement.groups.indices.map { \.groups[$0].wholeAccount }),
      LossVariant("metrics.share_stopped", enforcement.groups.indices.map { \.groups[$0].shareStopped }),
      LossVariant("reinstated.factor", [\.reinstated.factor]),
      LossVariant("reinstated.again_in_a_year", [\.reinstated.again]),
      LossVariant("appeals.first_try", enforcement.appeals.indices.map { \.appeals[$0].firstTry }),
      LossVariant("appeals.further_factor", enforcement.appeals.indices.map { \.appeals[$0].furtherFactor }),
      LossVariant("appeals.tries", enforcement.appeals.indices.map { \.appeals[$0].tries }),
    ]
    if enforcement.violations != nil, let rules = enforcement.rating {
      result += [
        LossVariant("rating.violations_per_day", [\.ratingOrNone.perDay], hazards: true, rating: true),
        LossVariant(
          "rating.points", rules.levels.indices.map { \.ratingOrNone.levels[$0].points }, hazards: true,
          rating: true),
        LossVariant("rating.at_risk", [\.ratingOrNone.atRisk], hazards: true, rating: true),
        LossVariant("rating.below_100", [\.ratingOrNone.below100], hazards: true, rating: true),
        LossVariant("rating.critical_alone", [\.ratingOrNone.critical], hazards: true, rating: true),
      ]
    }
    let margin: [LossVariant] = books.margin == nil ? [LossVariant("loss.margin", [\.lossOrNone.margin])] : []
    let frozen: [LossVariant] =
      !books.tellsBalance ? [LossVariant("loss.frozen_days", [\.lossOrNone.frozenDays])] : []
    let help: [LossVariant] =
      books.help == nil ? [LossVariant("loss.appeal_help", [\.lossOrNone.appealHelp])] : []
    let cost: [LossVariant] =
      books.assumesStockCost ? [LossVariant("loss.stock_cost", [\.lossOrNone.stockCost])] : []
    result += margin + frozen + help + cost
    result += [
      LossVariant("loss.won_back", [\.lossOrNone.wonBack]),
      LossVariant("loss.return_level", [\.lossOrNone.returnLevel]),
      LossVariant("loss.return_half_life_days", [\.lossOrNone.returnHalfLifeDays]),
      LossVariant("loss.release_days_if_reinstated", [\.lossOrNone.releaseDaysIfReinstated]),
      LossVariant("loss.release_days_if_not", [\.lossOrNone.releaseDaysIfNot]),
      LossVariant("loss.claims_charged", [\.lossOrNone.claimsCharged]),
      LossVariant("loss.cost_of_capital", [\.lossOrNone.costOfCapital]),
      LossVariant("loss.kept", Loss.Cause.allCases.map { \.lossOrNone[kept: $0] }),
      LossVariant("loss.stock_lost", [\.lossOrNone.stockLost]),
      LossVariant("loss.stock_resold", [\.lossOrNone.stockResold]),
      LossVariant("loss.liquidation", [\.lossOrNone.liquidation]),
      LossVariant("loss.removal_fee", [\.lossOrNone.removalFee]),
    ]
    return result
  }
}

extension Enforcement {
  /// The losses, which the caller knows to be there.
  fileprivate var lossOrNone: Loss {
    get {
      guard let loss else { preconditionFailure("an enforcement with losses") }
      return loss
    }
    set { loss = newValue }
  }
}

extension Enforcement {
  /// The rules of the rating, which the caller knows to be there.
  fileprivate var ratingOrNone: RatingRules {
    get {
      guard let rating else { preconditionFailure("an enforcement with a rating") }
      return rating
    }
    set { rating = newValue }
  }
}

extension Loss {
  fileprivate subscript(kept cause: Cause) -> Assumption {
    get { kept[cause] ?? Assumption(low: 0, central: 0, high: 0) }
    set { kept[cause] = newValue }
  }
}
