import Reporting
import Workspace

/// Folders whose files name no account, such as Amazon's own downloads: each is an account.
extension PortfolioCommand {
  /// The portfolio of the folders, each read by itself and judged on the same evening.
  ///
  /// - Returns: `nil` where the files are not in several folders, or name their accounts.
  func portfolioOfFolders(
    _ question: PortfolioQuestion, _ watch: Stopwatch, _ progress: ProgressLine
  ) async throws -> (portfolio: Portfolio, manifest: Manifest)? {
    guard !input.files.isEmpty, !input.oneAccount, let named = try ClientFolder.all(input.files),
      let folders = try PortfolioFolders(
        named.map { .init(name: $0.name, paths: $0.paths) }, under: input.settings(prior, sales))
    else { return nil }
    try check(question.earlier, isBefore: folders.asOf)
    input.note(
      "\(Phrases.count(named.count, "folder", "folders")) without a column of accounts: each is an account of its name. --one-account reads all as one."
    )
    var parts: [(folder: String, manifest: Manifest)] = []
    let found = try await folders.portfolio(
      question, progress: progress.progress, reason: \.problem
    ) { folder, workspace, answer in
      Diagnostics.list(workspace.faults)
      input.say(workspace.remarks)
      parts.append((folder.name, Manifest(answer, Build.program, seconds: 0)))
    }
    guard let found else {
      guard parts.isEmpty, !(try input.chosenAccounts().isEmpty) else { return nil }
      throw InputError("No folder has one of the accounts that --account names.")
    }
    var manifest = try Manifest(joining: parts)
    manifest.wallSeconds = watch.seconds
    if !found.unread.isEmpty {
      manifest.filesLeftOut = ((manifest.filesLeftOut ?? []) + found.unread).sorted()
    }
    return (found.portfolio, manifest)
  }
}
