import AccountHealth
import Documents

/// The `spec` of a table of removal fees.
extension DocumentFields {
  mutating func removalFees(_ metadata: Metadata) -> RemovalFees? {
    let names = ["marketplaces", "currency", "rows", "assumed", "days", "liquidation"]
    allow(only: names)
    require(names)
    let marketplaces = list("marketplaces")
    let currency = value(
      "currency", expected: "three capital letters such as USD", advice: "Write the code of the currency."
    ) { text in text.count == 3 && text.allSatisfy { $0.isASCII && $0.isUppercase } ? text : nil }
    var rows: [RemovalFees.Row] = []
    for var item in items("rows") ?? [] {
      if let row = item.removalFee() { rows.append(row) }
      absorb(item)
    }
    let assumed = inside("assumed", ["size", "pounds"]) { fields -> (RemovalFees.Size, Assumption)? in
      let size = fields.word("size", among: RemovalFees.Size.allCases)
      let pounds = fields.assumption("pounds", in: 0...1000)
      guard let size, let pounds else { return nil }
      return (size, pounds)
    }
    let days = assumption("days", in: 0...3650)
    let liquidation = assumption("liquidation")
    guard let marketplaces, let currency, let assumed, let days, let liquidation, !rows.isEmpty else {
      return nil
    }
    return RemovalFees(
      metadata: metadata, marketplaces: marketplaces, currency: currency, rows: rows,
      assumedSize: assumed.0, assumedPounds: assumed.1, days: days, liquidation: liquidation)
  }

  private mutating func removalFee() -> RemovalFees.Row? {
    let needed = ["size", "fee", "from", "source", "grade"]
    allow(only: needed + ["up_to", "per_pound", "above"])
    require(needed)
    let size = word("size", among: RemovalFees.Size.allCases)
    let fee = number("fee", in: 0...10_000, expected: "an amount from 0 to 10000")
    let upTo = has("up_to") ? number("up_to", in: 0...10_000, expected: "pounds from 0 to 10000") : nil
    let perPound = has("per_pound") ? number("per_pound", in: 0...1000, expected: "an amount") : nil
    let above = has("above") ? number("above", in: 0...10_000, expected: "pounds from 0 to 10000") : nil
    if has("per_pound") != has("above") {
      reject(
        has("above") ? "above" : "per_pound", found: "one of per_pound and above",
        expected: "both or neither", advice: "above is the weight from which on per_pound is charged.")
    }
    let from = day("from")
    let source = text("source")
    let grade = self.grade("grade")
    guard let size, let fee, let from, let source, let grade else { return nil }
    return RemovalFees.Row(
      size: size, upTo: upTo, fee: fee, perPound: perPound ?? 0, perPoundAbove: above ?? 0, from: from,
      source: source, grade: grade)
  }
}
