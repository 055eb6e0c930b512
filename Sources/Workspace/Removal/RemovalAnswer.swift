import AccountHealth
import Decisions
import Digests
import Foundation
import SellerReports

/// The stock that leaves, what that costs, and how long it takes.
public struct RemovalAnswer: Sendable {
  /// One SKU, over all of its conditions.
  public struct Line: Sendable, Hashable {
    public var sku: String
    public var fnsku: String
    public var conditions: [String]
    /// Units that are removed.
    public var sellable: Int
    public var unsellable: Int
    /// Units that stay, as they are of open orders or between warehouses.
    public var reserved: Int
    /// The highest of its conditions.
    public var price: Double?
    /// Whether a report says that it has no offer.
    public var isStranded = false
    public var strandedSince: Day?
    /// The day on which Amazon removes it by itself.
    public var removedOn: Day?

    public var units: Int { sellable + unsellable }
    /// The sellable units at their price.
    public var sales: Double? { price.map { $0 * Double(sellable) } }
  }

  public var disposition: RemovalQuestion.Disposition
  /// In the order of the report, and only SKUs of which units are removed.
  public var lines: [Line]
  /// SKUs whose text the file of an order cannot hold, or a spreadsheet would run.
  public var leftOut: [Line]
  public var report: StockReport
  /// What a second report, of SKUs without an offer, adds to it.
  public var added: StockReport.Added?
  /// Whether its SKUs have no offer.
  public var isStranded: Bool { report.kind == .stranded }
  public var fees: RemovalFees
  public var feesOrigin: Origin
  public var marketplace: String
  /// Whether neither the question nor a file names the store.
  public var isMarketplaceAssumed: Bool
  /// The day that decides the fee.
  public var day: Day
  /// The fee of one unit under each setting, and its row; `nil` if the table has none for this store and day.
  public var fee: [(setting: RiskSetting, fee: Double, row: RemovalFees.Row)]?
  /// Whether size and weight are those of the question.
  public var isWeighed: Bool
  public var faults: Faults
  public var remarks: [Remark]

  public var sellable: Int { lines.reduce(0) { $0 + $1.sellable } }
  public var unsellable: Int { lines.reduce(0) { $0 + $1.unsellable } }
  public var units: Int { sellable + unsellable }
  /// The sellable units that leave, at their prices; `nil` if one has no price.
  public var sales: Double? {
    lines.reduce(0.0) { sum, line in
      line.sellable == 0 ? sum : sum.flatMap { sum in line.sales.map { sum + $0 } }
    }
  }

  /// The fee of some units under a setting.
  public func cost(_ units: Int, _ setting: RiskSetting) -> Double? {
    fee?.first { $0.setting == setting }.map { $0.fee * Double(units) }
  }

  /// The same order has the same number, so that it cannot be placed twice by mistake.
  public var number: String {
    let text = lines.map { "\($0.sku)\t\($0.sellable)\t\($0.unsellable)\n" }.joined()
    return "headroom-" + SHA256.hex(Array((disposition.rawValue + "\n" + text).utf8)).prefix(12)
  }
}

extension RemovalAnswer {
  /// Reads reports of stock; other files are ignored.
  ///
  /// - Parameters:
  ///   - files: Paths; `-` is standard input.
  ///   - question: What is removed.
  ///   - settings: How the files are read; its marketplace and its evening decide the fee.
  /// - Throws: `Refusal` for a file that is missing or damaged, without a report of stock, for two of a kind,
  ///   and for more units than there are.
  public init(reading files: [String], _ question: RemovalQuestion, under settings: Settings = Settings())
    throws(Refusal)
  {
    try self.init(OrderSource { try $0.readStock(files) }, files: files.count, question, under: settings)
  }

