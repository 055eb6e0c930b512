import ArgumentParser
import Reporting
import Store
import Workspace

/// `headroom files FILES…`: what each file is, and what it brings.
struct FilesCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "files",
    abstract: "Show what each file is, which days and orders it holds, and what was not understood.",
    discussion: """
      Example: headroom files all-orders.txt order-report.txt late-shipments.csv

      A file that brings nothing is named with the reason. In CSV and JSON, the number of shared orders stands per file, \
      in the order of the files.
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table

  func execute() throws {
    try input.checkFiles()
    let settings = try input.settings()
    let answer =
      input.files.isEmpty
      ? try FilesAnswer(input.openStore().survey(settings.reader()), under: settings)
      : try FilesAnswer(reading: input.paths(), under: settings)
    Diagnostics.list(answer.faults)
    try StandardOutput.write(answer.text(as: format, on: input.terminal))
  }
}
