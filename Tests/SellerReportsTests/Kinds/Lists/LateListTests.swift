import AccountHealth
import Testing

@testable import SellerReports

@Suite("The late shipment download beside orders")
struct LateListTests {
  static let header =
    "Order Date,Order ID,Expected Ship Date,Ship Date,Ship Confirm Date,Impacts Account Health"

  /// 40 orders of ten days, which their last update shows as confirmed on some day; order 5 was late.
  static func orders() -> [DeskOrder] {
    (1...40).map { number in
      let day = 1 + (number - 1) / 4
      let shipBy = day + 2
      func date(_ day: Int) -> String { "2026-11-" + (day < 10 ? "0" : "") + "\(day)" }
      // The last update is that of the delivery, so it says nothing about the confirmation.
      return DeskOrder(
        number, date(day), shipBy: date(shipBy), deliverBy: date(shipBy + 4),
        updated: date(min(19, shipBy + 6)))
    } + [.last]
  }

  static let late = "11/02/2026,\(Desk.id(5)),11/04/2026,11/05/2026,11/06/2026,Yes"

  @Test(
    "Orders that it does not list are assumed to be on time, and Amazon's report of that evening proves it")
  func absence() throws {
    let desk = try Desk().put(Self.orders())
    let before = try desk.book()
    #expect(before.count(.lateShipment30) == nil)

    let book = try desk.put(Self.header + "\r\n" + Self.late + "\r\n").book()
    #expect(book.count(.lateShipment30)?.description == "1/41")
    #expect(book.order(5)?.shipped == Day(iso: "2026-11-06"))
    #expect(book.order(6)?.shippedBy == book.order(6)?.shipBy)
    #expect(book.order(6)?.assumed == .shipped)
    #expect(book.evidence.files.map(\.completeness) == [.assumed])
    #expect(book.evidence.files[0].evening == Day(iso: "2026-11-19"))

    let proven = try desk.putReport(
      "\"lateShipmentRate\":{\(Desk.range("2026-10-21", Desk.evening)),\"orderCount\":41,\"lateShipmentCount\":1,\"rate\":0.025}"
    ).book()
    #expect(proven.count(.lateShipment30)?.description == "1/41")
    #expect(proven.order(6)?.proven == .shipped)
    #expect(proven.evidence.files[0].completeness == .proven)
    let facts = try #require(
      proven.evidence.facts.first { $0.kind == "late shipment download" && $0.field == .shipped })
    #expect([facts.observed, facts.proven, facts.assumed] == [1, 39, 0])
  }

  @Test(
    "In other languages it is the same list, and the day that was typed in is not taken for the confirmation",
    arguments: [
      "Bestelldatum;Bestellnummer;Voraussichtliches Versanddatum;Versanddatum;Versandbestätigungsdatum;Wirkt sich auf den Kontozustand aus",
      "Fecha del pedido;Número de pedido;Fecha de envío prevista;Fecha de envío;Fecha de confirmación del envío;Afecta al estado de la cuenta",
      "Data ordine;Numero ordine;Data di spedizione prevista;Data di spedizione;Data di conferma della spedizione;Influisce sullo stato account",
      "Date de commande;Numéro de commande;Date d'expédition prévue;Date d'expédition;Date de confirmation d'expédition;Affecte l'état du compte",
      "注文日;注文番号;出荷予定日;出荷日;出荷通知日;アカウント健全性への影響",
      "Data zamówienia;Numer zamówienia;Oczekiwana data wysyłki;Data wysyłki;Data potwierdzenia wysyłki;Wpływa na kondycję konta",
      "Besteldatum;Bestelnummer;Verwachte verzenddatum;Verzenddatum;Verzendbevestigingsdatum;Beïnvloedt accountstatus",
      "Beställningsdatum;Beställningsnummer;Förväntat avsändningsdatum;Avsändningsdatum;Bekräftelsedatum för avsändning;Påverkar kontots status",
      "Sipariş tarihi;Sipariş numarası;Beklenen kargo tarihi;Kargo tarihi;Kargo onay tarihi;Hesap durumunu etkiler",
      "订单日期;订单编号;预计发货日期;发货日期;发货确认日期;影响账户状况",
    ])
  func translated(header: String) throws {
    let row = "02.11.2026;\(Desk.id(5));04.11.2026;04.11.2026;06.11.2026;Ja"
    let book = try Desk().put(Self.orders()).put(header + "\n" + row + "\n").book()
    #expect(book.evidence.files.map(\.kind) == ["late shipment download"])
    #expect(book.order(5)?.shipped == Day(iso: "2026-11-06"))
    #expect(book.count(.lateShipment30)?.description == "1/41")
  }

  @Test(
    "A list whose entries stop is older than its file and says nothing of newer orders, unless V2 confirms it"
  )
  func stops() throws {
    func list(_ numbers: [Int]) -> String {
      func date(_ day: Int) -> String { "11/\(day < 10 ? "0" : "")\(day)/2026" }
      let rows = numbers.map { number in
        let day = 1 + (number - 1) / 4
        return "\(date(day)),\(Desk.id(number)),\(date(day + 2)),\(date(day + 3)),\(date(day + 3)),Yes"
      }
      return ([Self.header] + rows).joined(separator: "\n") + "\n"
    }
    // Five of the twelve orders of three days, none of 28 since.
    let desk = try Desk().put(Self.orders()).put(list([1, 2, 5, 6, 9]))
    let book = try desk.book()
    #expect(book.order(4)?.shippedBy == Day(iso: "2026-11-03"))
    #expect(book.order(30)?.lateShipment == .undecided(from: Day(iso: "2026-11-11")!))
    #expect(book.notes.contains { $0.contains("no order after 2026-11-03") && $0.contains("about 12 ") })
    let report =
      "\"lateShipmentRate\":{\(Desk.range("2026-10-21", Desk.evening)),\"orderCount\":41,\"lateShipmentCount\":5,\"rate\":0.12}"
    #expect(try desk.putReport(report).book().count(.lateShipment30)?.description == "5/41")
    // Four are too few, and later ones show that it goes on.
    for numbers in [[1, 2, 5, 6], [1, 2, 5, 6, 30]] {
      let whole = try Desk().put(Self.orders()).put(list(numbers)).book()
      #expect(whole.count(.lateShipment30)?.description == "\(numbers.count)/41", "\(numbers)")
    }
  }

  @Test(
    "A list with orders that had left the window is of an earlier evening, and absence from it says nothing")
  func earlier() throws {
    // The window of 19 November begins on 21 October.
    let old = "10/10/2026,\(Desk.id(500)),10/12/2026,10/13/2026,10/14/2026,Yes"
    let text = Self.header + "\n" + Self.late + "\n" + old + "\n"
    let book = try Desk().put(Self.orders()).put(text).book()
    #expect(book.evidence.files.map(\.completeness) == [.earlier])
    #expect(book.count(.lateShipment30)?.description == "1/41 +39")
    #expect(book.notes.contains { $0.contains("had left the window of 2026-11-19 already") }, "\(book.notes)")
    // A ship-by day inside the window may be what places it there.
    let near = "10/10/2026,\(Desk.id(500)),10/22/2026,10/23/2026,10/24/2026,Yes"
    let late = try Desk().put(Self.orders()).put(Self.header + "\n" + Self.late + "\n" + near + "\n").book()
    #expect(late.evidence.files.map(\.completeness) == [.assumed])
  }

  @Test("If Amazon's own count is far from it, orders that it does not list stay undecided")
  func contradicted() throws {
    let book = try Desk().put(Self.orders()).put(Self.header + "\n" + Self.late + "\n").putReport(
      "\"lateShipmentRate\":{\(Desk.range("2026-10-21", Desk.evening)),\"orderCount\":41,\"lateShipmentCount\":9,\"rate\":0.225}"
    ).book()
    #expect(book.evidence.files[0].completeness == .contradicted(expected: 9))
    #expect(book.count(.lateShipment30)?.description == "1/41 +39")
    #expect(book.notes.contains { $0.contains("Amazon's own count of 2026-11-19 is 9") })
  }

  @Test("A list without rows is a list: nothing was late")
  func empty() throws {
    let book = try Desk().put(Self.orders()).put("\u{FEFF}" + Self.header + "\r\n").book()
    #expect(book.count(.lateShipment30)?.description == "0/41")
  }

  @Test(
    "The last three days before the download stay undecided, unless the order's last update was in time")
  func settling() throws {
    var orders = Self.orders()
    orders.append(DeskOrder(50, "2026-11-15", shipBy: "2026-11-17", updated: "2026-11-19"))
    orders.append(DeskOrder(51, "2026-11-15", shipBy: "2026-11-17", updated: "2026-11-17"))
    orders.append(DeskOrder(52, "2026-11-18", shipBy: "2026-11-20", status: "Unshipped"))
    orders.append(
      DeskOrder(53, "2026-11-14", shipBy: "2026-11-16", updated: "2026-11-19", status: "Cancelled"))
    let book = try Desk().put(orders).put(Self.header + "\n" + Self.late + "\n").book()
    #expect(book.count(.lateShipment30)?.description == "1/45 +1")
    #expect(book.order(50)?.lateShipment == .undecided(from: try #require(Day(iso: "2026-11-18"))))
    #expect(book.order(51)?.lateShipment == .good)
  }

  @Test("A row that does not impact account health is late and does not count")
  func exempt() throws {
    let book = try Desk().put(Self.orders()).put(
      Self.header + "\n" + Self.late.replacing("Yes", with: "No") + "\n"
    ).book()
    #expect(book.count(.lateShipment30)?.description == "0/41")
    #expect(book.order(5)?.shipped == Day(iso: "2026-11-06"))
    #expect(book.order(5)?.exempt == .shipped)
    #expect(book.evidence.files[0].listed == 0)
  }

  @Test("The short view of the page is recognised by the count of the short window")
  func shortView() throws {
    let counts =
      "\"lateShipmentRateList\":[{\(Desk.range("2026-11-10", Desk.evening)),\"orderCount\":4,\"lateShipmentCount\":0,\"rate\":0},"
      + "{\(Desk.range("2026-10-21", Desk.evening)),\"orderCount\":41,\"lateShipmentCount\":1,\"rate\":0.025}]"
    let book = try Desk().put(Self.orders()).put(Self.header + "\n").putReport(counts).book()
    #expect(book.evidence.files[0].completeness == .proven)
    // It answers only the last ten days.
    #expect(book.order(40)?.proven == .shipped)
    #expect(book.order(6)?.undecided.contains(.shipped) == true)
  }

  @Test(
    "Whatever spreadsheets, languages and encodings do to it")
  func quirks() throws {
    let rows = [
      Self.header + "\r\n" + Self.late + "\r\n",
      "sep=;\r\n" + (Self.header + "\r\n" + Self.late).replacing(",", with: ";"),
      (Self.header + "\n" + Self.late).replacing(",", with: "\t"),
      "\"" + Self.header.replacing(",", with: "\",\"") + "\"\r\"" + Self.late.replacing(",", with: "\",\"")
        + "\"\r",
      "order-date,ORDER_ID,expected ship date ,Ship Date,Ship Confirmation Date,impacts account health?\n2026-11-02,=\"\(Desk.id(5))\",2026-11-04,,2026-11-06,Y",
      "Order Date,Amazon Order ID,Expected Ship-by Date,Ship Date,Date Confirmed,Impacts Account Health\n11/02/2026,\(Desk.id(5)),11/04/2026,11/05/2026,11/06/2026,Yes",
      "Order ID,Latest Ship Date,Order Date,Confirmed ship date,Impacts Account Health\n\(Desk.id(5)),\"Nov 4, 2026\",\"Nov 2, 2026\",\"Nov 6, 2026 1:00:00 PM PST\",X",
      "Order Date,Order ID,Expected Ship Date,Ship Date,Ship Confirm Date,Impacts Account Health\n11/3/26 07:59:59 GMT (11/2/26 23:59:59 PST),\(Desk.id(5)),11/5/26 07:59:59 GMT (11/4/26 23:59:59 PST),,11/6/26 20:00:00 GMT (11/6/26 12:00:00 PST),Yes",
    ]
    for text in rows {
      let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      let forms: [[UInt8]] = [Array(text.utf8), wide]
      for bytes in forms {
        let book: OrderBook = try Desk().put(Self.orders()).put(bytes).book()
        #expect(book.count(.lateShipment30)?.description == "1/41", "\(text)")
        #expect(book.order(5)?.shipped == Day(iso: "2026-11-06"), "\(text)")
        #expect(book.messages.isEmpty, "\(text)")
      }
    }
  }

  @Test("A list that is cut off in a row does not say that the others were on time")
  func cutOff() throws {
    let text = Self.header + "\n" + Self.late + "\n11/02/2026,900-00000"
    let book = try Desk().put(Self.orders()).put(text).book()
    #expect(book.evidence.files[0].completeness == .doubtful)
    // The row that is cut is of one order more, or of one of the others.
    #expect(book.count(.lateShipment30)?.description == "1/42 +40")
  }

  @Test("An entry without its order's number is of some order: one more may have been late")
  func lostNumber() throws {
    let blank = Self.late.replacing(Desk.id(5), with: "")
    // A comma in each date moves the cells behind it.
    let shifted = "Nov 2, 2026,\(Desk.id(7)),Nov 4, 2026,Nov 5, 2026,Nov 6, 2026,Yes"
    for row in [blank, shifted] {
      let book = try Desk().put(Self.orders()).put([Self.header, Self.late, row].joined(separator: "\n"))
        .book()
      #expect(book.count(.lateShipment30)?.bad == 1)
      #expect(book.count(.lateShipment30)?.mostBad == 2, "\(row)")
      #expect(book.evidence.files[0].listed == 2)
    }
  }

  @Test("A table of all orders with the names of the list is a table of orders, as most were in time")
  func ownTable() throws {
    let rows = (1...8).map {
      "\(Desk.id($0)),2026-11-0\($0),2026-11-1\($0),2026-11-\($0 == 3 ? "14" : "1\($0)")"
    }
    let book = try Seller.book(
      "Order ID,Order Date,Expected Ship Date,Ship Confirmation Date\n" + rows.joined(separator: "\n") + "\n")
    #expect(book.orders.count == 8)
    #expect(book.count(.lateShipment30)?.description == "1/8")
  }

  @Test("Files that say one order was on time and late are a conflict: it stays undecided and is named")
  func conflict() throws {
    let own =
      "order_id,purchased_at,ship_by,shipped_at,marketplace\n\(Desk.id(5)),2026-11-02,2026-11-04,2026-11-03,amazon.com\n"
    let book = try Desk().put(Self.orders()).put(own, "mine.csv").put(Self.header + "\n" + Self.late + "\n")
      .book()
    #expect(book.evidence.conflictCount == 1)
    #expect(
      book.evidence.conflicts.first?.statements
        == ["the order files: confirmed 2026-11-03", "late shipment download: confirmed 2026-11-06"])
    #expect(book.order(5)?.undecided.contains(.shipped) == true)
    #expect(book.count(.lateShipment30)?.description == "0/41 +1")
  }

  @Test(
    "Alone it is named, with what must lie beside it")
  func alone() throws {
    #expect(
      try Desk().put(Self.header + "\n" + Self.late).error()
        == "0-list.csv: late shipment download, 1 row. It is about orders that it does not list. Give it together with the all-orders report and the order report (which has latest-ship-date)."
    )
  }

  @Test("A list none of whose orders is in the files says nothing about the orders there")
  func otherAccount() throws {
    let book = try Desk().put(Self.orders()).put(
      Self.header + "\n" + Self.late.replacing(Desk.id(5), with: Desk.id(7_000_005))
    ).book()
    #expect(book.evidence.files[0].matched == 0)
    #expect(book.count(.lateShipment30) == nil)
    #expect(book.notes.contains { $0.contains("its only order is not in the order files") })
  }

  @Test("A list of the last ten days only is taken as that of the page's other view, which is said")
  func lastTenDays() throws {
    func row(_ number: Int, _ day: Int) -> String {
      "11/\(day)/2026,\(Desk.id(number)),11/\(day + 2)/2026,11/\(day + 3)/2026,11/\(day + 4)/2026,Yes"
    }
    let old = (60...90).map {
      DeskOrder($0, "2026-10-25", shipBy: "2026-10-27", deliverBy: "2026-10-30", updated: "2026-11-01")
    }
    let recent = (1...40).map {
      DeskOrder(
        $0, "2026-11-1\($0 % 6)", shipBy: "2026-11-1\(2 + $0 % 6)", deliverBy: "2026-11-19",
        updated: "2026-11-19")
    }
    let list = [Self.header] + (1...3).map { row($0, 10 + $0 % 6) }
    func remarks(_ orders: [DeskOrder], _ report: String? = nil) throws -> [String] {
      let desk = try Desk().put(orders + [.last]).put(list.joined(separator: "\n"))
      if let report { try desk.putReport(report) }
      let book = try desk.book()
      let remarks = book.evidence.remarks.filter { $0.contains("view of 10 days") }
      // It says nothing of the older orders.
      #expect(book.order(60)?.undecided.contains(.shipped) == (orders.count > 40 ? !remarks.isEmpty : nil))
      return remarks
    }
    #expect(try remarks(old + recent).count == 1)
    // A shop without older orders, and a count of Amazon's, leave nothing to doubt.
    #expect(try remarks(recent).isEmpty)
    let report =
      "\"lateShipmentRate\":{\(Desk.range("2026-10-21", Desk.evening)),\"orderCount\":72,\"lateShipmentCount\":3,\"rate\":0.04}"
    #expect(try remarks(old + recent, report).isEmpty)
  }
}
