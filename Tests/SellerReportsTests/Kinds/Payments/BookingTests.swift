import Testing

@testable import SellerReports

@Suite("Kinds of booking in the languages of the stores")
struct BookingTests {
  @Test("Claims, chargebacks and orders")
  func kinds() {
    for text in [
      "A-to-z Guarantee Refund", "A-to-z Guarantee Claim", "Garantie de A à Z",
      "Remboursement Garantie A à Z",
      "Garanzia dalla A alla Z", "A-bis-z-Garantie: Erstattung", "Garantía A-Z", "A-tot-z-garantie",
      "A till Ö-garanti", "マーケットプレイス保証による返金",
    ] { #expect(Booking(text) == .claim, "\(text)") }
    for text in [
      "Chargeback Refund", "Rétrofacturation", "Contracargo", "Riaddebito", "Rückbuchung", "Terugboeking",
      "Återkrav", "チャージバック",
    ] { #expect(Booking(text) == .chargeback, "\(text)") }
    for text in ["Order", "Bestellung", "Commande", "Ordine", "Pedido", "注文", "Zamówienie", "Order Payment"] {
      #expect(Booking(text) == .order, "\(text)")
    }
  }

  @Test("Refunds and fees say nothing of an order's record; a word that is not known may")
  func others() {
    for text in [
      "Refund", "Erstattung", "Remboursement", "返金", "Adjustment", "調整", "Service Fee", "FBA Inventory Fee",
      "Order_Retrocharge", "Übertrag", "Transferir",
    ] { #expect(Booking(text) == nil && Booking.isOfMoneyOnly(text), "\(text)") }
    var strange = StrangeBookings()
    #expect(!strange.take("Refund") && strange.sentence == nil)
    #expect(strange.take("Reklamation") && strange.take("Jane, 12 Main St") && strange.take("Reklamation"))
    #expect(
      strange.sentence
        == "3 bookings are of no known kind, such as 'Reklamation'. Whether these orders have a claim or a chargeback is not known. Download the file in English, or leave these rows out if they are none."
    )
  }
}
