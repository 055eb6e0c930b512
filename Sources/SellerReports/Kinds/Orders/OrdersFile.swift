import AccountHealth
import Foundation

/// Writes the canonical `orders.csv`, which `CanonicalOrders` reads.
public enum OrdersFile {
  /// The whole file: a header and one row per order. An unknown value is an empty cell.
  public static func text(_ orders: [Order], account: String, marketplace: String) -> String {
    var text = CSVText.row(OrdersColumn.written.map(\.name))
    for order in orders {
      text += CSVText.row(OrdersColumn.written.map { $0.cell(order, account, marketplace) })
    }
    return text
  }

  /// The header of a file of orders of which only some fields are known. A column that nothing fills is left
  /// out: an empty one would say that nothing of its kind happened.
  public static func header(_ fields: OrderFields) -> String {
    CSVText.row(OrdersColumn.written(fields).map(\.name))
  }

  /// One row per order of an account, without the header. A field of which no file says anything for an order
  /// reads `undecided`.
  ///
  /// - Parameters:
  ///   - orders: Some of the account's orders.
  ///   - account: The account, which every row names.
  ///   - fields: Those of the header.
  public static func rows(_ orders: some Sequence<Order>, of account: Account, fields: OrderFields) -> String
  {
    let columns = OrdersColumn.written(fields)
    var text = ""
    for order in orders {
      text += CSVText.row(
        columns.map { column in
          let cell = column.cell(order, account.name, account.marketplace)
          let isOpen = column.isOpen(order) || !account.fields.isSuperset(of: column.field)
          return cell.isEmpty && isOpen ? CellText.undecided : cell
        })
    }
    return text
  }

  /// Orders as rows of cells under the names of their columns; a column without any value is left out.
  public static func table(_ orders: [Order]) -> (header: [String], rows: [[String]]) {
    let columns = OrdersColumn.written.filter { column in
      orders.contains { !column.cell($0, "", "").isEmpty }
    }
    return (columns.map(\.name), orders.map { order in columns.map { $0.cell(order, "", "") } })
  }
}

extension OrdersColumn {
  /// The columns that are written where these fields are known.
  fileprivate static func written(_ fields: OrderFields) -> [OrdersColumn] {
    written.filter { column in
      let field = column == .defectRecorded ? .defect : column.field
      return field.isEmpty || fields.isSuperset(of: field)
    }
  }

  /// Whether no file says what became of this field of an order, or says it only without its day.
  fileprivate func isOpen(_ order: Order) -> Bool {
    !field.isEmpty && !order.undecided.isDisjoint(with: field) || self == .shipped && order.shippedBy != nil
  }

  fileprivate func cell(_ order: Order, _ account: String, _ marketplace: String) -> String {
    switch self {
    case .account: CSVText.cell(account)
    case .id: CSVText.cell(order.id)
    case .purchased: order.purchased.description
    case .marketplace: CSVText.cell(marketplace)
    case .channel: order.channel.word
    case .shipBy: order.shipBy?.description ?? ""
    case .shipped: order.shipped?.description ?? ""
    case .deliverBy: order.deliverBy?.description ?? ""
    case .delivered: order.delivered?.description ?? ""
    case .tracking: order.tracking?.word ?? ""
    case .cancelled: order.cancelled?.description ?? ""
    case .cancelledBy: order.cancelledBy?.word ?? ""
    case .defect: order.defect?.word ?? ""
    case .defectRecorded: order.defectRecorded?.description ?? ""
    case .units: "\(order.units)"
    case .amount:
      order.amount.map { String(format: "%.2f", locale: Locale(identifier: "en_US_POSIX"), $0) } ?? ""
    case .currency: CSVText.cell(order.currency ?? "")
    case .sku: CSVText.cell(order.sku ?? "")
    case .category: CSVText.cell(order.category ?? "")
    case .updated, .status: ""
    }
  }
}
