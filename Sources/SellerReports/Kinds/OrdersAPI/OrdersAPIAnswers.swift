import AccountHealth

/// The orders of one file of Orders API answers.
struct OrdersAPIAnswers {
  /// As much as an all-orders report: the seller's own file goes first.
  private static let rank: UInt8 = 1
  private static let keptFaults = OrderBook.keptFaults

  private let name: String
  private let number: Int
  private let settings: ReaderSettings
  private var clocks: [String: DayParser] = [:]
  private(set) var tables: [OrderMerge.Key: OrderTable] = [:]
  private(set) var activity = FileActivity()
  /// Orders and answers about the items of one, as many as the file has.
  private(set) var count = 0
  private(set) var faults: [ReportFault] = []
  private(set) var seen: Set<String> = []
  /// What at least one of its answers was asked for.
  private(set) var fields: OrderFields = []
  private var elsewhere = 0
  private var unnamed = 0
  private var undated = 0
  private var cancellersUnknown = 0
  private var strangeChannels = 0
  private var byAmazon = 0
  private var packaged = 0

  init(name: String, number: Int, settings: ReaderSettings) {
    self.name = name
    self.number = number
    self.settings = settings
  }

  var orders: Int { tables.values.reduce(0) { $0 + $1.orders.count } }

  /// The last day on which anything happened by it.
  var evening: Day? { activity.newest }

  var notes: [String] {
    var notes: [String] = []
    if elsewhere > 0 { notes.append("\(elsewhere) orders from outside Amazon were left out.") }
    if unnamed > 0 {
      notes.append(
        "\(unnamed) orders name no marketplace; taken as \(settings.defaultMarketplace). --marketplace says otherwise."
      )
    }
    if undated > 0 {
      notes.append(
        "\(undated) answers are about items of orders whose day of purchase is not in the file; they are left out."
      )
    }
    if packaged > 0 {
      notes.append(
        "\(packaged) orders are taken as confirmed on the day their last package was created, as the Orders API does not name the confirmation."
      )
    }
    if byAmazon > 0 {
      notes.append(
        "\(byAmazon) orders were cancelled by Amazon, for want of shipment or of payment; they are taken as the former."
      )
    }
    if strangeChannels > 0 {
      notes.append(
        "\(strangeChannels) orders have a fulfilment channel that is not known; whether you or Amazon sends them is undecided."
      )
    }
    if cancellersUnknown > 0 {
      notes.append(
        "\(cancellersUnknown) cancelled orders do not say who cancelled. Ask the Orders API of 2026-01-01 for CANCELLATION."
      )
    }
    return notes
  }

  /// - Parameter line: Where it ends.
  mutating func take(_ value: JSONValue, at line: Int) throws(ReportError) {
    count += 1
    guard count <= 50_000_000 else { throw ReportError(name, "more than 50000000 orders. Split the file.") }
    guard let marketplace = marketplace(value) else {
      elsewhere += 1
      return
    }
    if !settings.accounts.isOpen {
      seen.insert(marketplace)
      guard settings.accounts.keeps("", marketplace) else {
        return
      }
    }
    let clock = clock(of: marketplace)
    guard let id = (value["amazonorderid"] ?? value["orderid"])?.text else { return }
    let answer = APIOrder(value, clock: clock)
    guard let purchased = answer.purchased else {
      undated += 1
      if value["purchasedate"] != nil || value["createdtime"] != nil { fault(line) }
      return
    }
    var order = Order(id: OrderNumber.cleaned(id), purchased: purchased)
    let told = answer.fill(&order)
    fields.formUnion(told.fields)
    if told.known.contains(.strangeChannel) { strangeChannels += 1 }
    if order.assumed.contains(.shipped) { packaged += 1 }
    if order.cancelled != nil, order.channel == .seller {
      if order.cancelledBy == .amazon { byAmazon += 1 }
      if order.cancelledBy == nil { cancellersUnknown += 1 }
    }
    for day in OrderDay.allCases where !day.isDeadline {
      if let date = order[day] { activity.note(date, day, order.id, line) }
    }
    if let changed = answer.changed { activity.note(max(changed, purchased), .purchased, order.id, line) }
    let row = ParsedOrder(
      order: order, account: "", marketplace: marketplace, updated: answer.updated, known: told.known,
      answers: told.answers)
    table(marketplace).add(OrderVersion(row, rank: Self.rank, file: number))
  }

  private mutating func table(_ marketplace: String) -> OrderTable {
    let key = OrderMerge.Key(account: "", marketplace: marketplace)
    if let table = tables[key] { return table }
    let table = OrderTable()
    tables[key] = table
    return table
  }

  private mutating func clock(of marketplace: String) -> DayParser {
    if let clock = clocks[marketplace] { return clock }
    let clock = DayParser(timeZone: settings.timeZone(marketplace))
    clocks[marketplace] = clock
    return clock
  }

  /// nil for an order from outside Amazon.
  private mutating func marketplace(_ value: JSONValue) -> String? {
    let channel = value["saleschannel"]
    let names = [channel?["marketplaceid"], value["marketplaceid"], channel?["marketplacename"], channel]
    let words = (channel?["channelname"] ?? channel)?.text?.lowercased() ?? ""
    if OtherShops.isOne(words) { return nil }
    for name in names.compactMap({ $0?.text }) {
      if let known = settings.marketplaceName(name) { return known }
    }
    unnamed += 1
    return settings.defaultMarketplace
  }

  private mutating func fault(_ line: Int) {
    guard faults.count < Self.keptFaults else { return }
    faults.append(
      ReportFault(
        file: name, line: line, column: 1, field: "PurchaseDate", found: "text that is no time",
        expected: "a time such as 2026-01-31T14:05:00Z", remedy: "Order left out."))
  }
}
