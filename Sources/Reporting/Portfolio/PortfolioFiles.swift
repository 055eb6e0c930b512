import AccountHealth
import Workspace

/// portfolio.csv and portfolio.ndjson: one row per account, most urgent first.
public enum PortfolioFiles {
  static let columns: Columns<PortfolioAccount> = [
    Column("account") { .text($0.account) },
    Column("marketplace") { .text($0.marketplace) },
    Column("as_of") { .date($0.asOf.day) },
    Column("group") { .word($0.group.rawValue) },
    Column("answer_by") { Cell($0.answerBy?.day) },
    Column("orders_30") { .count($0.orders) },
    Column("amount_30") { Cell($0.amount, digits: 2) },
    Column("currency") { Cell.told($0.currency) },
    Column("last_order") { Cell($0.lastOrder?.day) },
    Column("off_target") { .word($0.offTarget.map(\.metric.rawValue).joined(separator: " ")) },
    Column("p_30") { Cell($0.chance?.value) },
    Column("se_30") { Cell($0.chance?.error) },
    Column("at_stake_orders") { Cell($0.isUnknown ? nil : $0.stakeOrders, digits: 3) },
    Column("at_stake_amount") { Cell($0.stakeAmount, digits: 2) },
    Column("metric") { .word($0.ratesByUrgency.first?.metric.rawValue ?? "") },
    Column("orders") { Cell($0.ratesByUrgency.first?.orders) },
    Column("bad") { Cell($0.ratesByUrgency.first?.bad) },
    Column("rate") { Cell($0.ratesByUrgency.first?.share) },
    Column("limit") { Cell($0.ratesByUrgency.first?.limit, digits: 9) },
    Column("state") { .word($0.ratesByUrgency.first?.state.rawValue ?? "") },
    Column("headroom") { Cell($0.ratesByUrgency.first?.headroom) },
    Column("p_deactivated_low") { Cell($0.deactivation?.low.value) },
    Column("p_deactivated_central") { Cell($0.deactivation?.central.value) },
    Column("p_deactivated_high") { Cell($0.deactivation?.high.value) },
    Column("loss_low") { Cell($0.loss?.low.value, digits: 2) },
    Column("loss_central") { Cell($0.loss?.central.value, digits: 2) },
    Column("loss_high") { Cell($0.loss?.high.value, digits: 2) },
    Column("first_action") { .text($0.first ?? "") },
    Column("delta_p") { Cell($0.firstOption?.toldFall.value, digits: 9) },
    Column("se_delta_p") { Cell($0.firstOption?.toldFall.error, digits: 9) },
    Column("delta_loss") { Cell($0.firstOption?.toldSaved?.value, digits: 2) },
    Column("cost_low") { Cell($0.firstOption?.costLow, digits: 2) },
    Column("cost_high") { Cell($0.firstOption?.costHigh, digits: 2) },
    Column("cost_currency") { .text($0.firstOption?.costCurrency ?? "") },
    Column("own_cost_low") { Cell($0.firstOption?.ownCostLow, digits: 2) },
    Column("own_cost_high") { Cell($0.firstOption?.ownCostHigh, digits: 2) },
    Column("change") { .text(PortfolioWords.change($0, since: $0.change?.since.day) ?? "") },
    Column("doubts") { .text(PortfolioWords.doubts($0).joined(separator: " ")) },
  ]

  public static func csv(_ accounts: [PortfolioAccount]) -> String { columns.header + columns.csv(accounts) }

  /// One object per account and line, with every rate and every action that helps.
  public static func ndjson(_ accounts: [PortfolioAccount]) throws -> String {
    try accounts.reduce(into: "") { text, account in text += try JSONText.line(account) }
  }

  /// Writes the page, both tables and the manifest; the caller commits.
  ///
  /// - Parameters:
  ///   - answer: All accounts.
  ///   - manifest: That of the run.
  ///   - onlyUrgent: Whether portfolio.csv has only accounts that need a look. The other files have all.
  ///   - isGzip: Whether the two tables are compressed.
  ///   - folder: Where they are written.
  public static func write(
    _ answer: Portfolio, _ manifest: Manifest, onlyUrgent: Bool = false, isGzip: Bool = false,
    to folder: OutputFolder
  ) throws {
    try folder.file("portfolio.html").append(PortfolioPage(answer, manifest).html())
    let (table, lines) = (
      try folder.file("portfolio.csv", isGzip: isGzip),
      try folder.file(EarlierPortfolio.fileName, isGzip: isGzip)
    )
    try table.append(columns.header)
    // The texts of all accounts at once would take more memory than the accounts.
    for account in answer.accounts {
      if !onlyUrgent || account.group.needsLook { try table.append(columns.csv(CollectionOfOne(account))) }
      try lines.append(ndjson([account]))
    }
    try folder.file("manifest.json").append(manifest.text())
  }
}
