import AccountHealth
import ArgumentParser
import Decisions
import Documents
import Forecasting
import Reporting
import Workspace

/// The changes whose effects are asked for.
struct EffectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What it changed: late_shipment, late_delivery, cancellation, tracking, defects or orders.",
      valueName: "rate"),
    completion: .list(StudiedRate.allCases.map(\.rawValue)), transform: StudiedRate.init(parsing:))
  var of: StudiedRate?
  @Option(
    help: ArgumentHelp("First day that the change reached.", valueName: "day"), transform: Day.init(parsing:))
  var from: Day?
  @Option(
    help: ArgumentHelp(
      "Instead of an effect: how long until one of this size would be told from none, such as late_shipment=x0.7.",
      valueName: "rate=xF"), transform: Design.init(parsing:))
  var design: Design?
  @Option(
    help: ArgumentHelp(
      "Days over which it grew in equal steps to its full size; 0, all at once, when absent.",
      valueName: "days"))
  var ramp = 0
  @Option(
    help: ArgumentHelp(
      "Last day to read, such as the day before it was undone; the last known one when absent.",
      valueName: "day"), transform: Day.init(parsing:))
  var until: Day?
  @Option(
    help: ArgumentHelp(
      "The action of the catalogue that it was: its range is what is believed beforehand. Without one next to nothing is.",
      valueName: "name"), completion: .list(ActionCatalogue.builtIn.names))
  var action: String?
  @Option(
    help: ArgumentHelp(
      "Chance that the change does what the catalogue's range says of its action, 0 to 1; else next to nothing is believed.",
      valueName: "share"))
  var catalogueWeight = EffectPrior.catalogueWeight
  @Option(
    help: ArgumentHelp(
      "A file of actions of your own; one of a built-in name replaces it.", valueName: "file"),
    completion: .file())
  var actions: String?

  private static let longestRamp = 365

  /// - Parameter log: The file of `--log`, which names its changes itself.
  func check(log: String?) throws {
    guard (0...Self.longestRamp).contains(ramp) else {
      throw ValidationError("--ramp is a number of days 0…\(Self.longestRamp), got \(ramp).")
    }
    guard (0...1).contains(catalogueWeight) else {
      throw ValidationError("--catalogue-weight is a chance 0 to 1, got \(catalogueWeight).")
    }
    guard log == nil, design == nil else {
      guard of == nil, from == nil, action == nil, ramp == 0, log == nil || design == nil else {
        throw ValidationError("Give one of --log, --design, and --of with --from.")
      }
      guard design == nil || (until == nil && actions == nil && !isWeightGiven) else {
        throw ValidationError("--until, --actions and --catalogue-weight are of an effect, not of --design.")
      }
      return
    }
    guard of != nil else {
      throw ValidationError("Missing expected argument '--of <rate>', or '--log <file>'.")
    }
    guard let from else { throw ValidationError("Missing expected argument '--from <day>'.") }
    if let until, until < from {
      throw ValidationError("--until \(until) is before --from \(from). Are the two swapped?")
    }
  }

  private var isWeightGiven: Bool { catalogueWeight != EffectPrior.catalogueWeight }

  func question(log: String?) throws -> EffectQuestion {
    let catalogue = try actions.map { try ActionCatalogue(SmallFile(path: $0)) } ?? .builtIn
    var changes: [LoggedChange] = []
    if let log {
      changes = try ChangeLog(SmallFile(path: log), catalogue: catalogue).changes
    } else if let of, let from {
      changes = [LoggedChange(day: from, action: action, rates: [of], ramp: ramp)]
    }
    var question = EffectQuestion(changes)
    (question.until, question.catalogue, question.catalogueWeight) = (until, catalogue, catalogueWeight)
    return question
  }
}

/// `RATE=xFACTOR`.
struct Design {
  private static let factors = 0.01...100.0

  var rate: StudiedRate
  var factor: Double

  init(parsing argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw ValidationError(
        "found \(TerminalText.quoted(argument)), expected a rate, = and a factor, such as late_shipment=x0.7."
      )
    }
    rate = try StudiedRate(parsing: String(parts[0]))
    guard parts[1].first == "x", let ratio = Ratio(decimal: parts[1].dropFirst()),
      Self.factors.contains(ratio.value), ratio.value != 1
    else {
      throw ValidationError(
        "found \(TerminalText.quoted(String(parts[1]))), expected x and a factor from 0.01 to 100 other than 1, such as x0.7."
      )
    }
    factor = ratio.value
  }
}

extension StudiedRate {
  init(parsing argument: String) throws {
    // The catalogue of actions has two other names.
    let names = ["invalid_tracking": StudiedRate.tracking, "defect": .defects]
    guard let rate = StudiedRate(rawValue: argument) ?? names[argument] else {
      let known = Self.allCases.map(\.rawValue)
      throw ValidationError(
        "found '\(TerminalText.escaped(argument))', expected one of \(known.joined(separator: ", "))."
          + Spelling.hint(for: argument, among: known))
    }
    self = rate
  }
}
