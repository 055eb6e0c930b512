import Glibc
import Probability

/// How likely an open order ends bad, given what is known of it on an evening: a logistic regression learnt
/// from the open orders of many sellers on past evenings.
///
/// log-odds = `cells[state][bin]` + `own` · logit(own share) + `workingDays` · working days left (at most 6)
/// + `age` · log(1 + days since purchase) + `shippedLate`, if it was shipped late,
/// + `account` · (log-odds of the account's rate − `reference`) + log(share of bad ends not recorded by now).
public struct OpenOrderPrior: Encodable, Sendable, Hashable {
  /// The largest number of days left in each bin but the last, ascending; negative past the deadline.
  public var daysLeft: [Int]
  /// states × bins, log-odds; each metric has its own states (`OpenOrder`).
  public var cells: [[Double]]
  /// Coefficient of the log-odds that an order of this age stays open past its deadline, by the account's own
  /// orders.
  public var own: Double
  public var workingDays: Double
  public var age: Double
  /// What a late shipment adds to the log-odds of a late delivery; 0 if absent.
  public var shippedLate: Double?
  /// Coefficient of the account's own log-odds.
  public var account: Double
  /// Coefficient of the log-odds of a path with the mean held: how far the open orders of one account share
  /// their fate. It is `account` if absent.
  public var shared: Double?
  public var reference: Double
  /// Its weight against the account's own past in each cell, in good orders and in bad orders.
  public var strength: Double

  enum CodingKeys: String, CodingKey {
    case cells, own, age, account, shared, reference, strength
    case shippedLate = "shipped_late"
    case daysLeft = "days_left"
    case workingDays = "working_days"
  }

  var pathSlope: Double { shared ?? account }

  public var bins: Int { daysLeft.count + 1 }

  func bin(daysLeft days: Int) -> Int { daysLeft.firstIndex { days <= $0 } ?? daysLeft.count }

  /// The index of an order's cell among all.
  func cell(of order: OpenOrder) -> Int { order.state * bins + bin(daysLeft: order.daysLeft) }

  /// - Parameter logOdds: The log-odds of the account's rate.
  func logOdds(of order: OpenOrder, account logOdds: Double) -> Double {
    let covariates = order.covariates
    return cells[order.state][bin(daysLeft: order.daysLeft)] + own * covariates.own
      + workingDays * covariates.workingDays + age * covariates.age
      + (order.isShippedLate ? shippedLate ?? 0 : 0) + account * (logOdds - reference)
      + log(max(order.unrecorded, 1e-12))
  }
}

/// What is known on an evening of an order whose fate is open.
struct OpenOrder {
  /// Late shipment: 0. On-time delivery: 0 shipped, 1 with the seller. Defects: 0 shipped, 1 with the seller,
  /// 2 delivered on time, 3 delivered late, 4 unknown, since the files never say when anything was delivered.
  var state: Int
  /// Days to ship-by, or to the promised day; negative past it.
  var daysLeft: Int
  /// P(it stays open past its deadline) by the account's own orders that were open at the same age, 0…1.
  var ownShare: Double
  /// Monday to Friday, after the evening and through the deadline.
  var workingDays: Int
  /// Days since purchase.
  var age: Int
  /// Whether its ship-by passed before it was shipped; of deliveries only.
  var isShippedLate = false
  /// Share of the bad ends that this evening would not show yet, 0…1.
  var unrecorded = 1.0

  var covariates: (own: Double, workingDays: Double, age: Double) {
    let share = min(max(ownShare, 0.003), 0.997)
    return (logit(share), Double(min(workingDays, 6)), log1p(Double(age)))
  }
}
