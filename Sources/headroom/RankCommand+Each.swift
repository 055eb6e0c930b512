import Documents
import Reporting
import Workspace

extension RankCommand {
  /// Ranks several accounts, one after another; one that cannot be ranked does not stop the others.
  func rankEach(
    _ question: RankQuestion, _ workspace: Workspace, _ watch: Stopwatch, _ progress: ProgressLine
  ) async throws {
    if output != nil { Signals.outliveClosedPipe() }
    let folder = try output.map { try OutputFolder(path: $0) }
    let file = try folder?.file("rank.csv")
    try file?.append(RankFiles.header)
    var printer = RankPrinter(format, hasDetails: details, on: input.terminal)
    try printer.begin()
    let answer = try await workspace.rankEach(question, progress: progress.progress) { account in
      progress.clear()
      switch account.result {
      case .success(let answer):
        try file?.append(RankFiles.lines(answer.ranking))
        try printer.append(answer)
      case .failure(let error):
        let reason = (error as? Refusal)?.text ?? "\(error)"
        Diagnostics.warning("\(TerminalText.escaped(account.account)): \(reason)")
        printer.append(account.account, failure: reason)
      }
    }
    progress.clear()
    input.say(answer.remarks)
    if let folder, let output {
      try folder.file("manifest.json").append(
        Manifest(answer, Build.program, seconds: watch.seconds).text())
      try folder.commit()
      input.note("wrote rank.csv and manifest.json to \(output)")
    }
    try printer.finish(answer)
  }
}
