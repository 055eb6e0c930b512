import AccountHealth
import ArgumentParser
import Documents
import LinearAlgebra
import Reporting

@main
struct Headroom: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headroom",
    abstract:
      "How far each account-health rate is from its limit, when it will cross it, and how sure that is.",
    discussion: """
      Reads the order files you already have and runs on this machine alone.

      Example: headroom forecast orders.csv --output out
      """,
    version: Version.current,
    subcommands: [
      StatusCommand.self, ForecastCommand.self, ReportCommand.self, PortfolioCommand.self,
      ServeCommand.self, WhatIfCommand.self, RankCommand.self, LossCommand.self, PlanCommand.self,
      RemovalCommand.self, ExplainCommand.self, EffectCommand.self, ReconcileCommand.self,
      BacktestCommand.self,
      LearnCommand.self,
      FilesCommand.self,
      ImportCommand.self,
      StoreCommand.self, CheckCommand.self, NoticeCommand.self, ShowCommand.self,
      SimulateCommand.self, SynthesizeCommand.self, ValidateCommand.self,
    ])

  static func main() async {
    BLASThreads.endIdle()
    Signals.endWithClosedPipe()
    Signals.removeTemporaryFilesWhenStopped()
    suggestCommand()
    if CommandLine.arguments.dropFirst().first == CheckCommand.name { await check() }
    await main(arguments)
  }

  /// Ends `check` as monitoring plugins do: wrong usage is 3, unknown.
  private static func check() async -> Never {
    do {
      var command = try parseAsRoot(arguments)
      if let check = command as? CheckCommand { try await check.run() } else { try command.run() }
      exit()
    } catch {
      guard exitCode(for: error).rawValue == ExitStatus.wrongUsage.rawValue else { exit(withError: error) }
      let text = message(for: error)
      Diagnostics.error(text)
      let isWithoutStore = text.contains(InputOptions.noStore)
      let reason = isWithoutStore ? "there is no store yet" : "wrong usage, see 'headroom check --help'"
      try? StandardOutput.line("HEADROOM UNKNOWN: \(reason)")
      exit(withError: CheckExit.unknown)
    }
  }
}

extension Headroom {
  /// The words of the command line, a negative number joined to the option before it. The parser takes `-5`
  /// for an option of its own and would call the value missing; the option itself says what it expects.
  static var arguments: [String] {
    CommandLine.arguments.dropFirst().reduce(into: []) { words, word in
      if let option = words.last, option.count > 2, option.hasPrefix("--"), !option.contains("="),
        word.hasPrefix("-"), Double(word) != nil
      {
        words[words.count - 1] += "=" + word
      } else {
        words.append(word)
      }
    }
  }

  /// Suggests a command with a similar name; the parser itself does this only for options.
  private static func suggestCommand() {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard CommandLine.arguments.count > 1, let typed = CommandLine.arguments.dropFirst().first,
      !typed.hasPrefix("-"), !names.contains(typed), let near = Spelling.nearest(to: typed, among: names)
    else { return }
    Diagnostics.error("'\(TerminalText.escaped(typed))' is no command. Did you mean '\(near)'?")
    exit(withError: ExitStatus.wrongUsage)
  }
}

enum Version {
  static let current = "0.1.0"
}
