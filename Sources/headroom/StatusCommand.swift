import ArgumentParser
import Reporting
import Workspace

/// `headroom status FILES…`: the exact rates as of a day.
struct StatusCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show each rate, its limit, and how many more bad orders it can take.",
    discussion: """
      Example: headroom status orders.csv --as-of 2026-11-01

      "complete %" is where the rate of today's window ends once every order now in it has its outcome: defects still \
      to be reported, orders still to be shipped or cancelled. Nine times in ten it is inside the range shown. In CSV \
      and JSON: completed_q05, completed_q50 (the middle) and completed_q95, fractions. An order not yet shipped is in \
      neither on-time delivery nor valid tracking, so these are complete as they stand.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var policy: ViolationsOptions
  @OptionGroup var seen: SeenOptions
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table
  @Option(name: .shortAndLong, help: ArgumentHelp("Folder to write history.csv to.", valueName: "folder"))
  var output: String?

  func execute() throws {
    try input.checkFiles()
    let answer = try input.workspace(prior, nil, policy, seen: seen).status()
    input.say(answer.remarks.filter { format != .table || answer.accounts.count > 1 || !$0.isInStatusTable })
    for missing in answer.missing { input.note("not shown: \(missing)") }
    if let output {
      Signals.outliveClosedPipe()
      let folder = try OutputFolder(path: output)
      try HistoryFile(folder: folder).append(answer)
      try folder.commit()
    }
    try answer.write(as: format, on: input.terminal) { try StandardOutput.write($0) }
  }
}
