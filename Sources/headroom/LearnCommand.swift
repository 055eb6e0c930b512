import ArgumentParser
import Forecasting
import Reporting
import Workspace

/// `headroom learn FILES… -o priors.json`: priors from many sellers.
struct LearnCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Learn from many sellers what is believed of an account before its own orders are read.",
    discussion: """
      Example: headroom learn orders-of-all-accounts.csv.gz --output priors.json
               headroom forecast new-account.csv --priors priors.json

      With 20 or more sellers in its files, forecast does this by itself. The file holds aggregates only: no order, \
      no name and no date of any seller. A part that too few bad orders show stays as it is in --priors, and the table \
      says so.

      --folds 5 writes five files into a folder, each learnt without a fifth of the sellers; \
      backtest --fold 1/5 --priors priors-1-of-5.json forecasts just those.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var prior: PriorsOptions
  @Option(
    help: ArgumentHelp(
      "Part that stays as it is in --priors: \(PriorsFit.Part.allCases.map(\.rawValue).joined(separator: ", ")). May be repeated.",
      valueName: "part"), completion: .list(PriorsFit.Part.allCases.map(\.rawValue)))
  var keep: [PriorsFit.Part] = []
  @Option(help: "Share kept for lateness that hardly drifts, 0 to below 1: small sellers cannot show it.")
  var calm = LearnQuestion().calm
  @Option(help: "Write one file per fold, 2 to 100, each learnt without its sellers.")
  var folds: Int?
  @Option(help: "What the files are, for the provenance; their names when absent.")
  var source: String?
  @Option(help: "Threads; the cores of this machine when absent. The result does not depend on it.")
  var threads: Int?
  @Option(name: .shortAndLong, help: ArgumentHelp("File to write; a folder with --folds.", valueName: "file"))
  var output: String

  func validate() throws {
    guard (0..<1).contains(calm) else {
      throw ValidationError("--calm is a share from 0 to below 1, got \(calm).")
    }
    if let folds, !(2...100).contains(folds) {
      throw ValidationError("--folds is a number 2…100, got \(folds).")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is a number 1…1024, got \(threads).")
    }
  }

  func execute() async throws {
    try input.checkFiles()
    var question = LearnQuestion()
    (question.keep, question.calm, question.folds) = (Set(keep), calm, folds)
    (question.source, question.threads) = (source, threads)
    let answer = try await input.workspace(prior).learn(question)
    if answer.priors.count == 1 {
      let file = try OutputFile.single(path: output, beside: input.paths())
      try file.append(answer.priors[0].document())
      try file.commit()
    } else {
      let folder = try OutputFolder(path: output)
      for (place, priors) in answer.priors.enumerated() {
        try folder.file("priors-\(place + 1)-of-\(answer.priors.count).json").append(priors.document())
      }
      try folder.commit()
    }
    try StandardOutput.write(LearnTable(answer).text(on: input.terminal))
    input.note("wrote \(output)")
  }
}

extension PriorsFit.Part: ExpressibleByArgument {}
