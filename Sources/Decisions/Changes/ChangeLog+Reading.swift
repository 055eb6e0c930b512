import AccountHealth
import Documents
import Forecasting

extension ChangeLog {
  private static let kind = DocumentTree.Kind(name: "log of changes", levels: 5, example: "format: 1")
  private static let longestRamp = 365

  /// - Parameters:
  ///   - bytes: The whole file, UTF-8.
  ///   - file: What messages call it.
  ///   - catalogue: The actions that it may name; `nil` for any.
  /// - Throws: `DocumentError` with every fault of the file.
  public init(document bytes: [UInt8], file: String, catalogue: ActionCatalogue? = .builtIn)
    throws(DocumentError)
  {
    self = try DocumentTree.read(bytes, file: file, kind: Self.kind) { fields in
      fields.allow(only: ["format", "changes"])
      fields.require(["format", "changes"])
      _ = fields.value("format", expected: "1", advice: "This version of Headroom reads only format 1.") {
        $0 == "1" ? $0 : nil
      }
      var known: Set<Step> = []
      let changes = fields.each(
        "changes", ["date"], optional: ["action", "of", "ramp", "account", "where"]
      ) { fields -> LoggedChange? in
        guard let change = Self.change(&fields, catalogue) else { return nil }
        let steps = Step.all(of: change, catalogue)
        if !known.isDisjoint(with: steps) {
          fields.reject(
            "date", found: "a change that stands above with the same date, action and rate",
            expected: "each change once", advice: "Remove one of the two.")
        }
        known.formUnion(steps)
        return change
      }
      guard let changes else { return nil }
      if changes.isEmpty, fields.faults.isEmpty {
        fields.reject("changes", found: "no change", expected: "at least one", advice: "Add it.")
      }
      return ChangeLog(changes)
    }
  }

  /// What one change does to one rate: twice the same would be two steps of one day.
  private struct Step: Hashable {
    var change: LoggedChange
    var rate: StudiedRate?

    static func all(of change: LoggedChange, _ catalogue: ActionCatalogue?) -> Set<Step> {
      let rates = catalogue.flatMap(change.mayChange) ?? change.rates
      var bare = change
      (bare.rates, bare.ramp, bare.place) = ([], 0, nil)
      return Set(
        rates.isEmpty ? [Step(change: bare, rate: nil)] : rates.map { Step(change: bare, rate: $0) })
    }
  }

  private static func change(_ fields: inout DocumentFields, _ catalogue: ActionCatalogue?) -> LoggedChange? {
    let day = fields.day("date")
    let action = fields.value(
      "action", expected: "an action of the catalogue",
      advice: "headroom rank --list shows them; one of your own goes into a file for --actions."
    ) { name in catalogue.map { $0[name] == nil ? nil : name } ?? name }
    let words = StudiedRate.allCases.map(\.rawValue)
    func rate(_ text: String) -> StudiedRate? { StudiedRate(rawValue: text) }
    let expected = "one of \(words.joined(separator: ", "))"
    let rates: [StudiedRate]?
    if fields.shape("of") == .list {
      rates = fields.values("of", expected: expected, advice: "Correct the spelling.", parse: rate)
    } else {
      rates = fields.value("of", expected: expected, advice: "Correct the spelling.", parse: rate).map {
        [$0]
      }
    }
    let ramp = fields.count("ramp", in: 0...longestRamp)
    let account = fields.text("account")
    let part = fields.inside("where", [], optional: ["sku", "channel"], ignoring: ["warehouse"]) {
      Self.part(&$0)
    }
    if !fields.has("action"), !fields.has("of") {
      fields.reject(
        "date", found: "a change without action and of", expected: "one of the two",
        advice: "Say what was changed.")
    }
    if let action, let catalogue, rates == nil, !fields.has("of"),
      catalogue[action]?.studiedRates.isEmpty ?? true
    {
      fields.reject(
        "action", found: "an action without a range for any rate", expected: "of beside it",
        advice: "Say what it may have changed.")
    }
    guard let day else { return nil }
    let change = LoggedChange(
      day: day, action: action, rates: rates ?? [], ramp: ramp ?? 0, account: account, sku: part?.sku,
      channel: part?.channel, place: fields.located("date"))
    if change.channel == .amazon, let catalogue, let known = change.mayChange(catalogue),
      known.isEmpty || (rates.map { known.count < $0.count } ?? false)
    {
      fields.reject(
        rates == nil ? "where" : "of", found: "a change of a rate that counts no order that Amazon ships",
        expected: "of: defects or orders with channel: amazon",
        advice: "Dispatch, delivery, tracking and cancellation are counted of the seller's own orders.")
    }
    return change
  }

  /// The orders that a change reached, where these are not all.
  private static func part(_ fields: inout DocumentFields) -> (sku: String?, channel: Order.Channel?)? {
    guard !fields.has("warehouse") else {
      fields.reject(
        "warehouse", found: "a warehouse", expected: "sku or channel",
        advice: "Order files do not say from which warehouse an order was sent. If some products are only "
          + "there, log the change once for each sku.")
      return nil
    }
    let channel = fields.value(
      "channel", expected: "seller or amazon", advice: "It says who ships the orders."
    ) { text -> Order.Channel? in
      text == "seller" ? .seller : text == "amazon" ? .amazon : nil
    }
    let sku = fields.text("sku")
    if !fields.has("sku"), !fields.has("channel") {
      fields.reject(
        "", found: "nothing", expected: "sku or channel",
        advice: "Without where it is a change of all orders.")
    }
    return (sku, channel)
  }
}

extension Action {
  /// Whether it is known to touch a rate: by an effect on some of its orders, or by what it does to their
  /// deadlines, number or channel.
  public func reaches(_ rate: StudiedRate) -> Bool {
    if effects.contains(where: { $0.target == rate.target }) { return true }
    return switch structure {
    case .deadlineShift, .weekend: rate == .lateShipment || rate == .lateDelivery
    case .orderCap: rate == .lateShipment || rate == .orders
    case .pause: rate == .orders
    case .moveToAmazon: true
    case .insurance, nil: false
    }
  }

  /// The rates for which it has a range.
  public var studiedRates: [StudiedRate] {
    StudiedRate.allCases.filter { rate in
      effects.contains { $0.target == rate.target && $0.scope == .all && $0.change != .level }
    }
  }
}

extension StudiedRate {
  /// What an action of the catalogue calls it.
  public var target: Effect.Target {
    switch self {
    case .lateShipment: .lateShipment
    case .lateDelivery: .lateDelivery
    case .cancellation: .cancellation
    case .tracking: .invalidTracking
    case .defects: .defect
    case .orders: .orders
    }
  }
}
