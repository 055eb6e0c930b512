import AccountHealth
import SellerReports

/// Folders of files without a column of accounts, such as Amazon's own downloads: each is an account.
///
/// A folder is read, answered and dropped before the next one, so memory holds the orders of one.
public struct PortfolioFolders: Sendable {
  /// The files of one account.
  public struct Folder: Sendable, Hashable {
    /// The name of the account.
    public var name: String
    public var paths: [String]

    public init(name: String, paths: [String]) { (self.name, self.paths) = (name, paths) }
  }

  /// The evening on which all are judged: that of the settings, or the last day on which anything happened in
  /// any of them.
  public let asOf: Day
  private let folders: [Folder]
  /// Those of every folder, without the accounts that are looked for.
  private let settings: Settings
  private let wanted: [String]

  /// - Parameters:
  ///   - folders: With different names.
  ///   - settings: How the files are judged. Its accounts are names of folders. Without an evening every
  ///     folder is read once to find it.
  /// - Returns: `nil` if files of a folder name their accounts, or no two folders can be read.
  /// - Throws: `Refusal` for a marketplace that the rules do not name.
  public init?(_ folders: [Folder], under settings: Settings) throws(Refusal) {
    (self.folders, wanted) = (folders, settings.accounts)
    var settings = settings
    settings.accounts = []
    let reader = try settings.reader()
    guard !folders.contains(where: { reader.namesAccount($0.paths) }) else { return nil }
    if settings.asOf == nil {
      var evenings: [Day] = []
      for folder in folders {
        guard let workspace = try? Workspace(reading: folder.paths, under: settings) else { continue }
        guard workspace.namesNoAccount else { return nil }
        evenings.append(workspace.asOf)
      }
      guard evenings.count > 1 else { return nil }
      settings.asOf = evenings.max()
    }
    guard let asOf = settings.asOf else { return nil }
    (self.asOf, self.settings) = (asOf, settings)
  }

  private func isWanted(_ name: String) -> Bool {
    wanted.isEmpty || wanted.contains { AccountName.isMeant(by: $0, whereNamed: name) }
  }

  /// The portfolio of the folders. One that cannot be read is an account that cannot be judged.
  ///
  /// - Parameters:
  ///   - question: Its seed is chosen once for all folders.
  ///   - progress: The share of the folders that are answered.
  ///   - reason: Why a folder cannot be read, in words.
  ///   - each: Receives every folder that was read, and its answer, before the next is read.
  /// - Returns: The portfolio, and the names of the folders that cannot be read. `nil` if files of a folder
  ///   name their accounts after all, or fewer than two folders can be read where none is looked for.
  /// - Throws: `CancellationError`, and what `each` throws.
  public func portfolio(
    _ question: PortfolioQuestion, progress: Workspace.Progress = .none,
    reason: (Refusal) -> String, each: (Folder, Workspace, PortfolioAnswer) throws -> Void
  ) async throws -> (portfolio: Portfolio, unread: [String])? {
    var question = question
    question.run.seed = question.run.chosenSeed()
    let own = folders.filter { isWanted($0.name) }
    var (accounts, unread, gone) = ([PortfolioAccount](), [String](), [String]?.none)
    var request: (seed: UInt64, paths: Int, answers: Int)?
    for (place, folder) in own.enumerated() {
      progress(.forecasting, Double(place) / Double(own.count))
      let workspace: Workspace
      do throws(Refusal) {
        workspace = try Workspace(reading: folder.paths, under: settings)
      } catch {
        accounts.append(PortfolioAccount(leftOut: folder.name, reason: reason(error), asOf: asOf))
        unread.append(folder.name)
        continue
      }
      guard workspace.namesNoAccount else { return nil }
      question.unnamed = folder.name
      let answer = try await workspace.portfolio(question)
      request = (answer.request.seed, answer.request.paths, (request?.answers ?? 0) + 1)
      accounts += answer.portfolio.accounts
      // What one folder misses another may have.
      gone = gone?.filter(answer.portfolio.gone.contains) ?? answer.portfolio.gone
      try each(folder, workspace, answer)
    }
    guard let request, request.answers > 1 || !wanted.isEmpty else { return nil }
    accounts += wanted.filter { name in
      !folders.contains { AccountName.isMeant(by: name, whereNamed: $0.name) }
    }.map { PortfolioAccount(absent: $0, asOf: asOf) }
    let portfolio = Portfolio(
      accounts.joined(ranked: question.ranked), asOf: asOf, seed: request.seed, paths: request.paths,
      horizon: question.horizon, budget: question.budget, earlier: question.earlier?.only(wanted),
      gone: question.earlier == nil ? nil : gone)
    return (portfolio, unread)
  }
}
