import AccountHealth
import Documents
import Workspace

/// A portfolio for a terminal: the whole, and the accounts that need a look first.
public enum PortfolioTable {
  public static let shownAccounts = 20

  public static func text(_ answer: Portfolio, on terminal: Terminal = .plain) -> String {
    let shown = answer.accounts.filter { $0.group != .inactive }.prefix(shownAccounts)
    let days = answer.soon
    let columns: [TextColumn<PortfolioAccount>] = [
      TextColumn("account") { TerminalText.cell($0.account, width: 24) },
      TextColumn("stands") { PortfolioWords.group($0) },
      TextColumn("orders 30 d", .right) { "\($0.orders)" },
      TextColumn("off target in \(days) d", .right) { PortfolioWords.chance($0) },
      TextColumn("at stake", .right) { PortfolioWords.stake($0) },
      TextColumn("rate", isFlexible: true) { worst($0) },
      TextColumn("first", leftOut: 1) { $0.firstOption?.name ?? "–" },
    ]
    let table = TextTable(columns, shown).text(on: terminal)
    let inactive = answer.totals.groups[.inactive] ?? 0
    var notes = [
      "at stake: the chance to be off target times the orders of 30 days, all of them where it is off target, deactivated or cannot be judged; where the orders have stopped, those of the 30 days up to the last one."
    ]
    if inactive > 0 {
      notes.append(
        "\(Phrases.count(inactive, "account has", "accounts have")) no order in any window and \(inactive == 1 ? "is" : "are") left out here."
      )
    }
    notes.append(
      "± is only the error of the simulation. Seed \(answer.seed), \(answer.paths) simulated futures per account."
    )
    let sentences = PortfolioSentences(answer)
    if let compared = sentences.compared { notes.append(compared) }
    return
      ([sentences.all.joined(separator: "\n")].map { TextWrap.wrapped($0, to: terminal.width) }
      + ["", table, "", TextWrap.wrapped(notes.joined(separator: "\n"), to: terminal.width)])
      .joined(separator: "\n")
  }

  private static func worst(_ account: PortfolioAccount) -> String {
    account.ratesByUrgency.first.map { "\(PortfolioWords.short($0.metric)) \(PortfolioWords.count($0))" }
      ?? "–"
  }
}

extension PortfolioAccount {
  /// The rates with orders, most urgent first: off target, then undecided, then by chance, then by room.
  var ratesByUrgency: [Rate] {
    rates.filter { $0.orders > 0 || $0.state.isOffTarget || $0.state == .undecided }.sorted { one, other in
      func key(_ rate: Rate) -> (Int, Double, Double) {
        (
          rate.state.isOffTarget ? 0 : rate.state == .undecided ? 1 : 2,
          rate.state.isOffTarget ? 0 : -(rate.chance?.value ?? 0),
          rate.headroom.map { Double($0) / Double(max(1, rate.orders)) } ?? .infinity
        )
      }
      return key(one) < key(other)
    }
  }
}
