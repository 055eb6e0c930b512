import AccountHealth
import Simulation

/// One assumption behind a loss, put to its low or high end while all others stay.
///
/// An assumption with settings goes to its low and high one, the days of a delay all to their 10 % or 90 %
/// point, and a number or a share that has no range to its half and its double.
struct LossVariant {
  var name: String
  /// Whether it changes when an account is deactivated, not only what follows.
  var movesHazards: Bool
  /// Whether it changes what violations do.
  let movesRating: Bool
  /// Whether it changes which excess is small, mild or severe, so that the states of a rate are counted anew.
  let movesGroups: Bool
  /// Whether it is about when an account is deactivated, and so says nothing of one that is.
  var isOfHazards: Bool { movesHazards || movesGroups }
  /// The value at an end; `nil` where several assumptions move together.
  private let value: (RiskSetting, Enforcement) -> Double?
  private let change: (RiskSetting, inout Enforcement) -> Void
  /// Whether its ends differ.
  let isSwung: (Enforcement) -> Bool
  /// `0.25 (0.15 to 0.4)`: each of its values with the ends.
  let ranges: (Enforcement) -> [String]

  private init(
    _ name: String, hazards: Bool = false, rating: Bool = false, groups: Bool = false,
    isSwung: @escaping (Enforcement) -> Bool, value: @escaping (RiskSetting, Enforcement) -> Double?,
    change: @escaping (RiskSetting, inout Enforcement) -> Void,
    ranges: @escaping (Enforcement) -> [String]
  ) {
    self.ranges = ranges
    (self.name, movesHazards, movesRating, movesGroups) = (name, hazards, rating, groups)
    (self.isSwung, self.value, self.change) = (isSwung, value, change)
  }

  /// Assumptions with settings, which move together.
  private init(
    _ name: String, _ paths: [WritableKeyPath<Enforcement, Assumption>], hazards: Bool = false,
    rating: Bool = false
  ) {
    self.init(
      name, hazards: hazards, rating: rating,
      isSwung: { enforcement in
        paths.contains { enforcement[keyPath: $0].low != enforcement[keyPath: $0].high }
      }, value: { end, enforcement in paths.count == 1 ? enforcement[keyPath: paths[0]][end] : nil },
      change: { end, enforcement in
        for path in paths {
          let value = enforcement[keyPath: path][end]
          enforcement[keyPath: path] = Assumption(low: value, central: value, high: value)
        }
      },
      ranges: { enforcement in
        paths.map { path in
          let value = enforcement[keyPath: path]
          return Self.range(value.central, value.low, value.high)
        }
      })
  }

  /// Days of a delay, which move together.
  private init(
    _ name: String, days paths: [WritableKeyPath<Enforcement, EffectQuantiles>], rating: Bool = false
  ) {
    func point(_ end: RiskSetting, _ days: EffectQuantiles) -> Double { end == .low ? days.p10 : days.p90 }
    self.init(
      name, hazards: rating, rating: rating,
      isSwung: { enforcement in paths.contains { !enforcement[keyPath: $0].isCertain } },
      value: { end, enforcement in paths.count == 1 ? point(end, enforcement[keyPath: paths[0]]) : nil },
      change: { end, enforcement in
        for path in paths {
          enforcement[keyPath: path] = EffectQuantiles(always: point(end, enforcement[keyPath: path]))
        }
      },
      ranges: { enforcement in
        paths.map { path in
          let days = enforcement[keyPath: path]
          return Self.range(days.p50, days.p10, days.p90)
        }
      })
  }

  /// Numbers without a range, which move together.
  ///
  /// - Parameter bounds: What the number must stay within.
  private init(
    _ name: String, number paths: [WritableKeyPath<Enforcement, Double>],
    in bounds: ClosedRange<Double> = 0...1e9, hazards: Bool = false, rating: Bool = false,
    groups: Bool = false
  ) {
    func moved(_ end: RiskSetting, _ value: Double) -> Double {
      min(max(value * (end == .low ? 0.5 : 2), bounds.lowerBound), bounds.upperBound)
    }
    self.init(
      name, hazards: hazards, rating: rating, groups: groups,
      isSwung: { enforcement in
        paths.contains { moved(.low, enforcement[keyPath: $0]) != moved(.high, enforcement[keyPath: $0]) }
      }, value: { end, enforcement in paths.count == 1 ? moved(end, enforcement[keyPath: paths[0]]) : nil },
      change: { end, enforcement in
        for path in paths { enforcement[keyPath: path] = moved(end, enforcement[keyPath: path]) }
      }, ranges: { enforcement in paths.map { Self.number(enforcement[keyPath: $0]) } })
  }

