import Foundation

extension ListRole {
  /// What a column means whose name is not English, by parts of its words in German, Spanish, French,
  /// Italian, Portuguese, Dutch and Japanese. The names in these stores are not published; the parts are
  /// common words.
  static func translated(_ name: String) -> ListRole? {
    let name = name.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    func has(_ parts: [String]) -> Bool { parts.contains { name.contains($0) } }
    if has(health) { return .impacts }
    if has(chargebacks) { return .chargeback }
    if has(claims) { return .claim }
    if has(ratings) { return .negativeFeedback }
    if has(trackings) { return has(negations) ? .invalidTracking : has(valid) ? .validTracking : nil }
    if has(deliveries) {
      if has(lateness) { return .isLate }
      // A day of delivery alone is in the tables of shops as well.
      return has(due) ? .deliverBy : nil
    }
    if has(shipments) {
      if has(confirmations) { return .confirmed }
      return has(due) ? .shipBy : has(dates) ? .shipDate : nil
    }
    if has(orders), has(dates) { return .orderDate }
    return has(counts) ? .units : nil
  }

  private static let health = [
    "kontozustand", "kontostatus", "estado de la cuenta", "salud de la cuenta", "stato account",
    "stato dell'account", "stato dell’account", "etat du compte", "sante du compte", "saude da conta",
    "accountstatus", "アカウント",
  ]
  private static let chargebacks = [
    "ruckbuchung", "contracargo", "devolucion de cargo", "riaddebito", "retrofacturation", "chargeback",
    "terugboeking", "チャーシハック", "チャージバック",
  ]
  private static let claims = [
    "garantie", "garantia", "garanzia", "reclam", "a-bis-z", "a-z", "a a z", "保証",
  ]
  private static let ratings = [
    "bewertung", "valoracion", "evaluation", "valutazion", "avaliacao", "beoordeling", "評価",
  ]
  private static let trackings = [
    "sendungsverfolg", "seguimiento", "tracciabil", "tracciamento", "suivi", "rastrea", "追跡",
  ]
  private static let negations = [
    "ungultig", "ohne", "fehlend", "sin ", "senza", "sans", "non valid", "no valid", "invalid", "無効",
  ]
  private static let valid = ["gultig", "valid", "geldig", "有効"]
  private static let deliveries = [
    "liefer", "zustell", "entrega", "consegna", "livraison", "levering", "bezorg", "配送", "配達", "届け",
  ]
  private static let lateness = [
    "verspatet", "nach dem", "ritardo", "retras", "retard", "atras", "te laat", "遅",
  ]
  private static let due = [
    "voraussichtlich", "erwartet", "spatest", "versproch", "zugesagt", "previst", "esperad", "estimad",
    "prometid", "prevue", "promis", "promess", "verwacht", "beloofd", "予定", "約束",
  ]
  private static let dates = ["datum", "fecha", "data", "date", "tag", "日"]
  private static let shipments = ["versand", "envio", "spedizion", "expedi", "verzend", "出荷", "発送"]
  private static let confirmations = ["bestatig", "confirm", "conferma", "bevestig", "確認", "通知"]
  private static let orders = ["bestell", "pedido", "ordine", "commande", "注文"]
  private static let counts = ["einheiten", "unidades", "unita", "unites", "eenheden", "数量"]
}
