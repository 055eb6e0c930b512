import AccountHealth
import Testing

@testable import SellerReports

@Suite("The payments transaction file beside orders")
struct TransactionTests {
  static let preamble =
    "\u{FEFF}\"Includes Amazon Marketplace, Fulfillment by Amazon (FBA), and Amazon Webstore transactions\"\r\n"
    + "\"All amounts in USD, unless specified\"\r\n\"Definitions:\"\r\n\"Other: includes non-order amounts\"\r\n"
  static let columns = [
    "date/time", "settlement id", "type", "order id", "sku", "description", "quantity", "marketplace",
    "account type",
    "fulfillment", "order city", "order state", "order postal", "product sales", "total",
    "Transaction Status",
    "Transaction Release Date",
  ]

  /// Ten orders of ten days with ship-by two days later; their last update is that of the delivery.
  static func orders() -> [DeskOrder] {
    (1...10).map { number in
      func date(_ day: Int) -> String { "2026-11-" + (day < 10 ? "0" : "") + "\(day)" }
      return DeskOrder(
        number, date(number), shipBy: date(number + 2), deliverBy: date(number + 6), updated: "2026-11-19")
    } + [.last]
  }

  static func row(
    _ number: Int, _ time: String, type: String = "Order", fulfillment: String = "Seller",
    total: String = "16.99",
    status: String = "Deferred", released: String = ""
  ) -> [String] {
    [
      time, "9", type, Desk.id(number), "SKU-1", "Item", "1", "amazon.com", "Standard Orders", fulfillment,
      "TOWN", "GA",
      "00000", "19.99", total, status, released,
    ]
  }

  static func file(_ rows: [[String]], header: [String] = columns) -> String {
    preamble + ([header] + rows).map { "\"" + $0.joined(separator: "\",\"") + "\"\r\n" }.joined()
  }

  @Test("A booking of an order that waits on a later evening is of a part of it")
  func part() throws {
    let orders =
      (1...3).map { number in
        DeskOrder(
          number, "2026-11-02", shipBy: "2026-11-04", status: number == 2 ? "Partially Shipped" : "Shipped")
      } + [.last]
    let rows = (1...3).map { Self.row($0, "Nov 3, 2026 2:24:12 PM PST") }
    let book = try Desk().put(orders).put(Self.file(rows)).book()
    #expect(book.order(1)?.lateShipment == .good && book.order(3)?.lateShipment == .good)
    #expect(book.order(2)?.lateShipment == .bad(from: try #require(Day(iso: "2026-11-05"))))
    #expect(book.count(.lateShipment30)?.description == "1/4")
  }

  @Test("A booking of fewer units than the order has leaves open when the rest was sent")
  func fewerUnits() throws {
    var orders = (1...12).map { DeskOrder($0, "2026-11-02", shipBy: "2026-11-04", updated: "2026-11-16") }
    for place in orders.indices { orders[place].units = 2 }
    let rows = (1...12).map { number in
      var row = Self.row(number, "Nov 3, 2026 8:00:00 AM PST")
      row[6] = number <= 2 ? "1" : "2"
      return row
    }
    let book = try Desk().put(orders + [.last]).put(Self.file(rows)).book()
    #expect(book.count(.lateShipment30)?.description == "0/13 +2")
    // Where a good part has fewer, the file counts something else.
    let ones = (1...12).map { Self.row($0, "Nov 3, 2026 8:00:00 AM PST") }
    let other = try Desk().put(orders + [.last]).put(Self.file(ones)).book()
    #expect(other.count(.lateShipment30)?.description == "0/13")
  }

  @Test("A label on the day of ship-by does not overrule the booking of the next morning")
  func label() throws {
    let orders =
      (1...12).map { DeskOrder($0, "2026-11-02", shipBy: "2026-11-04", updated: "2026-11-12") } + [.last]
    let rows = (1...12).map { Self.row($0, "Nov \($0 <= 4 ? 5 : 3), 2026 8:00:00 AM PST") }
    let labels =
      "Order ID,Label Date,Tracking Number\n"
      + (1...12).map { "\(Desk.id($0)),2026-11-\($0 <= 4 ? "04" : "03"),1Z999\n" }.joined()
    for files in [[Self.file(rows)], [Self.file(rows), labels]] {
      let desk = try Desk().put(orders)
      for file in files { try desk.put(file) }
      #expect(try desk.book().count(.lateShipment30)?.description == "4/13", "\(files.count)")
    }
  }

