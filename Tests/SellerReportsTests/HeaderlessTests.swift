import Testing

@testable import SellerReports

@Suite("A table without a header keeps its first row to itself")
struct HeaderlessTests {
  @Test("Names of columns that are data are not shown, nor kept")
  func feedback() throws {
    let text =
      "11/1/26\t1\tMy name is Jane Roe\t\t900-0000001-0000001\tjane@buyer.example\n"
      + "11/2/26\t2\tlate\t\t900-0000001-0000002\tb@buyer.example\n"
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(text.utf8), "feedback.txt")
    let survey = try? Seller.reader().survey([path])
    #expect(!"\(survey as Any)".contains("Jane") && !"\(survey as Any)".contains("buyer.example"))
    let error = try Seller.error("Jane Roe,Jim Doe\nAnn Poe,Bob Loe\n") ?? ""
    #expect(!error.isEmpty && !error.contains("Jane") && !error.contains("Doe"), "\(error)")
    let dated = try Seller.error("order_id,jane@buyer.example\n1,2\n") ?? ""
    #expect(!dated.isEmpty && !dated.contains("jane"), "\(dated)")
  }
}
