import AccountHealth
import Reporting
import SellerReports
import Workspace

/// Folders whose files name no account, such as Amazon's own downloads: each is an account.
extension PortfolioCommand {
  /// The portfolio of the folders, each read by itself and judged on the same evening. One that cannot be
  /// read is an account that cannot be judged.
  ///
  /// - Returns: `nil` where the files are not in several folders, or name their accounts.
  func portfolioOfFolders(_ question: PortfolioQuestion, _ watch: Stopwatch) async throws
    -> (portfolio: Portfolio, manifest: Manifest)?
  {
    guard !input.files.isEmpty, !input.oneAccount, let folders = try ClientFolder.all(input.files) else {
      return nil
    }
    var settings = try input.settings(prior, sales)
    let wanted = settings.accounts
    settings.accounts = []
    var opened: [(folder: ClientFolder, workspace: Workspace)] = []
    var failed: [(name: String, reason: String)] = []
    for folder in folders {
      do throws(Refusal) {
        opened.append((folder, try Workspace(reading: folder.paths, under: settings)))
      } catch {
        failed.append((folder.name, error.problem))
      }
    }
    guard opened.count > 1, opened.allSatisfy(\.workspace.namesNoAccount),
      let asOf = opened.map(\.workspace.asOf).max()
    else { return nil }
    try check(question.earlier, isBefore: asOf)
    input.note(
      "\(Phrases.count(folders.count, "folder", "folders")) without a column of accounts: each is an account of its name. --one-account reads all as one."
    )
    settings.asOf = asOf
    var question = question
    question.run.seed = question.run.chosenSeed()
    func isWanted(_ name: String) -> Bool {
      wanted.isEmpty || wanted.contains { AccountName.isMeant(by: $0, whereNamed: name) }
    }
    var parts: [(folder: String, manifest: Manifest)] = []
    var accounts = failed.filter { isWanted($0.name) }.map {
      PortfolioAccount(leftOut: $0.name, reason: $0.reason, asOf: asOf)
    }
    for (folder, first) in opened where isWanted(folder.name) {
      let workspace =
        first.asOf == asOf ? first : try Workspace(reading: folder.paths, under: settings)
      Diagnostics.list(workspace.faults)
      input.say(workspace.remarks)
      question.unnamed = folder.name
      let answer = try await workspace.portfolio(question)
      parts.append((folder.name, Manifest(answer, Build.program, seconds: 0)))
      accounts += answer.portfolio.accounts
    }
    guard !parts.isEmpty else { throw InputError("No folder has one of the accounts that --account names.") }
    let names = folders.map(\.name)
    accounts += wanted.filter { name in !names.contains { AccountName.isMeant(by: name, whereNamed: $0) } }
      .map {
        PortfolioAccount(absent: $0, asOf: asOf)
      }
    var manifest = try Manifest(joining: parts)
    manifest.wallSeconds = watch.seconds
    let unread = failed.filter { isWanted($0.name) }.map(\.name)
    if !unread.isEmpty { manifest.filesLeftOut = ((manifest.filesLeftOut ?? []) + unread).sorted() }
    let portfolio = Portfolio(
      accounts.joined(ranked: question.ranked), asOf: asOf, seed: manifest.seed, paths: manifest.paths,
      horizon: manifest.horizon, budget: budget, earlier: question.earlier?.only(wanted), gone: manifest.gone)
    return (portfolio, manifest)
  }
}