  @Test("The seller's own days that are those of the bookings show that bookings come at once")
  func ownDays() throws {
    let orders =
      (1...12).map { DeskOrder($0, "2026-11-02", shipBy: "2026-11-05", updated: "2026-11-12") } + [.last]
    let rows = (1...12).map { Self.row($0, "Nov \($0 <= 4 ? 6 : 3), 2026 8:00:00 AM PST") }
    func own(_ day: String) -> String {
      "order_id,purchased_at,ship_by,shipped_at,marketplace\n"
        + (1...12).map { "\(Desk.id($0)),2026-11-02,2026-11-05,2026-11-\($0 <= 4 ? "05" : day),amazon.com\n" }
        .joined()
    }
    let count = try Desk().put(orders).put(Self.file(rows)).put(own("03"), "own.csv").book()
      .count(.lateShipment30)
    #expect(count?.description == "0/13 +4")
  }

  @Test(
    "The time of an order's row is its confirmation; one on the day after ship-by is assumed late, and reported"
  )
  func times() throws {
    var rows = (1...10).map { Self.row($0, "Nov \($0 + 1), 2026 2:24:12 PM PST") }
    rows[2] = Self.row(3, "Nov 6, 2026 8:00:00 AM PST")
    rows[3] = Self.row(4, "Nov 8, 2026 8:00:00 AM PST")
    rows.append(Self.row(4, "Nov 6, 2026 8:00:00 AM PST"))
    rows.append([
      "Nov 12, 2026 1:00:00 PM PST", "9", "Transfer", "", "", "To your account", "", "", "", "", "", "", "",
      "0", "-1,204.50", "Released", "",
    ])
    let book = try Desk().put(Self.orders()).put(Self.file(rows)).book()
    #expect(book.messages.isEmpty)
    #expect(book.count(.lateShipment30)?.description == "2/11")
    #expect(book.order(1)?.shipped == Day(iso: "2026-11-02"))
    #expect(book.order(3)?.shipped == Day(iso: "2026-11-06"))
    #expect(book.order(3)?.assumed == .shipped)
    // Its parts were confirmed on two days; the later one counts.
    #expect(book.order(4)?.shipped == Day(iso: "2026-11-08"))
    #expect(book.order(4)?.assumed == [])
    #expect(book.notes.contains { $0.hasPrefix("1 orders were charged on the day after their ship-by day") })
  }

  @Test(
    "The column of the time in other spellings of the stores' languages",
    arguments: [
      "fecha/hora", "fecha y hora", "Fecha y hora:", "data/ora", "Date et heure", "Datum und Uhrzeit",
    ])
  func otherTimes(name: String) throws {
    var columns = Self.columns
    columns[0] = name
    columns[2] = "tipo"
    columns[3] = "id. de la compra"
    let rows = (1...10).map {
      Self.row($0, "2026-11-\($0 < 9 ? "0" : "")\($0 + 1) 14:24:12 PST", type: "Pedido")
    }
    let book = try Desk().put(Self.orders()).put(Self.file(rows, header: columns), "pagos.csv").book()
    #expect(book.evidence.files.map(\.kind) == ["payments transaction file"])
    #expect(book.count(.lateShipment30)?.description == "0/11")
    #expect(book.order(3)?.shipped == Day(iso: "2026-11-04"))
  }

  @Test("A list settles what the payments leave open")
  func settled() throws {
    var rows = (1...10).map { Self.row($0, "Nov \($0 + 1), 2026 2:24:12 PM PST") }
    rows[2] = Self.row(3, "Nov 6, 2026 8:00:00 AM PST")
    let list = LateListTests.header + "\n11/04/2026,\(Desk.id(4)),11/06/2026,11/07/2026,11/07/2026,Yes\n"
    let book = try Desk().put(Self.orders()).put(Self.file(rows)).put(list).book()
    // Order 3 is not listed, so it was confirmed on the last day that is on time. The two files disagree
    // about order 4.
    #expect(book.order(3)?.shipped == Day(iso: "2026-11-05"))
    #expect(book.evidence.conflictCount == 1)
    #expect(book.count(.lateShipment30)?.description == "0/11 +1")
  }

