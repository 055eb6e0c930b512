/// What a deactivation costs the seller. Assumptions, whose settings rank the loss.
public struct Loss: Sendable, Hashable {
  /// Why the account is shut; the raw values are those of files.
  public enum Cause: String, Sendable, Hashable, CaseIterable {
    case orderPerformance = "order_performance"
    case policy
    case fraud
  }

  /// Days of net proceeds that are held.
  public var frozenDays: Assumption
  /// Days from the reinstatement to their release.
  public var releaseDaysIfReinstated: Assumption
  /// Days from the deactivation to their release without one.
  public var releaseDaysIfNot: Assumption
  /// Share of them never released, one for each cause.
  public var kept: [Cause: Assumption]
  /// Share of them charged for claims and refunds.
  public var claimsCharged: Assumption
  /// A year.
  public var costOfCapital: Assumption
  /// Contribution margin, a share of sales.
  public var margin: Assumption
  /// Share of lost sales won back on other channels.
  public var wonBack: Assumption
  /// Sales on return over those before.
  public var returnLevel: Assumption
  /// In which half of what is missing on return comes back.
  public var returnHalfLifeDays: Assumption
  /// Fixed cost that runs on, a share of former sales; part of the margin lost, shown beside it.
  public var fixedCost: Assumption
  /// Days to the forced removal of stock.
  public var removalAfterDays: Assumption
  /// Days a removal takes.
  public var removalDays: Assumption
  /// USD a unit.
  public var removalFee: Assumption
  /// Share of stock lost or destroyed.
  public var stockLost: Assumption
  /// Share of its cost recovered by removal and resale.
  public var stockResold: Assumption
  /// Share of the selling price left by liquidation, its fee taken off.
  public var liquidation: Assumption
  /// USD.
  public var appealHelp: Assumption
  /// USD, beyond the order.
  public var chargeback: Assumption
}
