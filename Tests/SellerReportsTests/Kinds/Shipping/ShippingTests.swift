import AccountHealth
import Foundation
import Testing

@testable import SellerReports

@Suite("Tables of shipping programs and carriers beside orders")
struct ShippingTests {
  /// Ten orders of 1 to 10 November, to be shipped within two days; their last update says only that they
  /// were shipped.
  static func orders() -> [DeskOrder] {
    (1...10).map { number in
      func date(_ day: Int) -> String { "2026-11-" + (day < 10 ? "0" : "") + "\(day)" }
      return DeskOrder(
        number, date(number), shipBy: date(number + 2), deliverBy: date(number + 4), updated: "2026-11-18")
    } + [.last]
  }

  /// Days of November on which the label of orders 1 to 10 was made: the third was late.
  static func label(_ number: Int) -> Int { number + (number == 3 ? 3 : 1) }

  private static func table(_ header: String, _ row: (Int) -> String) -> String {
    ([header] + (1...10).map(row)).joined(separator: "\n")
  }

  private static let programs: [(String, String)] = [
    (
      "ShipStation shipments",
      table(
        "Date - Label Create Date,Date - Order Date,Date - Shipped Date,Shipment - Tracking Number,Shipment - Carrier,Shipment - Void Flag,Order - Number,Order - Source"
      ) { number in
        "11/\(label(number))/2026 4:00:00 PM,11/\(number)/2026,11/\(label(number))/2026,9400\(number),USPS,False,\(Desk.id(number)),Amazon"
      }
    ),
    (
      "ShipStation orders",
      table(
        "Order - Number,Order - Status,Date - Order Date,Date - Paid Date,Date - Shipped Date,Ship To - Name"
      ) {
        number in
        "\(Desk.id(number)),shipped,11/\(number)/2026 4:00,11/\(number)/2026 4:00,11/\(label(number))/2026 4:00,Jane"
      }
    ),
    (
      "Shopify orders",
      table(
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Lineitem quantity,Lineitem name,Shipping Name,Note Attributes,Tags"
      ) { number in
        let day = (label(number) < 10 ? "0" : "") + "\(label(number))"
        return
          "#\(1000 + number),x@example.invalid,paid,2026-11-01 08:00:00 -0800,fulfilled,2026-11-\(day) 09:34:00 -0800,USD,1,Thing,Jane,amazon: \(Desk.id(number)),amazon"
      }
    ),
    (
      "Click & Drop orders",
      table("Channel;Channel reference;Despatch date;Tracking number;Tracking status") { number in
        let day = (label(number) < 10 ? "0" : "") + "\(label(number))"
        return "Amazon UK;\(Desk.id(number));2026-11-\(day);AA\(number)GB;Delivered"
      }
    ),
    (
      "shipping table",
      table("Reference;Versanddatum;Sendungsnummer") { number in
        "\(Desk.id(number));\(label(number)).11.2026;00340\(number)"
      }
    ),
  ]

  @Test("The day of the label or of the shipment is taken for that of the confirmation", arguments: programs)
  func shipped(program: String, text: String) throws {
    let before = try Desk().put(Self.orders()).book()
    #expect(before.count(.lateShipment30) == nil)
    let book = try Desk().put(Self.orders()).put(text, "parcels.csv").book()
    #expect(book.messages.isEmpty)
    #expect(book.evidence.files.map(\.kind) == [program])
    #expect(book.evidence.files.map(\.matched) == [10])
    #expect(book.count(.lateShipment30)?.description == "1/11")
    #expect(book.order(3)?.shipped == Day(iso: "2026-11-06"))
    #expect(book.order(4)?.shipped == Day(iso: "2026-11-05"))
    #expect(book.order(4)?.assumed.contains(.shipped) == true)
    #expect(book.notes.contains { $0.contains("no shipping table knows when you confirmed at Amazon") })
  }

