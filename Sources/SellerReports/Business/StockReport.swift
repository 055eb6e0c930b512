import AccountHealth

/// Stock in Amazon's warehouses, as one report lists it. It is of the moment at which the report was made.
public struct StockReport: Sendable, Hashable, Codable {
  /// What the report lists; the more complete before the less.
  public enum Kind: Int, Sendable, Hashable, CaseIterable, Codable {
    /// Every SKU with its quantities and its price.
    case inventory
    /// Every SKU by the condition of its units, without prices.
    case quantities
    /// SKUs that Amazon recommends to remove.
    case recommendedRemovals
    /// SKUs without an offer.
    case stranded
  }

  /// One SKU in one condition.
  public struct Item: Sendable, Hashable, Codable {
    /// The seller's own name of the product, as it is in the report.
    public var sku: String
    /// Amazon's label; empty if the report does not say.
    public var fnsku = ""
    /// As the report words it, such as `New`; empty if it does not say.
    public var condition = ""
    /// Units that can be sold. `nil`, like the other quantities, if the report does not say or its cell
    /// cannot be read.
    public var sellable: Int?
    public var unsellable: Int?
    /// Units of open orders, or on the way between warehouses.
    public var reserved: Int?
    /// The selling price of a unit, in the currency of the store.
    public var price: Double?
    /// The day from which on it had no offer.
    public var strandedSince: Day?
    /// The day on which Amazon removes it by itself.
    public var removedOn: Day?

    public init(sku: String) { self.sku = sku }

    /// All that lies in the warehouses, of what is known.
    public var units: Int { (sellable ?? 0) + (unsellable ?? 0) + (reserved ?? 0) }
  }

  /// The base name of its file.
  public var file: String
  public var kind: Kind
  /// The usual name of such a report.
  public var name: String
  /// When the file was last written, in seconds since 1970; `nil` for standard input.
  public var written: Int?
  /// In the order of the file. A SKU may have several, of different conditions.
  public var items: [Item] = []
  /// The number of data rows.
  public var rows = 0
  /// The columns of the file and how they were understood.
  public var columns: [TableColumn] = []
  /// Its place among the files of the run.
  var number = 0

  public init(file: String, kind: Kind, name: String) {
    self.file = file
    self.kind = kind
    self.name = name
  }

  public var sellable: Int { items.reduce(0) { $0 + ($1.sellable ?? 0) } }
  public var unsellable: Int { items.reduce(0) { $0 + ($1.unsellable ?? 0) } }
  public var reserved: Int { items.reduce(0) { $0 + ($1.reserved ?? 0) } }
  public var units: Int { items.reduce(0) { $0 + $1.units } }
  /// Those of items without a price.
  public var unpricedUnits: Int { items.reduce(0) { $0 + ($1.price == nil ? $1.units : 0) } }

  /// The stock at its selling prices. Units without a price count at the mean of the others; `nil` if these
  /// are more than half of the units.
  public var sales: Double? {
    guard units > 0 else { return items.contains { $0.price != nil } ? 0 : nil }
    let (all, priced) = (units, units - unpricedUnits)
    guard 2 * priced >= all, priced > 0 else { return nil }
    let sum = items.reduce(0) { $0 + ($1.price ?? 0) * Double($1.units) }
    return sum * Double(all) / Double(priced)
  }
}
