import AccountHealth
import Digests
import Foundation
import Mustache
import Workspace

/// A portfolio as one HTML file. It loads nothing; its own script searches, filters and sorts, and without it
/// the most urgent accounts are there.
public struct PortfolioPage {
  /// The rows in the page itself; the others are data that the script shows.
  private static let written = 100

  private let answer: Portfolio
  private let manifest: Manifest

  public init(_ portfolio: Portfolio, _ manifest: Manifest) {
    answer = portfolio
    self.manifest = manifest
  }

  /// The data of the template, which escapes every text except rows, data, style and script.
  private struct Model {
    struct Pick {
      var account: String
      var action: String
      var saved: String
      var cost: String
    }

    struct Picks {
      var caption: String
      var rows: [Pick]
    }

    struct Choice { var label: String, value: String, count: Int }
    struct Inactive { var summary: String, names: [String] }

    var style: String
    var script: String
    var scriptHash: String
    var patterns: String
    var heading: String
    var subtitle: String
    var sentences: [String]
    var unit: String
    var most: Picks?
    var chosen: Picks?
    var hasChange: Bool
    var since: String
    var groups: [Choice]
    var rows: String
    var data: String
    var shown: String
    var inactive: Inactive?
    var foot: FootModel
  }

  /// The page.
  ///
  /// - Throws: A `MustacheTemplate.ParserError` if the embedded template is wrong.
  public func html() throws -> String {
    EscapedText.register()
    let template = try MustacheTemplate(
      string: String(decoding: PackageResources.portfolio_mustache, as: UTF8.self))
    return template.render(model)
  }

  private var listed: [PortfolioAccount] { answer.accounts.filter { $0.group != .inactive } }

  private var model: Model {
    let (listed, sentences) = (listed, PortfolioSentences(answer))
    let marketplaces = Set(listed.map(\.marketplace)).count
    func row(_ account: PortfolioAccount) -> String {
      PortfolioRow(account: account, since: answer.since, showsMarketplace: marketplaces > 1).html
    }
    let script = String(decoding: PackageResources.portfolio_js, as: UTF8.self)
    let style = [PackageResources.report_css, PackageResources.portfolio_css].map {
      String(decoding: $0, as: UTF8.self)
    }
    let inactive = answer.accounts.filter { $0.group == .inactive }
    let choice = answer.choice
    return Model(
      style: ChartStyle.page + "\n" + style.joined(separator: "\n"), script: script,
      scriptHash: Self.hash(of: script), patterns: ChartStyle.patterns,
      heading: Phrases.count(answer.totals.accounts, "account", "accounts"),
      subtitle: "as of \(Phrases.date(answer.asOf))",
      sentences: sentences.all.map(Phrases.unbroken), unit: sentences.unit,
      most: choice.most.isEmpty
        ? nil
        : Model.Picks(
          caption: "The \(choice.most.count) accounts where one action saves most",
          rows: choice.most.map(pick)),
      chosen: choice.chosen.flatMap {
        $0.isEmpty
          ? nil
          : Model.Picks(
            caption: "The choice within the budget, \(Phrases.count($0.count, "action", "actions"))",
            rows: $0.map(pick))
      },
      hasChange: answer.since != nil, since: answer.since.map { "since \(Phrases.date($0))" } ?? "",
      groups: groups, rows: listed.prefix(Self.written).map(row).joined(separator: "\n"),
      data: data(listed, row),
      shown:
        "\(min(Self.written, listed.count)) of \(Phrases.count(listed.count, "account", "accounts")) with orders, most urgent first."
        + (sentences.compared.map { " " + $0 } ?? ""),
      inactive: inactive.isEmpty
        ? nil
        : Model.Inactive(
          summary:
            "\(Phrases.count(inactive.count, "account has", "accounts have")) no order in any window: nothing to judge",
          names: inactive.map(\.account)), foot: FootModel(manifest))
  }

  private func pick(_ pick: PortfolioChoice.Pick) -> Model.Pick {
    let saved: (Double) -> String =
      switch answer.choice.unit {
      case .loss: Phrases.amount
      case .orders: { Decimals.fixed($0, $0 < 9.95 ? 1 : 0) }
      }
    return Model.Pick(
      account: pick.account.account, action: pick.option.title,
      saved: Phrases.unbroken("\(saved(pick.saved)) ± \(saved(pick.error))"),
      cost: PortfolioWords.cost(pick.option, pick.account.currency))
  }

  private var groups: [Model.Choice] {
    let words: [(PortfolioAccount.Group, String)] = [
      (.deactivated, "deactivated"), (.deadline, "with a notice"), (.cannotBeJudged, "cannot be judged"),
      (.offTarget, "off target"),
      (.atRisk, "at risk"), (.onTarget, "on target"),
    ]
    return words.compactMap { group, label in
      answer.totals.groups[group].map { Model.Choice(label: label, value: group.rawValue, count: $0) }
    }
      + (answer.since == nil
        ? [] : [Model.Choice(label: "worse since the last run", value: "worse", count: answer.totals.worse)])
  }

  /// The accounts for the script: what is searched, the group, the figures that are sorted by, and the row if
  /// it is not in the page.
  private struct Entry: Encodable {
    var name: String
    var text: String
    var group: String
    var worse: Bool
    var orders: Double
    var chance: Double
    var stake: Double
    var loss: Double
    var row: String?
  }

  private func data(_ accounts: [PortfolioAccount], _ row: (PortfolioAccount) -> String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    var text = "["
    for (place, account) in accounts.enumerated() {
      let entry = Entry(
        name: account.account,
        text: "\(account.account) \(account.marketplace) \(PortfolioWords.group(account)) "
          + PortfolioWords.list(account.offTarget.map(\.metric)),
        group: account.group.rawValue, worse: account.change?.isWorse ?? false,
        orders: Double(account.orders), chance: account.offTarget.isEmpty ? account.chance?.value ?? 0 : 2,
        stake: account.stakeOrders, loss: account.loss?.central.value ?? 0,
        row: place < Self.written ? nil : row(account))
      guard let line = try? encoder.encode(entry) else { return "[]" }
      // Inside a script element no text may look like its end or a comment.
      text +=
        (place == 0 ? "" : ",")
        + String(decoding: line, as: UTF8.self).replacing("<", with: "\\u003c")
        .replacing("\u{2028}", with: "\\u2028").replacing("\u{2029}", with: "\\u2029")
    }
    return text + "]"
  }

  /// The hash of the only script that the page's policy lets run.
  private static func hash(of script: String) -> String {
    let digits = Array(SHA256.hex(script.utf8))
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    return Data(bytes).base64EncodedString()
  }
}
