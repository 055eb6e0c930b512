import AccountHealth

/// A report of stock as a table under the names of Amazon's own columns, which is read back into the same
/// items.
public enum StockFile {
  /// The usual name of its file.
  public static func name(_ kind: StockReport.Kind) -> String {
    switch kind {
    case .inventory: "stock-inventory.csv"
    case .quantities: "stock-quantities.csv"
    case .recommendedRemovals: "stock-removals.csv"
    case .stranded: "stock-stranded.csv"
    }
  }

  private typealias Column = (name: String, cell: (StockReport.Item) -> String?)

  /// A column that no item fills is left out, unless the kind is known by it.
  public static func text(_ report: StockReport) -> String {
    let columns = columns(of: report.kind)
    let needed = neededColumns(of: report.kind)
    let shown = columns.filter { column in
      needed.contains(column.name) || report.items.contains { !(column.cell($0) ?? "").isEmpty }
    }
    return CSVText.row(shown.map(\.name))
      + report.items.map { item in CSVText.row(shown.map { $0.cell(item) ?? "" }) }.joined()
  }

  private static func neededColumns(of kind: StockReport.Kind) -> Set<String> {
    switch kind {
    case .inventory: ["sku", "fnsku", "afn-fulfillable-quantity"]
    case .quantities: ["sku", "fnsku", "Warehouse-Condition-code", "Quantity Available"]
    case .recommendedRemovals: ["sku", "fnsku", "snapshot-date", "sellable-quantity", "unsellable-quantity"]
    case .stranded: ["sku", "date-stranded"]
    }
  }

  private static func columns(of kind: StockReport.Kind) -> [Column] {
    let product: [Column] = [
      ("sku", { CSVText.cell($0.sku) }), ("fnsku", { CSVText.cell($0.fnsku) }),
      ("condition", { CSVText.cell($0.condition) }), ("your-price", { $0.price.map { "\($0)" } }),
    ]
    let reserved: Column = ("reserved-quantity", { number($0.reserved) })
    let days: [Column] = [
      ("date-stranded", { day($0.strandedSince) }), ("Date-to-take-auto-removal", { day($0.removedOn) }),
    ]
    switch kind {
    case .inventory:
      return product + [
        ("afn-fulfillable-quantity", { number($0.sellable) }),
        ("afn-unsellable-quantity", { number($0.unsellable) }),
        ("afn-reserved-quantity", { number($0.reserved) }), days[1],
      ]
    case .quantities:
      return product + [
        (
          "Warehouse-Condition-code",
          { $0.sellable != nil ? "SELLABLE" : $0.unsellable != nil ? "UNSELLABLE" : nil }
        ),
        ("Quantity Available", { number($0.sellable ?? $0.unsellable) }), reserved, days[1],
      ]
    case .recommendedRemovals:
      return [("snapshot-date", { _ in nil })] + product + [
        ("sellable-quantity", { number($0.sellable) }), ("unsellable-quantity", { number($0.unsellable) }),
        reserved, days[1],
      ]
    case .stranded:
      return product + [
        ("fulfillable-qty", { number($0.sellable) }), ("unfulfillable-qty", { number($0.unsellable) }),
        reserved,
      ] + days
    }
  }

  private static func number(_ count: Int?) -> String? { count.map { "\($0)" } }
  private static func day(_ day: Day?) -> String? { day.map { "\($0)" } }
}
