import AccountHealth
import Glibc
import Simulation

extension AccountFacts {
  /// Share of the orders with a question from the buyer (5 to 20 % assumed, grade D).
  static let askingShare = 0.1

  /// What an action costs over `days` from its decision: its stated costs in USD, those by time for the whole
  /// terms that it must be bought for, and the margin of the orders that it loses in the account's currency.
  ///
  /// - Parameters:
  ///   - action: Taken at its typical lead and coverage.
  ///   - days: From the decision on.
  ///   - margin: Contribution margin, a share of sales; `nil` if it is not known.
  /// - Returns: `nil` if the cost depends on an order value or a margin that is not known, or on cases or
  ///   orders beyond a cap of which the record has none: futures may have some.
  public func cost(of action: Action, days: Int, margin: Double?) -> Price? {
    let daily = dailyOrders(.seller)
    let working = Double(max(0, days - action.typicalLead))
    if action.costs.contains(where: { $0.orderValue.upperBound > 0 }), orderValue == nil { return nil }
    var basis = Cost.Basis(days: working, orders: daily * working * action.coverage)
    if let term = action.leastDays {
      basis.days = Double(term) * max(1, (working / Double(term)).rounded(.up))
    }
    basis.cases = cases(of: action, orders: basis.orders)
    basis.listings = (Double(listings) * action.coverage).rounded(.up)
    basis.orderValue = orderValue ?? 0
    let stated = action.cost(basis)
    if stated == Price.none,
      action.costs.contains(where: { $0.usd.upperBound > 0 || $0.orderValue.upperBound > 0 })
    {
      return nil
    }
    if case .orderCap(let cap) = action.structure, cap.workingDays == nil, daily > 0,
      shareAbove(cap.multipleOfMean) == 0
    {
      return nil
    }
    let lost = lostOrders(of: action, days: days) * daily
    guard lost != 0 else { return stated }
    guard let margin, let value = orderValue else { return nil }
    let lostMargin = max(0, lost * value * margin - gainedByPrice(action, days: days, daily: daily) * value)
    return stated + Price(usd: 0...0, own: lostMargin...lostMargin)
  }

  /// The share of the seller's orders of the last weeks that were beyond a multiple of the mean on their day.
  private func shareAbove(_ multiple: Double) -> Double {
    let most = Int((multiple * dailyOrders(.seller)).rounded(.up))
    var counts: [Day: Int] = [:]
    for order in orders(.seller) where order.purchased > asOf - Self.memory {
      counts[order.purchased, default: 0] += 1
    }
    let (all, above) = counts.values.reduce((0, 0)) { ($0.0 + $1, $0.1 + max(0, $1 - most)) }
    return all == 0 ? 0 : Double(above) / Double(all)
  }

  private func cases(of action: Action, orders: Double) -> Double {
    let gone = action.effects.filter { $0.target == .gone && $0.scope != .protectedClaims }
    if !gone.isEmpty {
      return gone.reduce(0) { sum, effect in
        sum + Double(self.orders(effect.channel).count { effect.removes($0, on: asOf + 1) })
      }
    }
    guard let claims = action.effects.first(where: { $0.scope == .claims }) else {
      return orders * Self.askingShare
    }
    // Claims avoided: the former number per day, minus those that remain.
    let daily = Double(defects([.aToZClaim], .seller).count) / Double(Self.memory)
    let share = dailyOrders(.seller) > 0 ? daily / dailyOrders(.seller) : 0
    return orders * share * max(0, 1 - claims.law.mean)
  }

  /// What the change of its price adds to the margin of the orders that are left, in days' worth of order
  /// values; below 0 for a lower price. The marketplace's fee takes its share of the change.
  private func gainedByPrice(_ action: Action, days: Int, daily: Double) -> Double {
    guard
      let effect = action.effects.first(where: { $0.change == .elasticity && $0.channel == .seller })
    else { return 0 }
    let mean = effect.law.mean
    return (0..<days).reduce(0.0) { sum, day in
      let strength = action.strength(after: day, lead: action.typicalLead)
      return sum + daily * pow(mean, strength) * effect.priceChange * strength * Self.proceedsShare
    }
  }

  /// The mean number of lost orders of the seller, in days' worth of orders; below 0 if orders are gained.
  private func lostOrders(of action: Action, days: Int) -> Double {
    if case .pause(let pause) = action.structure {
      let missing = 1 - EffectLaw(multiplier: pause.returnLevel).mean
      let after = (0..<max(0, days - pause.days)).reduce(0.0) { sum, day in
        sum + missing * exp2(-Double(day) / pause.halfLifeDays)
      }
      return Double(min(days, pause.days)) + after
    }
    if case .orderCap(let cap) = action.structure, cap.workingDays == nil {
      return max(0, Double(days) - Double(action.typicalLead)) * shareAbove(cap.multipleOfMean)
    }
    guard action.structure != .moveToAmazon,
      let effect = action.effects.first(where: { $0.target == .orders && $0.channel == .seller })
    else { return 0 }
    let mean = effect.law.mean
    return (0..<days).reduce(0.0) { sum, day in
      sum + (1 - pow(mean, action.strength(after: day, lead: action.typicalLead)))
    }
  }
}
