import AccountHealth
import Testing

@testable import SellerReports

@Suite("Tables of a seller's own")
struct OwnTableTests {
  @Test("German headers, with umlauts or without, separated by semicolons")
  func german() throws {
    for header in [
      "Bestellnummer;Bestelldatum;spaetestes Versanddatum;Versanddatum;Menge",
      "BESTELLNUMMER ;Bestell-Datum;Spätestes Versanddatum;Versendet am;Stückzahl",
    ] {
      let book = try Seller.book(
        header
          + "\n900-0000001-0000001;13.01.2026;15.01.2026;16.01.2026;2\n900-0000002-0000002;14.01.2026;16.01.2026;15.01.2026;1\n"
      )
      #expect(book.faultCount == 0)
      #expect(book.orders.map(\.lateShipment) == [.bad(from: Day(iso: "2026-01-16")!), .good])
      #expect(book.orders.map(\.units) == [2, 1])
    }
    // A day of delivery that may be a promise is not taken for a fact.
    let book = try Seller.book("Bestellnummer;Bestelldatum;Lieferdatum\n1;13.01.2026;20.01.2026\n")
    #expect(book.orders[0].delivered == nil && book.orders[0].deliverBy == nil)
  }

  @Test("The sale report of India brings volume and no time of shipment")
  func saleReport() throws {
    let header =
      "index,Order ID,Date,Status,Fulfilment,Sales Channel ,ship-service-level,SKU,Courier Status,Qty,currency,Amount,fulfilled-by,Unnamed: 22\n"
    let rows = [
      "0,900-0000001-0000001,04-30-26,Shipped - Delivered to Buyer,Merchant,Amazon.in,Standard,A,Shipped,1,INR,399.0,Easy Ship,",
      "1,900-0000002-0000002,05-01-26,Cancelled,Amazon,Amazon.in,Expedited,B,,0,INR,,,",
    ]
    let folder = try TemporaryFolder()
    let path = try folder.write(Array((header + rows.joined(separator: "\n")).utf8), "sales.csv")
    let book = try Seller.reader(marketplace: nil).read([path])
    #expect(book.faultCount == 0)
    #expect(book.accounts.map(\.marketplace) == ["amazon.in"])
    #expect(book.orders.map(\.purchased) == [Day(iso: "2026-04-30"), Day(iso: "2026-05-01")])
    #expect(book.orders.map(\.channel) == [.seller, .amazon])
    #expect(book.accounts[0].availableMetrics.isEmpty)
    #expect(book.inputs.map(\.kind) == ["Amazon sale report"])
  }

