import Documents

/// The `loss` of an enforcement, and the `spec` of a seller's books.
extension DocumentFields {
  mutating func books() -> Books? {
    allow(
      only: [
        "margin", "balance", "cash", "stock", "stock_units", "fixed_cost_per_month", "help", "assumptions",
      ])
    func amount(_ key: String) -> Double? {
      shape(key) == nil
        ? nil : number(key, in: 0...1e9, expected: "an amount from 0 in the account's currency")
    }
    var books = Books()
    if shape("margin") != nil { books.margin = number("margin", in: 0...1, expected: "a share from 0 to 1") }
    (books.balance, books.cash, books.stock) = (amount("balance"), amount("cash"), amount("stock"))
    (books.fixedCost, books.help) = (amount("fixed_cost_per_month"), amount("help"))
    if shape("stock_units") != nil {
      books.stockUnits = number("stock_units", in: 0...1e9, expected: "a number of units from 0")
    }
    if shape("assumptions") != nil { books.assumptions = loss("assumptions") }
    return books
  }

  mutating func loss(_ key: String = "loss") -> Loss? {
    let shares = [
      "claims_charged", "cost_of_capital", "margin", "won_back", "return_level", "fixed_cost", "stock_lost",
      "stock_resold", "liquidation",
    ]
    let days = [
      "frozen_days", "release_days_if_reinstated", "release_days_if_not", "return_half_life_days",
      "removal_after_days", "removal_days",
    ]
    let amounts = ["removal_fee", "appeal_help"]
    // The settings are ordered by the loss, which these lower.
    let falling = ["won_back", "return_level", "stock_resold", "liquidation", "removal_after_days"]
    func order(_ name: String) -> SettingOrder { falling.contains(name) ? .falling : .rising }
    // Older files do not have it.
    let optional = ["stock_cost"]
    return inside(
      key, days + ["kept"] + shares + amounts, optional: optional, ignoring: ["chargeback"]
    ) { fields -> Loss? in
      let causes = Loss.Cause.allCases
      let kept = fields.inside("kept", causes.map(\.rawValue)) { kept in
        causes.reduce(into: [Loss.Cause: Assumption]()) { $0[$1] = kept.assumption($1.rawValue, .rising) }
      }
      var read: [String: Assumption] = [:]
      for name in shares { read[name] = fields.assumption(name, order(name)) }
      for name in days { read[name] = fields.assumption(name, in: 0...3650, order(name)) }
      for name in amounts { read[name] = fields.assumption(name, in: 0...1_000_000, order(name)) }
      guard let kept, kept.count == causes.count, read.count == shares.count + days.count + amounts.count
      else {
        return nil
      }
      let stockCost = fields.has("stock_cost") ? fields.assumption("stock_cost", .rising) : nil
      func value(_ name: String) -> Assumption { read[name] ?? Assumption(low: 0, central: 0, high: 0) }
      var loss = Loss(
        frozenDays: value("frozen_days"), releaseDaysIfReinstated: value("release_days_if_reinstated"),
        releaseDaysIfNot: value("release_days_if_not"), kept: kept, claimsCharged: value("claims_charged"),
        costOfCapital: value("cost_of_capital"), margin: value("margin"), wonBack: value("won_back"),
        returnLevel: value("return_level"), returnHalfLifeDays: value("return_half_life_days"),
        fixedCost: value("fixed_cost"), removalAfterDays: value("removal_after_days"),
        removalDays: value("removal_days"), removalFee: value("removal_fee"), stockLost: value("stock_lost"),
        stockResold: value("stock_resold"), liquidation: value("liquidation"),
        appealHelp: value("appeal_help"))
      if let stockCost { loss.stockCost = stockCost }
      return loss
    }
  }
}