  @Test(
    "Times long after every ship-by day are those of the money's release and say nothing about confirmations")
  func releases() throws {
    let header = Self.columns.dropLast(2)
    let rows = (1...10).map { Array(Self.row($0, "Nov \($0 + 9), 2026 2:24:12 PM PST").dropLast(2)) }
    let book = try Desk().put(Self.orders()).put(Self.file(rows, header: Array(header))).book()
    #expect(book.count(.lateShipment30) == nil)
  }

  @Test("Claims and chargebacks have a day, unless the money came back")
  func claims() throws {
    let orders =
      (1...10).map { DeskOrder($0, "2026-10-" + ($0 < 10 ? "0" : "") + "\($0)", updated: "2026-10-15") } + [
        .last
      ]
    let rows =
      (1...10).map { Self.row($0, "Oct \($0), 2026 1:00:00 PM PDT") } + [
        Self.row(2, "Oct 20, 2026 1:00:00 PM PDT", type: "A-to-z Guarantee Claim", total: "-19.99"),
        Self.row(3, "Oct 21, 2026 1:00:00 PM PDT", type: "Chargeback Refund", total: "-19.99"),
        Self.row(4, "Oct 22, 2026 1:00:00 PM PDT", type: "A-to-z Guarantee Refund", total: "-1,019.99"),
        Self.row(4, "Oct 29, 2026 1:00:00 PM PDT", type: "A-to-z Guarantee Refund", total: "1,019.99"),
        Self.row(5, "Oct 23, 2026 1:00:00 PM PDT", type: "Refund", total: "-19.99"),
      ]
    let feedback = "Date\tRating\tComments\tYour Response\tOrder ID\n10/20/26\t3\tMeh\t\t\(Desk.id(7))\n"
    let book = try Desk().put(orders).put(Self.file(rows)).put(feedback).book()
    #expect(book.order(2)?.defect == .aToZClaim)
    #expect(book.order(2)?.defectRecorded == Day(iso: "2026-10-20"))
    #expect(book.order(3)?.defect == .chargeback)
    #expect(book.order(4)?.defect == nil)
    #expect(book.order(5)?.defect == nil)
    #expect(book.count(.orderDefect)?.description == "2/10")
  }

  @Test("Sums of fifteen digits are no money, however many rows have one")
  func enormousSums() throws {
    let rows = (0..<200).map { _ in
      Self.row(2, "Nov 12, 2026 1:00:00 PM PST", type: "A-to-z Guarantee Claim", total: "-999999999999999")
    }
    let book = try Desk().put(Self.orders()).put(Self.file(rows)).book()
    #expect(book.order(2)?.defect == .aToZClaim)
  }

