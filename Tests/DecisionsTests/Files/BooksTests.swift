import Documents
import Testing

@testable import Decisions

/// Files of a seller's own figures.
struct BooksTests {
  private func books(_ spec: String) throws -> Books {
    let text = """
      apiVersion: headroom/v1
      kind: Loss
      metadata: {name: shop, title: A shop, source: own books, grade: D}
      spec: \(spec)
      """
    return try #require(try DecisionFile(document: Array(text.utf8), file: "shop.yaml").books.first)
  }

  @Test("The built-in file is valid, has no figures, and has the assumptions of the enforcement")
  func builtIn() throws {
    let file = try DecisionFile(document: Books.builtInBytes, file: "loss.yaml")
    #expect(file.books.count == 1)
    #expect(file.books[0].assumptions == Enforcement.builtIn.loss)
    var empty = file.books[0]
    empty.assumptions = nil
    #expect(empty == Books())
  }

  @Test("The figures with their # taken off are the worked example's")
  func example() throws {
    let text = String(decoding: Books.builtInBytes, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let plain = lines.map { $0.hasPrefix("  # ") ? "  " + $0.dropFirst(4) : String($0) }.joined(
      separator: "\n")
    let found = try #require(try DecisionFile(document: Array(plain.utf8), file: "loss.yaml").books.first)
    #expect(found.margin == 0.3 && found.balance == 9000 && found.cash == 5000 && found.stock == 12_000)
    #expect(found.stockUnits == 1500 && found.fixedCost == 4000 && found.help == 1500)
    // The sum of the worked example, in which nothing is won back.
    var loss = try #require(Enforcement.builtIn.with(found).loss)
    loss.wonBack = Assumption(low: 0, central: 0, high: 0)
    var business = Loss.Business(sales: 1000, proceeds: 850)
    (business.balance, business.help) = (found.balance, found.help)
    let amount = loss.amount(
      of: ClosureCourse(
        cause: "order_performance", isWholeAccount: true,
        closures: [.init(firstDay: 1, days: 6, isReinstated: true, appeals: 1)]),
      business: business, setting: .central)
    #expect(Int(amount.total.rounded()) == 5529)
    #expect(text.contains("together 5,529"))
    #expect(abs((found.fixedCostPerDay ?? 0) * 13 - 1710) < 1)
  }

  @Test(
    "The settings of a loss are ordered by it",
    arguments: [
      (
        "margin: {low: 0.15, central: 0.25, high: 0.40}", "margin: {low: 0.15, central: 0.05, high: 0.40}",
        "fall"
      ),
      (
        "return_level: {low: 0.90, central: 0.60, high: 0.30}",
        "return_level: {low: 0.30, central: 0.60, high: 0.30}", "rise"
      ),
      ("fraud: {low: 0.2, central: 0.5, high: 0.9}", "fraud: {low: 0.9, central: 0.5, high: 0.2}", "fall"),
    ])
  func order(good: String, bad: String, word: String) throws {
    let text = String(decoding: Books.builtInBytes, as: UTF8.self)
    #expect(text.contains(good))
    let error = #expect(throws: DocumentError.self) {
      try DecisionFile(document: Array(text.replacing(good, with: bad).utf8), file: "loss.yaml")
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("three numbers that do not \(word) from low to high"))
  }

  @Test("A margin is a share, an amount is not negative, and a name is known")
  func faults() {
    for (spec, field) in [
      ("{margin: 30}", "spec.margin"), ("{balance: -1}", "spec.balance"), ("{rent: 4000}", "spec.rent"),
    ] {
      do {
        _ = try books(spec)
        Issue.record("\(spec) was read")
      } catch let error as DocumentError {
        #expect(error.faults.map(\.field) == [field])
      } catch { Issue.record("\(error)") }
    }
  }

  @Test("What is said last holds; what is not said stays")
  func replaced() throws {
    let file = try books("{margin: 0.2, balance: 100}")
    var line = Books()
    (line.margin, line.cash) = (0.4, 50)
    let both = file.replaced(by: line)
    #expect(both.margin == 0.4 && both.balance == 100 && both.cash == 50 && both.stock == nil)
  }
}
