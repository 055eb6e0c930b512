import AccountHealth

/// Canonical orders.csv from orders: every column, in one order.
public enum OrdersFile {
  public static let columns = [
    "account", "order_id", "purchased_at", "marketplace", "channel", "ship_by", "shipped_at", "deliver_by",
    "delivered_at", "tracking", "cancelled_at", "cancelled_by", "defect", "defect_at", "units", "amount",
    "currency", "sku", "category",
  ]

  public static func text(_ orders: [Order], account: String, marketplace: String) -> String {
    var text = CSVText.row(columns)
    let (account, marketplace) = (CSVText.text(account), CSVText.text(marketplace))
    for order in orders { text += row(order, account, marketplace) }
    return text
  }

  private static func row(_ order: Order, _ account: String, _ marketplace: String) -> String {
    func day(_ day: Day?) -> String { day.map { "\($0)" } ?? "" }
    let canceller = order.cancelledBy.map { ["seller", "buyer", "amazon"][Int($0.rawValue)] } ?? ""
    let tracking = order.tracking.map { ["valid", "invalid", "none"][Int($0.rawValue)] } ?? ""
    let defect =
      order.defect.map { ["negative_feedback", "a_to_z_claim", "chargeback"][Int($0.rawValue)] } ?? ""
    return CSVText.row([
      account, CSVText.text(order.id), day(order.purchased), marketplace,
      order.channel == .seller ? "seller" : "amazon", day(order.shipBy), day(order.shipped),
      day(order.deliverBy), day(order.delivered), tracking, day(order.cancelled), canceller, defect,
      day(order.defectRecorded), "\(order.units)", order.amount.map { CSVText.fixed($0, 2) } ?? "",
      CSVText.text(order.currency ?? ""), CSVText.text(order.sku ?? ""), CSVText.text(order.category ?? ""),
    ])
  }
}
