import AccountHealth
import Decisions
import Documents
import Simulation
import Workspace

/// What a deactivation would cost, in sentences.
enum LossSentences {
  static func currency(_ loss: LossForecast) -> String {
    loss.currency.map { TerminalText.escaped($0) } ?? "the account's currency"
  }

  static func all(_ loss: LossForecast) -> [String] {
    let violations =
      loss.violations.map { [ViolationWords.standing($0.record, $0.rules), ViolationWords.chances($0)] } ?? []
    let opening = loss.shut.map { ShutWords.sentences($0, loss) } ?? [offTarget(loss)]
    return opening + violations.compactMap { $0 }
      + [expected(loss), each(loss)].compactMap { $0 } + liquidity(loss)
      + [leftOut(loss)].compactMap { $0 }
  }

  private static func offTarget(_ loss: LossForecast) -> String {
    let chances = loss.settings.map { "\($0.setting.rawValue) \(Phrases.chance($0.chance, isExact: false))" }
    return "Some rate off target within \(Phrases.count(loss.horizon, "day", "days")): "
      + "\(Phrases.chance(loss.offTarget, isExact: false)). That is not yet a deactivation, which is assumed to come "
      + "with these chances, for reasons that no rate shows too: \(chances.joined(separator: ", "))."
  }

  private static func expected(_ loss: LossForecast) -> String {
    let each = loss.settings.map { "\($0.setting.rawValue) \(Phrases.money($0.expected))" }
    let what =
      loss.shut == nil
      ? "from deactivations within \(Phrases.count(loss.horizon, "day", "days"))"
      : "from now on, of this deactivation and of those that may follow it in \(ClosureCourse.followedDays) days"
    return "Expected loss \(what): "
      + "\(Phrases.amount(ends(loss.settings.map(\.expected.value)))) \(currency(loss)), as enforcement and losses are "
      + "assumed (\(each.joined(separator: ", ")), each ± its simulation error)."
  }

  /// If it comes: what one deactivation costs.
  private static func each(_ loss: LossForecast) -> String? {
    let means = loss.settings.compactMap(\.each)
    guard loss.shut == nil, let central = loss[.central]?.each, means.count == loss.settings.count else {
      return nil
    }
    return
      "If it comes, a deactivation costs \(Phrases.money(central)) \(currency(loss)) on average (central), "
      + "\(Phrases.amount(ends(means.map(\.value)))) from the low to the high setting, counted for "
      + "\(ClosureCourse.followedDays) days."
  }

  /// Cash, if the account is shut tomorrow, under each setting.
  private static func liquidity(_ loss: LossForecast) -> [String] {
    guard let central = loss[.central]?.liquidity else { return [] }
    let money = currency(loss)
    let shut = max(loss.asOf + 1, loss.shut?.since ?? loss.asOf + 1)
    let days = central.released[1] - shut
    let due = central.fixedCostPerDay * Double(days)
    var text =
      (loss.shut == nil ? "If the whole account is shut on \(Phrases.date(shut)): " : "")
      + "\(Phrases.amount(central.held)) \(money) are held until "
      + "about \(Phrases.date(central.released[1])) (8 in 10 cases: \(Phrases.date(central.released[0])) to "
      + "\(Phrases.date(central.released[2])); central setting, assumed). Rent, wages and the like need "
      + "\(Phrases.amount(due)) \(money) until then\(loss.books.fixedCost == nil ? ", assumed from sales" : ""). "
      + "The cash held is not lost; it is late."
    if let day = central.runsOut, let shortfall = central.shortfall {
      text +=
        " Cash falls below zero on \(Phrases.date(day)) unless something comes in before; that is before the release "
        + "with a chance of \(Phrases.chance(shortfall, isExact: false))."
    } else if loss.books.cash == nil {
      text += " With --cash, the money that you can reach elsewhere, the day on which it runs out is said."
    }
    var sentences = [text]
    if central.stock > 0, loss.shut?.isWholeAccount ?? true {
      let atCost =
        loss.books.assumesStockCost
        ? "about \(Phrases.amount(central.stock)) \(money) at cost, assumed from its price"
        : "\(Phrases.amount(central.stock)) \(money) at cost"
      sentences.append(
        "If it stays shut, stock at Amazon (\(atCost)) is to be removed "
          + "or sold off: a forced removal begins about \(Phrases.date(central.stockLeaves.first)) and ends about "
          + "\(Phrases.date(central.stockLeaves.last)).")
    }
    return sentences
  }

  /// What the sum does not contain.
  private static func leftOut(_ loss: LossForecast) -> String? {
    var parts: [String] = []
    if loss.books.stock == nil, loss.books.stockUnits == nil { parts.append("stock at Amazon (--stock)") }
    if loss.business.stockCost > 0, loss.books.stockUnits == nil {
      parts.append("fees of a removal (--stock-units)")
    }
    if loss.books.stockUnits ?? 0 > 0, case .unknown(let marketplace, let day) = loss.unitFee {
      parts.append(
        "fees of a removal, which are not known for \(TerminalText.escaped(marketplace)) on \(Phrases.date(day)) (--fees)"
      )
    }
    if let usd = loss[.central]?.usd, usd.value > 0 {
      parts.append(
        "help and fees of \(Phrases.money(usd)) USD on average, assumed in USD (--help-cost, or --usd-rate)")
    }
    var assumed: [String] = []
    if loss.books.margin == nil { assumed.append("margin (--margin)") }
    if loss.books.assumesStockCost { assumed.append("what the stock cost (--stock)") }
    if !loss.books.tellsBalance { assumed.append("balance held (--balance)") }
    if loss.books.help == nil, loss.business.usdRate != nil { assumed.append("help (--help-cost)") }
    var sentences: [String] = []
    if !parts.isEmpty { sentences.append("Left out: \(parts.joined(separator: "; ")).") }
    if loss.violations == nil {
      sentences.append(
        "Your policy violations are not known; those of an average account are among the reasons that no rate shows (--violations)."
      )
    }
    if !assumed.isEmpty {
      sentences.append("Assumed, as you did not say: \(assumed.joined(separator: ", ")).")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private static func ends(_ values: [Double]) -> ClosedRange<Double> {
    (values.min() ?? 0)...(values.max() ?? 0)
  }
}
