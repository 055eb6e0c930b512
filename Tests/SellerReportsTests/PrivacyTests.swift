import Testing

@testable import SellerReports

@Suite("No data of the buyer is kept or shown")
struct PrivacyTests {
  private static let secrets = ["Jane", "Doe", "jane@example.invalid", "555-0100", "Elm", "rude"]
  private static let columns =
    "buyer-name,buyer-email,buyer-phone-number,ship-address-1,ship-city,customer-comments,recipient-name"
  private static let cells =
    "Jane Doe,jane@example.invalid,+1 555-0100,1 Elm Street,Elmville,rude,Doe Jane"

  private func expectSilent(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let said: String
    do throws(ReportError) {
      said = "\(try Seller.reader().read(Array(text.utf8), name: "x.csv"))"
    } catch {
      said = error.description
    }
    for secret in Self.secrets {
      #expect(!said.contains(secret), "\(secret) in \(said.prefix(400))", sourceLocation: sourceLocation)
    }
  }

  @Test("In good rows and in every kind of bad row, with commas and with tabs")
  func rows() throws {
    for (mark, id, day) in [
      (",", "order_id", "purchased_at"), ("\t", "amazon-order-id", "purchase-date"),
      ("\t", "order-id", "purchase-date\tpromise-date"),
    ] {
      let (columns, cells) = (
        Self.columns.replacing(",", with: mark), Self.cells.replacing(",", with: mark)
      )
      let header = [columns, id, day, "units", "quantity"].joined(separator: mark)
      func row(_ rest: String...) -> String { ([cells] + rest).joined(separator: mark) }
      let text = [
        header, row("1", "2026-01-01", "2", "2"), row("2", "yesterday", "", ""), row("", "2026-01-01"),
        row("3", "2026-01-01", "x", "x"), row("4", "2026-01-01", "1", "1", "5", "6"), row("5"),
        "\"" + row("6", "2026-01-01"), "\"Jane\"Doe" + row("7", "2026-01-01"),
      ].joined(separator: "\n")
      try expectSilent(text)
      try expectSilent(text + "\u{0}")
      try expectSilent(header + "\n" + row("1", "2026-01-01") + "\n")
      try expectSilent(header + mark + id + "\n" + row("1", "2026-01-01") + "\n")
    }
  }

  @Test("In a file without a header, or whose header is not known")
  func headers() throws {
    try expectSilent(Self.cells + ",900-0000001-0000001,2026-01-01\n")
    try expectSilent("900-0000001-0000001,Jane Doe\n")
    try expectSilent("Jane Doe;jane@example.invalid\n")
    try expectSilent("number," + Self.columns + "\n1," + Self.cells + "\n")
  }

  @Test("In JSON of another kind")
  func json() throws {
    try expectSilent("{\"Orders\":[{\"BuyerName\":\"Jane Doe\",\"BuyerEmail\":\"jane@example.invalid\"}]}")
    try expectSilent("{\"BuyerName\":\"Jane Doe\",,}")
  }
}
