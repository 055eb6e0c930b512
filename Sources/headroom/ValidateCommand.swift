import ArgumentParser
import Documents
import Reporting
import SellerReports
import Workspace

/// `headroom validate FILES…`: lists every fault of the files that users write, before they are used.
struct ValidateCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check the files that you write yourself, and list every fault with its line.",
    discussion: """
      Knows rule sets, sale events, actions, scenarios, enforcements, models, synthetic sellers, priors, column files, \
      check policies and logs of changes, in YAML or JSON, and tables of violations. Order files are checked by headroom status --strict.

      With --columns FILE, the files named are tables of your own: it shows how their columns and first rows are \
      understood.

      Example: headroom validate my-rules.yaml model.json
      """)

  @Argument(
    help: ArgumentHelp("Files to check; their kind is seen from their fields.", valueName: "files"),
    completion: .file())
  var files: [String]
  @Option(
    help: ArgumentHelp("Column file (YAML): show how it reads the tables named.", valueName: "file"))
  var columns: [String] = []
  @Flag(name: [.customShort("q"), .long], help: "Print nothing for a valid file.") var quiet = false

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Name at least one file.") }
  }

  func execute() async throws {
    guard columns.isEmpty else { return try showRows() }
    var isFaulty = false
    for path in files {
      do {
        let result = try DocumentCheck.kind(of: path)
        if !quiet { try StandardOutput.line("\(TerminalText.escaped(path)): \(result)") }
      } catch let error as InputError {
        Diagnostics.error("\(error)")
        isFaulty = true
      } catch let error as FileError {
        Diagnostics.error("\(error)")
        isFaulty = true
      }
    }
    if isFaulty { throw ExitStatus.wrongInput }
  }

  /// The first rows of each table as the column files read it.
  private func showRows() throws {
    var settings = Settings()
    settings.columns = try columns.map { try Sourced(SmallFile(path: $0)) }
    let answer = try FilesAnswer(reading: files, under: settings)
    Diagnostics.list(answer.faults)
    for file in answer.files {
      if let reason = file.leftOut { Diagnostics.error("\(TerminalText.escaped(file.file)): \(reason)") }
      if file.leftOut == nil, !quiet {
        try StandardOutput.line(FirstRows(file).text(on: .standardOutput(.auto)))
      }
    }
    if !answer.faults.isEmpty || answer.files.contains(where: { $0.leftOut != nil }) {
      throw ExitStatus.wrongInput
    }
  }
}
