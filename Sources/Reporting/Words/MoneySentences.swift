import AccountHealth
import Decisions
import Documents
import Foundation
import Simulation
import Workspace

/// What pays, in sentences.
enum MoneySentences {
  /// The expected loss as things are; `nil` if no loss can be said.
  static func standing(_ ranking: ActionRanking) -> String? {
    guard let frame = ranking.lossFrame, ranking.objective.isMoney, let currency = ranking.currency else {
      return nil
    }
    return
      "Expected loss from deactivations within \(Phrases.count(ranking.horizon, "day", "days")), as things are: "
      + "\(Phrases.money(frame.expected)) \(TerminalText.escaped(currency)) (\(frame.setting.rawValue) setting, assumed; "
      + "headroom loss shows all settings)."
  }

  /// Whether an action costs more than it saves on average under every assumed enforcement.
  static func neverPays(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> Bool {
    guard ranking.lossFrame?.hasUSD ?? false, let cost = row.money?.cost, row.money?.net != nil,
      row.bySetting.count > 1
    else { return false }
    return row.bySetting.allSatisfy { row.payoff($0.setting, cost: cost.lowerBound) == .no }
  }

  /// Whether an action pays, and under which assumed enforcement; `nil` where that cannot be said.
  static func balance(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String? {
    guard ranking.lossFrame?.hasUSD ?? false, let money = row.money, money.net != nil, let cost = money.cost,
      let currency = ranking.currency
    else { return nil }
    let middle = (cost.lowerBound + cost.upperBound) / 2
    func settings(_ payoff: Payoff, _ cost: Double) -> [RiskSetting] {
      row.bySetting.map(\.setting).filter { row.payoff($0, cost: cost) == payoff }
    }
    func all(_ cost: Double) -> [[RiskSetting]] { [.surely, .perhaps].map { settings($0, cost) } }
    let (paying, open) = (settings(.surely, middle), settings(.perhaps, middle))
    let isOfMiddle = all(cost.lowerBound) != all(cost.upperBound)
    let pays =
      switch (paying.count, open.count, row.bySetting.count) {
      case (_, _, ...1): "Whether it pays rests on the assumed enforcement"
      case (0, 0, _): "It does not pay under any assumed enforcement"
      case let (some, _, all) where some == all: "It pays under every assumed enforcement"
      case (_, 0, _): "It pays only under \(words(paying)) enforcement (assumed)"
      case (0, _, _):
        "It may pay under \(words(open)) enforcement (assumed), which these futures do not tell apart from nothing"
      default:
        "It pays under \(words(paying)) enforcement (assumed), and may pay under \(words(open)), which these futures do not tell apart from nothing"
      }
    return "\(pays)\(isOfMiddle ? ", at the middle of its cost" : ""): for \(Phrases.amount(cost)) "
      + "\(TerminalText.escaped(currency)) \(span(of: row, ranking)) it saves in expected loss "
      + "\(saved(row, ranking, isBrief: true))."
      + (ranking.moneyChoice?.best.name == row.name ? " No action surely pays more." : "")
  }

  /// `over 60 days`, `for the 365 days that it must be bought for`.
  private static func span(of row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    if let term = row.action?.leastDays, term > ranking.horizon {
      return "for the \(term) days that it must be bought for"
    }
    return "over \(Phrases.count(ranking.horizon, "day", "days"))"
  }

  private static func words(_ settings: [RiskSetting]) -> String {
    settings.map(\.rawValue).joined(separator: " or ")
  }

  /// `between 60 and 79,000 USD from lenient to strict enforcement (assumed; central 4,300 ± 100)`.
  private static func saved(_ row: ActionRanking.Row, _ ranking: ActionRanking, isBrief: Bool = false)
    -> String
  {
    let currency = TerminalText.escaped(ranking.currency ?? "")
    let setting = ranking.objective.setting
    guard row.bySetting.count > 1 else {
      return "\(row.lossFall.map(Phrases.money) ?? "–") \(currency) (\(setting.rawValue) setting, assumed)"
    }
    return Phrases.spanned(
      row.bySetting, named: setting, unit: currency, isBrief: isBrief, exact: Phrases.money
    ) { Phrases.amount($0.value, $1) }
  }

  /// What to do by money where no action surely pays, in sentences.
  static func nothingFirst(_ ranking: ActionRanking) -> [String] {
    let open = (ranking.moneyChoice?.asGood ?? []).map(RankSentences.name)
    var text =
      "Do nothing: in the \(ranking.objective.setting.rawValue) setting (assumed) no action "
      + (ranking.choice?.harmful == nil ? "" : "that adds no days off target ")
      + (open.isEmpty
        ? "brings more than it costs on average."
        : "surely brings more than it costs. These may: \(RankSentences.list(open, most: 6)).")
    if !ranking.returning.isEmpty {
      text +=
        " That is by money alone: headroom rank --by deactivation says what lowers the risk of rates that are off target."
    }
    return [text, paysMost(ranking)].compactMap { $0 }
  }

  /// What pays most, where that is another action than the first; `nil` where it is the same.
  ///
  /// - Parameter isBrief: Without how sure it is that the action pays, and what cannot be told apart from it.
  static func paysMost(_ ranking: ActionRanking, isBrief: Bool = false) -> String? {
    guard ranking.lossFrame != nil else {
      return "Pays most: not known. The files have no order amounts, or the assumptions no losses."
    }
    guard let choice = ranking.moneyChoice, let currency = ranking.currency else {
      return "Pays most: not known. The costs of actions are in USD and the losses in "
        + "\(ranking.currency.map { TerminalText.escaped($0) } ?? "a currency that the files do not name"): give "
        + "--usd-rate, what 1 USD costs in it."
    }
    let first = ranking.choice?.first
    if let open = choice.perhaps, let net = open.money?.net {
      return
        "Pays most on average: \(RankSentences.named(open, ranking)), which brings \(Phrases.money(net)) "
        + "\(TerminalText.escaped(currency)) after its cost in the \(ranking.objective.setting.rawValue) setting (assumed). "
        + "These futures do not tell that apart from doing nothing."
        + RankSentences.condition(of: open.action)
    }
    guard choice.best.action != nil, let money = choice.best.money else {
      var text = "Pays most: doing nothing, in the \(ranking.objective.setting.rawValue) setting (assumed)."
      if let near = choice.nearest, near.name != first?.name, let cost = near.money?.cost {
        text +=
          " The nearest is \(near.name), which saves \(saved(near, ranking)) and costs \(Phrases.amount(cost)) \(TerminalText.escaped(currency))."
      }
      return text
    }
    guard choice.best.name != first?.name else { return nil }
    var text = "Pays most: \(RankSentences.named(choice.best, ranking)). "
    text += (balance(choice.best, ranking) ?? "").replacing(" No action surely pays more.", with: "")
    guard !isBrief else { return text + RankSentences.condition(of: choice.best.action) }
    text += RankSentences.remarks(of: choice.best, ranking).map { " " + $0 }.joined()
    if let worth = money.worth, let paying = money.paying {
      text +=
        " In the \(ranking.objective.setting.rawValue) setting it is worth its cost on average with a chance of "
        + "\(Phrases.best(worth)), over what is not known of effects and costs; in "
        + "\(Phrases.chance(paying, isExact: false)) of the futures it avoids a loss above its cost."
    }
    let others = choice.asGood.filter { $0.name != first?.name }
    let names = others.prefix(4).map(RankSentences.name)
    if !names.isEmpty {
      let more = others.count - names.count
      text +=
        " Cannot be told apart from it: \(names.joined(separator: ", "))\(more > 0 ? " and \(more) more" : "")."
    }
    if choice.asGood.contains(where: { $0.name == first?.name }) {
      text += " What to do first cannot be told apart from it."
    }
    if choice.mayBeNothing { text += " Doing nothing may pay as well." }
    return text
  }
}

extension ActionRanking.Row {
  /// What is saved, in the order of the settings.
  fileprivate var bySetting: [(setting: RiskSetting, value: Estimate)] {
    RiskSetting.allCases.compactMap { setting in savedBySetting[setting].map { (setting, $0) } }
  }
}

extension Phrases {
  /// `12,340 ± 60`: an amount with its Monte Carlo standard error, rounded to the figure of the error.
  static func money(_ estimate: Estimate) -> String {
    let error = estimate.standardError
    guard error > 0 else { return grouped(estimate.value, 1) }
    let unit = max(1, pow(10, floor(log10(error))))
    return grouped(estimate.value, unit) + " ± " + grouped(max(error, 1), unit)
  }

  /// `+1,240 ± 60`, `−300 ± 20`.
  static func signedMoney(_ estimate: Estimate) -> String {
    let text = money(estimate)
    return estimate.value > 0 && !text.hasPrefix("0") ? "+" + text : text
  }

  /// `12,340`: an amount that is counted, not estimated, in whole units.
  static func counted(_ amount: Double) -> String { grouped(amount, 1) }

  /// `12,340`, rounded to multiples of `unit`.
  private static func grouped(_ value: Double, _ unit: Double) -> String {
    let whole = ((value / unit).rounded() * unit).rounded()
    var digits = Decimals.fixed(abs(whole), 0)
    var result = ""
    while digits.count > 3 {
      result = "," + digits.suffix(3) + result
      digits.removeLast(3)
    }
    return (whole < 0 ? "−" : "") + digits + result
  }
}