  @Test("A number of units that no order has is unknown")
  func units() throws {
    let large = try Seller.book("order_id,purchased_at,units\n1,2026-01-01,99999999\n2,2026-01-01,10000\n")
    #expect(large.orders.map(\.units) == [1, 10_000])
    #expect(large.orders.map(\.furtherUnits) == [9999, 0])
    #expect(
      large.messages == [
        "orders.csv:2:3: units: found '99999999', expected at most 10000 units of one order. Cell left out: correct the number; the order's units are not known until then."
      ])
  }

  @Test(
    "A seller's own table in the languages of the stores",
    arguments: [
      "Numéro de commande;Date d'achat;Date d'expédition prévue;Date d'expédition;Livré le",
      "Numero ordine;Data di acquisto;Spedire entro;Data di spedizione;Consegnato il",
      "Número de pedido;Fecha de compra;Fecha límite de envío;Fecha de envío;Entregado el",
      "Bestelnummer;Besteldatum;Uiterste verzenddatum;Verzenddatum;Bezorgd op",
      "Numer zamówienia;Data zakupu;Wysłać do;Data wysyłki;Dostarczono",
      "注文番号;注文日;出荷期限;出荷日;配達完了日",
      "Bestell-Nr.;Kaufdatum;Versand spätestens;Versandt;Geliefert am",
    ])
  func languages(header: String) throws {
    let book = try Seller.book(header + "\n900-0000001-0000001;2026-01-01;2026-01-03;2026-01-04;2026-01-09\n")
    let order = try #require(book.orders.first)
    #expect(order.purchased == Day(iso: "2026-01-01") && order.shipBy == Day(iso: "2026-01-03"))
    #expect(order.shipped == Day(iso: "2026-01-04") && order.delivered == Day(iso: "2026-01-09"))
    #expect(book.faultCount == 0)
  }

  @Test(
    "A table that says what was cancelled is one of orders, whatever else its names are like",
    arguments: [
      "Order Number,Order Date,Latest Ship Date,Ship Date,Cancelled Date,Cancelled By,Defect Type",
      "Bestellnummer,Bestelldatum,Versand bis,Versanddatum,Stornodatum,Storniert von,Negative Bewertung",
      "Numéro de commande,Date de commande,Expédier avant,Expédié le,Annulé le,Annulé par,Garantie A à Z",
    ])
  func cancelled(header: String) throws {
    let rows =
      "900-0000001-0000001,2026-01-01,2026-01-03,2026-01-04,,,\n900-0000002-0000002,2026-01-01,2026-01-03,,2026-01-02,seller,\n"
    let book = try Seller.book(header + "\n" + rows)
    #expect(book.inputs.map(\.kind) == ["orders.csv"])
    #expect(book.orders[0].lateShipment == .bad(from: Day(iso: "2026-01-04")!))
    #expect(book.orders[1].cancelled == Day(iso: "2026-01-02") && book.orders[1].cancelledBy == .seller)
  }

  @Test("Faults of one kind in one column are one group, with the first of them")
  func groups() throws {
    let rows = (0..<1200).map {
      "\($0),2026-01-01,\($0 % 2 == 0 ? "soon" : "2026-01-02"),\($0 < 3 ? "odd" : "valid")\n"
    }
    let book = try Seller.book("order_id,purchased_at,shipped_at,tracking\n" + rows.joined())
    #expect(book.faultCount == 603)
    #expect(book.faultGroups.map(\.count) == [600, 3])
    #expect(book.faultGroups.map(\.first.line) == [2, 2])
    #expect(book.faultGroups.map(\.first.field) == ["shipped_at", "tracking"])
  }

  @Test("Orders end up by purchase and number, from any order of rows; one far from all others has no day")
  func sorted() throws {
    // A fixed shuffle: 997 is prime, so that every number comes once.
    let numbers = (0..<997).map { ($0 * 346 + 5) % 997 }
    let rows = numbers.map { "\(1000 + $0),\(Day(number: 20_500 + $0 % 31))\n" }
    let stray = "9999,2029-01-01\n"
    let book = try Seller.book(
      "order_id,purchased_at\n" + rows[..<400].joined() + stray + rows[400...].joined())
    let expected = (0..<997).map { (Day(number: 20_500 + $0 % 31), "\(1000 + $0)") }.sorted { $0 < $1 }
    let placed = book.orders.filter { !$0.undecided.contains(.purchased) }
    #expect(placed.map(\.id) == expected.map(\.1))
    #expect(placed.map(\.purchased) == expected.map(\.0))
    let other = try #require(book.orders.first { $0.undecided.contains(.purchased) })
    #expect((other.id, other.purchased) == ("9999", Day(number: 20_530)))
  }

  @Test("Days of shipment that are only planned do not move the evening", arguments: [3, 12])
  func planned(count: Int) throws {
    // Four orders a day for 30 days, shipped the day after; the last ones wait.
    let rows = (0..<120).map { number in
      let day = Day(number: 20_500 + number / 4)
      let isOpen = number >= 120 - 4
      return "\(number),\(day),\(day + 2),\(isOpen ? "" : "\(day + 1)")\n"
    }
    let last = Day(number: 20_529)
    let waiting = (0..<count).map { "w\($0),\(last),\(last + 20),\(last + 18)\n" }
    let overdue = "x,\(last - 4),\(last - 2),\(last + 18)\n"
    let book = try Seller.book(
      "order_id,purchased_at,ship_by,shipped_at\n" + rows.joined() + waiting.joined() + overdue)
    #expect(book.accounts.compactMap(\.lastActivity) == [last])
    #expect(book.orders.filter { $0.id.hasPrefix("w") }.allSatisfy { $0.isOpen(on: last) })
    // Whether it was shipped in time is not known.
    #expect(book.orders.first { $0.id == "x" }?.lateShipment == .undecided(from: last - 1))
    #expect(
      book.notes.contains(
        "orders.csv: \(count + 1) orders have days that are only planned, such as \(last + 18): nothing else in the file is later than \(last). They are not taken as facts."
      ), "\(book.notes)")
  }
}

@Suite("Files of Seller Central that bring nothing to a rate")
struct NamedFileTests {
  private static let files: [(header: String, name: String)] = [
    (
      "item-name\titem-description\tlisting-id\tseller-sku\tprice\tquantity\topen-date",
      "active listings report"
    ),
    ("sku\tasin\tprice\tquantity", "open listings report"),
    (
      "\"(Parent) ASIN\",\"(Child) ASIN\",\"Title\",\"Sessions - Total\",\"Units Ordered\",\"Ordered Product Sales\"",
      "business report"
    ),
    ("Date,Campaign Name,Ad Group Name,Impressions,Clicks,Spend", "advertising report"),
    (
      "Seller Gstin,Invoice Number,Invoice Date,Transaction Type,Order Id,Order Date,Shipment Date",
      "GST tax report"
    ),
    ("UNIQUE_ACCOUNT_IDENTIFIER,ACTIVITY_PERIOD,SALES_CHANNEL,TRANSACTION_TYPE", "VAT transactions report"),
    ("Order_ID,Order_Date,Jurisdiction_Name,Tax_Rate", "sales tax report"),
    ("Date\tFNSKU\tASIN\tMSKU\tTitle\tEvent Type\tQuantity", "inventory ledger report"),
    ("snapshot-date\tsku\tfnsku\tasin\tavailable", "FBA inventory age report"),
    ("sku\tfnsku\tasin\tproduct-name\treserved_qty", "reserved inventory report"),
  ]

  @Test("They are named, and left out beside good files", arguments: 0..<10)
  func named(place: Int) throws {
    let file = Self.files[place]
    let columns = file.header.split(whereSeparator: { $0 == "\t" || $0 == "," }).count
    let separator = file.header.contains("\t") ? "\t" : ","
    let text = file.header + "\n" + Array(repeating: "1", count: columns).joined(separator: separator) + "\n"
    let error = try #require(try Seller.error(text, name: "x.txt"))
    #expect(error.hasPrefix("x.txt: Amazon's \(file.name): "), "\(error)")
    #expect(error.hasSuffix("Leave it out, and give the all-orders report or orders.csv."))
    let book = try Seller.book(joining: [text, "order_id,purchased_at\n1,2026-01-01\n"])
    #expect(book.orders.count == 1)
    #expect(book.leftOut.map(\.description).allSatisfy { $0.hasPrefix("a.csv: Amazon's \(file.name): ") })
    #expect(book.leftOut.count == 1)
  }
}
