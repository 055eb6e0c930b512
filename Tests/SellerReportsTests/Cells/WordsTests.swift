import AccountHealth
import Testing

@testable import SellerReports

@Suite("Words of the trade")
struct WordsTests {
  private func order(_ columns: String, _ cells: String) throws -> Order {
    let book = try Seller.book("order_id,purchased_at,\(columns)\n1,2026-01-01,\(cells)\n")
    #expect(book.messages.isEmpty, "\(cells)")
    return try #require(book.orders.first)
  }

  @Test(
    "Who sends",
    arguments: [
      ("AFN", Order.Channel.amazon), ("FBA", .amazon), ("AMAZON_NA", .amazon),
      ("Fulfilled by Amazon", .amazon), ("MFN", .seller),
      ("FBM", .seller), ("Merchant", .seller), ("DEFAULT", .seller), ("Seller", .seller),
      ("Fulfilled by Merchant (FBM)", .seller), ("Fulfillment by Amazon (FBA)", .amazon),
      ("Amazon AFN", .amazon),
    ])
  func channels(word: String, channel: Order.Channel) throws {
    for column in ["channel", "fulfillment_channel", "Fulfilment Channel", "fulfilled-by"] {
      #expect(try order(column, word).channel == channel)
    }
  }

  @Test(
    "Who cancelled",
    arguments: [
      ("MERCHANT", Order.Canceller.seller), ("Seller", .seller), ("Customer", .buyer), ("BUYER", .buyer),
      ("buyer requested", .buyer),
      ("System", .amazon), ("AMAZON", .amazon), ("auto-cancelled", .amazon), ("Seller Cancelled", .seller),
      ("seller-cancelled", .seller), ("Cancelled by seller", .seller), ("CANCELED_BY_SELLER", .seller),
      ("vendeur", .seller), ("Annulé par le vendeur", .seller), ("Verkäufer", .seller),
      ("VERKÄUFER", .seller), ("Vom Verkäufer storniert", .seller), ("Verka\u{308}ufer", .seller),
      ("Verkaufer", .seller), ("venditore", .seller), ("Annullato dal venditore", .seller),
      ("vendedor", .seller), ("Cancelado por el vendedor", .seller), ("出品者", .seller),
      ("出品者によるキャンセル", .seller), ("acheteur", .buyer), ("Annulé à la demande de l'acheteur", .buyer),
      ("Käufer", .buyer), ("auf Wunsch des Käufers", .buyer), ("acquirente", .buyer), ("comprador", .buyer),
      ("購入者", .buyer), ("Cancelled by customer", .buyer), ("Buyer Cancelled", .buyer),
      ("buyer_requested_cancel", .buyer), ("Système", .amazon), ("sistema", .amazon), ("システム", .amazon),
      ("Cancelled automatically by Amazon", .amazon),
    ])
  func cancellers(word: String, canceller: Order.Canceller) throws {
    #expect(try order("cancelled_by,cancelled_at", "\(word),2026-01-02").cancelledBy == canceller)
  }

  @Test(
    "A canceller that names both sides, or neither, is not guessed",
    arguments: [
      "buyer and seller", "cancelled by seller on request of the buyer", "cancelled", "not the seller",
    ])
  func strangeCancellers(word: String) throws {
    let book = try Seller.book(
      "order_id,purchased_at,cancelled_by,cancelled_at\n1,2026-01-01,\(word),2026-01-02\n")
    #expect(book.faultCount == 1)
    #expect(book.orders.map(\.cancelledBy) == [nil])
    #expect(book.orders.map(\.sellerCancellation) == [.undecided(from: book.orders[0].purchased + 1)])
  }

