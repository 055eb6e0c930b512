/// Finds the orders in a JSON text of any size, one after another, in whatever wrappers they lie.
///
/// Only what a rate or its root causes need is taken over; names, streets, cities, mail and messages of
/// buyers are passed over unread, and of an address only the region is kept.
struct OrdersAPIWalker {
  /// Members that hold orders, pages of them or a single one.
  private static let wrappers: Set<String> = [
    "payload", "orders", "order", "data", "result", "results", "response", "body", "pages", "getordersresult",
    "getordersresponse", "listordersresult", "responses",
  ]
  /// Members of an order that are read, as `Header.key` has them: version 0, then 2026-01-01.
  private static let read: Set<String> = [
    "amazonorderid", "purchasedate", "lastupdatedate", "orderstatus", "fulfillmentchannel", "saleschannel",
    "shipservicelevel", "shipmentservicelevelcategory", "fulfillmentservicelevel",
    "marketplaceid", "latestshipdate", "latestdeliverydate", "ordertotal", "currencycode", "amount",
    "orderitems",
    "quantityordered", "quantityshipped", "quantityfulfilled", "quantityunfulfilled", "sellersku",
    "buyerrequestedcancel", "isbuyerrequestedcancel", "numberofitemsshipped",
    "numberofitemsunshipped",
    "orderid", "createdtime", "lastupdatedtime", "programs", "channelname", "marketplacename", "fulfillment",
    "fulfillmentstatus", "fulfilledby", "shipbywindow", "deliverbywindow", "latestdatetime", "product",
    "cancellation", "cancellationrequest", "requester", "cancellationexecution", "cancelledby", "packages",
    "packagestatus", "status", "detailedstatus", "shiptime", "trackingnumber", "carrier",
    "proceeds", "grandtotal", "shippingaddress", "recipient", "deliveryaddress", "countrycode",
    "stateorregion", "postalcode", "pagination", "nexttoken",
  ]
  /// Names whose `Header.key` is kept.
  private static let mostNames = 4096

  private let reader: JSONReader
  private var names: [String: String?] = [:]
  /// Lines that are no JSON, in a file of one value per line.
  private(set) var faults: [ReportFault] = []
  private let file: String
  /// The pages of orders that name a further one, and those that do not.
  private(set) var pages = AnswerPages()

  init(_ text: TextSource) {
    reader = JSONReader(text)
    file = text.name
  }

  /// Calls `take` with each order and the line on which it ends.
  mutating func walk(_ take: (JSONValue, Int) throws(ReportError) -> Void) throws(ReportError) {
    var values = 0
    var lastLine = 0
    while true {
      let begun = reader.line
      do throws(ReportError) {
        if try reader.isDone() { return }
        lastLine = reader.line
        try descend(take)
        values += 1
      } catch {
        // One value per line: a broken line costs itself only.
        guard values > 0, begun <= lastLine + 1, reader.line == lastLine, faults.count < 1000,
          try reader.passLine()
        else { throw error }
        faults.append(
          ReportFault(
            file: file, line: lastLine, column: 1, field: "line", found: "text that is not valid JSON",
            expected: "one JSON value", remedy: "Line left out: export the file again."))
      }
    }
  }

  private mutating func descend(_ take: (JSONValue, Int) throws(ReportError) -> Void) throws(ReportError) {
    switch try reader.opening() {
    case "[":
      try reader.elements { () throws(ReportError) in try descend(take) }
    case "{":
      var order: [String: JSONValue] = [:]
      var isPage = false
      try reader.members { key throws(ReportError) in
        let name = Header.key(key)
        if Self.wrappers.contains(name), let opening = try reader.opening() {
          if name == "orders", opening == "[" { isPage = true }
          try descend(take)
        } else if let kept = kept(key) {
          order[kept] = try value()
        } else {
          try reader.skip()
        }
      }
      if order["amazonorderid"] != nil || order["orderid"] != nil { try take(.fields(order), reader.line) }
      if isPage {
        let names = (order["nexttoken"] ?? order["pagination"]?["nexttoken"])?.text != nil
        pages.add(namesFurther: names)
      }
      reader.release()
    default: try reader.skip()
    }
  }

  private mutating func value() throws(ReportError) -> JSONValue {
    var names = names
    defer { self.names = names }
    return try reader.value { key in
      if let known = names[key] { return known }
      let name = Header.key(key)
      let kept = Self.read.contains(name) ? name : nil
      if names.count < Self.mostNames { names.updateValue(kept, forKey: key) }
      return kept
    }
  }

  private mutating func kept(_ key: String) -> String? {
    if let known = names[key] { return known }
    let name = Header.key(key)
    let kept = Self.read.contains(name) ? name : nil
    if names.count < Self.mostNames { names.updateValue(kept, forKey: key) }
    return kept
  }
}
