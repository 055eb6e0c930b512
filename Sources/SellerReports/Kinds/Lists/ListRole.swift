/// What a column of one of Seller Central's downloads means.
///
/// The exact header texts of these files are not all published and differ by age and store, so a column is
/// understood by the words in its name. The names known so far are in <doc:KindsOfFile>.
enum ListRole: String, Sendable, Hashable {
  case orderID = "order number"
  case orderDate = "order day"
  case shipBy = "ship-by day"
  case shipDate = "ship day as typed in"
  case confirmed = "day of confirmation"
  case deliverBy = "promised delivery day"
  case deliverByExtended = "promised delivery day, extended"
  case delivered = "delivery day"
  case firstScan = "first scan"
  case impacts = "counts in account health"
  case isLate = "delivered late"
  case isLateExtended = "delivered late even with the extension"
  case validTracking = "has valid tracking"
  case invalidTracking = "has no valid tracking"
  case trackingCriterion = "one test of valid tracking"
  case carrier = "carrier"
  case category = "product category"
  case units = "units"
  case negativeFeedback = "negative feedback"
  case claim = "A-to-z claim"
  case chargeback = "chargeback"
  case channel = "fulfilment channel"
  case cancelledBySeller = "cancelled by the seller"
  case defectType = "kind of invoice defect"
  case shipmentID = "shipment number"

  /// - Returns: `nil` for a column that is not read.
  static func of(_ name: String) -> ListRole? { english(name) ?? translated(name) }

  static func english(_ name: String) -> ListRole? {
    let words = ColumnWords(name)
    if orderNumbers.contains(Header.key(name)) { return .orderID }
    if words.has("order"), words.has(exactly: "id", "number", "no", "nr"),
      !words.has("item", "merchant", "replacement", "purchase")
    {
      return .orderID
    }
    return programme(words) ?? scan(words) ?? tracking(words) ?? delivery(words) ?? shipment(words)
      ?? defect(words) ?? other(words)
  }

  /// The report on premium and Prime orders says for each mark whether it decides eligibility.
  private static func programme(_ words: ColumnWords) -> ListRole?? {
    if words.has("supporting") { return .some(nil) }
    guard words.has("eligibility") else { return nil }
    if words.has("cancel") { return .cancelledBySeller }
    if words.has("tracking") { return .invalidTracking }
    return words.has(exactly: "late") ? .isLate : .some(nil)
  }

  private static func scan(_ words: ColumnWords) -> ListRole?? {
    guard words.has("scan") else { return nil }
    return words.has("physical") || words.has("deliver") ? .trackingCriterion : .firstScan
  }

  private static func tracking(_ words: ColumnWords) -> ListRole?? {
    guard words.has("tracking") else { return nil }
    if words.has("invalid") || words.has("valid") && words.has(exactly: "no", "not", "without", "missing") {
      return .invalidTracking
    }
    if words.has("valid") { return .validTracking }
    return words.has(exactly: "has") ? .trackingCriterion : .some(nil)
  }

  private static func delivery(_ words: ColumnWords) -> ListRole?? {
    let isExtended = words.has("extension", "extended") && !words.has("without")
    if words.has(exactly: "late") || words.has("deliver") && words.has(exactly: "after") {
      guard !words.has("ship") else { return .some(nil) }
      return isExtended ? .isLateExtended : .isLate
    }
    guard words.has("deliver") else { return nil }
    if words.has("promise", "expected", "estimated", "latest", "due") || words.has(exactly: "by") {
      return isExtended ? .deliverByExtended : .deliverBy
    }
    return words.has("actual", "delivered", "attempt", "date", "day", "time") ? .delivered : .some(nil)
  }

  private static func shipment(_ words: ColumnWords) -> ListRole?? {
    if words.has("confirm") { return .confirmed }
    guard words.has("ship", "dispatch", "despatch") else { return nil }
    if words.has("method", "option", "service", "level", "label", "to", "carrier") { return .some(nil) }
    if words.has(exactly: "id") { return .shipmentID }
    if words.has("expected", "promise", "latest", "due") || words.has(exactly: "by") { return .shipBy }
    return words.has("date", "day", "time") ? .shipDate : .some(nil)
  }

  private static func defect(_ words: ColumnWords) -> ListRole?? {
    if words.has("feedback") { return .negativeFeedback }
    if words.has("chargeback") || words.has("charge") && words.has("back") { return .chargeback }
    if words.has("claim", "guarantee", "atoz", "a2z") { return .claim }
    if words.has("defect") { return .defectType }
    return nil
  }

  private static func other(_ words: ColumnWords) -> ListRole? {
    if words.has("impact") { return .impacts }
    if words.has("order", "purchase"), words.has("date", "day", "time", "placed") { return .orderDate }
    if words.has("fulfil", "channel") { return .channel }
    if words.has(exactly: "unit", "units", "quantity", "qty"), !words.has(exactly: "sku") { return .units }
    if words.has("categor") { return .category }
    return words.has("carrier") ? .carrier : nil
  }

  /// `Header.key` of the order number's column in other languages.
  static let orderNumbers: Set<String> = Set(
    [
      "Bestellnummer", "Amazon-Bestellnummer", "Numéro de la commande", "Numéro de commande",
      "N° de commande",
      "ID commande", "Numero ordine", "Numero dell'ordine", "ID ordine", "Número de pedido",
      "Número del pedido", "Nº de pedido", "ID de pedido", "ID del pedido", "注文番号", "注文ID", "Bestelnummer",
      "Ordernummer", "Beställningsnummer", "Numer zamówienia", "Número do pedido", "Sipariş numarası", "订单编号",
      "亚马逊订单编号", "Order ID", "Amazon Order ID", "Order number",
    ].map(Header.key))
}
