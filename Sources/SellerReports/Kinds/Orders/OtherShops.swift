/// Shops beside Amazon, by the words that shop systems write for them. Their orders count in no rate here.
enum OtherShops {
  /// Whether a column of this name may say in which shop an order was placed.
  static func mayName(_ column: String) -> Bool { columns.contains(Header.key(column)) }

  private static let columns = Set(
    [
      "source", "order source", "sales source", "platform", "sales platform", "sales channel", "channel",
      "channel name", "marketplace", "market place", "store", "store name", "shop", "shop name", "site",
      "sub source", "subsource", "origin", "order origin", "verkaufskanal", "marktplatz", "plattform",
      "herkunft",
      "canal", "canal de vente", "canal de venta", "canale", "canale di vendita", "plateforme", "販売チャネル",
    ].map(Header.key))

  /// Whether a cell names such a shop.
  static func isOne(_ cell: String) -> Bool {
    guard cell.utf8.count <= 60 else { return false }
    let key = Header.key(cell)
    if key.hasPrefix("nonamazon") { return true }
    guard !key.contains("amazon") else { return false }
    return names.contains(key) || beginnings.contains { key.hasPrefix($0) }
  }

  private static let beginnings = [
    "ebay", "walmart", "shopify", "etsy", "woocommerce", "magento", "bigcommerce", "wayfair", "tiktok",
    "kaufland", "cdiscount", "bolcom", "zalando", "rakuten", "allegro", "newegg", "fruugo", "onbuy",
    "manomano",
    "temu", "shein", "flipkart", "backmarket", "mercadolibre", "mercadolivre", "prestashop", "shopware",
    "squarespace", "facebook", "instagram", "targetplus", "ottomarket", "realde", "yahoo",
  ]

  private static let names: Set<String> = [
    "otto", "bol", "target", "wish", "web", "website", "webshop", "webstore", "onlineshop", "onlinestore",
    "pos",
    "retail", "wholesale", "phone", "telefon", "draft", "shopifydraftorder", "manual",
  ]
}
