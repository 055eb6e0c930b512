import AccountHealth
import Documents
import Testing

@testable import Decisions

@Suite("Fees of a removal")
struct RemovalFeesTests {
  private let day = Day(iso: "2026-11-29")!

  @Test(
    "The table that is built in, up to and beyond the bounds of its weights",
    arguments: [
      (RemovalFees.Size.standard, 0.5, 0.84), (.standard, 0.51, 1.53), (.standard, 2, 2.27),
      // 2.89, and a part of a pound counts as one.
      (.standard, 2.1, 3.95), (.standard, 4, 5.01), (.bulky, 1, 3.12), (.bulky, 10, 10.04),
      (.bulky, 12.5, 17.5),
    ])
  func builtIn(size: RemovalFees.Size, pounds: Double, fee: Double) throws {
    let found = try #require(RemovalFees.builtIn.fee(size, pounds: pounds, on: day))
    #expect(abs(found.fee - fee) < 1e-9)
    #expect(!found.row.source.isEmpty)
  }

  @Test("Before the first day of the table nothing is known")
  func dates() {
    #expect(RemovalFees.builtIn.fee(.standard, pounds: 1, on: Day(iso: "2026-01-14")!) == nil)
    #expect(RemovalFees.builtIn.fee(.standard, pounds: 1, on: Day(iso: "2026-01-15")!) != nil)
  }

  @Test("The rows of the latest date count")
  func later() {
    var fees = RemovalFees.builtIn
    var row = fees.rows[0]
    (row.from, row.fee, row.upTo) = (Day(iso: "2026-12-01")!, 9, nil)
    fees.rows.append(row)
    #expect(fees.fee(.standard, pounds: 0.3, on: day)?.fee == 0.84)
    #expect(fees.fee(.standard, pounds: 0.3, on: day + 2)?.fee == 9)
  }

  @Test("What a loss assumes of removals and liquidations is what this table says")
  func agrees() throws {
    let (loss, fees) = (try #require(Enforcement.builtIn.loss), RemovalFees.builtIn)
    #expect(loss.liquidation == fees.liquidation && loss.removalDays == fees.days)
    for setting in [RiskSetting.low, .central] {
      let pounds = fees.assumedPounds[setting]
      #expect(fees.fee(.standard, pounds: pounds, on: day)?.fee == loss.removalFee[setting])
    }
  }

  @Test("A table of the user's own: its faults are named with their place")
  func faults() throws {
    let text = String(decoding: RemovalFees.builtInBytes, as: UTF8.self)
      .replacing("{size: standard, up_to: 0.5, fee: 0.84,", with: "{size: huge, up_to: 0.5, fee: cheap,")
      .replacing("per_pound: 1.06, above: 2,", with: "per_pound: 1.06,")
    do {
      _ = try DecisionFile(document: Array(text.utf8), file: "fees.yaml")
      Issue.record("it was read")
    } catch {
      let lines = error.description.split(separator: "\n")
      #expect(lines.count == 3, "\(error)")
      #expect(lines[0].hasPrefix("fees.yaml:") && lines[0].contains("size: found 'huge'"), "\(error)")
    }
  }

  @Test(
    "In a loss the dated table of the store decides the fee, unless the seller states one; elsewhere none is known"
  )
  func inLosses() throws {
    let day = try #require(Day(iso: "2026-11-19"))
    let built = Enforcement.builtIn
    func fee(
      _ enforcement: Enforcement, _ fees: RemovalFees? = nil, _ marketplace: String = "amazon.com",
      on day: Day, currency: String? = "USD"
    ) -> (fee: Assumption?, basis: UnitFee) {
      let (found, basis) = enforcement.with(fees, in: marketplace, on: day, currency: currency)
      return (found.loss?.removalFee, basis)
    }
    let none = Assumption(low: 0, central: 0, high: 0)
    // Standard size of 0.4, 0.8 and 2.5 pounds: 0.84, 1.53, and 2.89 with a part of a pound more at 1.06.
    let us = fee(built, on: day)
    #expect(us.fee == Assumption(low: 0.84, central: 1.53, high: 2.89 + 1.06) && us.basis == .table(.builtIn))
    let german = fee(built, nil, "amazon.de", on: day, currency: "EUR")
    #expect(german.fee == none && german.basis == .unknown(marketplace: "amazon.de", day: day))
    let early = try #require(Day(iso: "2026-01-14"))
    #expect(fee(built, on: early).basis == .unknown(marketplace: "amazon.com", day: early))
    var stated = built
    stated.loss?.removalFee = Assumption(low: 1, central: 2, high: 3)
    #expect(fee(stated, nil, "amazon.de", on: day).basis == .stated)
    // The seller's own table comes before all, in the account's currency or USD only.
    var own = RemovalFees.builtIn
    (own.marketplaces, own.currency) = (["amazon.de"], "EUR")
    let table = fee(stated, own, "amazon.de", on: day, currency: "EUR")
    #expect(table.fee == us.fee && table.basis == .table(own))
    #expect(fee(stated, own, "amazon.de", on: day, currency: "GBP").fee == none)
  }
}
