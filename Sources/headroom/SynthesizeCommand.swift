import ArgumentParser
import Foundation
import Reporting
import SellerReports
import Synthesis

/// `headroom synthesize SELLER`: orders of a seller whose true rates are known.
struct SynthesizeCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: "Write the orders of a made-up seller whose true rates are known.",
    discussion: "Example: headroom synthesize seller.yaml --seed 1 --output orders.csv")

  @Argument(help: "A synthetic seller, YAML or JSON; its form is in the README.", completion: .file())
  var seller: String
  @Option(help: "Seed; one is chosen and shown when absent.") var seed: UInt64?
  @Option(
    name: .shortAndLong, help: ArgumentHelp("CSV to write; standard output when absent.", valueName: "file"))
  var output: String?
  @Flag(name: [.customShort("q"), .long], help: "Print no notes.") var quiet = false

  func execute() async throws {
    let seller = try ModelFile.seller(self.seller)
    let seed = self.seed ?? UInt64.random(in: 0...0xFFFF_FFFF)
    let orders = try ModelFile.checked(self.seller) { try seller.orders(seed: seed) }
    let text = OrdersFile.text(orders, account: seller.account, marketplace: seller.marketplace)
    if let output {
      let file = try OutputFile.single(path: output, beside: [self.seller])
      try file.append(text)
      try file.commit()
    } else {
      try StandardOutput.write(text)
    }
    if !quiet { Diagnostics.note("seed \(seed), \(Phrases.count(orders.count, "order", "orders"))") }
  }
}