  /// Takes reports of stock from what was kept of files.
  ///
  /// - Parameters:
  ///   - source: Gives a book with its stock.
  ///   - files: Their number.
  ///   - question: What is removed.
  ///   - settings: As for files.
  /// - Throws: `Refusal` likewise.
  public init(
    _ source: OrderSource, files: Int, _ question: RemovalQuestion, under settings: Settings = Settings()
  ) throws(Refusal) {
    let book = try source.book(settings.reader())
    let faults = Faults(book)
    if settings.isStrict, !faults.isEmpty { throw Refusal(.notStrict, faults: faults) }
    guard let (report, others, added) = StockReport.best(book.stock) else {
      throw Refusal(.noStock(files: files), faults: faults)
    }
    guard others.isEmpty else {
      throw Refusal(.severalStockReports([report.file] + others, report.name), faults: faults)
    }
    (self.report, self.added) = (report, added)
    self.faults = faults
    remarks = book.notes.map(Remark.ofReader)
    disposition = question.disposition
    (fees, feesOrigin) = (question.fees.value, question.fees.origin)
    var settings = settings
    isMarketplaceAssumed = settings.marketplace == nil && settings.rules.value.onlyMarketplace == nil
    if isMarketplaceAssumed, book.marketplaces.count == 1, let only = book.marketplaces.first,
      settings.rules.value.marketplace(named: only) != nil
    {
      (settings.marketplace, isMarketplaceAssumed) = (only, false)
    }
    marketplace = try settings.knownMarketplace().name
    day = settings.asOf ?? Day(number: Int(Date().timeIntervalSince1970 / 86_400))
    isWeighed = question.pounds != nil
    var found = Self.lines(of: report)
    let stranded = Dictionary(
      book.stock.filter { $0.kind == .stranded }.flatMap(\.items).map { ($0.sku, $0) }
    ) { first, _ in first }
    for place in found.indices {
      guard let item = stranded[found[place].sku] else { continue }
      found[place].isStranded = true
      found[place].strandedSince = found[place].strandedSince ?? item.strandedSince
      found[place].removedOn = found[place].removedOn ?? item.removedOn
    }
    let taken = try Self.taken(found, question, report).filter { $0.units > 0 }
    lines = taken.filter { Self.isWritable($0.sku) }
    leftOut = taken.filter { !Self.isWritable($0.sku) }
    guard !taken.isEmpty else { throw Refusal(.nothingToRemove(file: report.file), faults: faults) }
    fee = fees.fees(question.size, pounds: question.pounds, in: marketplace, on: day)
  }

  /// The SKUs of a report with all that can be removed of each, in its order.
  private static func lines(of report: StockReport) -> [Line] {
    var lines: [Line] = []
    var places: [String: Int] = [:]
    for item in report.items {
      let place = places[item.sku] ?? lines.count
      if place == lines.count {
        places[item.sku] = place
        lines.append(
          Line(sku: item.sku, fnsku: item.fnsku, conditions: [], sellable: 0, unsellable: 0, reserved: 0))
      }
      lines[place].sellable += item.sellable ?? 0
      lines[place].unsellable += item.unsellable ?? 0
      lines[place].reserved += item.reserved ?? 0
      if let price = item.price { lines[place].price = max(price, lines[place].price ?? 0) }
      lines[place].strandedSince = [lines[place].strandedSince, item.strandedSince].compactMap { $0 }.min()
      lines[place].removedOn = [lines[place].removedOn, item.removedOn].compactMap { $0 }.min()
      if !item.condition.isEmpty, !lines[place].conditions.contains(item.condition) {
        lines[place].conditions.append(item.condition)
      }
    }
    return lines
  }

  /// What the question takes of them.
  private static func taken(_ lines: [Line], _ question: RemovalQuestion, _ report: StockReport)
    throws(Refusal) -> [Line]
  {
    guard !question.quantities.isEmpty else {
      return lines.map { line in
        var line = line
        if question.part == .unsellable { line.sellable = 0 }
        if question.part == .sellable { line.unsellable = 0 }
        return line
      }
    }
    var result: [Line] = []
    for asked in question.quantities {
      guard var line = lines.first(where: { $0.sku == asked.sku }) else {
        throw Refusal(
          .unknownSKU(
            asked.sku, file: report.file, near: Spelling.nearest(to: asked.sku, among: lines.map(\.sku))))
      }
      for (asked, there, isSellable) in [
        (asked.sellable, line.sellable, true), (asked.unsellable, line.unsellable, false),
      ] where asked > there {
        throw Refusal(
          .tooManyUnits(
            sku: line.sku, asked: asked, there: there, isSellable: isSellable, file: report.file))
      }
      guard !result.contains(where: { $0.sku == asked.sku }) else {
        throw Refusal(.repeatedSKU(asked.sku))
      }
      (line.sellable, line.unsellable) = (asked.sellable, asked.unsellable)
      result.append(line)
    }
    return result
  }

  /// Whether a line of tab-separated text can hold a SKU, and a spreadsheet does not run it as a formula.
  private static func isWritable(_ sku: String) -> Bool {
    guard let first = sku.unicodeScalars.first, !"=+-@".unicodeScalars.contains(first) else { return false }
    return sku.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: scalar != "\""
      }
    }
  }
}
