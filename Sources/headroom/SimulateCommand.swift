import ArgumentParser
import Forecasting
import Foundation
import Reporting
import Simulation
import Workspace

/// `headroom simulate MODEL`: runs a model as it stands, without any orders.
struct SimulateCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Run a model file and write the chance of a breach by day.",
    discussion: "Example: headroom simulate model.json --seed 1 --output breach.csv")

  enum Timing: String, ExpressibleByArgument, CaseIterable { case json }

  @Argument(help: "A model, JSON or YAML; its form is in the README.", completion: .file()) var model: String
  @OptionGroup var run: RunOptions
  @Option(
    name: .shortAndLong, help: ArgumentHelp("CSV to write; standard output when absent.", valueName: "file"))
  var output: String?
  @Option(help: "Print one line of seconds, ns per path-day and memory.") var timing: Timing?
  @Flag(help: "Exact probabilities instead of simulated ones, if the model is small enough.") var exact =
    false
  @Flag(
    help: "Chances of less than 1 in 1,000 from tilted paths, with two more columns: se and tilted.")
  var rare = false
  @Flag(name: [.customShort("q"), .long], help: "No notes or progress.") var quiet = false

  func execute() async throws {
    let begun = Stopwatch()
    let model = try ModelFile.model(self.model).withKnownDrawSlots
    if exact { return try runExactly(model) }
    let simulator = try ModelFile.checked(self.model) { try Simulator(model) }
    let paths = run.paths ?? Simulator.defaultPaths
    let seed = run.run.chosenSeed()
    let progress = ProgressLine(isQuiet: quiet || timing != nil)
    let work = Stopwatch()
    let summary = simulator.run(paths: paths, seed: seed, threads: run.run.chosenThreads) {
      progress.show("simulating", $0)
    }
    let breaches =
      rare
      ? RareSimulator(simulator).breaches(beside: summary, seed: seed, threads: run.run.chosenThreads) : nil
    let (seconds, processor) = (work.seconds, work.processorSeconds)
    progress.clear()
    try write(SimulationFile.text(summary, levels: model.levels, rare: breaches), isTimed: timing != nil)
    if timing == .json {
      try StandardOutput.line(
        Timings.line(
          paths: paths, threads: run.run.chosenThreads, days: model.horizonDays, seconds: seconds,
          processorSeconds: processor, totalSeconds: begun.seconds))
    } else if !quiet {
      let days = Phrases.count(model.horizonDays, "day", "days")
      Diagnostics.note("seed \(seed), \(Phrases.count(paths, "path", "paths")), \(days)")
      for line in breaches.map(RareWords.lines) ?? [] { Diagnostics.note(line) }
    }
  }

  private func runExactly(_ model: SimulationModel) throws {
    do {
      let summary = try ExactEngine(model).run()
      try write(SimulationFile.text(summary, levels: model.levels), isTimed: false)
    } catch let error as OutsideExactDomain {
      throw InputError("\(self.model): \(error) Leave out --exact to simulate it.")
    }
    if !quiet {
      Diagnostics.note(
        "exact chances; the columns q05 to q95 are empty, as only a simulation keeps the rate of every future"
      )
    }
  }

  private func write(_ text: String, isTimed: Bool) throws {
    guard let output else { return isTimed ? () : try StandardOutput.write(text) }
    Signals.outliveClosedPipe()
    let file = try OutputFile.single(path: output, beside: [model])
    try file.append(text)
    try file.commit()
  }
}
