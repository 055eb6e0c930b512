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
      let changes = fields.each(
        "changes", ["date"], optional: ["action", "of", "ramp", "account", "where"]
      ) { Self.change(&$0, catalogue) }
      guard let changes else { return nil }
      if changes.isEmpty, fields.faults.isEmpty {
        fields.reject("changes", found: "no change", expected: "at least one", advice: "Add it.")
      }
      return ChangeLog(changes)
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
    let sku = fields.inside("where", ["sku"]) { $0.text("sku") }
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
    return LoggedChange(
      day: day, action: action, rates: rates ?? [], ramp: ramp ?? 0, account: account, sku: sku)
  }
}

extension Action {
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
