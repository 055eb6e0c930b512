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

  /// Orders as rows of cells under the names of their columns; a column without any value is left out.
  public static func table(_ orders: [Order]) -> (header: [String], rows: [[String]]) {
    let columns = OrdersColumn.written.filter { column in
      orders.contains { !column.cell($0, "", "").isEmpty }
    }
    return (columns.map(\.name), orders.map { order in columns.map { $0.cell(order, "", "") } })
  }
}

/// Writes the orders of accounts so that the file says of them what all files together do.
///
/// A column that nothing fills is left out: an empty one would say that nothing of its kind happened. A field
/// of which no file says anything for an order reads `undecided`, and so do units and a channel that are not
/// known. What was known of an order only up to some evening, what is assumed of it and the like have columns
/// of their own, if any order needs them.
public struct JoinedOrdersFile: Sendable {
  private let columns: [OrdersColumn]
  /// The accounts without any cancellation, by name and marketplace.
  private let uncancelled: Set<[String]>

  /// - Complexity: O(orders).
  public init(_ accounts: [Account]) {
    let fields = accounts.reduce(into: OrderFields()) { $0.formUnion($1.fields) }
    uncancelled = Set(
      accounts.filter { !$0.orders.contains { $0.cancelled != nil || $0.cancelledBy != nil } }.map {
        [$0.name, $0.marketplace]
      })
    columns =
      OrdersColumn.written.filter { column in
        let field = column == .defectRecorded ? .defect : column.field
        return field.isEmpty || fields.isSuperset(of: field)
      }
      + OrdersColumn.joined.filter { column in
        accounts.contains { $0.orders.contains { !column.cell($0, "", "").isEmpty } }
      }
  }

  public var header: String { CSVText.row(columns.map(\.name)) }

  /// One row per order, without the header.
  ///
  /// - Parameters:
  ///   - orders: Some of the account's orders.
  ///   - account: The account, which every row names.
  public func rows(_ orders: some Sequence<Order>, of account: Account) -> String {
    var text = ""
    let isUncancelled = uncancelled.contains([account.name, account.marketplace])
    // What only a list names is in no file of orders.
    for order in orders where !order.undecided.contains(.listed) {
      text += CSVText.row(
        columns.map { column in
          switch column {
          case .units where order.furtherUnits > 0: return CellText.undecided
          case .channel where order.undecided.contains(.namedChannel): return CellText.undecided
          case .id where order.undecided.contains(.number): return CellText.undecided
          case .purchased where order.undecided.contains(.purchased): return CellText.undecided
          // Where no file names channels, the orders are taken to be the seller's.
          case .channel where !account.fields.contains(.channel) || order.undecided.contains(.channel):
            return order.channel == .seller ? "" : order.channel.word
          // A blank cell would say neither that the column is kept nor that a defect was taken back.
          case .defect
          where order.defect == nil && !column.isOpen(order) && account.fields.contains(.defect)
            && (account.recordsDefects || account.withdrawnDefects[order.id] != nil):
            return CellText.none
          // Nor would it say so of a column in which nothing stands.
          case .cancelled
          where isUncancelled && !column.isOpen(order) && account.fields.contains(.cancelled):
            return CellText.none
          default:
            let cell = column.cell(order, account.name, account.marketplace)
            let isOpen = column.isOpen(order) || !account.fields.isSuperset(of: column.field)
            return cell.isEmpty && isOpen ? CellText.undecided : cell
          }
        })
    }
    return text
  }
}

extension OrdersColumn {
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
    case .service: order.service?.word ?? ""
    case .knownThrough: order.knownThrough?.description ?? ""
    case .shippedBy: order.shipped == nil ? order.shippedBy?.description ?? "" : ""
    case .itemCancelled: order.itemCancelled?.description ?? ""
    case .exempt: FieldWords.text(order.exempt)
    case .assumed: FieldWords.text(order.assumed)
    case .proven: FieldWords.text(order.proven)
    case .region: order.region?.code ?? ""
    case .carrier: order.carrier?.word ?? ""
    case .updated, .status: ""
    }
  }
}

/// Fields of an order by the names of their columns, with spaces between them.
enum FieldWords {
  private static let words: [(name: String, field: OrderFields)] =
    OrdersColumn.written.filter { !$0.field.isEmpty }.map { ($0.name, $0.field) }
    + [("dispatched", .dispatched), (OrdersColumn.itemCancelled.name, .cancelledItem)]

  static func text(_ fields: OrderFields) -> String {
    if fields.isEmpty { return "" }
    return words.filter { fields.contains($0.field) }.map(\.name).joined(separator: " ")
  }

  /// - Returns: `nil` for a text with any other word.
  static func fields(_ text: String) -> OrderFields? {
    var fields = OrderFields()
    for name in text.split(separator: " ") {
      guard let word = words.first(where: { $0.name == name }) else { return nil }
      fields.formUnion(word.field)
    }
    return fields
  }
}
