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

  @Test(
    "A store keeps violations, stock and settlements, and answers as the files do; a list that is named wins")
  func kept() throws {
    let folder = try ScratchFolder()
    for (name, text) in [("v.csv", Self.violations), ("s.txt", Self.settlement), ("i.txt", Self.stock)] {
      try folder.write(text, to: name)
    }
    let imported = try CommandLineRun(["import", Self.example, "v.csv", "s.txt", "i.txt", "-q"], in: folder)
    #expect(imported.status == 0, "\(imported.errors)")
    let files = try run(folder, "loss", Self.example, "v.csv", "s.txt", "i.txt", "--format", "json")
    let store = try run(folder, "loss", "--format", "json")
    #expect(store.status == 0 && store.output == files.output && !store.output.isEmpty, "\(store.errors)")
    try folder.write("date,severity,status\n2026-11-10,low,open\n", to: "one.csv")
    let named = try CommandLineRun(["status", "--violations", "one.csv", "-q"], in: folder)
    #expect(named.output.hasPrefix("Policy violations: 1 open (1 low)"), "\(named.output.prefix(200))")
    let json = try CommandLineRun(["status", "--format", "json", "-q"], in: folder)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let rating = try #require(object["rating"] as? [String: Any], "\(json.output)")
    #expect(rating["violations_open"] as? Int == 2 && rating["formula"] as? Int == 416)
    let (low, high) = (rating["low"] as? Double ?? 0, rating["high"] as? Double ?? 0)
    #expect(low > high && high > 200, "\(rating)")
  }

  @Test("cash.csv has the money held in the futures that are shut: none of it less likely than half")
  func cash() throws {
    let folder = try ScratchFolder()
    let run = try run(folder, "loss", Self.example, "--balance", "9000", "-o", "out")
    #expect(run.status == 0, "\(run.errors)")
    let rows = try folder.text("out/cash.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(
      rows[0] == ["setting", "date", "held", "profit_lost", "held_p10", "held_p50", "held_p90", "currency"])
    let last = try #require(rows.last { $0[0] == "high" })
    let points = last[4...6].compactMap(Double.init)
    #expect(points.count == 3 && points == points.sorted(), "\(last)")
    #expect(points[2] > 0 && points[2] <= 9000, "\(last)")
    #expect(try #require(Double(last[2])) < points[2], "over all futures it is less")
  }
}
