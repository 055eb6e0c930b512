import Testing

@testable import SellerReports

@Suite("Faults in cells, word for word: a bad cell is lost, and the order stays")
struct FaultTests {
  private static let header =
    "order_id,purchased_at,ship_by,channel,tracking,cancelled_by,defect,defect_at,units,amount"

  /// The faults of a row between two good ones. Its order is kept.
  private func fault(_ row: String, id: String = "1") throws -> [String] {
    let book = try Seller.book("\(Self.header)\na,2026-01-01\n\(row)\nz,2026-01-02\n", name: "x.csv")
    #expect(Set(book.orders.map(\.id)) == [id, "a", "z"])
    #expect(book.faultCount == 1)
    return book.messages
  }

  private static let day = "expected a day such as 2026-01-31 or a time such as 2026-01-31T14:05:00Z."

  @Test(
    "What may be a buyer's is not repeated",
    arguments: [
      "Zork", "WILHELMINA", "zork@mail.example", "12 Elm Street", "+1 555-123-4567", "john smith", "山田太郎",
      "please leave at the door",
    ])
  func buyers(cell: String) throws {
    let messages = try fault("1,2026-01-01,\(cell)")
    #expect(
      messages == [
        "x.csv:3:3: ship_by: found a text of \(cell.count) characters, which is not shown, \(Self.day) Cell left out: write the day as year-month-day."
      ])
  }

  @Test("Texts that are not a day")
  func days() throws {
    #expect(
      try fault("1,31/31/2026") == [
        "x.csv:3:2: purchased_at: found '31/31/2026', \(Self.day) Cell left out: write the day as year-month-day."
      ])
    #expect(
      try fault("1,2026-01-01,2026-02-29") == [
        "x.csv:3:3: ship_by: found '2026-02-29', \(Self.day) Cell left out: write the day as year-month-day."
      ])
    #expect(
      try fault("1,2026-01-01,9999-12-31") == [
        "x.csv:3:3: ship_by: found '9999-12-31', expected a day from 1990 to 2099. Cell left out: correct the year, or leave the cell empty where nothing happened."
      ])
    #expect(
      try fault("1,") == [
        "x.csv:3:2: purchased_at: found nothing, expected a day such as 2026-01-31. Cell left out: an order needs the day it was placed."
      ])
  }

  @Test("Words that are not in the list")
  func words() throws {
    let remedy = "Cell left out: use one of these words."
    #expect(
      try fault("1,2026-01-01,,drone") == [
        "x.csv:3:4: channel: found 'drone', expected amazon, seller or nothing. \(remedy)"
      ])
    #expect(
      try fault("1,2026-01-01,,,perhaps") == [
        "x.csv:3:5: tracking: found 'perhaps', expected invalid, none, valid or nothing. \(remedy)"
      ])
    #expect(
      try fault("1,2026-01-01,,,,\"the \"\"boss\"\"\"") == [
        "x.csv:3:6: cancelled_by: found 'the \"boss\"', expected amazon, buyer, seller or nothing. \(remedy)"
      ])
    #expect(
      try fault("1,2026-01-01,,,,,late,2026-01-02") == [
        "x.csv:3:7: defect: found 'late', expected a_to_z_claim, chargeback, negative_feedback or nothing. \(remedy)"
      ])
  }

  @Test("A defect without a day is known from the evening of its file on")
  func defect() throws {
    let book = try Seller.book(
      "order_id,purchased_at,defect,defect_at\n1,2026-01-01,chargeback,\n2,2026-01-09,,\n3,2026-01-02,chargeback,2026-01-05\n"
    )
    #expect(book.messages.isEmpty)
    #expect(book.orders.map { $0.defectRecorded?.description } == ["2026-01-09", "2026-01-05", nil])
    #expect(
      book.notes == [
        "orders.csv: 1 rows have a defect without its day; it is known from the evening of the file on, 2026-01-09."
      ])
    let other = try Seller.book("order_id,purchased_at,defect\n1,2026-01-01,chargeback\n2,2026-01-03,\n")
    #expect(other.orders.map { $0.defectRecorded?.description } == ["2026-01-03", nil])
  }

  /// A number of ten digits or more may be a telephone's.
  private func found(_ cell: String) -> String {
    cell.count < 10 ? "'\(cell)'" : "a text of \(cell.count) characters, which is not shown"
  }

  @Test("Texts that are not a number", arguments: ["-1", "1.5", "1 000", "1,000", "two", "9999999999"])
  func units(cell: String) throws {
    #expect(
      try fault("1,2026-01-01,,,,,,,\"\(cell)\"") == [
        "x.csv:3:9: units: found \(found(cell)), expected a whole number such as 2. Cell left out: remove separators and units."
      ])
  }

  @Test(
    "Texts that are not an amount",
    arguments: ["1.234.5", "1e3", "1,234", "1.234", "5 or 6", "12345678901234567", "1,2,3", "--5", "EUR"])
  func amounts(cell: String) throws {
    #expect(
      try fault("1,2026-01-01,,,,,,,,\"\(cell)\"") == [
        "x.csv:3:10: amount: found \(found(cell)), expected an amount such as 19.90. Cell left out: write a point before the cents and nothing between thousands."
      ])
  }

  @Test(
    "Amounts with signs of currencies, thousands and decimals of either kind, brackets",
    arguments: [
      ("19.90", 19.9), ("19,90", 19.9), ("-3.5", -3.5), ("7", 7), (".5", 0.5), ("'-2", -2), ("0.00", 0),
      ("$19.90", 19.9),
      ("19,90 €", 19.9), ("EUR 1.234,50", 1234.5), ("£1,234.50", 1234.5), ("US$ 5", 5), ("(55.00)", -55),
      ("1 234,50", 1234.5),
      ("1\u{A0}234,50\u{202F}€", 1234.5), ("1'234.50", 1234.5), ("Rs.500", 500), ("500.-", 500),
      ("12.345.678", 12_345_678),
      ("¥1,234,567", 1_234_567), ("0.125", 0.125), ("-$3", -3), ("3-", -3),
    ])
  func goodAmounts(cell: String, value: Double) throws {
    let book = try Seller.book("order_id,purchased_at,amount\n1,2026-01-01,\"\(cell)\"\n")
    #expect(book.messages.isEmpty)
    #expect(book.orders.map(\.amount) == [value])
  }

  @Test("Counts that a program keeps as decimals", arguments: ["2", "2.0", "2,0", "2.00", "=" + "\"2\""])
  func goodUnits(cell: String) throws {
    let quoted = "\"" + cell.replacing("\"", with: "\"\"") + "\""
    let book = try Seller.book("order_id,purchased_at,units\n1,2026-01-01,\(quoted)\n")
    #expect(book.messages.isEmpty)
    #expect(book.orders.map(\.units) == [2])
  }

  @Test("Rows with another number of fields than the header")
  func shape() throws {
    #expect(
      try fault("1,2026-01-01,,,,,,,1,2,3,4") == [
        "x.csv:3:11: row: found 12 fields, expected 10 as in the header. Left out as their place is not sure, ship_by, channel, tracking, cancelled_by, defect, defect_at and others: quote fields that hold a comma."
      ])
    #expect(
      try fault("1,\"2026-01-01\"x,") == [
        "x.csv:3:2: purchased_at: found text after a closing quote, expected a comma or the end of the line. Fields from here on left out, and perhaps rows behind: double the quotes inside the field."
      ])
    #expect(
      try fault(",2026-01-01", id: "line 3 of x.csv") == [
        "x.csv:3:1: order_id: found nothing, expected the number of the order. Cell left out: give each order its number."
      ])
  }

  @Test("The text found is cut to 40 characters and cannot control a terminal")
  func shown() throws {
    let long = String(repeating: "é", count: 50)
    #expect(
      try fault("1,\(long)") == [
        "x.csv:3:2: purchased_at: found '\(String(repeating: "é", count: 40))…', \(Self.day) Cell left out: write the day as year-month-day."
      ])
    #expect(
      try fault("1,\"\u{1B}[31m\n\u{202E}\"") == [
        "x.csv:3:2: purchased_at: found '\\u{1b}[31m\\u{a}\\u{202e}', \(Self.day) Cell left out: write the day as year-month-day."
      ])
  }

  @Test("Faults are counted beyond those that are kept")
  func counted() throws {
    let rows = (0..<1500).map { "\($0),someday" }.joined(separator: "\n")
    let book = try Seller.book("order_id,purchased_at\nx,2026-01-01\n" + rows)
    #expect(book.faultCount == 1500)
    #expect(book.faults.count == 1000)
    #expect(book.faults.last?.line == 1002)
  }
}
