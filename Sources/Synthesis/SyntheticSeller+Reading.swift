import AccountHealth
import Documents
import ModelFiles
import Simulation

extension SyntheticSeller {
  /// What a seller file is, for its messages.
  public static let kind = DocumentTree.Kind(
    name: "synthetic seller", levels: 9, example: "version: 1", mostBytes: SimulationModel.kind.mostBytes)

  /// Reads a seller file, YAML or JSON.
  ///
  /// - Parameters:
  ///   - bytes: The whole file, UTF-8.
  ///   - file: What messages call it.
  /// - Throws: `DocumentError` with every fault of the file.
  public init(document bytes: [UInt8], file: String) throws(DocumentError) {
    self = try DocumentTree.read(bytes, file: file, kind: Self.kind) { $0.seller() }
  }
}

extension DocumentFields {
  private static let texts = ["account", "marketplace", "currency"]
  private static let laws = [
    "ship_by_lags", "late_by_lags", "promise_lags", "transit_lags", "late_delivery_lags", "cancellation_lags",
    "defect_lags",
  ]
  private static let optional = [
    "weekday_factors", "episodes", "amazon_share", "closed_on_weekends", "buyer_cancellation",
    "defect_odds_when_late",
  ]

  /// Reads a seller: first checks whether every value can be read, then whether it makes sense.
  fileprivate mutating func seller() -> SyntheticSeller? {
    let required = Self.texts + ["start", "model"] + Self.laws + ["items"]
    allow(only: ["version"] + required + Self.optional)
    requireVersion(1)
    require(required)
    let texts = Self.texts.map { text($0) ?? "" }
    let start = day("start")
    var model: SimulationModel?
    if var fields = fields("model") {
      model = fields.simulationModel()
      absorb(fields)
    }
    let lags = Self.laws.map { law($0) ?? [] }
    let items = each("items", ["sku", "category", "price", "weight"]) { fields -> SyntheticSeller.Item? in
      let (sku, category) = (fields.text("sku"), fields.text("category"))
      let (price, weight) = (fields.number("price"), fields.number("weight"))
      guard let sku, let category, let price, let weight else { return nil }
      return .init(sku: sku, category: category, price: price, weight: weight)
    }
    let episodes = each("episodes", ["metric", "from_day", "to_day", "odds"]) {
      fields -> SyntheticSeller.Episode? in
      let (metric, odds) = (fields.text("metric"), fields.number("odds"))
      let from = fields.count("from_day", in: 1...SimulationModel.longestHorizon)
      let to = fields.count("to_day", in: 1...SimulationModel.longestHorizon)
      guard let metric, let odds, let from, let to else { return nil }
      return .init(metric: metric, fromDay: from, toDay: to, odds: odds)
    }
    let factors = numbers("weekday_factors")
    let amazonShare = number("amazon_share")
    let isClosed = flag("closed_on_weekends")
    let buyer = number("buyer_cancellation")
    let odds = number("defect_odds_when_late")
    guard faults.isEmpty, let start, let model, let items else { return nil }
    var seller = SyntheticSeller(
      account: texts[0], marketplace: texts[1], currency: texts[2], start: start, model: model,
      shipByLags: lags[0], lateByLags: lags[1], promiseLags: lags[2], transitLags: lags[3],
      lateDeliveryLags: lags[4], cancellationLags: lags[5], defectLags: lags[6], items: items)
    seller.weekdayFactors = factors
    seller.episodes = episodes ?? []
    seller.amazonShare = amazonShare ?? 0
    seller.isClosedOnWeekends = isClosed ?? false
    seller.buyerCancellation = buyer ?? 0
    seller.defectOddsWhenLate = odds ?? 1
    for fault in seller.faults { reject(fault.field, found: fault.found, expected: fault.expected) }
    return faults.isEmpty ? seller : nil
  }

  private mutating func law(_ key: String) -> [SyntheticSeller.Lag]? {
    each(key, ["days", "weight"]) { fields -> SyntheticSeller.Lag? in
      let days = fields.count("days", in: SyntheticSeller.lagDays)
      let weight = fields.number("weight")
      guard let days, let weight else { return nil }
      return .init(days: days, weight: weight)
    }
  }
}
