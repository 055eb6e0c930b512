import AccountHealth

/// Why a rate moved, for programs: one row per order in CSV, one object in JSON.
public enum RateChangeFile {
  /// An order in the window on either evening.
  struct Row {
    var account: String
    var change: RateChange
    var item: RateChange.Item
  }

  static let columns: Columns<Row> = [
    Column("account", .files) { .text($0.account) },
    Column("metric", .files) { .word($0.change.rule.metric.rawValue) },
    Column("from", .files) { .date($0.change.from) },
    Column("to", .files) { .date($0.change.to) },
    Column("order_id") { .text($0.item.id) },
    Column("day") { .date($0.item.member) },
    Column("change") { .word($0.item.part.rawValue) },
    Column("bad") { .flag($0.item.part.isBad) },
    Column("leaves") { .date($0.item.leaves) },
    Column("undecided") { .flag($0.item.isOpen) },
  ]

  public static var header: String { columns.header }

  /// The lines under the header.
  public static func csv(_ change: RateChange, account: String) -> String {
    columns.csv(rows(change, account))
  }

  public static func ndjson(_ change: RateChange, account: String) -> String {
    columns.ndjson(rows(change, account))
  }

  private static func rows(_ change: RateChange, _ account: String) -> some Sequence<Row> {
    change.items.lazy.map { Row(account: account, change: change, item: $0) }
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
    var orders: [RowObject]
  }

  private struct Window: Encodable {
    var orders: Int
    var bad: Int
    /// Empty where the files do not decide it.
    var rate: Double?
    var state: String
    var rateLow: Double?
    var rateHigh: Double?
  }

  private struct Part: Encodable {
    var change: String
    var count: Int
    var bad: Int
    var orders: Int
    var rateChange: Double?
  }

  /// The changes of the rate as files show it: the good share for on-time delivery and tracking.
  public static func json(_ change: RateChange, account: String) throws -> String {
    let sign = change.rule.metric.isGoodShare ? -1.0 : 1.0
    func window(_ count: WindowCount) -> Window {
      let (state, rates) = (change.rule.state(of: count), change.rule.displayedRates(of: count))
      return Window(
        orders: count.orders, bad: count.bad,
        rate: state == .undecided ? nil : change.rule.displayedRate(of: count), state: state.rawValue,
        rateLow: rates?.low, rateHigh: rates?.high)
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
        orders: rows(change, account).map(columns.object)))
  }
}
