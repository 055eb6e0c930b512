import AccountHealth
import Decisions
import Documents
import SellerReports
import Workspace

/// Words of a plan.
enum PlanWords {
  /// The longest text from a file that is repeated.
  private static let longest = 60

  /// Text from a file within a sentence.
  static func outside(_ text: String) -> String { TerminalText.cell(text, width: longest) }

  /// The title of an action, which may be from a file too.
  static func title(_ action: Action) -> String {
    TerminalText.cell(action.metadata.title, width: 2 * longest)
  }

  /// What an order does on the day that decides: `due to ship`.
  static func decided(_ clock: DecidingDay) -> String {
    switch clock {
    case .purchase: "placed"
    case .shipBy: "due to ship"
    case .promised: "promised for delivery"
    case .shipped: "shipped"
    }
  }

  /// The orders with a trait: `orders due to ship on a Monday`.
  static func orders(with trait: Trait, _ clock: DecidingDay) -> String {
    switch trait {
    case .period(let days): "orders \(decided(clock)) \(span(days))"
    case .decided(let weekday): "orders \(decided(clock)) on a \(Phrases.weekdays[weekday])"
    case .placed(let weekday): "orders placed on a \(Phrases.weekdays[weekday])"
    case .busyDay: "orders \(decided(clock)) on busy days (at least 1.5 times the usual day of the week)"
    case .daysToShip(0): "orders due to ship on the day of purchase"
    case .daysToShip(let days):
      "orders due to ship \(days == 1 ? "one day" : days == 2 ? "two days" : "three days or more") after purchase"
    case .sku(let sku): "orders of SKU \(outside(sku))"
    case .category(let category): "orders of category \(outside(category))"
    case .service(let service):
      "orders of the ship service \(service.word.replacing("_", with: " "))"
    case .carrier(.other): "orders sent with a carrier that is not one of the usual ones"
    case .carrier(let carrier): "orders sent with the carrier \(carrier.title)"
    case .region(let region): "orders to the region \(region.code)"
    case .beforeGap:
      "orders of a SKU in the last two days before it had no order for three days or more, as when its stock runs out"
    case .severalUnits: "orders of more than one unit"
    case .channel(.seller): "orders shipped by the seller"
    case .channel(.amazon): "orders shipped by Amazon"
    case .shippedLate: "orders confirmed after their ship-by day"
    case .deliveredLate: "orders delivered after the promised day"
    case .untracked: "orders without valid tracking"
    }
  }

  /// `on 4 Nov 2026`, `from 4 Nov 2026 to 17 Nov 2026`.
  static func span(_ days: DayRange) -> String {
    days.first == days.last
      ? "on \(Phrases.date(days.first))" : "from \(Phrases.date(days.first)) to \(Phrases.date(days.last))"
  }

  /// The orders that were compared: `all 40 orders placed from 1 Oct 2026 to 9 Nov 2026`.
  static func compared(_ causes: CauseStudy) -> String? {
    guard let days = causes.days, let placed = causes.placed else { return nil }
    let count = Phrases.count(causes.all.orders, "order", "orders")
    // Which orders belong to the rate goes by the purchase or the promise, not by the ship day.
    switch causes.clock {
    case .purchase, .promised: return "all \(count) \(decided(causes.clock)) \(span(days))"
    case .shipBy: return "all \(count) placed \(span(placed)) and due to ship by \(Phrases.date(days.last))"
    case .shipped: return "\(count) shipped \(span(days))"
    }
  }

  /// What was compared: `7 weekdays of the ship-by day`.
  static func compared(_ kind: Trait.Kind, _ number: Int, _ clock: DecidingDay) -> String {
    switch kind {
    case .period: "periods of days"
    case .decidedWeekday:
      "\(Phrases.count(number, "weekday", "weekdays")) on which orders are \(decided(clock))"
    case .placedWeekday: "\(Phrases.count(number, "weekday", "weekdays")) of purchase"
    case .busyDays: "busy days"
    case .daysToShip: "days from purchase to ship-by"
    case .sku: Phrases.count(number, "SKU", "SKUs")
    case .category: Phrases.count(number, "category", "categories")
    case .service: Phrases.count(number, "ship service", "ship services")
    case .carrier: Phrases.count(number, "carrier", "carriers")
    case .region: Phrases.count(number, "region", "regions")
    case .beforeGap: "the last days before a SKU stops selling"
    case .units: "orders of several units"
    case .channel: "the two channels"
    case .shippedLate: "late confirmation"
    case .deliveredLate: "late delivery"
    case .untracked: "tracking"
    }
  }

  /// `12 of 60 (20.0 %)`.
  static func share(_ share: Association.Share) -> String {
    "\(share.bad) of \(share.orders) (\(Phrases.percent(share.rate)))"
  }

  /// The interval of a rate: `11.8–31.8 %`.
  static func interval(_ share: Association.Share) -> String {
    let ends = share.interval
    return "\(Decimals.fixed(ends.lowerBound * 100, 1))–\(Decimals.fixed(ends.upperBound * 100, 1)) %"
  }

