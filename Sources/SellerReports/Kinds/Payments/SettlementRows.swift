/// The rows of a settlement that are about no order. The first has the sums of the period. The reserve has a
/// row of its own, below 0 while it is held: in V2 by the description of its amount, in V1 by the kind of
/// booking.
struct SettlementRows {
  private let columns: [String: Int]
  private var currency = ""
  private var start: ReportDate?, end: ReportDate?, deposit: ReportDate?
  private var total: Double?, reserve: Double?

  init(_ head: TableHead) {
    columns = Dictionary(
      head.names.enumerated().map { (Header.key($0.element), $0.offset) }, uniquingKeysWith: min)
  }

  mutating func take(_ table: EvidenceTable) {
    func place(_ name: String) -> Int? { columns[Header.key(name)] }
    if currency.isEmpty { currency = table.text(place("currency"))?.uppercased() ?? "" }
    if total == nil, start == nil {
      start = table.date(place("settlement-start-date"))
      end = table.date(place("settlement-end-date"))
      deposit = table.date(place("deposit-date"))
      total = table.amount(place("total-amount"))
    }
    let words = ["amount-description", "transaction-type"].compactMap { table.text(place($0))?.lowercased() }
    guard words.contains("current reserve amount") else { return }
    let amount = table.amount(place("amount")) ?? table.amount(place("other-amount"))
    // The newest row counts; it stands last.
    if let amount { reserve = max(0, -amount) }
  }

  func settled(_ file: OpenFile, _ dates: DateReading) -> SettlementMoney {
    var money = SettlementMoney(file: ReportFault.plain(file.name))
    money.number = file.number
    money.currency = currency.count == 3 && currency.allSatisfy { $0.isASCII && $0.isLetter } ? currency : ""
    (money.start, money.end, money.deposit) = (dates.day(start), dates.day(end), dates.day(deposit))
    (money.total, money.reserve) = (total, reserve)
    return money
  }
}
