import ArgumentParser
import Decisions
import Reporting
import SellerReports
import Store
import Workspace

/// `headroom removal FILES…`: stock that is to leave Amazon's warehouses.
struct RemovalCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "removal",
    abstract: "What removing your stock from Amazon's warehouses costs, and the order for it as a file.",
    discussion: """
      Reads a report of your stock: Manage FBA Inventory, or Stranded Inventory for SKUs without an offer. Nothing is \
      ordered; -o writes the file that you can check and upload.

      Examples:
        headroom removal inventory.txt
        headroom removal stranded.txt --disposition dispose --only unsellable -o removal.txt
        headroom removal inventory.txt --quantity BLUE-MUG=40 --quantity RED-MUG=12/3 -o removal.txt
      """)

  @OptionGroup var input: InputOptions
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
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table
  @Option(
    name: .shortAndLong, help: ArgumentHelp("File to write the order to, for upload.", valueName: "file"))
  var output: String?

  func validate() throws {
    if let weight, !(weight > 0 && weight <= 10_000) {
      throw ValidationError("--weight is in pounds, above 0 and at most 10000, got \(weight).")
    }
    if output != nil, disposition.uploaded == nil {
      throw ValidationError(
        "--disposition liquidate has no file: the one that Amazon reads knows only returns and disposals. Order a liquidation in Seller Central, and leave out -o."
      )
    }
    if !quantity.isEmpty, only != .all {
      throw ValidationError("Give --only or --quantity, not both: SKU=0/3 takes only unsellable units.")
    }
  }

  func execute() async throws {
    guard !input.files.isEmpty || input.place.isMeant else {
      throw ValidationError(
        "Name a report of your stock, such as that of Manage FBA Inventory. \(InputOptions.noStore)")
    }
    try input.checkStore()
    var question = RemovalQuestion()
    (question.disposition, question.part, question.quantities) = (disposition, only, quantity)
    (question.size, question.pounds) = (size, weight)
    if let fees { question.fees = try Sourced(SmallFile(path: fees)) }
    let answer = try removal(question)
    Diagnostics.list(answer.faults)
    input.say(answer.remarks)
    let upload = output == nil ? nil : RemovalFile.upload(answer)
    if let output, let upload {
      let file = try OutputFile.single(path: output, beside: input.paths())
      try file.append(upload)
      try file.commit()
      input.note("wrote the order \(answer.number) to \(output)")
    }
    try StandardOutput.write(answer.text(as: format, isWritten: upload != nil, on: input.terminal))
  }
}

extension RemovalCommand {
  /// By the files, or by the stock that the store keeps.
  private func removal(_ question: RemovalQuestion) throws -> RemovalAnswer {
    guard input.files.isEmpty else {
      return try RemovalAnswer(reading: input.paths(), question, under: input.settings())
    }
    let store = try input.openStore()
    let source = OrderSource { try store.survey($0).book }
    return try RemovalAnswer(
      source, files: store.contents().files.count, question, under: input.settings())
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
