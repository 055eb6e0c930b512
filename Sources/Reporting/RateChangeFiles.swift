import AccountHealth
import SellerReports

/// Why a rate moved, for programs: a line an order in CSV, one object in JSON.
public enum RateChangeFiles {
  public static let header = "account,metric,from,to,order_id,day,change,bad,leaves\n"

  /// The lines under the header: every order in the window on either day, `bad` 0 or 1 on the second.
  public static func lines(_ change: RateChange, account: String) -> String {
    change.items.reduce(into: "") { text, item in
      text += CSVText.row([
        CSVText.cell(account), change.rule.metric.rawValue, "\(change.from)", "\(change.to)",
        CSVText.cell(item.id), "\(item.member)", item.part.rawValue, item.part.isBad ? "1" : "0",
        "\(item.leaves)",
      ])
    }
  }

  private struct Whole: Encodable {
    var account: String
    var metric: String
    var from: String
    var to: String
    var before: Window
    var after: Window
    var parts: [Part]
    var volumeRateChange: Double?
    var rateChange: Double?
    var orders: [Item]
  }

  private struct Window: Encodable {
    var orders: Int
    var bad: Int
    var rate: Double?
    var state: String
  }

  private struct Part: Encodable {
    var change: String
    var count: Int
    var bad: Int
    var orders: Int
    var rateChange: Double?
  }

  private struct Item: Encodable {
    var orderId: String
    var day: String
    var change: String
    var bad: Bool
    var leaves: String
  }

  /// Changes of the rate as files say it, a good share for on-time delivery and tracking.
  public static func json(_ change: RateChange, account: String) throws -> String {
    let sign = change.rule.metric.isGoodShare ? -1.0 : 1.0
    func window(_ count: WindowCount) -> Window {
      Window(
        orders: count.orders, bad: count.bad, rate: change.rule.displayedRate(of: count),
        state: change.rule.state(of: count).rawValue)
    }
    return try JSONText.line(
      Whole(
        account: account, metric: change.rule.metric.rawValue, from: "\(change.from)", to: "\(change.to)",
        before: window(change.before), after: window(change.after),
        parts: RateChange.Part.allCases.map { part in
          let count = change.count(part)
          return Part(
            change: part.rawValue, count: count, bad: count * part.change.bad,
            orders: count * part.change.orders,
            rateChange: change.effect(of: part).map { sign * $0.value + 0 })
        },
        volumeRateChange: change.effectOfVolume.map { sign * $0.value + 0 },
        rateChange: change.total.map { sign * $0.value + 0 },
        orders: change.items.map {
          Item(
            orderId: $0.id, day: "\($0.member)", change: $0.part.rawValue, bad: $0.part.isBad,
            leaves: "\($0.leaves)")
        }))
  }
}
