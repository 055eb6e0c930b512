/// What a deactivation costs the seller. All numbers are assumptions; their settings are ordered by the loss.
public struct Loss: Sendable, Hashable {
  /// Why the account is shut. The raw values appear in files.
  public enum Cause: String, Sendable, Hashable, CaseIterable {
    case orderPerformance = "order_performance"
    case policy
    case fraud
  }

  /// Days of net proceeds that are held.
  public var frozenDays: Assumption
  /// Days from the reinstatement to their release.
  public var releaseDaysIfReinstated: Assumption
  /// Days from the deactivation to their release, if the account is not reinstated.
  public var releaseDaysIfNot: Assumption
  /// Share of them that is never released, for each cause.
  public var kept: [Cause: Assumption]
  /// Share of them that is charged for claims and refunds.
  public var claimsCharged: Assumption
  /// Cost of capital per year, a share.
  public var costOfCapital: Assumption
  /// Contribution margin, a share of sales.
  public var margin: Assumption
  /// Share of lost sales won back on other channels.
  public var wonBack: Assumption
  /// Sales on return divided by the former sales.
  public var returnLevel: Assumption
  /// Days in which half of what is missing on return comes back.
  public var returnHalfLifeDays: Assumption
  /// Fixed cost that continues, a share of former sales. It is part of the lost margin and shown beside it.
  public var fixedCost: Assumption
  /// Days to the forced removal of stock.
  public var removalAfterDays: Assumption
  /// Days that a removal takes.
  public var removalDays: Assumption
  /// USD per unit.
  public var removalFee: Assumption
  /// Share of the stock that is lost or destroyed.
  public var stockLost: Assumption
  /// Share of its cost that removal and resale recover.
  public var stockResold: Assumption
  /// Share of the selling price that liquidation leaves after its fee.
  public var liquidation: Assumption
  /// USD.
  public var appealHelp: Assumption
  /// What stock cost, a share of its selling price, where the seller states no cost. Files may leave it out.
  public var stockCost = Assumption(low: 0.25, central: 0.35, high: 0.50)
}
