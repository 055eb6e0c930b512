import Testing

@testable import SellerReports

@Suite("Faults in rows, word for word")
struct FaultTests {
  private static let header =
    "order_id,purchased_at,ship_by,channel,tracking,cancelled_by,defect,defect_at,units,amount"

  /// Of one row between two good ones, which are kept.
  private func fault(_ row: String) throws -> [String] {
    let book = try Seller.book("\(Self.header)\na,2026-01-01\n\(row)\nz,2026-01-02\n", name: "x.csv")
    #expect(book.orders.map(\.id) == ["a", "z"])
    #expect(book.faultCount == 1)
    return book.messages
  }

  private static let day = "expected a day such as 2026-01-31 or a time such as 2026-01-31T14:05:00Z."

  @Test("Days that are none")
  func days() throws {
    #expect(
      try fault("1,31/31/2026") == [
        "x.csv:3:2: purchased_at: found '31/31/2026', \(Self.day) Row left out: write the day as year-month-day."
      ])
    #expect(
      try fault("1,2026-01-01,2026-02-29") == [
        "x.csv:3:3: ship_by: found '2026-02-29', \(Self.day) Row left out: write the day as year-month-day."
      ])
    #expect(
      try fault("1,2026-01-01,9999-12-31") == [
        "x.csv:3:3: ship_by: found '9999-12-31', expected a day from 1990 to 2099. Row left out: correct the year, or leave the cell empty where nothing happened."
      ])
    #expect(
      try fault("1,") == [
        "x.csv:3:2: purchased_at: found nothing, expected a day such as 2026-01-31. Row left out: an order needs the day it was placed."
      ])
  }

  @Test("Words that are not of the list")
  func words() throws {
    let remedy = "Row left out: use one of these words."
    #expect(
      try fault("1,2026-01-01,,fba") == [
        "x.csv:3:4: channel: found 'fba', expected amazon, seller or nothing. \(remedy)"
      ])
    #expect(
      try fault("1,2026-01-01,,,yes") == [
        "x.csv:3:5: tracking: found 'yes', expected invalid, none, valid or nothing. \(remedy)"
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

  @Test("A defect without its day")
  func defect() throws {
    #expect(
      try fault("1,2026-01-01,,,,,chargeback,") == [
        "x.csv:3:8: defect_at: found nothing, expected the day the defect was recorded. Row left out: a defect without its day cannot be counted on any."
      ])
    let book = try Seller.book("order_id,purchased_at,defect\n1,2026-01-01,chargeback\n2,2026-01-01,\n")
    #expect(
      book.messages == [
        "orders.csv:2:3: defect_at: found nothing, expected the day the defect was recorded. Row left out: a defect without its day cannot be counted on any."
      ])
  }

  @Test("Numbers that are none", arguments: ["-1", "1.5", "1 000", "two", "9999999999"])
  func units(cell: String) throws {
    #expect(
      try fault("1,2026-01-01,,,,,,,\(cell)") == [
        "x.csv:3:9: units: found '\(cell)', expected a whole number such as 2. Row left out: remove separators and units."
      ])
  }

  @Test("Amounts that are none", arguments: ["$5", "1.234.5", "1e3", "-", "12345678901234567"])
  func amounts(cell: String) throws {
    #expect(
      try fault("1,2026-01-01,,,,,,,,\(cell)") == [
        "x.csv:3:10: amount: found '\(cell)', expected an amount such as 19.90. Row left out: write a point, no separators, no currency sign."
      ])
  }

  @Test("Amounts with a point, a comma before the cents, a sign")
  func goodAmounts() throws {
    let cells = ["19.90", "\"19,90\"", "-3.5", "7", ".5", "'-2", "0.00"]
    let rows = cells.enumerated().map { "\($0),2026-01-01,\($1)" }.joined(separator: "\n")
    let book = try Seller.book("order_id,purchased_at,amount\n" + rows)
    #expect(book.messages.isEmpty)
    #expect(book.orders.map(\.amount) == [19.9, 19.9, -3.5, 7, 0.5, -2, 0])
    let mixed = try Seller.book("order_id,purchased_at,amount\n1,2026-01-01,\"1,234\"\n")
    #expect(mixed.faultCount == 1)
  }

  @Test("Rows of another shape than the header")
  func shape() throws {
    #expect(
      try fault("1,2026-01-01,,,,,,,1,2,3,4") == [
        "x.csv:3:11: row: found 12 fields, expected 10 as in the header. Row left out: quote fields that hold a comma."
      ])
    #expect(
      try fault("1,\"2026-01-01\"x,") == [
        "x.csv:3:2: purchased_at: found text after a closing quote, expected a comma or the end of the line. Row left out: double the quotes inside the field."
      ])
    #expect(
      try fault(",2026-01-01") == [
        "x.csv:3:1: order_id: found nothing, expected the number of the order. Row left out: give each order its number."
      ])
  }

  @Test("What is found is cut to 40 characters and cannot steer a terminal")
  func shown() throws {
    let long = String(repeating: "é", count: 50)
    #expect(
      try fault("1,\(long)") == [
        "x.csv:3:2: purchased_at: found '\(String(repeating: "é", count: 40))…', \(Self.day) Row left out: write the day as year-month-day."
      ])
    #expect(
      try fault("1,\"\u{1B}[31m\n\u{202E}\"") == [
        "x.csv:3:2: purchased_at: found '\\u{1b}[31m\\u{a}\\u{202e}', \(Self.day) Row left out: write the day as year-month-day."
      ])
  }

  @Test("Faults are counted beyond those that are kept")
  func counted() throws {
    let rows = (0..<1500).map { "\($0),never" }.joined(separator: "\n")
    let book = try Seller.book("order_id,purchased_at\nx,2026-01-01\n" + rows)
    #expect(book.faultCount == 1500)
    #expect(book.faults.count == 1000)
    #expect(book.faults.last?.line == 1002)
  }
}
