import AccountHealth

/// A column of the canonical `orders.csv`, in the order in which they are written.
///
/// Reader and writer know a column only from here. A file may have its columns in any order.
enum OrdersColumn: Int, CaseIterable {
  case account, id, purchased, marketplace, channel, shipBy, shipped, deliverBy, delivered, tracking,
    cancelled
  case cancelledBy, defect, defectRecorded, units, amount, currency, sku, category
  /// Only read: the newer of two rows wins.
  case updated

  static let required: [OrdersColumn] = [.id, .purchased]
  static let written = allCases.filter { $0 != .updated }

  var name: String {
    switch self {
    case .account: "account"
    case .id: "order_id"
    case .purchased: "purchased_at"
    case .marketplace: "marketplace"
    case .channel: "channel"
    case .shipBy: "ship_by"
    case .shipped: "shipped_at"
    case .deliverBy: "deliver_by"
    case .delivered: "delivered_at"
    case .tracking: "tracking"
    case .cancelled: "cancelled_at"
    case .cancelledBy: "cancelled_by"
    case .defect: "defect"
    case .defectRecorded: "defect_at"
    case .units: "units"
    case .amount: "amount"
    case .currency: "currency"
    case .sku: "sku"
    case .category: "category"
    case .updated: "updated_at"
    }
  }

  /// The field of an order that only this column fills; empty if no metric depends on it.
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
      .updated:
      []
    }
  }
}

extension Order.Channel {
  var word: String {
    switch self {
    case .seller: "seller"
    case .amazon: "amazon"
    }
  }
}

extension Order.Canceller {
  var word: String {
    switch self {
    case .seller: "seller"
    case .buyer: "buyer"
    case .amazon: "amazon"
    }
  }
}

extension Order.Tracking {
  var word: String {
    switch self {
    case .valid: "valid"
    case .invalid: "invalid"
    case .none: "none"
    }
  }
}

extension Order.Defect {
  var word: String {
    switch self {
    case .negativeFeedback: "negative_feedback"
    case .aToZClaim: "a_to_z_claim"
    case .chargeback: "chargeback"
    }
  }
}
