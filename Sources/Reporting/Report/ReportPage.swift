import AccountHealth
import Forecasting
import Foundation
import Workspace

/// A report as one HTML file that loads nothing and runs nothing.
public struct ReportPage {
  /// The worst accounts, worst first, each with a section of its own.
  public var accounts: [AccountReport]
  /// The next worst accounts, with one line each.
  public var others: [AccountReport]
  /// The number of accounts in the files, which may be more than are shown.
  public var accountCount: Int
  /// The inputs and settings of the run.
  public var manifest: Manifest
  /// Whether the ids of orders are left out.
  public var isRedacted: Bool
  /// What was noticed of the files.
  public var remarks: [Remark] = []

  public init(
    accounts: [AccountReport], others: [AccountReport] = [], accountCount: Int, manifest: Manifest,
    isRedacted: Bool
  ) {
    self.accounts = accounts
    self.others = others
    self.accountCount = accountCount
    self.manifest = manifest
    self.isRedacted = isRedacted
  }

  /// The page.
  ///
  /// - Throws: A `MustacheTemplate.ParserError` if the embedded template is wrong.
  public func html() throws -> String {
    try PageTemplates.render(.report, model)
  }

  var model: ReportModel {
    let single = accounts.count == 1 && accountCount == 1
    let day = Phrases.date(accounts.first?.forecast.asOf ?? Day(number: 0))
    return ReportModel(
      style: PageTemplates.style, patterns: ChartStyle.patterns,
      heading: single ? accounts[0].forecast.account : "\(accountCount) accounts",
      subtitle: single && accounts[0].forecast.account != accounts[0].forecast.marketplace
        ? "\(accounts[0].forecast.marketplace), as of \(day)" : "as of \(day)",
      warnings: remarks.filter(\.isWarning).map(\.sentence),
      overview: single ? nil : overview,
      accounts: accounts.enumerated().map {
        AccountModel($1, number: $0 + 1, isSingle: single, isRedacted: isRedacted)
      },
      foot: FootModel(
        manifest, remarks: remarks.filter { !$0.isWarning }.map(\.sentence)))
  }

  private var overview: OverviewModel {
    let listed = accounts + others
    var caption =
      accountCount > listed.count
      ? "The \(listed.count) of \(accountCount) accounts with most orders at stake. headroom forecast --output writes all of them."
      : "All \(accountCount) accounts, those with most orders at stake first."
    if !others.isEmpty {
      caption += " The first \(accounts.count) follow in full; headroom report --account NAME shows another."
    }
    return OverviewModel(
      caption: caption, soon: Phrases.count(min(30, manifest.horizon), "day", "days"),
      rows: listed.enumerated().map { number, account in
        let off = account.metrics.filter(\.state.isOffTarget)
        let next = account.metrics.first { !$0.state.isOffTarget }
        return OverviewModel.Row(
          id: number < accounts.count ? "account-\(number + 1)" : nil, account: account.forecast.account,
          off: off.isEmpty ? "none" : off.map(\.metric.title).joined(separator: "; "),
          next: next?.metric.title ?? "–",
          chance: next.flatMap { metric in
            metric.breachProbability(within: metric.soon).map {
              Phrases.unbroken(Phrases.chance($0, isExact: metric.method == .exact))
            }
          } ?? "–")
      })
  }
}

extension ReportPage {
  /// - Parameters:
  ///   - answer: What is shown.
  ///   - manifest: What the page was made from.
  ///   - isRedacted: Whether the ids of orders are left out.
  public init(_ answer: ReportAnswer, _ manifest: Manifest, isRedacted: Bool) {
    self.init(
      accounts: answer.accounts.map { AccountReport($0) }, others: answer.others.map { AccountReport($0) },
      accountCount: answer.provenance.accounts, manifest: manifest, isRedacted: isRedacted)
    // An open notice has a place of its own.
    remarks = answer.remarks.filter { if case .openNotice = $0 { false } else { true } }
  }
}