  @Test("A carrier's invoice has the delivery, and its day of shipment is a scan")
  func carrier() throws {
    let text = Self.table(
      "Express or Ground Tracking ID,Shipment Date,POD Delivery Date,POD Delivery Time,Service Type,Original Customer Reference,Recipient Name"
    ) { number in
      let delivered = number + (number == 3 ? 6 : 3)
      return
        "7949\(number),202611\(number + 1 < 10 ? "0" : "")\(number + 1),202611\(delivered < 10 ? "0" : "")\(delivered),1200,Ground,\(Desk.id(number)),Jane"
    }
    let book = try Desk().put(Self.orders()).put(text, "fedex.csv").book()
    #expect(book.evidence.files.map(\.kind) == ["FedEx invoice"])
    #expect(book.order(3)?.delivered == Day(iso: "2026-11-09"))
    #expect(book.order(3)?.shipped == nil)
    #expect(book.count(.lateShipment30) == nil)
    // Promised up to the eighth day before: orders 1 to 7, of which the third was late.
    #expect(book.count(.onTimeDelivery)?.description == "1/7")
  }

  @Test("A bare date of delivery that is always the promised one is a plan; one that differs is none")
  func plan() throws {
    func book(_ days: (Int) -> Int, _ name: String = "Delivery Date") throws -> OrderBook {
      let text = Self.table("Customer Reference,Creation Date,\(name)") { number in
        let delivered = days(number) < 10 ? "0\(days(number))" : "\(days(number))"
        return "\(Desk.id(number)),2026-11-01,2026-11-\(delivered)"
      }
      return try Desk().put(Self.orders()).put(text, "export.csv").book()
    }
    let planned = try book { $0 + 4 }
    #expect((1...10).allSatisfy { planned.order($0)?.delivered == nil })
    #expect(planned.count(.onTimeDelivery) == nil)
    #expect(
      planned.notes.contains {
        $0.contains("'Delivery Date' has the days by which orders were promised")
      }, "\(planned.notes)")
    let real = try book { $0 + ($0 == 3 ? 6 : 3) }
    #expect(real.count(.onTimeDelivery)?.description == "1/7")
    #expect(try book({ $0 + 4 }, "Delivered On").count(.onTimeDelivery)?.description == "0/7")
  }

  @Test("DHL's list of shipments: the day of its state is the day of delivery where the parcel was delivered")
  func dhl() throws {
    let header =
      "Sendungsnummer;Sendungsreferenz;internationale Sendungsnummer;Abrechnungsnummer;Empfängername;Status;Datum Status;Hinweis;Produkt"
    let text = Self.table(header) { number in
      let (state, day) =
        number == 3
        ? ("Zugestellt", number + 6)
        : number == 5
          ? ("Auftragsdaten übermittelt", number + 1)
          : number == 6
            ? ("in Zustellung", number + 2) : ("Zugestellt", number + 3)
      return "00340\(number);\(Desk.id(number));;1;Jane;\(state);\(day).11.2026 12:30;;DHL Paket"
    }
    let book = try Desk().put(Self.orders()).put(text, "dhl.csv").book()
    #expect(book.evidence.files.map(\.kind) == ["DHL shipment list"])
    #expect(book.order(3)?.delivered == Day(iso: "2026-11-09"))
    #expect(book.order(4)?.delivered == Day(iso: "2026-11-07"))
    #expect(book.order(4)?.tracking == .valid && book.order(6)?.tracking == .valid)
    // Only announced, and out for delivery.
    #expect(book.order(5)?.delivered == nil && book.order(5)?.tracking == nil)
    #expect(book.order(6)?.delivered == nil && book.order(3)?.shipped == nil)
    #expect(!"\(book)".contains("Jane"))
  }

  @Test(
    "Tables of carriers in other languages: days of shipment, hand-over and delivery, and no forecasts",
    arguments: [
      ("Sendungsreferenz;Sendungsdatum;Zustelldatum;Voraussichtliches Zustelldatum", "Sendungsdatum"),
      ("Paketnummer;Kundenreferenz;Versanddatum;Zustelldatum;Wunschzustelltag", "Versanddatum"),
      (
        "Numéro de colis;Référence;Date d'expédition;Date de livraison;Date de livraison estimée",
        "Date d'expédition"
      ),
      (
        "Localizador;Referencia del pedido;Fecha de envío;Fecha de entrega;Fecha prevista de entrega",
        "Fecha de envío"
      ),
      ("Riferimento mittente;Data spedizione;Data consegna;Data consegna prevista", "Data spedizione"),
    ])
  func languages(header: String, shipped: String) throws {
    let names = header.components(separatedBy: ";")
    let text = Self.table(header) { number in
      names.map { name in
        let name = name.lowercased()
        if ["ref", "rif", "réf"].contains(where: name.contains) { return Desk.id(number) }
        if ["voraus", "wunsch", "estim", "prevista"].contains(where: name.contains) { return "20.11.2026" }
        if ["zustell", "livraison", "entrega", "consegna"].contains(where: name.contains) {
          return "\(number + (number == 3 ? 6 : 3)).11.2026"
        }
        return name == shipped.lowercased() ? "\(Self.label(number)).11.2026" : "X\(number)"
      }.joined(separator: ";")
    }
    let book = try Desk().put(Self.orders()).put(text, "carrier.csv").book()
    #expect(book.evidence.files.map(\.matched) == [10])
    #expect(book.order(3)?.delivered == Day(iso: "2026-11-09"))
    #expect(book.order(4)?.delivered == Day(iso: "2026-11-07"))
    #expect(book.order(3)?.shipped == Day(iso: "2026-11-06"))
    #expect(book.count(.lateShipment30)?.description == "1/11")
  }

  @Test("Beside confirmations a label leaves open as many late orders as theirs show to be possible")
  func labelsInDoubt() throws {
    // Sixty orders of twenty days, three a day; those of the first ten days are in the payments as well.
    func day(_ number: Int) -> Int { 1 + (number - 1) / 6 }
    let orders = (1...60).map { number in
      func date(_ day: Int) -> String { "2026-11-" + (day < 10 ? "0" : "") + "\(day)" }
      return DeskOrder(number, date(day(number)), shipBy: date(day(number) + 2), updated: "2026-11-18")
    }
    let labels =
      "Order - Number,Date - Label Create Date\n"
      + (1...60).map { "\(Desk.id($0)),11/\(day($0) + 1)/2026\n" }.joined()
    func payments(late: Set<Int>) -> String {
      TransactionTests.file(
        (1...40).map { number in
          TransactionTests.row(
            number, "Nov \(day(number) + (late.contains(number) ? 5 : 1)), 2026 2:24:12 PM PST")
        })
    }
    let alone = try Desk().put(orders + [.last]).put(labels, "labels.csv").book()
    #expect(alone.count(.lateShipment30)?.description == "0/61")
    // None of forty: up to three of a hundred, by the rule of three.
    let fine = try Desk().put(orders + [.last]).put(labels, "labels.csv").put(payments(late: []), "pay.csv")
      .book()
    #expect(fine.count(.lateShipment30)?.description == "0/61 +1")
    let late = try Desk().put(orders + [.last]).put(labels, "labels.csv").put(
      payments(late: [4, 9, 20, 31]), "pay.csv"
    )
    .book()
    // (4 + 2 · 2 + 3) / 40 of twenty.
    #expect(late.count(.lateShipment30)?.description == "4/61 +5")
    #expect(
      late.notes.contains {
        $0.hasPrefix(
          "4 of 40 orders whose label was made in time were confirmed late. Of the 20 of which only")
      })
  }

  @Test("Void labels and orders of other shops are left out; orders that no row names stay undecided")
  func leftOut() throws {
    let text =
      "Order - Number,Date - Label Create Date,Shipment - Void Flag\n\(Desk.id(1)),11/2/2026,False\n"
      + "\(Desk.id(2)),11/3/2026,True\nweb-77,11/3/2026,False\n"
    let book = try Desk().put(Self.orders()).put(text, "labels.csv").book()
    #expect(book.notes.contains { $0.hasSuffix("1 void labels were left out.") })
    #expect(book.notes.contains { $0.hasSuffix("1 of 3 rows name no order of Amazon and were left out.") })
    #expect(book.count(.lateShipment30)?.description == "0/11 +9")
  }

  @Test("What Amazon's files say goes before a label")
  func overruled() throws {
    let labels = "Order - Number,Date - Label Create Date\n\(Desk.id(3)),11/4/2026\n\(Desk.id(4)),11/5/2026\n"
    let late =
      "Order Date,Order ID,Expected Ship Date,Ship Date,Ship Confirm Date,Impacts Account Health\n11/03/2026,\(Desk.id(3)),11/05/2026,11/04/2026,11/07/2026,Yes\n"
    let book = try Desk().put(Self.orders()).put(labels, "labels.csv").put(late).book()
    #expect(book.order(3)?.shipped == Day(iso: "2026-11-07"))
    #expect(book.evidence.conflictCount == 0)
    #expect(
      book.notes.contains(
        "1 days in tables of parcels contradict what other files say of the same orders; the other files count."
      ))
    // An order that is not confirmed is not, whatever label was printed.
    let open = try Desk().put([DeskOrder(1, "2026-11-02", shipBy: "2026-11-04", status: "Unshipped"), .last])
      .put("Order - Number,Date - Label Create Date\n\(Desk.id(1)),11/3/2026\n", "labels.csv").book()
    #expect(open.order(1)?.shipped == nil)
    #expect(open.count(.lateShipment30)?.description == "1/2")
  }

  @Test("Two columns that could each be the day are named, with the way out")
  func tie() throws {
    let text =
      "Amazon order;Ship day;Dispatch day\n\(Desk.id(1));2026-11-02;2026-11-03\n\(Desk.id(2));2026-11-03;2026-11-05\n"
    #expect(
      try Seller.error(text, name: "parcels.csv")
        == "parcels.csv:1: shipping table: 'Ship day' and 'Dispatch day' could each be the day of shipment. "
        + "Say which in a column file (--columns FILE). Understood so far: 'Amazon order' is the order number, 'Ship day' is the day of shipment."
    )
  }

  @Test("Without orders it is named, with what must lie beside it")
  func alone() throws {
    let text = "Order - Number,Date - Label Create Date\n\(Desk.id(1)),11/2/2026\n"
    #expect(
      try Seller.error(text, name: "labels.csv")
        == "labels.csv: ShipStation shipments, 1 row. It is about orders that it does not list. "
        + "Give it together with the all-orders report and the order report (which has latest-ship-date).")
  }

  @Test("Labels that were given back did not ship", arguments: ["Refunded", "Voided", "Label cancelled"])
  func labelStates(word: String) throws {
    let orders = [DeskOrder(1, "2026-11-10", shipBy: "2026-11-12", updated: "2026-11-18"), .last]
    let table =
      "Order ID,Ship Date,Label Status,Tracking\n\(Desk.id(1)),11/11/2026,\(word),1Z1\n\(Desk.id(1)),11/16/2026,Printed,1Z2\n"
    let book = try Desk().put(orders).put(table).book()
    #expect(book.order(1)?.shipped == Day(iso: "2026-11-16"))
  }

  @Test("A parcel without its day leaves the order open, unless another was late or it is a row of the same")
  func parcels() throws {
    func date(_ day: Int) -> String { "2026-11-" + (day < 10 ? "0" : "") + "\(day)" }
    var rows = (1...10).map { number in
      "\(Desk.id(number)),\(date(number + 1)),\(date(number + (number == 4 ? 6 : 3))),T\(number)"
    }
    // Another parcel, a further scan of the same, a line that says nothing, and one beside a late parcel.
    rows += [
      "\(Desk.id(1)),\(date(2)),,T101", "\(Desk.id(2)),,,T2", "\(Desk.id(3)),,,", "\(Desk.id(4)),,,T104",
    ]
    for text in [rows, rows.reversed()] {
      let table = (["Order Number,Ship Date,Delivered On,Tracking Number"] + text).joined(separator: "\n")
      let book = try Desk().put(Self.orders()).put(table, "export.csv").book()
      #expect(book.order(1)?.delivered == nil && book.order(1)?.undecided.contains(.delivered) == true)
      #expect(book.order(1)?.shipped == Day(iso: date(2)))
      #expect(book.order(2)?.delivered == Day(iso: date(5)) && book.order(2)?.shipped == Day(iso: date(3)))
      #expect(book.order(3)?.delivered == Day(iso: date(6)))
      // Late already, whatever becomes of the rest; but that is not yet shipped.
      #expect(book.order(4)?.delivered == Day(iso: date(10)) && book.order(4)?.shipped == nil)
    }
  }
}
