import Foundation

/// The kinds of booking that say something about an order's record.
enum Booking: Sendable, Hashable {
  case order, claim, chargeback

  /// - Parameter type: The cell with the kind of booking, in any of the known languages.
  init?(_ type: String) {
    let text = Self.folded(type)
    func has(_ words: [String]) -> Bool { words.contains { text.contains($0) } }
    if Self.orders.contains(text) {
      self = .order
    } else if has(Self.chargebacks) {
      self = .chargeback
    } else if has(Self.claims) {
      self = .claim
    } else {
      return nil
    }
  }

  /// Whether a kind of booking is about money only, as a refund or a fee.
  static func isOfMoneyOnly(_ type: String) -> Bool {
    let text = folded(type)
    return money.contains { text.contains($0) }
  }

  /// The cents of `-1,204.50`, `-1.204,50`, `(55.00)` or `￥-1204`; `nil` if the text has no amount.
  static func cents(_ text: String) -> Int? {
    var digits = ""
    var behind: Int?
    for character in text {
      if character.isASCII, character.isNumber {
        digits.append(character)
        behind = behind.map { $0 + 1 }
      } else if character == "." || character == "," {
        behind = 0
      }
    }
    guard !digits.isEmpty, digits.count <= 15, let value = Int(digits) else { return nil }
    let cents: Int
    switch behind {
    case 1: cents = value * 10
    case 2: cents = value
    default: cents = value * 100
    }
    guard cents <= mostCents else { return nil }
    return text.contains("-") || text.contains("−") || text.contains("(") ? -cents : cents
  }

  /// No booking is larger, and so many of this size that their sum overflows fit no file.
  private static let mostCents = 1_000_000_000_000

  /// Small letters of plain width without accents, and blanks for dashes.
  private static func folded(_ type: String) -> String {
    type.lowercased().folding(options: [.diacriticInsensitive, .widthInsensitive], locale: nil)
      .replacing("-", with: " ").replacing("–", with: " ")
  }

  private static let orders: Set<String> = Set(
    [
      "order", "order payment", "bestellung", "commande", "ordine", "pedido", "注文", "bestelling",
      "zamowienie", "bestallning", "siparis", "订单",
    ].map(folded))
  /// A guarantee is that of A-to-z in every store; its name differs.
  private static let claims = [
    "guarantee", "garant", "garanz", "garanc", "gwaranc", "保証", "保障", "a to z", "atoz", "a bis z", "a a z",
    "de la a a la z", "dalla a alla z", "a tot z", "a till o", "a do z",
  ].map(folded)
  private static let chargebacks = [
    "chargeback", "チャージバック", "ruckbuchung", "ruckbelastung", "retrofacturation", "contrepassation",
    "contracargo", "riaddebito", "contestazione", "storno addebito", "terugboeking", "aterkrav",
    "obciazenie zwrotne", "ters ibraz", "estorno", "拒付",
  ].map(folded)
  private static let money = [
    "refund", "erstattung", "rembours", "rimbors", "reembolso", "devoluc", "返金", "terugbetal", "zwrot",
    "aterbetal", "iade", "退款", "retrocharge", "adjust", "anpassung", "ajust", "rettifica", "modific",
    "aggiust", "調整", "aanpass", "korekt", "justering", "duzeltme", "fee", "gebuhr", "frais", "commission",
    "kommission", "tariff", "tarif", "costo", "cargo", "comision", "料金", "手数料", "kosten", "oplat", "avgift",
    "ucret", "服务费", "transfer", "ubertrag", "uberweisung", "trasfer", "振込", "overboek", "przelew",
    "overforing", "service", "liquid", "other", "sonstig", "autre", "altr", "otro", "その他", "overig", "inne",
    "ovrig", "fba", "debt", "schuld", "deal", "coupon", "gutschein", "promotion", "werb", "advert", "safe t",
    "tax", "steuer", "impot", "iva", "税", "shipping", "versand", "expedition", "envio", "spedizione", "配送",
    "reserve", "reimburs", "lager", "inventar", "stock",
  ].map(folded)
}

/// Kinds of booking that are not known, and may be claims.
struct StrangeBookings {
  private static let mostNamed = 3
  private var counts: [String: Int] = [:]

  /// - Returns: Whether the booking may be a claim or a chargeback: it is none of the known kinds.
  mutating func take(_ type: String?) -> Bool {
    guard let type, !Booking.isOfMoneyOnly(type) else { return false }
    counts[type, default: 0] += 1
    return true
  }

  /// What the user should know; `nil` without any.
  var sentence: String? {
    let all = counts.values.reduce(0, +)
    guard all > 0 else { return nil }
    // A cell of a shifted row may be anything.
    let named = counts.filter {
      $0.key.count <= 40 && !$0.key.contains { $0.isNumber || $0 == "@" || $0 == "," }
    }
    let shown = named.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.mostNamed)
      .map { ReportFault.shown($0.key) }
    let such = shown.isEmpty ? "" : ", such as \(shown.joined(separator: ", "))"
    return
      "\(all) \(all == 1 ? "booking is" : "bookings are") of no known kind\(such). Whether these orders have a claim or a chargeback is not known. Download the file in English, or leave these rows out if they are none."
  }
}
