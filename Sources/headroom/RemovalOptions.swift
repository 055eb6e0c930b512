import ArgumentParser
import Decisions
import Workspace

/// Which stock is to leave, and by which fees.
struct RemovalOptions: ParsableArguments {
  @Option(help: "What happens to the stock: return, liquidate or dispose.")
  var disposition = RemovalQuestion.Disposition.return
  @Option(help: "Which units: all, sellable or unsellable.") var only = RemovalQuestion.Part.all
  @Option(
    help: ArgumentHelp(
      "Only these units of this SKU, sellable or sellable/unsellable; may be given more than once.",
      valueName: "SKU=units"),
    transform: RemovalQuestion.Quantity.init(parsing:))
  var quantity: [RemovalQuestion.Quantity] = []
  @Option(
    help: ArgumentHelp(
      "Fees instead of the built-in ones (headroom show fees prints them).", valueName: "file"),
    completion: .file())
  var fees: String?
  @Option(help: "Size of a unit: standard or bulky; assumed when absent.") var size: RemovalFees.Size?
  @Option(help: ArgumentHelp("Weight of a unit in pounds; assumed when absent.", valueName: "pounds"))
  var weight: Double?

  func validate() throws {
    if let weight, !(weight > 0 && weight <= 10_000) {
      throw ValidationError("--weight is in pounds, above 0 and at most 10000, got \(weight).")
    }
    if !quantity.isEmpty, only != .all {
      throw ValidationError("Give --only or --quantity, not both: SKU=0/3 takes only unsellable units.")
    }
  }

  /// - Throws: `FileError` with every fault of a file of fees.
  func question() throws -> RemovalQuestion {
    var question = RemovalQuestion()
    (question.disposition, question.part, question.quantities) = (disposition, only, quantity)
    (question.size, question.pounds) = (size, weight)
    if let fees { question.fees = try Sourced(SmallFile(path: fees)) }
    return question
  }
}

extension RemovalQuestion.Disposition: ExpressibleByArgument {}
extension RemovalQuestion.Part: ExpressibleByArgument {}
extension RemovalFees.Size: ExpressibleByArgument {}

extension RemovalQuestion.Quantity {
  /// `SKU=12` takes sellable units, `SKU=12/3` unsellable ones too. A SKU may itself have a `=`.
  init(parsing text: String) throws {
    guard let sign = text.lastIndex(of: "="), sign > text.startIndex else {
      throw ValidationError("expected a SKU and its units, such as BLUE-MUG=40 or BLUE-MUG=40/3.")
    }
    let units = text[text.index(after: sign)...].split(separator: "/", omittingEmptySubsequences: false)
    let numbers = units.compactMap { part in
      part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil
    }
    guard (1...2).contains(units.count), numbers.count == units.count,
      numbers.allSatisfy({ $0 <= 1_000_000 }),
      numbers.contains(where: { $0 > 0 })
    else {
      throw ValidationError("expected whole units from 1 to 1000000, such as BLUE-MUG=40 or BLUE-MUG=40/3.")
    }
    self.init(
      sku: String(text[..<sign]), sellable: numbers[0], unsellable: numbers.count == 2 ? numbers[1] : 0)
  }
}
