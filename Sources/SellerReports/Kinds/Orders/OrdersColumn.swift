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
    case .id: ["order_id", "amazon_order_id", "order_number", "order_no"]
    case .purchased: ["purchased_at", "purchase_date", "order_date", "ordered_at"]
    case .marketplace: ["marketplace", "sales_channel"]
    case .channel: ["channel", "fulfillment_channel", "fulfilment_channel", "fulfillment", "fulfilled_by"]
    case .shipBy: ["ship_by", "ship_by_date", "latest_ship_date", "expected_ship_date", "promise_date"]
    case .shipped:
      ["shipped_at", "ship_date", "shipped_date", "ship_confirm_date", "ship_confirmation_date"]
    case .deliverBy: ["deliver_by", "deliver_by_date", "latest_delivery_date", "promised_delivery_date"]
    case .delivered: ["delivered_at", "delivery_date", "delivered_date", "actual_delivery_date"]
    case .tracking: ["tracking"]
    case .cancelled:
      ["cancelled_at", "canceled_at", "cancellation_date", "cancelled_date", "canceled_date"]
    case .cancelledBy: ["cancelled_by", "canceled_by"]
    case .defect: ["defect", "defect_type"]
    case .defectRecorded: ["defect_at", "defect_date"]
    case .units: ["units", "quantity", "qty", "quantity_purchased"]
    case .amount: ["amount", "item_price"]
    case .currency: ["currency", "currency_code"]
    case .sku: ["sku", "seller_sku", "merchant_sku"]
    case .category: ["category", "product_category"]
    case .updated: ["updated_at", "last_updated_date", "updated"]
    case .status: ["status", "order_status"]
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