  @Test(
    "Several defects in one cell are a defect",
    arguments: [
      ("a_to_z; feedback", Order.Defect.aToZClaim, 0), ("A-to-z + chargeback", .aToZClaim, 0),
      ("negative feedback|a-to-z", .aToZClaim, 0), ("feedback / chargeback", .chargeback, 0),
      ("feedback and chargeback", .chargeback, 0), ("A/Z; Rückbuchung", .aToZClaim, 0),
      ("chargeback; odd word", .chargeback, 1), ("none; 1 star", .negativeFeedback, 0),
      ("Chargeback received", .chargeback, 0), ("NEGATIVE-FEEDBACK", .negativeFeedback, 0),
    ])
  func severalDefects(cell: String, defect: Order.Defect, faults: Int) throws {
    let book = try Seller.book("order_id,purchased_at,defect,defect_at\n1,2026-01-01,\(cell),2026-01-09\n")
    #expect(book.orders.map(\.defect) == [defect])
    #expect(book.faultCount == faults)
    if faults > 0 {
      #expect(
        book.messages == [
          "orders.csv:2:3: defect: found 'odd word', expected a_to_z_claim, chargeback, negative_feedback or nothing. This part left out: the order counts with chargeback, which the cell names too."
        ])
    }
  }

  @Test("Words for no defect, and words that are none")
  func noDefects() throws {
    for word in ["none", "No defect", "positive feedback", "5 stars", "keine", "なし"] {
      #expect(try order("defect", word).orderDefect == .good)
    }
    let book = try Seller.book("order_id,purchased_at,defect\n1,2026-01-01,odd; word\n")
    #expect(book.faultCount == 1)
    #expect(book.orders.map(\.orderDefect) == [.undecided(from: book.orders[0].purchased)])
  }

  @Test(
    "Kinds of defect",
    arguments: [
      ("A-to-Z", Order.Defect.aToZClaim), ("A to Z", .aToZClaim), ("AtoZ Guarantee claim", .aToZClaim),
      ("A-Z Claim", .aToZClaim),
      ("a2z", .aToZClaim), ("Charge back", .chargeback), ("CHARGEBACK", .chargeback),
      ("Negative Feedback", .negativeFeedback),
      ("1 star", .negativeFeedback), ("A-bis-Z-Garantieantrag", .aToZClaim), ("Garantie A à Z", .aToZClaim),
      ("Garanzia dalla A alla Z", .aToZClaim), ("Garantía de la A a la Z", .aToZClaim),
      ("Amazonマーケットプレイス保証", .aToZClaim), ("AtoZ Guarantee Refund", .aToZClaim), ("NF", .negativeFeedback),
      ("neg. FB", .negativeFeedback),
      ("CC chargeback", .chargeback), ("负面反馈", .negativeFeedback), ("亚马逊商城交易保障索赔", .aToZClaim),
      ("信用卡拒付", .chargeback),
    ])
  func defects(word: String, defect: Order.Defect) throws {
    #expect(try order("defect,defect_at", "\(word),2026-01-09").defect == defect)
  }

  @Test("Tracking in words, and a parcel's number, which does not show whether it is valid")
  func tracking() throws {
    for (word, value) in [
      ("Yes", Order.Tracking.valid), ("TRUE", .valid), ("No", .invalid), ("none", .none), ("1", .valid),
      ("0", .invalid), ("not scanned", .invalid),
      ("untracked", .none),
    ] {
      #expect(try order("tracking", word).tracking == value)
    }
    let book = try Seller.book(
      "order_id,purchased_at,tracking\n1,2026-01-01,valid\n2,2026-01-01,1Z999AA10123456784\n3,2026-01-01,9400 1000 0000 0000\n"
    )
    #expect(book.messages.isEmpty)
    #expect(book.orders.map(\.tracking) == [.valid, nil, nil])
    #expect(book.orders.map(\.undecided) == [[], .tracking, .tracking])
    #expect(
      book.notes == [
        "orders.csv: 2 cells of tracking hold the number of a parcel; whether it is valid is not known. Write valid, invalid or none."
      ])
    let only = try Seller.book("order_id,purchased_at,tracking\n1,2026-01-01,1Z999AA10123456784\n")
    #expect(only.accounts.map(\.fields) == [[]])
  }

  @Test(
    "Words for empty",
    arguments: [
      "NaT", "nan", "NaN", "NULL", "null", "None", "N/A", "-", "--", "(null)", "0000-00-00",
      "0000-00-00 00:00:00",
      "0001-01-01T00:00:00", "<NA>", "\\N", " ", "\u{A0}",
    ])
  func empty(word: String) throws {
    let columns =
      "ship_by,shipped_at,deliver_by,delivered_at,channel,cancelled_at,cancelled_by,defect,defect_at,units,amount"
    let order = try order(columns, Array(repeating: word, count: 11).joined(separator: ","))
    var expected = Order(id: "1", purchased: order.purchased)
    expected.units = 1
    #expect(order == expected)
  }

  @Test(
    "Days as people and programs write them, one by one",
    arguments: [
      "2026-01-09 10:00:00 -0500", "2026-01-09 10:00 UTC", "2026-01-09T10:00:00 PST",
      "Jan 9, 2026 1:23:45 PM PST", "9-Jan-2026",
      "9 January 2026", "09.01.2026", "2026/01/09", "20260109", "9. Januar 2026",
      "1/9/26 20:59:59 GMT (1/9/26 12:59:59 PST)",
      "=\"\"2026-01-09\"\"", "'2026-01-09",
    ])
  func days(text: String) throws {
    let book = try Seller.reader(dates: text.contains("/26") ? .monthFirst : nil).read(
      Array("order_id,purchased_at,shipped_at\n1,2026-01-05,\"\(text)\"\n".utf8), name: "x.csv")
    #expect(book.messages.isEmpty)
    #expect(book.orders.map { $0.shipped?.description } == ["2026-01-09"])
  }
}

