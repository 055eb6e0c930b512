import AccountHealth
import Decisions

/// Which stock is to leave Amazon's warehouses, and how?
public struct RemovalQuestion: Sendable {
  public enum Disposition: String, Sendable, Hashable, CaseIterable {
    case `return`, liquidate, dispose

    /// The word of the file that Amazon reads, which has none for a liquidation.
    public var uploaded: String? {
      switch self {
      case .return: "Return"
      case .dispose: "Disposal"
      case .liquidate: nil
      }
    }
  }

  /// The units that are taken of each SKU.
  public enum Part: String, Sendable, Hashable, CaseIterable { case all, sellable, unsellable }

  /// Units of one SKU.
  public struct Quantity: Sendable, Hashable {
    public var sku: String
    public var sellable: Int
    public var unsellable: Int

    public init(sku: String, sellable: Int, unsellable: Int) {
      self.sku = sku
      self.sellable = sellable
      self.unsellable = unsellable
    }
  }

  public var disposition = Disposition.return
  public var part = Part.all
  /// Takes these units instead, and nothing of other SKUs; empty for all SKUs.
  public var quantities: [Quantity] = []
  public var fees = Sourced<RemovalFees>.builtIn
  /// Size and weight in pounds of a unit; `nil` for those that the fees assume.
  public var size: RemovalFees.Size?
  public var pounds: Double?

  public init() {}
}
