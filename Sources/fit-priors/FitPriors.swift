import AccountHealth
import ArgumentParser
import Forecasting
import Foundation
import SellerReports

/// Learns the priors of `Forecasting/Resources/priors.json` from the orders of many sellers. It is a tool of
/// the project and is not installed.
@main
struct FitPriors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit-priors", abstract: "Learn priors from the orders of many sellers.",
    discussion: """
      Example: fit-priors orders.csv.gz --keep order_defect --keep valid_tracking --output priors.json
      With --folds 5 five files are written, priors-1-of-5.json and so on, each learnt without a fifth of the sellers;
      `headroom backtest --fold 1/5 --priors priors-1-of-5.json` forecasts just those.
      """)

  @Argument(help: "Order files.") var files: [String]
  @Option(help: "Priors to start from; the built-in ones when absent.") var start: String?
  @Option(
    help:
      "Part to keep as it starts: cancellation, order_defect, valid_tracking or usual_days. May be repeated.")
  var keep: [String] = []
  @Option(help: "Nothing after this day is used.") var through: String?
  @Option(help: "Share kept for lateness that hardly drifts, 0…1: small sellers cannot show it.")
  var calm = 0.0
  @Option(help: "Write one file a fold.") var folds: Int?
  @Option(help: "What the files are, for the provenance.") var source: String
  @Option(name: .shortAndLong, help: "File to write; a folder with --folds.") var output: String

  func validate() throws {
    guard (0..<1).contains(calm) else { throw ValidationError("--calm is a share from 0 to below 1.") }
  }

  func run() throws {
    let ruleSet = RuleSet.builtIn
    let book = try OrderBookReader(
      timeZone: { ruleSet.timeZone(for: $0) }, marketplaceName: { ruleSet.marketplace(named: $0)?.name }
    ).read(files)
    let kept = try keep.map { name in
      guard let part = PriorsFit.Part(rawValue: name) else {
        throw ValidationError("--keep: no part '\(name)'.")
      }
      return part
    }
    let last = try through.map { text in
      guard let day = Day(iso: text) else { throw ValidationError("--through: a date such as 2018-01-01.") }
      return day
    }
    let start =
      try start.map { path in
        try Priors(document: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))), file: path)
      } ?? .standard
    let fit = PriorsFit(
      book.accounts, start: start, keep: Set(kept), through: last,
      threads: ProcessInfo.processInfo.activeProcessorCount)
    var provenance = [source]
    if let through { provenance.append("Orders as known on \(through).") }
    if calm > 0 { provenance.append("A share of \(calm) of the drifts is judged, not measured.") }
    if !keep.isEmpty { provenance.append("Not measured but kept: \(keep.joined(separator: ", ")).") }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let folds else {
      let priors = try fit.priors(calm: calm, provenance: provenance)
      try encoder.encode(priors).write(to: URL(fileURLWithPath: output), options: .atomic)
      return
    }
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    for number in 1...max(folds, 2) {
      guard let fold = Fold("\(number)/\(folds)") else { throw ValidationError("--folds: 2 or more.") }
      let priors = try fit.priors(
        leavingOut: fold, calm: calm,
        provenance: provenance + ["Learnt without fold \(number)/\(folds)."])
      let path = output + "/priors-\(number)-of-\(folds).json"
      try encoder.encode(priors).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
  }
}
