import Testing

@testable import Reporting

@Suite("Words of a command line")
struct ShellTextTests {
  @Test("They are quoted as a shell reads them")
  func quoted() {
    #expect(ShellText.quoted("orders.csv") == "orders.csv")
    #expect(ShellText.quoted("it's $(x) `y`") == "'it'\\''s $(x) `y`'")
    #expect(ShellText.quoted("") == "''")
  }
}
