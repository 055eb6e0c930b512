import AccountHealth
import Foundation
import Testing

@testable import SellerReports

@Suite("A damaged file: the truth is in the range, and the state is the true one or undecided")
struct DamagedRowsTests {
  enum Damage: String, CaseIterable {
    case purchase, deadline, number, year, cut, quote, comma, shipBy
  }

  private static let header =
    "order_id,purchased_at,title,ship_by,shipped_at,cancelled_at,cancelled_by,defect,defect_at,note\n"
  private static let files = ProcessInfo.processInfo.environment["HEADROOM_PROVE"] == nil ? 12 : 400
  private static let asOf = Day(iso: "2026-03-31")

  /// Four rates whose true value is near their limit.
  private static let rules: [MetricRule] = [
    MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100)),
    MetricRule(metric: .lateShipment10, youngest: 0, oldest: 9, limit: Ratio(4, 100)),
    MetricRule(metric: .cancellation, youngest: 1, oldest: 7, limit: Ratio(3, 100)),
    MetricRule(metric: .orderDefect, youngest: 5, oldest: 44, limit: Ratio(2, 100)),
  ]

  /// Up to ten orders a day for 60 days, as rows.
  private static func rows(_ dice: inout Dice, until end: Day) -> [[String]] {
    var rows: [[String]] = []
    for day in DayRange(end - 59, end).days {
      for _ in 0..<(1 + dice.below(10)) {
        let id = "900-0000001-\(1_000_000 + rows.count)"
        var row = [id, "\(day)", "Cup", "\(day + 2)", "\(day + 1)", "", "", "", "", "fine"]
        switch dice.below(100) {
        case 0..<4: row[4] = "\(day + 3)"
        case 4..<6: row.replaceSubrange(4..<7, with: ["", "\(day + 1)", "seller"])
        case 6: row.replaceSubrange(4..<7, with: ["", "\(day + 4)", "buyer"])
        case 7, 8: row.replaceSubrange(7..<9, with: ["chargeback", "\(day + 6)"])
        default: break
        }
        // Nothing has happened yet behind the last evening.
        for place in [4, 5, 8] where row[place] > "\(end)" {
          row[place] = ""
          row[place == 5 ? 6 : 7] = place == 4 ? row[7] : ""
        }
        rows.append(row)
      }
    }
    return rows
  }

  private static func damaged(_ row: [String], _ damage: Damage, _ dice: inout Dice) -> String {
    var row = row
    switch damage {
    case .purchase: row[1] = ["soon", "", "31/31/2026", "0"][dice.below(4)]
    case .deadline: row[3 + dice.below(3)] = ["?", "2026-02-30", "tomorrow"][dice.below(3)]
    case .number: row[0] = ""
    // With one other day it cannot be told which of the two is wrong.
    case .year: row[1] = row[4] + row[5] == "" ? "soon" : "2025" + row[1].dropFirst(4)
    case .shipBy: row[3] = ""
    case .comma: row[[2, 9][dice.below(2)]] = ["Cup, red", "a,,b", "5, 6"][dice.below(3)]
    case .quote: row[[2, 9][dice.below(2)]] = ["\"Cup", "7\" cup", "\"7\" cup"][dice.below(3)]
    case .cut: break
    }
    let line = row.joined(separator: ",")
    return damage == .cut ? String(line.prefix(1 + dice.below(line.count - 1))) : line
  }

  @Test("Four damaged rows", arguments: Damage.allCases)
  func rows(_ damage: Damage) throws {
    let end = try #require(Self.asOf)
    var (read, decided) = (0, 0)
    for seed in 0..<Self.files {
      var dice = Dice(seed: UInt64(seed))
      let rows = Self.rows(&dice, until: end)
      let whole = try Seller.book(Self.header + rows.map { $0.joined(separator: ",") + "\n" }.joined())
      var lines = rows.map { $0.joined(separator: ",") }
      for _ in 0..<4 {
        let place = dice.below(lines.count)
        lines[place] = Self.damaged(rows[place], damage, &dice)
      }
      let text = Self.header + lines.map { $0 + "\n" }.joined()
      // A quote that nothing closes stops the reading, with an error that says where it begins.
      guard let book = try? Seller.book(text) else { continue }
      read += 1
      // A quote may take in all of the last days.
      let end = try #require(
        book.orders.compactMap { $0.undecided.contains(.purchased) ? nil : $0.purchased }.max())
      for rule in Self.rules {
        let (truth, count) = (rule.count(of: whole.orders, on: end), rule.count(of: book.orders, on: end))
        let context: Comment = "\(damage) \(seed) \(rule.metric): true \(truth), found \(count)"
        #expect(count.bad <= truth.bad && truth.bad <= count.mostBad, context)
        // The largest rate too, in integers.
        #expect(truth.bad * count.ordersAtWorst <= count.mostBad * truth.orders, context)
        let (state, right) = (rule.state(of: count), rule.state(of: truth))
        #expect(state == right || state == .undecided, context)
        if state != .undecided { decided += 1 }
      }
    }
    // It is not enough to say that nothing is known. A row that is cut may be bad in every rate, and a lone
    // quote takes in all rows up to the next.
    let leastDecided = damage == .quote || damage == .cut ? 0.15 : 0.5
    let share = Double(decided) / Double(read * Self.rules.count)
    #expect(read == Self.files || damage == .quote && read >= Self.files / 4, "\(read) were read")
    #expect(share > leastDecided, "\(share) are decided")
  }
}
