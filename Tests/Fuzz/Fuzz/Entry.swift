/// One family of inputs. Each has seeds of its own, so that the fuzzer stays near what its parser takes.
enum Entry: String, CaseIterable {
  case orders, amazonOrders = "amazon-orders", lists, payments
  case performanceJSON = "performance-json", performanceXML = "performance-xml", ordersAPI = "orders-api"
  case shipping, tables, encodings
  case rules, events, decisions, priors, models, sellers, arguments

  func read(_ bytes: [UInt8]) {
    switch self {
    case .orders, .amazonOrders, .lists, .payments, .performanceJSON, .performanceXML, .ordersAPI, .shipping,
      .tables, .encodings:
      SellerInput.read(bytes)
    case .rules: DocumentInput.rules(bytes)
    case .events: DocumentInput.events(bytes)
    case .decisions: DocumentInput.decisions(bytes)
    case .priors: DocumentInput.priors(bytes)
    case .models: DocumentInput.model(bytes)
    case .sellers: DocumentInput.seller(bytes)
    case .arguments: ArgumentInput.read(bytes)
    }
  }
}
