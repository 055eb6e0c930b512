import Forecasting
import Reporting
import Workspace

extension ForecastCommand {
  /// What to do first, and the command that says more.
  func whatFirst(
    _ account: ForecastAccount, _ workspace: Workspace, _ answer: ForecastAnswer, _ progress: ProgressLine
  ) async throws -> (text: [String], command: String?) {
    guard
      let ranking = try await workspace.whatFirst(
        about: account, answer.request, progress: progress.progress),
      case let first = RankSentences.headOfForecast(ranking), !first.isEmpty
    else { return ([], nil) }
    // rank reads no --seen, so it would answer another question.
    guard seen.seen.isEmpty else { return (first, nil) }
    let words =
      ["headroom", "rank"] + input.arguments + counts.arguments + input.chosen + prior.arguments
      + sales.arguments + ahead.arguments + run.arguments(seed: answer.request.seed)
    let isShort = answer.request.paths > Workspace.shortRankingPaths
    let more = "\(isShort ? "More futures, what" : "What") else helps, what pays and how sure it is:"
    return (first + [more], words.map(ShellText.quoted).joined(separator: " "))
  }
}