@Suite("Dates whose day and month may be either")
struct DateOrderTests {
  private func shipped(_ rows: [String], dates: DateOrder? = nil) throws -> [String?] {
    let text = "order_id,purchased_at,shipped_at\n" + rows.enumerated().map { "\($0),\($1)\n" }.joined()
    return try Seller.reader(dates: dates).read(Array(text.utf8), name: "x.csv").orders.map {
      $0.shipped?.description
    }
  }

  @Test("One date of a column settles it, wherever it stands")
  func column() throws {
    let rows = (0..<9000).map { _ in "2026-04-01,03/04/2026" }
    #expect(try Set(shipped(rows + ["2026-04-01,13/04/2026"])) == ["2026-04-03", "2026-04-13"])
    let earlier = (0..<9000).map { _ in "2026-03-01,03/04/2026" }
    #expect(try Set(shipped(earlier + ["2026-03-01,04/13/2026"])) == ["2026-03-04", "2026-04-13"])
  }

  @Test("Else another column does")
  func otherColumn() throws {
    #expect(try shipped(["31/03/2026,03/04/2026"]) == ["2026-04-03"])
    #expect(try shipped(["02/28/2026,03/04/2026"]) == ["2026-03-04"])
  }

  @Test("A dot separates day and month")
  func dots() throws { #expect(try shipped(["01.04.2026,03.04.2026"]) == ["2026-04-03"]) }

  @Test("If nothing settles it, the file is refused once, with the option that does")
  func refused() throws {
    let text = "order_id,purchased_at\n1,03/04/2026\n2,05/04/2026\n"
    #expect(
      try Seller.error(text)
        == "orders.csv:2:2: purchased_at: found '03/04/2026', expected a day that is not both 2026-04-03 and 2026-03-04. No date of the file settles which comes first, day or month. Say --dates dmy or --dates mdy."
    )
    #expect(try shipped(["2026-03-01,03/04/2026"], dates: .monthFirst) == ["2026-03-04"])
    #expect(try shipped(["2026-03-01,03/04/2026"], dates: .dayFirst) == ["2026-04-03"])
  }

  @Test("A date that the order of its column cannot read is one bad cell")
  func oddOne() throws {
    let text = "order_id,purchased_at\n1,13/04/2026\n2,14/04/2026\n3,04/15/2026\n4,03/04/2026\n"
    let book = try Seller.book(text)
    #expect(book.orders.map(\.id) == ["4", "1", "2", "3"])
    #expect(book.orders.filter { $0.undecided.contains(.purchased) }.map(\.id) == ["3"])
    #expect(book.messages.map { $0.prefix(14) } == ["orders.csv:4:2"])
  }

