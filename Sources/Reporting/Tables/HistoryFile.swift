import AccountHealth

/// history.csv: the rates of past evenings as they were known then.
public final class HistoryFile {
  /// One evening of one rate.
  struct Evening {
    var account: String
    var history: RateHistory
    /// From 0, the oldest.
    var index: Int

    var count: WindowCount { history.counts[index] }
    var state: WindowCount.State { history.rule.state(of: count) }

    /// The value, or nothing on an evening that the files do not decide.
    func known<Value>(_ value: Value?) -> Value? { state == .undecided ? nil : value }
  }

  static let columns: Columns<Evening> = [
    Column("account") { .text($0.account) },
    Column("metric") { .word($0.history.rule.metric.rawValue) },
    Column("date") { .date($0.history.days.first + $0.index) },
    Column("orders") { .count($0.count.orders) },
    Column("bad") { Cell($0.known($0.count.bad)) },
    Column("rate") { Cell($0.known($0.history.rule.displayedRate(of: $0.count))) },
    Column("state") { .word($0.state.rawValue) },
    Column("rate_low") { Cell($0.history.rule.displayedRates(of: $0.count)?.low) },
    Column("rate_high") { Cell($0.history.rule.displayedRates(of: $0.count)?.high) },
  ]

  private let file: OutputFile

  /// - Parameters:
  ///   - folder: Where it is written.
  ///   - isGzip: Whether it is compressed.
  public init(folder: OutputFolder, isGzip: Bool = false) throws(OutputError) {
    file = try folder.file("history.csv", isGzip: isGzip)
    try file.append(Self.columns.header)
  }

  public func append(_ history: RateHistory, account: String) throws(OutputError) {
    try file.append(
      Self.columns.csv(
        history.counts.indices.lazy.map { Evening(account: account, history: history, index: $0) }))
  }
}
