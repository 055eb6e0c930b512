import AccountHealth
import Decisions
import SellerReports

/// A figure of the seller's business that a file tells, or why it does not.
public enum FileFigure: Sendable, Hashable {
  /// The stock at Amazon.
  case stock(StockFigure)
  /// The balance: what was held back at the end of the period of a settlement, what of it is not paid out
  /// yet, and the days since, whose proceeds are assumed from the orders.
  case balance(file: String, end: Day, reserve: Double?, unpaid: Double, days: Int)
  /// A settlement that ended too long ago to say what is held today, or after the evening of judgement.
  case settlementOfOtherTime(file: String, end: Day)
  /// A settlement in another currency than the orders.
  case settlementOfOtherCurrency(file: String, currency: String)
  /// A settlement of another store.
  case settlementOfOtherStore(file: String, marketplace: String)
  /// A report of stock beside several accounts, which does not say whose it is.
  case stockOfNobody(file: String, report: String)

  public struct StockFigure: Sendable, Hashable {
    public var file: String
    /// The usual name of the report.
    public var report: String
    public var units: Int
    /// At its selling prices; `nil` if the report has too few.
    public var sales: Double?
    /// Units that are counted at the mean price of the others.
    public var unpriced: Int
    /// Whether only a part of the stock is listed: what has no offer, or is recommended to be removed.
    public var isPart: Bool
    /// Whether the seller states what it cost.
    public var hasCost: Bool
    /// Reports of the same kind that were written earlier.
    public var older: [String]
    /// Units of SKUs without an offer that only a second report lists.
    public var added: StockReport.Added?
  }
}

extension JoinedState {
  /// The most days since a settlement ended that still let it say what is held: two periods and a few days.
  private static let settlementDays = 35

  /// The seller's own figures, completed by what the files tell. What the seller states wins.
  ///
  /// - Returns: The figures, and what came from files.
  func books(_ own: Books, of subject: Subject) -> (books: Books, figures: [FileFigure]) {
    var books = own
    var figures: [FileFigure] = []
    if own.stockUnits == nil, isOfSeveral, let report = StockReport.best(stock)?.report {
      figures.append(.stockOfNobody(file: report.file, report: report.name))
    } else if own.stockUnits == nil, let (report, older, added) = StockReport.best(stock) {
      books.stockUnits = Double(report.units)
      books.stockSales = own.stockSales ?? report.sales
      figures.append(
        .stock(
          .init(
            file: report.file, report: report.name, units: report.units, sales: report.sales,
            unpriced: report.sales == nil ? 0 : report.unpricedUnits,
            isPart: [.stranded, .recommendedRemovals].contains(report.kind), hasCost: own.stock != nil,
            older: older, added: added)))
    }
    if own.balance == nil {
      let (settled, figure) = balance(of: subject)
      books.settled = settled
      if let figure { figures.append(figure) }
    }
    return (books, figures)
  }

  /// The balance by the newest settlement of the store, in the currency of the account.
  private func balance(of subject: Subject) -> (Books.SettledBalance?, FileFigure?) {
    let dated = settlements.compactMap { money in
      money.reserve == nil && money.total == nil ? nil : money.end.map { (money: money, end: $0) }
    }
    guard let first = dated.first?.money else { return (nil, nil) }
    let currency = AccountFacts(subject.forecasterSubject).currency(in: subject.marketplace)
    let here = dated.filter { $0.money.marketplace.map { $0 == subject.marketplace } ?? true }
    if here.isEmpty, let store = first.marketplace {
      return (nil, .settlementOfOtherStore(file: first.file, marketplace: store))
    }
    let own = here.filter {
      currency == nil || $0.money.currency.isEmpty || $0.money.currency == currency
    }
    let known = own.filter { $0.end <= subject.asOf }
    guard let (newest, end) = known.max(by: { ($0.end, $0.money.file) < ($1.end, $1.money.file) }) else {
      guard let other = own.first else {
        let other = here.first?.money ?? first
        return (nil, .settlementOfOtherCurrency(file: other.file, currency: other.currency))
      }
      return (nil, .settlementOfOtherTime(file: other.money.file, end: other.end))
    }
    let days = subject.asOf - end
    guard days <= Self.settlementDays else {
      return (nil, .settlementOfOtherTime(file: newest.file, end: end))
    }
    let isPaid = newest.deposit.map { $0 <= subject.asOf } ?? true
    let unpaid = isPaid ? 0 : max(0, newest.total ?? 0)
    return (
      Books.SettledBalance(amount: (newest.reserve ?? 0) + unpaid, days: days),
      .balance(file: newest.file, end: end, reserve: newest.reserve, unpaid: unpaid, days: days)
    )
  }
}

extension StockReport {
  /// What a report of SKUs without an offer adds to an inventory, which lists those with one.
  public struct Added: Sendable, Hashable {
    public var file: String
    public var units: Int
  }

  /// The report that says most, with the SKUs that only a report of stranded stock lists, and the names of
  /// those of the same kind that were written before it. The order in which files are named changes nothing.
  static func best(_ reports: [StockReport]) -> (report: StockReport, older: [String], added: Added?)? {
    func newestFirst(_ kind: Kind) -> [StockReport] {
      reports.filter { $0.kind == kind }.sorted {
        ($0.written ?? .max, $0.units, $0.file) > ($1.written ?? .max, $1.units, $1.file)
      }
    }
    guard let kind = reports.map(\.kind).min(by: { $0.rawValue < $1.rawValue }) else { return nil }
    let same = newestFirst(kind)
    var report = same[0]
    let older = same.dropFirst().map(\.file)
    guard [.inventory, .quantities].contains(kind), let stranded = newestFirst(.stranded).first else {
      return (report, older, nil)
    }
    let listed = Set(report.items.map(\.sku))
    let more = stranded.items.filter { !listed.contains($0.sku) }
    report.items += more
    let units = more.reduce(0) { $0 + $1.units }
    return (report, older, units == 0 ? nil : Added(file: stranded.file, units: units))
  }
}
