import AccountHealth
import Documents
import Foundation
import Reporting
import SellerReports
import Workspace

/// Runs of parts of the accounts, made elsewhere or before.
extension PortfolioCommand {
  /// The portfolio of the parts, by what they wrote into their folders.
  func portfolioOfParts(_ earlier: EarlierPortfolio?) throws -> (portfolio: Portfolio, manifest: Manifest) {
    let parts = try page.merge.map { folder in
      let path = (folder as NSString).appendingPathComponent("manifest.json")
      return (folder: folder, manifest: try Manifest(reading: Data(SmallFile(path: path).bytes), file: path))
    }
    var manifest = try Manifest(joining: parts)
    let compared = manifest.ranked ?? PortfolioQuestion.defaultRanked
    manifest.ranked = min(page.ranked ?? compared, compared)
    if let ranked = page.ranked, ranked > compared {
      input.note(
        "--ranked \(ranked): the parts compared the actions of \(Phrases.count(compared, "account", "accounts")) each, so only so many of the most urgent ones of all are sure to be among them. Run the parts with --ranked \(ranked) for more."
      )
    }
    let accounts = try page.merge.flatMap { try EarlierPortfolio(folder: $0).accounts }
    var known: Set<[String]> = []
    if let twice = accounts.first(where: {
      !$0.isGone && !$0.isNoAccount && !known.insert([$0.account, $0.marketplace]).inserted
    }) {
      throw InputError(
        "--merge: found the account \(TerminalText.quoted(twice.account)) in two of these runs, expected each account in one. Leave out the folder that is given twice."
      )
    }
    guard let asOf = Day(iso: manifest.asOf) else { throw InputError("manifest.json: as_of is no day.") }
    try check(earlier, isBefore: asOf)
    let portfolio = Portfolio(
      accounts.joined(ranked: manifest.ranked ?? compared), asOf: asOf, seed: manifest.seed,
      paths: manifest.paths,
      horizon: manifest.horizon, budget: page.budget, earlier: earlier,
      gone: earlier == nil ? manifest.gone : nil)
    if parts.contains(where: { $0.manifest.priorsLearntFrom != nil }) {
      input.note(
        "each part learnt its priors from its own accounts. With one file of headroom learn for all (--priors) the parts are as one run."
      )
    }
    return (portfolio, manifest)
  }
}
