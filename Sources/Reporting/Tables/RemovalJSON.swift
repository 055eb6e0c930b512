import Decisions
import SellerReports
import Workspace

/// One JSON object: the removal with its cost and its days, and a row per SKU.
enum RemovalJSON {
  private struct Range: Encodable {
    var low: Double
    var central: Double
    var high: Double
  }

  private struct Removal: Encodable {
    var report: String
    var reportKind: String
    var number: String
    var disposition: String
    var marketplace: String
    var day: String
    var units: Int
    var sellable: Int
    var unsellable: Int
    var reserved: Int
    /// `nil` where the table has no fee, and for a liquidation, which has none.
    var cost: Range?
    var costCurrency: String?
    /// What a liquidation brings, in the currency of the store.
    var proceeds: Range?
    /// The sellable units at their prices, in the currency of the store.
    var sales: Double?
    var daysUntilGone: Range
    var isStranded: Bool
    var fees: String
    var isWeightAssumed: Bool
    var isMarketplaceAssumed: Bool
    var lines: [RowObject]
  }

  static func line(_ answer: RemovalAnswer) throws -> String {
    func range(_ value: (RiskSetting) -> Double?) -> Range? {
      guard let low = value(.low), let central = value(.central), let high = value(.high) else { return nil }
      return Range(low: low, central: central, high: high)
    }
    let isSoldOff = answer.disposition == .liquidate
    let (days, share) = (answer.fees.days, answer.fees.liquidation)
    return try JSONText.line(
      Removal(
        report: answer.report.file, reportKind: answer.report.name, number: answer.number,
        disposition: answer.disposition.rawValue, marketplace: answer.marketplace, day: "\(answer.day)",
        units: answer.units, sellable: answer.sellable, unsellable: answer.unsellable,
        reserved: answer.lines.reduce(0) { $0 + $1.reserved },
        cost: isSoldOff ? nil : range { answer.cost(answer.units, $0) },
        costCurrency: isSoldOff || answer.fee == nil ? nil : answer.fees.currency,
        proceeds: isSoldOff ? answer.sales.flatMap { sales in range { share[$0] * sales } } : nil,
        sales: answer.sales, daysUntilGone: Range(low: days.low, central: days.central, high: days.high),
        isStranded: answer.isStranded, fees: answer.feesOrigin.name, isWeightAssumed: !answer.isWeighed,
        isMarketplaceAssumed: answer.isMarketplaceAssumed,
        lines: RemovalFile.rows(answer).map(RemovalFile.columns.object)))
  }
}
