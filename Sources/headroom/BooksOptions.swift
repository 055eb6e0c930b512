import ArgumentParser
import Decisions
import Workspace

/// The seller's own figures, from a file and on the command line; the same for every command about money.
struct BooksOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Your own figures and assumptions about losses (headroom show loss prints one to edit).",
      valueName: "file"),
    completion: .file())
  var loss: String?
  @Option(
    help: ArgumentHelp("Your contribution margin, a share of sales such as 0.3.", valueName: "share"))
  var margin: Double?
  @Option(help: ArgumentHelp("What Amazon owes you now and would hold.", valueName: "amount"))
  var balance: Double?
  @Option(help: ArgumentHelp("Money that you can reach elsewhere.", valueName: "amount"))
  var cash: Double?
  @Option(help: ArgumentHelp("Your stock in Amazon's warehouses, at cost.", valueName: "amount"))
  var stock: Double?
  @Option(help: ArgumentHelp("The number of units of that stock.", valueName: "n"))
  var stockUnits: Double?
  @Option(
    help: ArgumentHelp(
      "Fees of a removal of that stock instead of the built-in ones (headroom show fees prints them).",
      valueName: "file"),
    completion: .file())
  var fees: String?
  @Option(help: ArgumentHelp("Rent, wages and the like per month.", valueName: "amount"))
  var fixedCost: Double?
  @Option(help: ArgumentHelp("Help with the appeals of one deactivation.", valueName: "amount"))
  var helpCost: Double?
  @Option(
    help: ArgumentHelp(
      "What 1 USD costs in the account's currency, such as 83.1: costs that are assumed in USD are then converted.",
      valueName: "rate"))
  var usdRate: Double?

  func validate() throws {
    if let margin, !(0...1).contains(margin) {
      throw ValidationError("--margin is a share from 0 to 1, such as 0.3, got \(margin).")
    }
    let amounts = [
      ("balance", balance), ("cash", cash), ("stock", stock), ("stock-units", stockUnits),
      ("fixed-cost", fixedCost), ("help-cost", helpCost),
    ]
    for (name, amount) in amounts {
      if let amount, !(0...1e9).contains(amount) {
        throw ValidationError("--\(name) is an amount from 0 to 1000000000, got \(amount).")
      }
    }
    if let usdRate, !(usdRate > 0 && usdRate.isFinite) {
      throw ValidationError("--usd-rate is above 0, got \(usdRate).")
    }
  }

  /// The figures of the file, replaced by those of the command line.
  ///
  /// - Throws: `FileError` with every fault of the file.
  func chosen() throws -> (books: Books, origin: Origin?) {
    let file = try loss.map { try Sourced<Books>(SmallFile(path: $0)) }
    var own = Books()
    (own.margin, own.balance, own.cash, own.stock) = (margin, balance, cash, stock)
    (own.stockUnits, own.fixedCost, own.help) = (stockUnits, fixedCost, helpCost)
    own.fees = try fees.map { try Sourced<RemovalFees>(SmallFile(path: $0)).value }
    return ((file?.value ?? Books()).replaced(by: own), file?.origin)
  }
}
