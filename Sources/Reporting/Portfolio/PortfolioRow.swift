import AccountHealth
import Workspace

/// The row of one account on the page, as HTML. All text is escaped here.
struct PortfolioRow {
  /// Rates that are shown; the others are counted.
  private static let shownRates = 3
  /// A rate on target with a lower chance is not shown beside others.
  private static let leastChance = 0.01

  let account: PortfolioAccount
  let since: Day?
  let showsMarketplace: Bool

  var html: String {
    "<tr class=\"\(level)\"><th scope=\"row\"><strong><bdi>\(text(account.account))</bdi></strong>"
      + (showsMarketplace ? "<span class=\"note\">\(text(account.marketplace))</span>" : "")
      + "<span class=\"danger\"><span aria-hidden=\"true\">\(mark)</span> \(text(PortfolioWords.group(account)))</span></th>"
      + cell("rates", rates, "rates")
      + cell("orders in 30 days", "\(account.orders)" + money(account.amount), "number")
      + cell("off target within 30 days", text(PortfolioWords.chance(account)), "number")
      + cell(
        "orders at stake", text(PortfolioWords.stake(account)) + money(account.stakeAmount), "number")
      + (since == nil ? "" : cell("since the last run", change, "change"))
      + cell("first thing to do", first, "todo") + "</tr>"
  }

  private var level: String {
    switch account.group {
    case .deactivated, .deadline: "off"
    case .cannotBeJudged: "possible"
    case .offTarget: "off"
    case .atRisk: (account.chance?.value ?? 0) >= 0.5 ? "likely" : "possible"
    case .onTarget: "unlikely"
    case .inactive: "none"
    }
  }

  private var mark: String {
    switch account.group {
    case .deactivated: "✕"
    case .deadline: "!"
    case .cannotBeJudged: "?"
    case .offTarget: "✕"
    case .atRisk: (account.chance?.value ?? 0) >= 0.5 ? "▲" : "△"
    case .onTarget: "✓"
    case .inactive: "–"
    }
  }

  private func cell(_ label: String, _ html: String, _ style: String) -> String {
    "<td data-label=\"\(label)\" class=\"\(style)\">\(html)</td>"
  }

  private func money(_ amount: Double?) -> String {
    guard let amount, amount >= 0.5 else { return "" }
    return "<span class=\"note\">\(text(PortfolioWords.money(amount, account.currency)))</span>"
  }

  private var rates: String {
    let known = account.ratesByUrgency
    let told = known.filter { rate in
      rate.state.isOffTarget || rate.state == .undecided || (rate.chance?.value ?? 0) >= Self.leastChance
    }
    let shown = (told.isEmpty ? Array(known.prefix(1)) : told).prefix(
      account.group == .cannotBeJudged ? 1 : Self.shownRates)
    let rest = known.count - shown.count
    return shown.map(rate).joined()
      + (rest > 0
        ? "<span class=\"note\">\(rest) more, \(told.count > shown.count ? "less urgent" : "all on target")</span>"
        : "")
      + (known.isEmpty ? "<span class=\"note\">no order in any window</span>" : "")
  }

  private func rate(_ rate: PortfolioAccount.Rate) -> String {
    let chance =
      rate.state.isOffTarget
      ? " <strong>off target</strong>"
      : rate.state == .undecided
        ? " <strong>undecided</strong>"
        : rate.chance.map { " · \(text(PortfolioWords.chance($0))) in 30 d" } ?? ""
    return
      "<div class=\"rate\">\(RateSparkline(rate: rate).svg() ?? "")<span>\(text(PortfolioWords.short(rate.metric)))"
      + "<span class=\"note\">\(text(PortfolioWords.count(rate)))\(chance)</span></span></div>"
  }

  private var change: String {
    guard let words = PortfolioWords.change(account, since: since) else { return "" }
    let mark = account.change.map { $0.isWorse ? "▲ " : $0.isBetter ? "▼ " : "" } ?? ""
    return "<span aria-hidden=\"true\">\(mark)</span>\(text(words))"
  }

  private var first: String {
    let doubts = PortfolioWords.doubts(account).map { "<span class=\"note\">\(text($0))</span>" }.joined()
    // A command line breaks only between its words.
    let todo = text(PortfolioWords.first(account)).replacing(#/--[a-z][a-z-]*/#) {
      "<span class=\"option\">\($0.output)</span>"
    }
    return todo + doubts
  }

  private func text(_ text: String) -> String { SVGText.escaped(Phrases.unbroken(text)) }
}