  /// The share of sales that reaches the seller, which is no part of an enforcement.
  private static var proceeds: LossVariant {
    LossVariant(
      proceedsName, isSwung: { _ in true },
      value: { end, _ in
        end == .low ? AccountFacts.proceedsRange.lowerBound : AccountFacts.proceedsRange.upperBound
      }, change: { _, _ in },
      ranges: { _ in
        let ends = AccountFacts.proceedsRange
        return [range(AccountFacts.proceedsShare, ends.lowerBound, ends.upperBound)]
      })
  }

  private static let proceedsName = "proceeds_share"

  /// What only says when cash and stock move; it moves no loss.
  static var ofLiquidity: [LossVariant] {
    [
      LossVariant("loss.fixed_cost", [\.lossOrNone.fixedCost]),
      LossVariant("loss.removal_after_days", [\.lossOrNone.removalAfterDays]),
      LossVariant("loss.removal_days", [\.lossOrNone.removalDays]),
    ]
  }

  /// Assumptions about stock at the marketplace.
  static let ofStock: Set<String> = [
    "loss.stock_lost", "loss.stock_resold", "loss.liquidation", "loss.removal_fee", "loss.stock_cost",
    "loss.removal_after_days", "loss.removal_days",
  ]

  /// The business with this assumption at an end.
  func business(_ end: RiskSetting, _ business: Loss.Business, _ books: Books) -> Loss.Business {
    guard name == Self.proceedsName, let share = value(end, .builtIn) else { return business }
    var result = business
    result.proceeds *= share / AccountFacts.proceedsShare
    if books.balance == nil, let settled = books.settled {
      result.balance = settled.amount + result.proceeds * Double(settled.days)
    }
    return result
  }

  /// The enforcement with this assumption at an end, whatever the setting.
  func at(_ end: RiskSetting, _ enforcement: Enforcement) -> Enforcement {
    var result = enforcement
    change(end, &result)
    // The settings of the other assumptions stay, and only the central one is looked at.
    if movesRating, let rules = result.rating, let known = result.violations {
      result.violations = RatingForecast(rules, known.record, seed: known.seed, settings: [.central])
    }
    return result
  }

  /// The value at an end, or the end's name where several assumptions move together.
  func words(_ end: RiskSetting, _ enforcement: Enforcement) -> String {
    guard let value = value(end, enforcement) else { return end.rawValue }
    return Self.number(value)
  }

  private static func range(_ central: Double, _ low: Double, _ high: Double) -> String {
    low == high ? number(central) : "\(number(central)) (\(number(low)) to \(number(high)))"
  }

