import AccountHealth

/// The money of settlements as a table of its own, one row each, which is read back into the same figures:
/// `settlements.csv`. What a settlement says of orders stands with the orders.
public enum SettlementsFile {
  public static let name = "settlements.csv"
  fileprivate static let columns = [
    "settlement_start", "settlement_end", "deposit", "currency", "total", "reserve",
    "marketplace",
  ]

  public static func text(_ settlements: [SettlementMoney]) -> String {
    CSVText.row(columns)
      + settlements.map { one in
        let days = [one.start, one.end, one.deposit].map { $0.map { "\($0)" } ?? "" }
        return CSVText.row(
          days + [one.currency] + [one.total, one.reserve].map { $0.map { "\($0)" } ?? "" }
            + [one.marketplace ?? ""])
      }.joined()
  }
}

extension FileKind {
  /// That is one every two weeks for 400 years.
  private static let mostSettlements = 10_000

  static let settlements = FileKind(
    SettlementsFile.name,
    .table(.always) { $0.hasAll("settlement_start", "settlement_end", "deposit", "total") }
  ) { file, reading throws(ReportError) in
    let table = try file.table(SettlementsFile.columns)
    let cells = reading.cells(table)
    let places = SettlementsFile.columns.map { table.header[$0] }
    var rows = 0
    while let row = try table.next() {
      if row.isBlank, table.gaps == nil { continue }
      cells.begin(row, table.gaps)
      rows += 1
      guard rows <= mostSettlements else {
        throw ReportError(file.name, "more than \(mostSettlements) rows. Is this the right file?")
      }
      var money = SettlementMoney(file: ReportFault.plain(file.name))
      money.number = file.number
      (money.start, money.end, money.deposit) = (
        cells.day(places[0], "settlement_start"), cells.day(places[1], "settlement_end"),
        cells.day(places[2], "deposit")
      )
      let currency = cells.text(places[3])?.uppercased() ?? ""
      money.currency =
        currency.count == 3 && currency.allSatisfy { $0.isASCII && $0.isLetter } ? currency : ""
      (money.total, money.reserve) = (
        cells.amount(places[4], "total"), cells.amount(places[5], "reserve").map { max(0, $0) }
      )
      money.marketplace = cells.text(places[6]).flatMap(reading.settings.marketplaceName)
      for fault in cells.faults {
        reading.book.add(ReportFault(fault, file: file.name, line: row.line))
      }
      reading.book.settlements.append(money)
    }
    reading.book.inputs.append(file.input(rows: rows, orders: 0))
  }
}
