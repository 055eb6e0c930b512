import AccountHealth
import Decisions
import Documents
import SellerReports
import Workspace

/// A removal as a text for people: what leaves, its cost and its days, and what could still be sold.
enum RemovalTable {
  /// SKUs that are shown; CSV has all.
  private static let shown = 20

  static func text(_ answer: RemovalAnswer, isWritten: Bool, on terminal: Terminal = .plain) -> String {
    let sentences = [
      opening(answer), cost(answer), liquidation(answer), time(answer), selling(answer), leftOut(answer),
      step(answer, isWritten: isWritten),
    ].compactMap { $0 }
    var parts = [TextWrap.wrapped(sentences.joined(separator: "\n"), to: terminal.width)]
    if !answer.lines.isEmpty { parts.append(table(answer).text(on: terminal)) }
    if answer.lines.count > shown {
      parts.append("… and \(answer.lines.count - shown) more SKUs (--format csv lists all).")
    }
    return parts.joined(separator: "\n\n")
  }

  private static func units(_ number: Int) -> String { Phrases.count(number, "unit", "units") }

  private static func opening(_ answer: RemovalAnswer) -> String {
    let verb =
      switch answer.disposition {
      case .return: "sent back to you"
      case .liquidate: "sold off by Amazon"
      case .dispose: "destroyed"
      }
    return "\(units(answer.units)) of \(Phrases.count(answer.lines.count, "SKU", "SKUs")) are to be \(verb): "
      + "\(answer.sellable) sellable and \(answer.unsellable) unsellable, by the \(answer.report.name) \(answer.report.file)"
      + (answer.added.map { ", \(units($0.units)) of them by \($0.file) alone" } ?? "") + "."
  }

  private static func cost(_ answer: RemovalAnswer) -> String? {
    guard answer.disposition != .liquidate else { return nil }
    let table =
      answer.feesOrigin.isBuiltIn
      ? "the built-in table of fees" : "the table of fees \(TerminalText.escaped(answer.feesOrigin.name))"
    guard let fee = answer.fee, let central = fee.first(where: { $0.setting == .central }) else {
      return "What it costs is not known: \(table) has no fee for \(store(answer)) on \(answer.day). "
        + "headroom show fees prints a table to edit; give it with --fees."
    }
    let each = fee.map { Decimals.fixed($0.fee, 2) }
    let costs = RiskSetting.allCases.compactMap { answer.cost(answer.units, $0) }
    let ends = Phrases.amount((costs.min() ?? 0)...(costs.max() ?? 0))
    let basis =
      "by \(table): \(TerminalText.escaped(central.row.source)), from \(central.row.from), "
      + "evidence \(central.row.grade), of \(store(answer))"
    if answer.isWeighed {
      return "It costs \(Phrases.amount(costs[1])) \(answer.fees.currency), \(each[1]) a unit, \(basis)."
    }
    let pounds = answer.fees.assumedPounds
    return
      "It costs about \(Phrases.amount(costs[1])) \(answer.fees.currency), \(ends) from light to heavy units, "
      + "\(each[1]) a unit (\(each[0]) to \(each[2])), \(basis). Weights are assumed, as reports of stock hold none: "
      + "\(answer.fees.assumedSize.rawValue) size, \(pounds.central) pounds a unit (\(pounds.low) to \(pounds.high)). "
      + "--size and --weight state yours."
  }

  private static func store(_ answer: RemovalAnswer) -> String {
    TerminalText.escaped(answer.marketplace)
      + (answer.isMarketplaceAssumed ? " (assumed; --marketplace names another store)" : "")
  }

  private static func liquidation(_ answer: RemovalAnswer) -> String? {
    guard answer.disposition == .liquidate else { return nil }
    let share = answer.fees.liquidation
    guard let sales = answer.sales else {
      return "What it brings cannot be said, as the report has no price for some units."
    }
    let values = share.all.map { $0 * sales }
    return "It brings about \(Phrases.amount(share.central * sales)), "
      + "\(Phrases.amount((values.min() ?? 0)...(values.max() ?? 0))) from the high to the low setting, assumed: "
      + "\(Phrases.percent(share.central)) of the \(Phrases.counted(sales)) at your prices. Often it is closed to an "
      + "account that is shut."
  }

