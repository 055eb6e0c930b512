import AccountHealth
import Foundation
import Testing

/// The way back on files whose answer is known: ten orders a day to 19 November 2026, none bad but those that
/// a test makes so.
@Suite("What brings a rate back, on orders with a known answer")
struct ReturnGoalTests {
  private static let asOf = Day(iso: "2026-11-19")!

  /// - Parameters:
  ///   - promise: Days from an order to its promised day.
  ///   - isLate: Whether an order that is so many days old, by its number on the day, was delivered late.
  ///   - isDefect: Whether it has a claim.
  private static func orders(
    promise: Int, isLate: (Int, Int) -> Bool = { _, _ in false },
    isDefect: (Int, Int) -> Bool = { _, _ in false }
  ) -> String {
    var lines = [
      "account,order_id,purchased_at,ship_by,shipped_at,deliver_by,delivered_at,defect,defect_at,cancelled_at"
    ]
    for age in (0...200).reversed() {
      for number in 0..<10 {
        let placed = asOf - age
        let delivered = placed + (isLate(age, number) ? promise + 1 : promise - 1)
        let claim = placed + promise + 3
        let hasClaim = isDefect(age, number) && claim <= asOf
        lines.append(
          "shop,901-\(1_000_000 + age)-\(1_000_000 + number),\(placed),\(placed + 1),"
            + (age > 0 ? "\(placed + 1)" : "") + ",\(placed + promise),"
            + (delivered <= asOf ? "\(delivered)" : "") + ","
            + (hasClaim ? "a_to_z_claim,\(claim)" : ",") + ",none")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func words(_ orders: String, _ arguments: [String]) throws -> String {
    let folder = try ScratchFolder()
    try orders.write(toFile: folder.path + "/orders.csv", atomically: true, encoding: .utf8)
    let run = try CommandLineRun(
      [arguments[0], "orders.csv"] + arguments.dropFirst() + ["--seed", "1", "--paths", "512", "-q"],
      in: folder)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test("No number of orders helps before the first of them can be promised and old enough")
  func promised() throws {
    // Five of ten promised 10 to 15 days ago were late: 30 of the 140 of the window.
    let orders = Self.orders(promise: 5, isLate: { age, number in number < 5 && (15...20).contains(age) })
    // An order of tomorrow is promised on 25 November, and counts from 2 December on.
    for day in ["2026-11-28", "2026-12-01"] {
      let text = try words(orders, ["whatif", "--solve", "back(on_time_delivery_rate) by \(day) with 90 %"])
      #expect(!text.contains("clean orders more per day from") || text.contains("It is reached"), "\(text)")
    }
    let early = try words(
      orders, ["whatif", "--solve", "back(on_time_delivery_rate) by 2026-11-24 with 90 %"])
    #expect(early.contains("clean orders more per day do not reach it"), "\(early)")
  }

  @Test("A rate that is off target again by orders that are bad already is said so, wherever a day is named")
  func twice() throws {
    // Twelve orders with a claim leave the window within days; twelve that are known enter it after that.
    let orders = Self.orders(
      promise: 2,
      isDefect: { age, number in
        (72...74).contains(age) && number < 4 || (8...11).contains(age) && number < 3
      })
    let again =
      "orders that are bad already put it off target again on 24 Nov 2026, and it is back for good on"
    let forecast = try words(orders, ["forecast"])
    #expect(forecast.contains(again), "\(forecast)")
    let goal = try words(
      orders, ["whatif", "--solve", "back(order_defect_rate) by 2026-12-22 with 90 %"])
    #expect(goal.contains(again), "\(goal)")
    let earliest = try words(orders, ["whatif", "--solve", "earliest(order_defect_rate)"])
    #expect(earliest.contains(again), "\(earliest)")
    #expect(!earliest.contains("Without a single new order it is back on"), "\(earliest)")
    #expect(!earliest.contains("back sooner."), "\(earliest)")
  }
}
