import ArgumentParser
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
  @OptionGroup var stock: RemovalOptions
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table
  @Option(
    name: .shortAndLong, help: ArgumentHelp("File to write the order to, for upload.", valueName: "file"))
  var output: String?

  func validate() throws {
    if output != nil, stock.disposition.uploaded == nil {
      throw ValidationError(
        "--disposition liquidate has no file: the one that Amazon reads knows only returns and disposals. Order a liquidation in Seller Central, and leave out -o."
      )
    }
  }

  func execute() async throws {
    guard !input.files.isEmpty || input.place.isMeant else {
      throw ValidationError(
        "Name a report of your stock, such as that of Manage FBA Inventory. \(InputOptions.noStore)")
    }
    try input.checkStore()
    let answer = try removal(stock.question())
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