  private static func time(_ answer: RemovalAnswer) -> String {
    let days = answer.fees.days
    return
      "It has left after about \(Int(days.central)) days (\(Int(days.low)) to \(Int(days.high)), assumed)."
  }

  private static func selling(_ answer: RemovalAnswer) -> String {
    var sentences: [String] = []
    for isStranded in [false, true] {
      let lines = answer.lines.filter {
        ($0.isStranded || answer.isStranded) == isStranded && $0.sellable > 0
      }
      guard !lines.isEmpty else { continue }
      let sales = lines.map(\.sales)
      let worth =
        sales.contains(nil)
        ? ""
        : ", \(Phrases.counted(sales.compactMap { $0 }.reduce(0, +))) at your prices (in the currency of the store)"
      sentences.append(
        "Can still be sold: \(units(lines.reduce(0) { $0 + $1.sellable }))\(worth), \(isStranded ? "once they have an offer again. To mend the offer costs no fee" : "until the order is placed")."
      )
    }
    if answer.unsellable > 0 {
      sentences.append("Cannot be sold as they are: \(units(answer.unsellable)).")
    }
    let reserved = answer.lines.reduce(0) { $0 + $1.reserved }
    if reserved > 0 {
      sentences.append(
        "\(units(reserved)) of these SKUs stay, reserved for open orders or on the way between warehouses.")
    }
    let (past, coming) = (
      answer.lines.filter { $0.removedOn.map { $0 < answer.day } ?? false },
      answer.lines.filter { $0.removedOn.map { $0 >= answer.day } ?? false }
    )
    if let first = coming.compactMap(\.removedOn).min() {
      sentences.append(
        "Amazon removes \(Phrases.count(coming.count, "SKU", "SKUs")) by itself from \(Phrases.date(first)) on."
      )
    }
    if let last = past.compactMap(\.removedOn).max() {
      sentences.append(
        "\(Phrases.count(past.count, "SKU was", "SKUs were")) to be removed by Amazon by \(Phrases.date(last)), which is over: the report may be old. Download it again."
      )
    }
    return sentences.joined(separator: " ")
  }

  private static func leftOut(_ answer: RemovalAnswer) -> String? {
    guard !answer.leftOut.isEmpty else { return nil }
    let names = answer.leftOut.prefix(5).map { TerminalText.quoted($0.sku) }.joined(separator: ", ")
    let more = answer.leftOut.count - 5
    return "Left out, as its text would not arrive as it is or a spreadsheet would run it: \(names)"
      + "\(more > 0 ? " and \(more) more" : "") "
      + "(\(units(answer.leftOut.reduce(0) { $0 + $1.units }))). Order these in Seller Central by hand."
  }

  private static func step(_ answer: RemovalAnswer, isWritten: Bool) -> String {
    guard answer.disposition.uploaded != nil else {
      return "Nothing was written: the file that Amazon reads has no liquidation. Order it in Seller Central."
    }
    if answer.lines.isEmpty { return "Nothing was written: no SKU is left." }
    guard isWritten else { return "Nothing was written. -o FILE writes the file to upload." }
    return "The file is not sent by anyone: check it, "
      + "\(answer.disposition == .return ? "fill in your address, " : "")and upload it in Seller Central. Use a text "
      + "editor; a spreadsheet would change SKUs such as 00123."
  }

  private static func table(_ answer: RemovalAnswer) -> TextTable {
    let columns: [TextColumn<RemovalAnswer.Line>] = [
      TextColumn("SKU", isFlexible: true) { TerminalText.cell($0.sku, width: 40) },
      TextColumn("condition", leftOut: 1, isDroppedIfEmpty: true) {
        TerminalText.cell($0.conditions.joined(separator: ", "), width: 20)
      },
      TextColumn("sellable", .right) { "\($0.sellable)" },
      TextColumn("unsellable", .right) { "\($0.unsellable)" },
      TextColumn("reserved", .right, leftOut: 2) { "\($0.reserved)" },
      TextColumn("price", .right, isDroppedIfEmpty: true) { $0.price.map { Decimals.fixed($0, 2) } ?? "" },
      TextColumn("no offer since", isDroppedIfEmpty: true) { $0.strandedSince.map { "\($0)" } ?? "" },
      TextColumn("removed by Amazon", isDroppedIfEmpty: true) { $0.removedOn.map { "\($0)" } ?? "" },
    ]
    return TextTable(columns, answer.lines.prefix(shown))
  }
}
