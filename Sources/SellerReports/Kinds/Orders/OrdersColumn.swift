import AccountHealth

/// A column of the canonical `orders.csv`, in the order in which they are written.
///
/// Reader and writer know a column only from here; a file may hold its columns in any order.
enum OrdersColumn: Int, CaseIterable {
  case account, id, purchased, marketplace, channel, shipBy, shipped, deliverBy, delivered, tracking,
    cancelled
  case cancelledBy, defect, defectRecorded, units, amount, currency, sku, category
  /// Only read: the newer of two rows wins.
  case updated
  /// Only read: an order may be cancelled or shipped without a day.
  case status

  static let written = allCases.filter { $0 != .updated && $0 != .status }

  /// Its name, which is written, then others by which it is known; names are compared as `Header.key` has
  /// them.
  var names: [String] {
    switch self {
    case .account: ["account"]
    // Where both are there, Amazon's number is the one that other files know.
    case .id:
      [
        "order_id", "amazon_order_id", "order_number", "order_no", "bestellnummer", "bestell_nr",
        "auftragsnummer",
      ]
    case .purchased:
      [
        "purchased_at", "purchase_date", "order_date", "ordered_at", "bestelldatum", "bestellt_am",
        "kaufdatum",
      ]
    case .marketplace: ["marketplace", "sales_channel", "marktplatz", "verkaufskanal"]
    case .channel:
      [
        "channel", "fulfillment_channel", "fulfilment_channel", "fulfillment", "fulfilment", "fulfilled_by",
        "versandkanal", "versand_durch",
      ]
    case .shipBy:
      [
        "ship_by", "ship_by_date", "latest_ship_date", "expected_ship_date", "promise_date",
        "spätestes_versanddatum", "spaetestes_versanddatum", "versand_bis", "versenden_bis",
      ]
    case .shipped:
      [
        "shipped_at", "ship_date", "shipped_date", "ship_confirm_date", "ship_confirmation_date",
        "versanddatum", "versendet_am", "verschickt_am", "versandt_am",
      ]
    case .deliverBy:
      [
        "deliver_by", "deliver_by_date", "latest_delivery_date", "promised_delivery_date",
        "spätestes_lieferdatum", "spaetestes_lieferdatum", "lieferung_bis", "zugesagtes_lieferdatum",
      ]
    case .delivered:
      [
        "delivered_at", "delivery_date", "delivered_date", "actual_delivery_date", "zugestellt_am",
        "geliefert_am", "zustelldatum",
      ]
    case .tracking: ["tracking"]
    case .cancelled:
      [
        "cancelled_at", "canceled_at", "cancellation_date", "cancelled_date", "canceled_date", "storniert_am",
        "stornodatum",
      ]
    case .cancelledBy: ["cancelled_by", "canceled_by", "storniert_von", "storniert_durch"]
    case .defect: ["defect", "defect_type", "has_defect", "is_defect", "order_defect", "defects"]
    case .defectRecorded: ["defect_at", "defect_date"]
    case .units: ["units", "quantity", "qty", "quantity_purchased", "menge", "anzahl", "stückzahl"]
    case .amount: ["amount", "item_price", "betrag"]
    case .currency: ["currency", "currency_code", "währung"]
    case .sku: ["sku", "seller_sku", "merchant_sku"]
    case .category: ["category", "product_category"]
    case .updated: ["updated_at", "last_updated_date", "updated"]
    case .status: ["status", "order_status", "bestellstatus", "auftragsstatus"]
    }
  }

  var name: String { names[0] }

  /// The field of an order that only this column fills; empty where no metric depends on it.
  var field: OrderFields {
    switch self {
    case .channel: .channel
    case .shipBy: .shipBy
    case .shipped: .shipped
    case .deliverBy: .deliverBy
    case .delivered: .delivered
    case .tracking: .tracking
    case .cancelled: .cancelled
    case .cancelledBy: .cancelledBy
    case .defect: .defect
    case .account, .id, .purchased, .marketplace, .defectRecorded, .units, .amount, .currency, .sku,
      .category,
      .updated, .status:
      []
    }
  }
}