  /// `12 of 60 late (20.0 %) against 11 of 368 of the others (3.0 %)`.
  static func comparison(_ one: Association, _ metric: Metric) -> String {
    "\(one.group.bad) of \(one.group.orders) \(Phrases.badState(metric)) (\(Phrases.percent(one.group.rate))) "
      + "against \(one.rest.bad) of \(one.rest.orders) of the others (\(Phrases.percent(one.rest.rate)))"
  }

  /// A small chance, to two figures: `0.0012`, `below 0.0001`.
  static func chance(_ value: Double) -> String {
    value < 0.0001 ? "below 0.0001" : Decimals.short(value, value < 0.0095 ? 4 : 2)
  }

  /// Why an order counts.
  static func fact(_ fact: PlanOrder.Fact) -> String {
    func days(_ number: Int) -> String { Phrases.count(number, "day", "days") }
    switch fact {
    case .confirmedLate(let late): return "confirmed \(days(late)) late"
    case .unconfirmed(let late): return "not confirmed, \(days(late)) past ship-by"
    case .cancelled(.amazon): return "cancelled by Amazon, unshipped"
    case .cancelled: return "cancelled by us"
    case .defect(let defect): return self.defect(defect)
    case .deliveredLate(let late): return "delivered \(days(late)) late"
    case .undelivered(let late): return "no delivery known, \(days(late)) past the promise"
    case .untracked(.invalid?): return "invalid tracking"
    case .untracked: return "no tracking"
    }
  }

  static func defect(_ defect: Order.Defect) -> String {
    switch defect {
    case .negativeFeedback: "negative feedback"
    case .aToZClaim: "A-to-z claim"
    case .chargeback: "chargeback"
    }
  }

  /// The name of a rate within a sentence: `late shipment rate (10 days)`.
  static func name(_ metric: Metric) -> String {
    let parts = metric.nameInSentence.split(separator: ", ", maxSplits: 1)
    return parts.count == 2 ? "\(parts[0]) (\(parts[1]))" : metric.nameInSentence
  }

  /// How the bad orders divide: `15 one day late, 8 later`.
  static func kinds(_ orders: [PlanOrder]) -> String {
    var counts: [(name: String, count: Int)] = []
    for order in orders {
      let name = kind(order.fact)
      if let place = counts.firstIndex(where: { $0.name == name }) {
        counts[place].count += 1
      } else {
        counts.append((name, 1))
      }
    }
    return counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
      .map { "\($0.count) \($0.name)" }.joined(separator: ", ")
  }

  private static func kind(_ fact: PlanOrder.Fact) -> String {
    func days(_ number: Int) -> String {
      number <= 1 ? "by one day" : number <= 3 ? "by two or three days" : "by four days or more"
    }
    switch fact {
    case .confirmedLate(let late): return "confirmed late \(days(late))"
    case .unconfirmed: return "not confirmed yet"
    case .cancelled(.amazon): return "cancelled by Amazon because not shipped"
    case .cancelled: return "cancelled by us"
    case .defect(.negativeFeedback): return "with negative feedback"
    case .defect(let defect): return "with \(defect == .aToZClaim ? "an" : "a") \(self.defect(defect))"
    case .deliveredLate(let late): return "delivered late \(days(late))"
    case .undelivered: return "without a known delivery"
    case .untracked(.invalid?): return "with invalid tracking"
    case .untracked: return "without tracking"
    }
  }

  /// `below 4 %`, `above 90 %`; `4 % or less`, `95 % or more` where the limit itself is on target.
  static func target(_ rule: MetricRule) -> String {
    let limit = Phrases.limit(rule.displayedLimit)
    switch (rule.metric.isGoodShare, rule.isLimitMet) {
    case (false, false): return "below \(limit)"
    case (false, true): return "\(limit) or less"
    case (true, false): return "above \(limit)"
    case (true, true): return "\(limit) or more"
    }
  }

  /// The days of the window: `placed 2 Nov 2026 to 11 Nov 2026`.
  static func window(_ rule: MetricRule, on evening: Day) -> String {
    let days = rule.window(on: evening)
    let what =
      rule.metric.membership == .promisedDelivery
      ? "promised for" : rule.reading == .byShipDay ? "due to ship" : "placed"
    return "\(what) \(Phrases.date(days.first)) to \(Phrases.date(days.last))"
  }
}

extension Order.Carrier {
  /// Its name as it writes itself, for sentences.
  fileprivate var title: String {
    switch self {
    case .ups, .usps, .dhl, .dpd, .gls, .mrw, .brt, .sda, .seur: word.uppercased()
    case .fedex: "FedEx"
    case .onTrac: "OnTrac"
    case .postNL: "PostNL"
    case .postNord: "PostNord"
    case .inPost: "InPost"
    case .bpost: "bpost"
    default: word.split(separator: "_").map { Phrases.capitalized(String($0)) }.joined(separator: " ")
    }
  }
}
