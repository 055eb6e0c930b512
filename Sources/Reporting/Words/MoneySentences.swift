import AccountHealth
import Decisions
import Documents
import Foundation
import Simulation
import Workspace

/// What pays, in sentences.
enum MoneySentences {
  /// Two sentences: what lowers the risk most, and what pays most.
  ///
  /// - Parameter isBrief: Without how sure it is that the action pays, and what cannot be told apart from it.
  static func verdict(_ ranking: ActionRanking, isBrief: Bool = false) -> [String] {
    [lowersMost(ranking), paysMost(ranking, isBrief: isBrief)].compactMap { $0 }
  }

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

  /// `nil` if no action could be evaluated.
  static func lowersMost(_ ranking: ActionRanking) -> String? {
    guard let choice = ranking.choice else { return nil }
    guard choice.best.action != nil, let fall = choice.best.fall, fall.value > 0 else {
      return "Lowers the risk most: nothing surely does. Doing nothing may be as good as every action."
    }
    return "Lowers the risk most: \(RankSentences.titled(choice.best)), by "
      + "\(Phrases.points(fall)) points, the best of all with a chance of \(Phrases.best(choice.best.best))."
      + balance(choice.best, ranking)
  }

  /// What an action saves and costs, with a blank before it; empty where that cannot be said.
  private static func balance(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    guard let money = row.money, let net = money.net, let cost = money.cost, let currency = ranking.currency
    else { return "" }
    let pays = net.value > 0 ? "It pays" : "It does not pay"
    return " \(pays): it saves \(Phrases.money(money.saved)) \(currency) of expected loss and costs "
      + "\(Phrases.amount(cost)) \(currency)."
  }

  private static func paysMost(_ ranking: ActionRanking, isBrief: Bool) -> String? {
    guard let frame = ranking.lossFrame else {
      return "Pays most: not known. The files have no order amounts, or the assumptions no losses."
    }
    guard let choice = ranking.moneyChoice, let currency = ranking.currency else {
      return "Pays most: not known. The costs of actions are in USD and the losses in "
        + "\(ranking.currency.map { TerminalText.escaped($0) } ?? "a currency that the files do not name"): give "
        + "--usd-rate, what 1 USD costs in it."
    }
    let setting =
      "over \(Phrases.count(ranking.horizon, "day", "days")), \(frame.setting.rawValue) setting, assumed"
    guard let money = choice.best.money, choice.best.action != nil, let net = money.net, net.value > 0 else {
      var text = "Pays most: doing nothing (\(setting))."
      if let near = choice.nearest, let money = near.money, let net = money.net, let cost = money.cost {
        text +=
          " The nearest is \(near.name), which saves \(Phrases.money(money.saved)) \(currency) and costs "
          + "\(Phrases.amount(cost)): \(Phrases.signedMoney(net)) \(currency) on average"
          + (money.worth.map { ", worth it with a chance of \(Phrases.best($0))" } ?? "") + "."
      }
      return text
    }
    var text =
      "Pays most: \(RankSentences.titled(choice.best)). It saves \(Phrases.money(money.saved)) \(currency) of expected "
      + "loss and costs \(money.cost.map(Phrases.amount) ?? "–"), which leaves \(Phrases.signedMoney(net)) \(currency) "
      + "(\(setting))."
    guard !isBrief else { return text }
    if let worth = money.worth, let paying = money.paying {
      text +=
        " It is worth its cost on average with a chance of \(Phrases.best(worth)), over what is not known of effects "
        + "and costs. In \(Phrases.chance(paying, isExact: false)) of the futures it avoids a loss above its cost; in "
        + "the others it does not earn its cost."
    }
    let others = choice.asGood.prefix(4).map(\.name)
    if !others.isEmpty {
      let more = choice.asGood.count - others.count
      text +=
        " Cannot be told apart from it: \(others.joined(separator: ", "))\(more > 0 ? " and \(more) more" : "")."
    }
    if choice.mayBeNothing { text += " Doing nothing may pay as well." }
    return text
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
