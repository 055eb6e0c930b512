import AccountHealth
import SellerReports
import Testing

@Suite("Own tables in which nothing was ever cancelled")
struct BlankCancellationTests {
  /// Four orders a day for so many days, each shipped the day after; those of the last day still wait.
  private func text(days: Int, cancelled: Int? = nil, waiting: Int = 0) -> String {
    var text = "order_id,purchased_at,ship_by,shipped_at,cancelled_at,cancelled_by\n"
    let begin = Day(iso: "2026-01-01")!
    for number in 0..<days * 4 {
      let day = begin + number / 4
      let isCancelled = number == cancelled
      let waits = number < waiting || number / 4 == days - 1
      text += "\(number),\(day),\(day + 2),\(isCancelled || waits ? "" : "\(day + 1)"),"
      text += isCancelled ? "\(day),buyer\n" : ",\n"
    }
    return text
  }

  @Test("Among many orders whether any was cancelled is undecided, and said; among few it is none")
  func many() throws {
    let book = try Seller.book(text(days: 250))
    let evening = try #require(book.accounts[0].lastActivity)
    #expect(book.count(.cancellation, on: "\(evening)")?.description == "0/28 +28")
    #expect(
      book.notes == [
        "orders.csv: none of 1000 orders was cancelled by anybody; among so many some are cancelled in nearly every shop. Either cancellations are not kept, or cancelled orders are not in the file, so the cancellation rate is undecided. Add Amazon's all-orders report, cancellation download or V2 report. If you do keep them and there was none, write none into one of the cells of cancelled_at."
      ])
    let few = try Seller.book(text(days: 249))
    #expect(few.count(.cancellation, on: "\(evening - 1)")?.description == "0/28")
  }

  @Test("A single cancellation, even by a buyer, shows that they are kept")
  func kept() throws {
    let book = try Seller.book(text(days: 250, cancelled: 7))
    #expect(book.accounts[0].emptied.isEmpty)
    #expect(book.orders.allSatisfy { $0.undecided.isEmpty })
  }

  @Test("Orders that wait longer than Amazon lets them show among few orders that they are not kept")
  func waiting() throws {
    let book = try Seller.book(text(days: 20, waiting: 3))
    #expect(book.notes.contains { $0.contains("3 orders still wait more than 11 days after ship-by") })
    // Whether these were late or cancelled is open, and every order may have lost an item.
    #expect(book.count(.lateShipment30, on: "2026-01-21")?.description == "0/80 +3")
    #expect(book.count(.cancellation, on: "2026-01-21")?.undecided == 28)
    #expect(try Seller.book(text(days: 20, waiting: 2)).accounts[0].emptied.isEmpty)
  }

  @Test("One cell that says none shows that they are kept, unless orders wait longer than Amazon lets them")
  func saidNone() throws {
    let text = text(days: 250)
    let told = text.replacing(",,\n", with: ",none,\n", maxReplacements: 1)
    let book = try Seller.book(told)
    #expect(book.accounts[0].emptied.isEmpty)
    #expect(book.notes.isEmpty)
    #expect(book.count(.cancellation, on: "2026-09-07")?.description == "0/28")
    // Python's word for a value that it does not have is none of the user's.
    let python = try Seller.book(text.replacing(",,\n", with: ",None,None\n"))
    #expect(python.count(.cancellation, on: "2026-09-07")?.description == "0/28 +28")
    let waiting = try Seller.book(
      self.text(days: 20, waiting: 3).replacing(",,\n", with: ",none,\n", maxReplacements: 1))
    #expect(waiting.accounts[0].emptied.map(\.name) == ["cancelled_at"])
  }

  @Test("A table in which even the newest orders are shipped has shipped orders only")
  func shippedOnly() throws {
    // Each is shipped on the day on which it was placed.
    var text = "order_id,purchased_at,ship_by,shipped_at,cancelled_at,cancelled_by\n"
    let begin = Day(iso: "2026-01-01")!
    for number in 0..<500 {
      let day = begin + number / 4
      text += "\(number),\(day),\(day + 2),\(day),,\n"
    }
    let book = try Seller.book(text)
    #expect(book.count(.cancellation, on: "2026-05-05")?.description == "0/28 +28")
    #expect(book.notes.contains { $0.contains("all are shipped, also the newest") })
    // One that waits shows that the table has open orders too.
    let waiting = String(text.dropLast("\(begin + 124),,\n".count)) + ",,\n"
    #expect(try Seller.book(waiting).count(.cancellation, on: "2026-05-05")?.description == "0/28")
  }

  @Test("What is known to be uncancelled stays so in an export")
  func exported() throws {
    let book = try Seller.book(joining: [text(days: 250), amazon(0..<1000)])
    let file = JoinedOrdersFile(book.accounts)
    let again = try Seller.book(file.header + file.rows(book.accounts[0].orders, of: book.accounts[0]))
    #expect(again.count(.cancellation, on: "2026-09-07")?.description == "0/28")
  }

  /// Amazon's all-orders report of some of these orders, all sent.
  private func amazon(_ numbers: Range<Int>) -> String {
    let header =
      "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\tquantity\n"
    return header
      + numbers.map { number in
        let day = Day(iso: "2026-01-01")! + number / 4
        return
          "\(number)\t\(day)T20:00:00+00:00\t\(day + 1)T20:00:00+00:00\tShipped\tMerchant\tAmazon.com\t1\n"
      }.joined()
  }

  @Test("Of orders that are in Amazon's all-orders report its status says whether they were cancelled")
  func besideAmazon() throws {
    let book = try Seller.book(joining: [text(days: 250), amazon(0..<1000)])
    #expect(book.accounts[0].emptied.isEmpty)
    #expect(book.count(.cancellation, on: "2026-09-07")?.description == "0/28")
    // Two copies of a report of the older half say nothing of the newer one.
    let half = try Seller.book(joining: [text(days: 500), amazon(0..<1000), amazon(0..<1000)])
    #expect(half.accounts[0].emptied.map(\.name) == ["cancelled_at"])
    #expect(half.count(.cancellation, on: "2027-05-15")?.description == "0/28 +28")
    #expect(half.orders.first?.undecided.isDisjoint(with: [.cancelled, .cancelledItem]) == true)
    // Orders that only Amazon's report has are decided, beside open ones of the table.
    let apart = try Seller.book(joining: [text(days: 250), amazon(1000..<1400)])
    #expect(apart.accounts[0].emptied.map(\.name) == ["cancelled_at"])
    #expect(apart.count(.cancellation, on: "2026-12-16")?.description == "0/28")
  }
}