  @Test(
    "Headers and dates of other stores and years",
    arguments: [
      // United States, before 2021.
      (
        "date/time,settlement id,type,order id,sku,description,quantity,marketplace,fulfillment,order city,order state,order postal,product sales,shipping credits,gift wrap credits,promotional rebates,sales tax collected,Marketplace Facilitator Tax,selling fees,fba fees,other transaction fees,other,total",
        "Nov 3, 2026 1:23:45 PM PST", "Order", "amazon.com", "Seller", false
      ),
      // India.
      (
        "date/time,settlement id,type,order id,Sku,description,quantity,marketplace,account type,fulfillment,order city,order state,order postal,product sales,shipping credits,gift wrap credits,promotional rebates,Total sales tax liable(GST before adjusting TCS),TCS-CGST,TCS-SGST,TCS-IGST,TDS (Section 194-O),selling fees,fba fees,other transaction fees,other,total,Transaction Status,Transaction Release Date",
        "03/11/2026 10:00:00", "Order", "Amazon.in", "Seller", true
      ),
      // Japan.
      (
        "日付/時間,決済番号,トランザクションの種類,注文番号,SKU,説明,数量,Amazon 出品サービス,フルフィルメント,市町村,都道府県,郵便番号,税金徴収型,商品売上,商品の売上税,配送料,配送料の税金,ギフト包装手数料,ギフト包装クレジットの税金,Amazonポイントの費用,プロモーション割引額,プロモーション割引の税金,源泉徴収税を伴うマーケットプレイス,手数料,FBA 手数料,トランザクションに関するその他の手数料,その他,合計,トランザクションのステータス,トランザクション開始日",
        "2026/11/03 12:00:00 JST", "注文", "amazon.co.jp", "出品者", false
      ),
      // Germany, France, Italy, Spain.
      (
        "Datum/Uhrzeit,Abrechnungsnummer,Typ,Bestellnummer,SKU,Beschreibung,Menge,Marketplace,Versand,Ort,Bundesland,Postleitzahl,Steuern,Umsätze,Gesamt",
        "03.11.2026 14:00:05 UTC", "Bestellung", "amazon.de", "Verkäufer", false
      ),
      (
        "date/heure,numéro de versement,type,numéro de la commande,sku,description,quantité,Marketplace,traitement,ville,région,code postal,taxes,ventes de produits,total",
        "3 nov. 2026 14:00:05 UTC", "Commande", "amazon.fr", "Vendeur", false
      ),
      (
        "Data/Ora:,Numero pagamento,Tipo,Numero ordine,SKU,Descrizione,Quantità,Marketplace,Gestione,Città,Provincia,CAP,imposte,Vendite,totale",
        "3 nov 2026 14:00:05 UTC", "Ordine", "amazon.it", "Venditore", false
      ),
      (
        "fecha y hora,identificador de pago,tipo,número de pedido,sku,descripción,cantidad,web de Amazon,gestión logística,ciudad,comunidad,código postal,impuestos,ventas de productos,total",
        "3 nov 2026 14:00:05 UTC", "Pedido", "amazon.es", "Vendedor", false
      ),
    ])
  func stores(header: String, time: String, type: String, store: String, seller: String, hasKind: Bool) throws
  {
    let columns = header.split(separator: ",").map(String.init)
    func row(_ number: Int, _ fulfillment: String) -> [String] {
      var row = [time, "9", type, Desk.id(number), "SKU-1", "Item", "1", store]
      if hasKind { row.append("Standard Orders") }
      row.append(fulfillment)
      return row + Array(repeating: "1.234,50", count: columns.count - row.count)
    }
    let head = try #require(
      HeaderSearch(Array(Self.file([row(1, seller), row(2, "Amazon")], header: columns).utf8)).first {
        TransactionColumns($0) == nil ? nil : $0
      })
    let found = try #require(TransactionColumns(head.head))
    #expect(
      found[.time] == 0 && found[.type] == 2 && found[.order] == 3 && found[.units] == 6 && found[.store] == 7
    )
    #expect(found[.channel] == (hasKind ? 9 : 8))
    let name = store.lowercased()
    let orders = Self.orders().map { order in
      var order = order
      order.updated = "2026-11-19"
      return order
    }
    let book = try Desk().put(orders, store: name).put(
      Self.file([row(2, seller), row(3, "Amazon")], header: columns)
    ).book()
    #expect(book.evidence.files.first?.kind == "payments transaction file")
    #expect(book.order(2)?.shipped == Day(iso: "2026-11-03"))
  }

  @Test(
    "Alone it is named, with what must lie beside it; so is a settlement")
  func alone() throws {
    let text = try #require(
      try Desk().put(Self.file([Self.row(1, "Nov 2, 2026 2:24:12 PM PST")]), "tx.csv").error())
    #expect(
      text
        == "0-tx.csv: payments transaction file, 1 row. It is about orders that it does not list. Give it together with the all-orders report and the order report (which has latest-ship-date)."
    )
    let settlement =
      "settlement-id\tsettlement-start-date\ttransaction-type\torder-id\tamount\tposted-date\n1\t01.11.2026\t\t\t\t\n1\t\tOrder\t\(Desk.id(1))\t19,90\t13.11.2026\n"
    #expect(
      try Desk().put(settlement).error()
        == "0-list.csv: settlement report, 0 rows. It is about orders that it does not list. Give it together with the all-orders report; its claims and chargebacks are read, and what Amazon holds back."
    )
  }

  @Test("A settlement without its columns of days and stores")
  func settlementWithoutDays() throws {
    let settlement =
      "settlement-id\ttransaction-type\torder-id\tamount\n1\tA-to-z Guarantee Refund\t\(Desk.id(2))\t-19.90\n"
    let book = try Desk().put(Self.orders()).put(settlement).book()
    #expect(book.order(2)?.defect == .aToZClaim)
    #expect(book.messages.isEmpty)
  }
}
