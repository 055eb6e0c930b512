import AccountHealth
import ArgumentParser
import Forecasting
import Workspace

/// The past days that are forecast again.
struct BacktestOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only the accounts of a fold, such as 2/5: those that learn left out of that fold's priors.",
      valueName: "fold"), transform: BacktestOptions.fold)
  var fold: Fold?
  @Option(
    help: ArgumentHelp("First day to forecast from.", valueName: "day"), transform: Day.init(parsing:))
  var from: Day?
  @Option(help: ArgumentHelp("Last day to forecast from.", valueName: "day"), transform: Day.init(parsing:))
  var to: Day?
  @Option(help: ArgumentHelp("Days between the days forecast from.", valueName: "days"))
  var every = BacktestRequest.defaultStep
  @Option(
    help: ArgumentHelp(
      "Days ahead, increasing, separated by commas; 14,30,60 when absent.", valueName: "days,days"),
    transform: HorizonList.init(parsing:))
  var horizons = HorizonList(days: BacktestRequest.defaultHorizons)
  @Option(help: ArgumentHelp("Leave out accounts with fewer orders in total.", valueName: "orders"))
  var minAccountOrders = BacktestRequest.defaultAccountOrders
  @Option(help: ArgumentHelp("Leave out rates with fewer orders in their window.", valueName: "orders"))
  var minOrders = BacktestRequest.defaultWindowOrders

  @Flag(help: "Also forecast from only the counts of each window, as --counts does.")
  var withCounts = false

  func validate() throws {
    if from == nil, to != nil { throw ValidationError(Self.missing("from")) }
    if to == nil, from != nil { throw ValidationError(Self.missing("to")) }
    if let from, let to, from > to {
      throw ValidationError("--from \(from) is after --to \(to). Are the two swapped?")
    }
    guard every >= 1 else {
      throw ValidationError("--every is a number of days from 1, got \(every).")
    }
    guard minAccountOrders >= 1 else {
      throw ValidationError("--min-account-orders is a number from 1, got \(minAccountOrders).")
    }
    guard minOrders >= 1 else {
      throw ValidationError("--min-orders is a number from 1, got \(minOrders).")
    }
  }

  /// The days that were given.
  var range: DayRange? {
    guard let from, let to, from <= to else { return nil }
    return DayRange(from, to)
  }

  /// As the parser says it of an option that is always needed.
  static func missing(_ option: String) -> String { "Missing expected argument '--\(option) <day>'" }

  func question(_ run: RunOptions) -> BacktestQuestion {
    guard let range else { preconditionFailure("the command asks for the days") }
    var question = BacktestQuestion(range)
    question.step = every
    question.horizons = horizons.days
    question.leastAccountOrders = minAccountOrders
    question.leastWindowOrders = minOrders
    question.fold = fold
    question.triesCounts = withCounts
    question.run = run.run
    return question
  }

  private static func fold(_ argument: String) throws -> Fold {
    guard let fold = Fold(argument) else {
      throw ValidationError("--fold is a part of several such as 2/5, got \(argument).")
    }
    return fold
  }
}