  @Test("Numbers of a spreadsheet or of a clock are dates where the whole column has them, and it is said")
  func numbers() throws {
    for (cells, day, words) in [
      (["45992", "45992.63", "45993"], "2025-12-01", "days of a spreadsheet"),
      (["1764600000", "1764600001", "1764686400"], "2025-12-01", "seconds since 1970"),
      (["1764600000000", "1764600001000", "1764686400000"], "2025-12-01", "milliseconds since 1970"),
    ] {
      let text =
        "order_id,purchased_at,ship_by\n"
        + cells.enumerated().map { "\($0),\($1),\($0 == 1 ? "" : "2025-12-05")\n" }.joined()
      let book = try Seller.book(text)
      #expect(book.messages.isEmpty)
      #expect(book.orders.map(\.purchased.description) == [day, day, "2025-12-02"])
      #expect(
        book.notes == [
          "orders.csv: purchased_at has numbers such as '\(cells[0])'; all were read as \(words), this one as \(day).",
          "orders.csv: 1 order has an empty ship_by; whether it was late is not known. Amazon's order report has the day.",
        ])
    }
  }

  @Test("A mix of numbers and dates is refused once for its column; days of purchase refuse the file")
  func mixedNumbers() throws {
    let rows = (0..<20).map { "\($0),2025-12-01,2025-12-05,\($0 % 2 == 0 ? "45993" : "2025-12-02")\n" }
      .joined()
    let book = try Seller.book("order_id,purchased_at,ship_by,shipped_at\n" + rows)
    #expect(
      book.messages == [
        "orders.csv:2:4: shipped_at: found '45993' and 9 more such numbers, expected dates, or only numbers of one kind. Numbers of this column left out: format the whole column as a date, or write each day as year-month-day."
      ])
    #expect(book.orders.filter { $0.undecided.contains(.shipped) }.count == 10)
    let purchases = (0..<20).map { "\($0),\($0 % 2 == 0 ? "45993" : "2025-12-02")\n" }.joined()
    #expect(
      try Seller.error("order_id,purchased_at\n" + purchases)
        == "orders.csv:2:2: purchased_at: found '45993', expected dates, or only numbers of one kind. 10 cells of the column are such numbers and the others are not. Format the whole column as a date, and export the file again."
    )
    let few = try Seller.book("order_id,purchased_at\n1,45993\n2,2025-12-02\n3,1764600000\n")
    #expect(few.orders.filter { !$0.undecided.contains(.purchased) }.map(\.id) == ["2"])
    #expect(few.orders.count == 3 && few.faultCount == 2)
  }

  @Test("Numbers of years that no order has are no dates")
  func otherNumbers() throws {
    #expect(try Seller.book("order_id,purchased_at\n1,2025-12-01\n2,99999\n3,12345\n").faultCount == 2)
  }

  @Test("A pipe and gzip give the same as a plain file")
  func sources() throws {
    let text = "order_id,purchased_at\n1,03/04/2026\n2,13/04/2026\n"
    let days = ["2026-04-03", "2026-04-13"]
    #expect(try Seller.book(text).orders.map(\.purchased.description) == days)
    #expect(try Seller.book(Gzip.file(Array(text.utf8))).orders.map(\.purchased.description) == days)
    #expect(try Seller.reader().read(Array(text.utf8), name: "x").orders.map(\.purchased.description) == days)
    let utf16 = TextSourceTests.utf16(text, isLittle: true, mark: true)
    #expect(try Seller.book(utf16).orders.map(\.purchased.description) == days)
  }

  @Test("A word with a question mark is none", arguments: ["valid?", "seller ?", "?", "yes？"])
  func question(text: String) {
    #expect(Words.trackings.value(of: text) == nil && Words.cancellers.value(of: text) == nil)
    #expect(Mark(text) == nil)
  }
}
