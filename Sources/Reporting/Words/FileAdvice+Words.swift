import AccountHealth
import Workspace

extension FileAdvice {
  /// A paragraph about the files that would improve an answer; empty without any.
  static func text(_ advice: [FileAdvice], on terminal: Terminal) -> String {
    guard !advice.isEmpty else { return "" }
    let first =
      advice.count == 1
      ? "This file would improve the answer most:" : "These files would improve the answer most:"
    return ([first] + advice.map(\.sentence)).map { TextWrap.wrapped($0, to: terminal.width) }
      .joined(separator: "\n")
  }

  private var sentence: String {
    let words = effects.map(\.words).joined(separator: " ")
    return "\(source.title) (\(source.place)). \(words)"
  }
}

extension FileAdvice.Source {
  fileprivate var title: String {
    switch self {
    case .orderReport: "Order report with its date columns"
    case .lateShipments: "Late shipment download"
    case .cancellations: "Cancellation download"
    case .defects: "Order defect download"
    case .defectsOfAmazon: "Order defect download of orders that Amazon ships"
    case .onTimeDelivery: "On-time delivery download"
    case .tracking: "Valid tracking download"
    case .allOrders: "All-orders report"
    case .transactions: "Payments transaction file"
    case .performance: "V2 seller performance report"
    }
  }

  /// Where it is found.
  fileprivate var place: String {
    let page = "Seller Central → Performance → Account Health → "
    return switch self {
    case .orderReport: "Seller Central → Orders → Order Reports"
    case .lateShipments: page + "Late Shipment Rate → View details → Download report"
    case .cancellations: page + "Pre-fulfillment Cancel Rate → View details → Download report"
    case .defects: page + "Order Defect Rate → View details → Download report"
    case .defectsOfAmazon:
      page + "Order Defect Rate → View details → Fulfilled by Amazon → Download report"
    case .onTimeDelivery: page + "On-Time Delivery Rate → View details → Download report"
    case .tracking: page + "Valid Tracking Rate → View details → Download report"
    case .allOrders: "Seller Central → Reports → Fulfillment → All Orders"
    case .transactions: "Seller Central → Payments → Reports Repository → Date range → Transaction"
    case .performance: "Selling Partner API, GET_V2_SELLER_PERFORMANCE_REPORT"
    }
  }
}

extension FileAdvice.Effect {
  fileprivate var words: String {
    switch self {
    case .shows(let metrics):
      "Without it, \(Self.titles(metrics)) \(metrics.count == 1 ? "is" : "are") not shown."
    case .decides(let metrics):
      "It decides \(Self.titles(metrics)), of which these files leave some orders open."
    case .proves(let metrics): "It proves what is only assumed in \(Self.titles(metrics))."
    case .showsPast:
      "It dates the confirmation of every order, so that the past of late shipments is known as well."
    case .checks: "It shows whether Amazon counts the same orders."
    case .showsOpenOrders: "It shows which orders are open, so that a forecast is surer."
    }
  }

  private static func titles(_ metrics: [Metric]) -> String {
    metrics.map(\.rawValue).joined(separator: ", ")
  }
}
