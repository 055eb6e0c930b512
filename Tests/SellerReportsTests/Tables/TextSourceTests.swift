import Foundation
import Testing

@testable import SellerReports

@Suite("Encodings")
struct TextSourceTests {
  private static let text =
    "order_id,purchased_at,sku,category\r\n1,2026-01-01,Größe,日付 🧦\r\n2,2026-01-02,é,\r\n"

  static func utf16(_ text: String, isLittle: Bool, mark: Bool) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit -> [UInt8] in
      let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
  }

  @Test("UTF-16 of both orders, with its mark and without", arguments: [true, false], [true, false])
  func utf16(isLittle: Bool, mark: Bool) throws {
    let book = try Seller.book(Self.utf16(Self.text, isLittle: isLittle, mark: mark))
    #expect(book.orders.map(\.sku) == ["Größe", "é"])
    #expect(book.orders.map(\.category) == ["日付 🧦", nil])
    #expect(book.notes == ["orders.csv: was read as UTF-16."])
  }

  @Test("A long UTF-16 text, whose characters cross the ends of chunks")
  func longUTF16() throws {
    let rows = (0..<60_000).map { "\($0),2026-01-01,\(String(repeating: "🧦", count: $0 % 7))\n" }
    let text = "order_id,purchased_at,sku\n" + rows.joined()
    let book = try Seller.book(Self.utf16(text, isLittle: true, mark: true))
    #expect(book.orders.count == 60_000)
    #expect(book.faultCount == 0)
    #expect(Set(book.orders.compactMap(\.sku)) == Set((1..<7).map { String(repeating: "🧦", count: $0) }))
  }

  @Test("Shift-JIS, as Japanese spreadsheets save it, also across the ends of chunks")
  func shiftJIS() throws {
    let rows = (0..<40_000).map { "\($0),2026-01-01,表ソ\(String(repeating: "能", count: $0 % 9)),靴下\n" }
    let text = "order_id,purchased_at,sku,category\n" + rows.joined()
    let bytes = try #require(text.data(using: .shiftJIS))
    #expect(bytes.count > ByteSource.chunk)
    let book = try Seller.book(Array(bytes))
    #expect(book.orders.count == 40_000)
    #expect(book.orders.allSatisfy { $0.category == "靴下" && $0.sku?.hasPrefix("表ソ") == true })
    #expect(book.notes == ["orders.csv: was read as Shift-JIS."])
  }

  @Test(
    "Western text in Windows-1252 is not taken for Japanese",
    arguments: ["Händler", "Größe", "“Demo”", "Crème brûlée", "Señor Ñandú", "£5 – 10 €"])
  func western(word: String) throws {
    let text = "order_id,purchased_at,sku\n" + (0..<9).map { "\($0),2026-01-01,\(word)\n" }.joined()
    let book = try Seller.book(Array(try #require(text.data(using: .windowsCP1252))))
    #expect(book.orders.map(\.sku) == Array(repeating: word, count: 9))
    #expect(book.notes == ["orders.csv: not all UTF-8; such cells were read as Windows-1252."])
  }

  @Test("A UTF-8 character cut by the end of the head does not change the encoding")
  func cutHead() throws {
    for shift in 0..<4 {
      let text =
        "order_id,purchased_at,sku\n" + String(repeating: " ", count: shift)
        + (0..<9000).map { "\($0),2026-01-01,日本\n" }.joined()
      let book = try Seller.book(text)
      #expect(book.notes.isEmpty)
      #expect(book.orders.count == 9000)
    }
  }
}
