import AccountHealth
import Documents

extension ColumnMap {
  public static let kind = DocumentTree.Kind(
    name: "column file", levels: 3, example: "columns: {order_id: Order number}")

  /// The maps of a YAML file, one per document, for one kind of table each.
  ///
  /// - Throws: `DocumentError` with every fault of the file.
  public static func maps(document bytes: [UInt8], file: String) throws(DocumentError) -> [ColumnMap] {
    let tree: DocumentTree
    do {
      tree = try DocumentTree(bytes, file: ReportFault.plain(file), kind: kind, several: true)
    } catch {
      throw DocumentError([error])
    }
    var maps: [ColumnMap] = []
    var faults: [DocumentFault] = []
    for var fields in tree.documents {
      maps.append(ColumnMap(&fields))
      faults += fields.faults
    }
    guard faults.isEmpty else { throw DocumentError(faults) }
    return maps
  }

  private init(_ fields: inout DocumentFields) {
    fields.allow(only: ["columns", "constants", "dates"])
    fields.require(["columns"])
    columns = Self.columns(&fields)
    constants = Self.constants(&fields, besides: Set(columns.keys.map(\.name)))
    dates = fields.value(
      "dates", expected: DateOrder.allCases.map(\.rawValue).joined(separator: ", "),
      advice: "Say which comes first: day, month or year.", parse: DateOrder.init(rawValue:))
  }

  private static func columns(_ fields: inout DocumentFields) -> [OrdersColumn: [String]] {
    guard var entries = fields.fields("columns") else { return [:] }
    defer { fields.absorb(entries) }
    let known = OrdersColumn.allCases
    entries.allow(only: known.map(\.name))
    entries.require([OrdersColumn.id.name], advice: "Name the column of the order numbers.")
    var columns: [OrdersColumn: [String]] = [:]
    for column in known where entries.has(column.name) {
      let isList = entries.shape(column.name) == .list
      let theirs =
        isList ? entries.list(column.name) ?? [] : entries.text(column.name).map { [$0] } ?? []
      if theirs.contains(where: { Header.key($0).isEmpty }) || isList && theirs.isEmpty {
        entries.reject(
          column.name, found: "a name without letters or digits",
          expected: "the name of a column in the table", advice: "Copy it from the table's header.")
      }
      columns[column] = theirs
    }
    return columns
  }

  private static func constants(_ fields: inout DocumentFields, besides columns: Set<String>) -> Constants {
    var constants = Constants()
    guard var entries = fields.fields("constants") else { return constants }
    defer { fields.absorb(entries) }
    let known: [OrdersColumn] = [.account, .marketplace, .channel, .tracking, .units, .currency, .category]
    entries.allow(only: known.map(\.name))
    for column in known where columns.contains(column.name) && entries.has(column.name) {
      entries.reject(
        column.name, found: "both a column and a constant", expected: "one of the two",
        advice: "Remove one of them.")
    }
    func word<Value>(_ column: OrdersColumn, _ words: Words<Value>) -> Value? {
      entries.value(
        column.name, expected: words.listed, advice: "Use one of these words.",
        parse: { text in Array(text.utf8).withUnsafeBufferPointer { words.value($0) } })
    }
    constants.channel = word(.channel, .channels)
    constants.tracking = word(.tracking, .trackings)
    constants.account = entries.text(OrdersColumn.account.name)
    constants.marketplace = entries.text(OrdersColumn.marketplace.name)
    constants.units = entries.count(OrdersColumn.units.name, in: 1...999_999_999)
    constants.currency = entries.text(OrdersColumn.currency.name)
    constants.category = entries.text(OrdersColumn.category.name)
    return constants
  }
}
