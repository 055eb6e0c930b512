import Documents
import SellerReports
import Workspace

/// What files tell of the seller's business, in words.
enum FileWords {
  /// `stock at Amazon for headroom loss and removal: 120 units of 3 SKUs …`
  static func stock(_ report: StockReport) -> String {
    let skus = Set(report.items.filter { $0.units > 0 }.map(\.sku)).count
    return "stock at Amazon for headroom loss and headroom removal: "
      + "\(Phrases.count(report.units, "unit", "units")) of \(Phrases.count(skus, "SKU", "SKUs")) (\(report.sellable) sellable, "
      + "\(report.unsellable) unsellable, \(report.reserved) reserved)"
      + (report.sales.map { sales in
        ", \(Phrases.counted(sales)) at your prices"
          + (report.unpricedUnits == 0
            ? "" : ", of which \(report.unpricedUnits) without a price count at the mean of the others")
      } ?? ", without prices")
  }

  /// `nil` for a settlement without sums.
  static func settlement(_ money: SettlementMoney) -> String? {
    guard let end = money.end, money.total != nil || money.reserve != nil else { return nil }
    let currency = money.currency.isEmpty ? "" : " " + money.currency
    let parts = [
      money.reserve.map { "\(Phrases.counted($0))\(currency) held back" },
      money.total.map { "\(Phrases.counted($0))\(currency) paid out" },
    ].compactMap { $0 }
    return "the balance for headroom loss: \(parts.joined(separator: ", ")), period to \(end)"
  }

  /// `480 of 1,200 orders with an amount have it in USD: …`
  static func leftOut(_ left: AmountsLeftOut) -> String {
    func names(_ currencies: [String]) -> String {
      currencies.map { TerminalText.escaped($0) }.joined(separator: ", ")
    }
    let accounts = left.accounts == 1 ? "" : " of \(left.accounts) accounts"
    return
      "\(Phrases.counted(Double(left.orders))) of \(Phrases.count(left.of, "order", "orders")) with an amount\(accounts) "
      + "\(left.orders == 1 ? "has" : "have") it in \(names(left.others)), which is not added to \(names(left.used)): "
      + "every order is taken to be worth the mean of those in \(names(left.used))"
  }

  /// A figure that an answer takes from a file, or why it does not.
  static func figure(_ figure: FileFigure, _ currency: String?) -> String {
    let money = currency.map { " " + TerminalText.escaped($0) } ?? ""
    switch figure {
    case .stock(let stock):
      guard stock.units > 0 else {
        return
          "there is no stock at Amazon, as the \(stock.report) \(stock.file) lists no unit (--stock-units states it)"
      }
      var text =
        "stock at Amazon is that of the \(stock.report) \(stock.file): \(Phrases.count(stock.units, "unit", "units"))"
        + (stock.sales.map { ", \(Phrases.counted($0))\(money) at your prices" }
          ?? ", valued at the mean order, as it holds no prices")
      if let added = stock.added {
        text +=
          ", of which \(Phrases.count(added.units, "unit has", "units have")) no offer and only \(added.file) lists them"
      }
      if stock.unpriced > 0 {
        text += ", of which \(stock.unpriced) without a price count at the mean of the others"
      }
      text +=
        stock.hasCost
        ? "; what it cost is as you state"
        : "; what it cost is assumed, a share of the price, evidence D (--stock states it)"
      if stock.isPart {
        text += ". It lists only a part of your stock, so the loss of stock is at least this"
      }
      if !stock.older.isEmpty {
        text +=
          ". Not used, as written earlier or of less: \(stock.older.joined(separator: ", "))"
      }
      return text
    case .balance(let file, let end, let reserve, let unpaid, let days):
      var parts = [
        reserve.map {
          "\(Phrases.counted($0))\(money) held back by \(file) at the end of its period, \(Phrases.date(end))"
        }
          ?? "nothing held back by \(file) at the end of its period, \(Phrases.date(end))"
      ]
      if unpaid > 0 { parts.append("\(Phrases.counted(unpaid))\(money) of that period not paid out yet") }
      if days > 0 {
        parts.append(
          "the proceeds of the \(Phrases.count(days, "day", "days")) since, assumed from the orders")
      }
      return "the balance that Amazon would hold is " + parts.joined(separator: ", plus ")
        + " (--balance states it)"
    case .settlementOfOtherTime(let file, let end):
      return
        "the settlement \(file) is not used for the balance: its period ended on \(Phrases.date(end)), too far from today"
    case .settlementOfOtherCurrency(let file, let currency):
      return
        "the settlement \(file) is not used for the balance: it is in \(currency), and the orders are not"
    case .settlementOfOtherStore(let file, let marketplace):
      return
        "the settlement \(file) is not used for the balance: it is of \(TerminalText.escaped(marketplace)) (--balance states it)"
    case .stockOfNobody(let file, let report):
      return
        "the \(report) \(file) is not used for the stock: these files are of several accounts, and it does not say whose it is (--stock-units and --stock state it)"
    }
  }
}