  private static func number(_ value: Double) -> String {
    // Products such as 0.0007 · 100 leave a rest of rounding.
    if abs(value) < 0.001, value != 0 { return "\((value * 1e10).rounded() / 1e8) %" }
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  /// The names of all assumptions of a file, whatever is known of an account.
  static func names(_ enforcement: Enforcement) -> [String] {
    var names = enforcement.loss == nil ? [] : ofLiquidity.map(\.name)
    var books = Books()
    books.stockUnits = 1
    names += all(enforcement, books: books, isWhole: true).map(\.name)
      .filter { enforcement.loss != nil || !$0.hasPrefix("loss.") }
    return names
  }

  /// Every assumption of the enforcement and of the loss that bears on a loss, except what the books state.
  ///
  /// - Parameters:
  ///   - enforcement: With violations only where some are known.
  ///   - books: The seller's own figures.
  ///   - isWhole: Also the rules of the rating, where no violations are known.
  static func all(_ enforcement: Enforcement, books: Books, isWhole: Bool = false) -> [LossVariant] {
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
      LossVariant("appeals.answer_days", days: enforcement.appeals.indices.map { \.appeals[$0].answerDays }),
      LossVariant("drafting_days", days: [\.draftingDays]),
      LossVariant("reinstated.days", number: [\.reinstated.daysAsNumber], in: 0...3650),
      LossVariant("reinstated.if_still_off_target", number: [\.reinstated.stillOffTarget], in: 0...100),
      LossVariant(
        "reinstated.first_try_if_still_off_target", number: [\.reinstated.firstTryIfStillOffTarget],
        in: 0...1),
      LossVariant("small.bad_at_most", number: [\.smallBadAsNumber], hazards: true, groups: true),
      LossVariant(
        "metrics.mild_up_to", number: enforcement.groups.indices.map { \.groups[$0].mildUpToAsNumber },
        in: 1...1000, hazards: true, groups: true),
      LossVariant(
        "metrics.small_below_orders",
        number: enforcement.groups.indices.map { \.groups[$0].smallBelowAsNumber }, hazards: true,
        groups: true),
    ]
    // Where an account's violations are known, they take the place of their shares of the background.
    result += enforcement.backgroundCauses.enumerated().map { place, item in
      LossVariant(
        "background_causes.\(item.cause)", number: [\.backgroundCauses[place].share],
        hazards: enforcement.violations != nil)
    }
    if isWhole || enforcement.violations != nil, let rules = enforcement.rating {
      result += [
        LossVariant("rating.violations_per_day", [\.ratingOrNone.perDay], hazards: true, rating: true),
        LossVariant(
          "rating.points", rules.levels.indices.map { \.ratingOrNone.levels[$0].points }, hazards: true,
          rating: true),
        LossVariant("rating.at_risk", [\.ratingOrNone.atRisk], hazards: true, rating: true),
        LossVariant("rating.below_100", [\.ratingOrNone.below100], hazards: true, rating: true),
        LossVariant("rating.critical_alone", [\.ratingOrNone.critical], hazards: true, rating: true),
        LossVariant("rating.addressed_days", days: [\.ratingOrNone.addressedDays], rating: true),
        LossVariant("rating.record_days", number: [\.ratingOrNone.recordDays], hazards: true, rating: true),
      ]
      result += rules.levels.enumerated().map { place, level in
        LossVariant(
          "rating.severities.\(level.severity.rawValue)", number: [\.ratingOrNone.levels[place].share],
          hazards: true, rating: true)
      }
    }
    let margin: [LossVariant] = books.margin == nil ? [LossVariant("loss.margin", [\.lossOrNone.margin])] : []
    let frozen: [LossVariant] =
      !books.tellsBalance ? [LossVariant("loss.frozen_days", [\.lossOrNone.frozenDays])] : []
    let help: [LossVariant] =
      books.help == nil ? [LossVariant("loss.appeal_help", [\.lossOrNone.appealHelp])] : []
    let cost: [LossVariant] =
      books.assumesStockCost ? [LossVariant("loss.stock_cost", [\.lossOrNone.stockCost])] : []
    if books.balance == nil { result.append(proceeds) }
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

extension Enforcement {
  fileprivate var smallBadAsNumber: Double {
    get { Double(smallBad) }
    set { smallBad = Int(newValue.rounded()) }
  }
}

extension Enforcement.Reinstated {
  fileprivate var daysAsNumber: Double {
    get { Double(days) }
    set { days = Int(newValue.rounded()) }
  }
}

extension Enforcement.Group {
  fileprivate var mildUpToAsNumber: Double {
    get { mildUpTo.value }
    set { mildUpTo = Ratio(Int((newValue * 1000).rounded()), 1000) }
  }
  fileprivate var smallBelowAsNumber: Double {
    get { Double(smallBelowOrders) }
    set { smallBelowOrders = Int(newValue.rounded()) }
  }
}

extension Loss {
  fileprivate subscript(kept cause: Cause) -> Assumption {
    get { kept[cause] ?? Assumption(low: 0, central: 0, high: 0) }
    set { kept[cause] = newValue }
  }
}
