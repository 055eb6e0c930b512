import Foundation
import Testing

@Suite("Violations, stock and settlements beside orders, from the command line")
struct ViolationsOptionTests {
  private static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("notebooks-data/example/orders.csv").path
  private static let violations =
    "date,severity,status,asin\n2026-11-10,high,open,B000000001\n2026-10-02,low,open,\n2026-08-15,medium,closed,\n"
  private static let settlement =
    "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tamount-description\tamount\n"
    + "1\t2026-10-31\t2026-11-14\t2026-11-16\t6204.50\tUSD\t\t\t\t\n"
    + "1\t\t\t\t\t\tother-transaction\t\tCurrent Reserve Amount\t-3155.25\n"
  private static let stock = "sku\tfnsku\tyour-price\tafn-fulfillable-quantity\nMUG\tX1\t20.00\t100\n"

  private func run(_ folder: ScratchFolder, _ arguments: String...) throws -> CommandLineRun {
    try CommandLineRun(arguments + ["--seed", "1", "--paths", "512", "-q"], in: folder)
  }

  @Test("loss: the two roads side by side, and the background without what violations stand for")
  func loss() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.violations, to: "v.csv")
    let with = try run(folder, "loss", Self.example, "--violations", "v.csv")
    #expect(with.status == 0, "\(with.errors)")
    for words in [
      "Policy violations: 2 open (1 high, 1 low), 3 in the last 180 days.",
      "Chance that the rating falls below 200, at risk, within 30 days: low ",
      "they take the place of 65.0 % of the deactivations for reasons that no rate shows",
    ] { #expect(with.output.replacing("\n  ", with: " ").contains(words), "\(words)") }
    let csv = try run(folder, "loss", Self.example, "--violations", "v.csv", "--format", "csv")
    for quantity in [
      "rating_now", "p_rating_below_200_30d", "p_rating_below_100_90d", "p_deactivated_violations",
    ] { #expect(csv.output.contains(",central,\(quantity),"), "\(quantity)") }
    // The file among the others, or as an option: the same answer.
    #expect(try run(folder, "loss", Self.example, "v.csv", "--format", "csv").output == csv.output)
    let without = try run(folder, "loss", Self.example)
    #expect(without.output.replacing("\n  ", with: " ").contains("Your policy violations are not known"))
    #expect(!without.output.contains("Account Health Rating"))
    let status = try CommandLineRun(["status", Self.example, "--violations", "v.csv", "-q"], in: folder)
    #expect(
      status.output.hasPrefix("Policy violations: 2 open (1 high, 1 low)"), "\(status.output.prefix(200))")
  }

  @Test("A violation that does not count is named: a bad day, one to come, and one open for too long")
  func leftOut() throws {
    let folder = try ScratchFolder()
    let rows = "2026-02-30,high,open,\n2026-11-25,critical,open,\n2026-04-01,high,open,\n"
    try folder.write(Self.violations + rows, to: "v.csv")
    let run = try CommandLineRun(["status", Self.example, "--violations", "v.csv"], in: folder)
    #expect(run.status == 0 && run.output.hasPrefix("Policy violations: 2 open (1 high, 1 low)"))
    #expect(run.errors.contains("Row left out: correct the day"), "\(run.errors)")
    #expect(
      run.errors.contains(
        "violations that do not count: 1 dated after 2026-11-19 (--as-of judges a later day), 1 open and older than 180 days."
      ), "\(run.errors)")
    // From files that begin inside the 180 days the rating is a lower bound.
    let early = try CommandLineRun(
      ["status", Self.example, "--violations", "v.csv", "--as-of", "2025-12-01", "-q"], in: folder)
    #expect(
      early.output.replacing("\n  ", with: " ").contains(
        "at least that: the orders of these files begin on 2025-"),
      "\(early.output.prefix(400))")
  }

  @Test("loss takes stock and balance from files and says so; what the command line states wins")
  func figures() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.stock, to: "stock.txt")
    try folder.write(Self.settlement, to: "settlement.txt")
    func text(_ more: String...) throws -> String {
      try CommandLineRun(
        ["loss", Self.example, "stock.txt", "settlement.txt", "--seed", "1", "--paths", "512", "-q"] + more,
        in: folder
      ).output.replacing("\n  ", with: " ")
    }
    let found = try text()
    #expect(found.contains("stock.txt: 100 units, 2,000 USD at your prices; what it cost is assumed"))
    #expect(found.contains("3,155 USD held back by settlement.txt at the end of its period, 14 Nov 2026"))
    #expect(found.contains("stock at Amazon (about 700 USD at cost, assumed from its price)"))
    let stated = try text("--balance", "9000", "--stock", "500", "--stock-units", "80")
    #expect(!stated.contains("stock.txt:") && !stated.contains("held back by"))
    #expect(stated.contains("9,000 USD are held") && stated.contains("500 USD at cost)"))
    let half = try text("--stock", "500")
    #expect(half.contains("stock.txt: 100 units") && half.contains("what it cost is as you state"))
  }

  @Test("A file that is no list of violations is refused with what is expected; a bad row costs itself")
  func wrong() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.stock, to: "stock.txt")
    let wrong = try run(folder, "loss", Self.example, "--violations", "stock.txt")
    #expect(
      wrong.status == 65
        && wrong.errors.contains("(FBA inventory report), expected a table of policy violations"))
    try folder.write("date,severity,status\nsoon,low,open\n", to: "v.csv")
    let bad = try run(folder, "loss", Self.example, "--violations", "v.csv")
    #expect(bad.status == 0 && bad.errors.contains("v.csv:2:1: date: found 'soon'"), "\(bad.errors)")
    #expect(bad.output.contains("Policy violations: 0 open, 0 in the last 180 days."))
  }
}
