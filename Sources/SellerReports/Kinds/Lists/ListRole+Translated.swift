import Foundation

extension ListRole {
  /// What a column means whose name is not English, by parts of its words in German, Spanish, French,
  /// Italian, Portuguese, Dutch, Polish, Swedish, Turkish, Japanese and Chinese. The names in these stores
  /// are not published; the parts are common words.
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
    "accountstatus", "kondycj", "kontots status", "hesap durumu", "hesap sagligi", "アカウント", "账户", "帐户",
  ]
  private static let chargebacks = [
    "ruckbuchung", "contracargo", "devolucion de cargo", "riaddebito", "retrofacturation", "chargeback",
    "terugboeking", "obciazenie zwrotne", "aterkrav", "ters ibraz", "チャーシハック", "チャージバック", "拒付",
  ]
  private static let claims = [
    "garanti", "garanzia", "gwarancj", "roszczeni", "reclam", "a-bis-z", "a-z", "a a z", "保証", "保障", "索赔",
  ]
  private static let ratings = [
    "bewertung", "valoracion", "evaluation", "valutazion", "avaliacao", "beoordeling", "opini", "ocena",
    "geri bildirim", "degerlendirme", "評価", "反馈", "评价",
  ]
  private static let trackings = [
    "sendungsverfolg", "seguimiento", "tracciabil", "tracciamento", "suivi", "rastrea", "sledzeni",
    "sparning", "takip", "追跡", "追踪", "跟踪",
  ]
  private static let negations = [
    "ungultig", "ohne", "fehlend", "sin ", "senza", "sans", "non valid", "no valid", "invalid", "ongeldig",
    "niewazn", "bez ", "ogiltig", "gecersiz", "無効", "无效",
  ]
  private static let valid = ["gultig", "valid", "geldig", "wazn", "giltig", "gecerli", "有効", "有效"]
  private static let deliveries = [
    "liefer", "zustell", "entrega", "consegna", "livraison", "levering", "bezorg", "dostaw", "doreczen",
    "teslim", "配送", "配達", "届け", "送达",
  ]
  private static let lateness = [
    "verspatet", "nach dem", "ritardo", "retras", "retard", "atras", "te laat", "opoznion", "po terminie",
    "forsenad", "gec", "遅", "延迟", "迟",
  ]
  private static let due = [
    "voraussichtlich", "erwartet", "spatest", "versproch", "zugesagt", "previst", "esperad", "estimad",
    "prometid", "prevue", "promis", "promess", "verwacht", "beloofd", "oczekiwan", "przewidywan", "obiecan",
    "najpozniej", "forvantat", "beraknat", "utlovat", "senast", "beklenen", "tahmini", "taahhut", "予定",
    "約束", "预计", "承诺",
  ]
  private static let dates = ["datum", "fecha", "data", "date", "tag", "tarih", "日"]
  private static let shipments = [
    "versand", "envio", "spedizion", "expedi", "verzend", "wysyłk", "avsand", "skick", "kargo", "gonderi",
    "sevk", "出荷", "発送", "发货",
  ]
  private static let confirmations = [
    "bestatig", "confirm", "conferma", "bevestig", "potwierdz", "bekraft", "onay", "確認", "确认", "通知",
  ]
  private static let orders = [
    "bestel", "pedido", "ordine", "commande", "zamowieni", "bestallning", "siparis", "注文", "订单",
  ]
  private static let counts = [
    "einheiten", "unidades", "unita", "unites", "eenheden", "sztuk", "antal", "adet", "数量",
  ]
}
