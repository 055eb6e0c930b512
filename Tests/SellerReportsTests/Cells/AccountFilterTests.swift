import Testing

@testable import SellerReports

@Suite("Accounts that are kept")
struct AccountFilterTests {
  private static let names = [
    "acme", "ACME", " acme", "a c m e", "acme (amazon.de)", "Acme (AMAZON.DE)", "ünit", "u\u{308}nit", "",
    "amazon.de",
    "x)", "x",
  ]

  @Test("It keeps what one of the names means", arguments: names)
  func agrees(_ wanted: String) {
    for name in Self.names {
      for marketplace in ["amazon.de", "amazon.com"] {
        #expect(
          AccountFilter([wanted, "other"]).keeps(name, marketplace)
            == [wanted, "other"].contains { AccountName.isMeant(by: $0, name, marketplace) },
          "\(wanted): \(name), \(marketplace)")
        #expect(
          AccountFilter([wanted]).missing(from: [(name, marketplace)]).isEmpty
            == AccountName.isMeant(by: wanted, name, marketplace), "\(wanted): \(name), \(marketplace)")
      }
    }
  }

  @Test("Without any name all are kept")
  func open() {
    #expect(AccountFilter([]).keeps("acme", "amazon.de") && AccountFilter([]).missing(from: []).isEmpty)
  }
}
