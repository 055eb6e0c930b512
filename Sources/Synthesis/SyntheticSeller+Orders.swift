import AccountHealth
import Forecasting
import Glibc
import Probability
import Simulation

extension SyntheticSeller {
  /// The seller's orders as known at the end of the model's last day. The same seed gives the same orders.
  ///
  /// - Throws: `ModelError`, naming the field, for a seller with faults and for more than `mostOrders`
  ///   orders.
  public func orders(seed: UInt64) throws -> [Order] {
    if let fault = faults.first { throw fault }
    let simulator: Simulator
    do {
      simulator = try Simulator(datedModel.withKnownDrawSlots)
    } catch let error as ModelError {
      throw ModelError("model." + error.field, found: error.found, expected: error.expected)
    }
    let path = simulator.path(0, seed: seed)
    let count = path.orders.reduce(0, +)
    guard count <= Self.mostOrders else {
      throw ModelError("model.orders", found: "\(count) orders", expected: "at most \(Self.mostOrders)")
    }
    let first = start
    let last = first + (model.horizonDays - 1)
    var orders: [Order] = []
    orders.reserveCapacity(count)
    for (index, count) in path.orders.enumerated() {
      for number in 0..<count {
        var generator = Philox4x32(
          seed: seed, path: UInt32(index), day: UInt32(number), purpose: Purpose.syntheticOrder.address())
        var order = Order(
          id: identifier(index, number), purchased: first + index,
          channel: generator.chance(amazonShare) ? .amazon : .seller)
        live(&order, first, path, &generator)
        if let known = order.asKnown(on: last) { orders.append(known) }
      }
    }
    return orders
  }

  /// Draws everything that happens to one order, whenever it happens.
  private func live(_ order: inout Order, _ first: Day, _ path: SamplePath, _ generator: inout Philox4x32) {
    let item = items[generator.pick(items.map(\.weight))]
    order.units = 1 + (generator.chance(0.15) ? 1 : 0) + (generator.chance(0.04) ? 1 : 0)
    order.sku = item.sku
    order.category = item.category
    order.currency = currency
    order.amount = (item.price * Double(order.units) * 100).rounded() / 100
    let shipBy = workday(order.purchased + generator.days(shipByLags))
    let promised = shipBy + generator.days(promiseLags)
    order.shipBy = shipBy
    order.deliverBy = promised
    if order.channel == .seller {
      if generator.chance(chance("cancellation_rate", order.purchased, first, path)) {
        order.cancelled = order.purchased + generator.days(cancellationLags)
        order.cancelledBy = .seller
        return
      }
      if generator.chance(buyerCancellation) {
        order.cancelled = order.purchased
        order.cancelledBy = .buyer
        return
      }
    }
    let isLate =
      order.channel == .seller && generator.chance(chance("late_shipment_rate_30d", shipBy, first, path))
    let slack = max(0, shipBy - order.purchased)
    let shipped =
      isLate
      ? shipBy + generator.days(lateByLags)
      : order.purchased + min(slack, Int(Double(slack + 1) * generator.unit()))
    order.shipped = shipped
    let isInvalid =
      order.channel == .seller && generator.chance(chance("valid_tracking_rate", promised, first, path))
    order.tracking = isInvalid ? (generator.chance(0.5) ? .invalid : Order.Tracking.none) : .valid
    let comesLate =
      order.channel == .seller && generator.chance(chance("on_time_delivery_rate", promised, first, path))
    let arrival = shipped + generator.days(transitLags)
    let delivered =
      comesLate
      ? max(promised + generator.days(lateDeliveryLags), arrival)
      : isLate ? arrival : min(arrival, max(promised, shipped))
    order.delivered = delivered
    defect(&order, delivered, late: delivered > promised, first, path, &generator)
  }

  private func defect(
    _ order: inout Order, _ delivered: Day, late: Bool, _ first: Day, _ path: SamplePath,
    _ generator: inout Philox4x32
  ) {
    let id = order.channel == .seller ? "order_defect_rate" : "order_defect_rate_fba"
    var p = chance(id, order.deliverBy ?? delivered, first, path)
    if late { p = raise(p, defectOddsWhenLate) }
    guard generator.chance(p) else { return }
    order.defect = [.negativeFeedback, .aToZClaim, .chargeback][generator.pick([0.6, 0.35, 0.05])]
    order.defectRecorded = delivered + generator.days(defectLags)
  }

  /// The chance of the metric on a day, with its episodes. Days outside the model take its first or last day.
  private func chance(_ metric: String, _ day: Day, _ first: Day, _ path: SamplePath) -> Double {
    guard let values = path.probabilities[metric] else { return 0 }
    let index = min(max(day - first, 0), values.count - 1)
    var p = values[index]
    for episode in episodes where episode.metric == metric {
      if (episode.fromDay...episode.toDay).contains(index + 1) { p = raise(p, episode.odds) }
    }
    return p
  }

  private func raise(_ p: Double, _ odds: Double) -> Double { p * odds / (1 - p + p * odds) }

  private func workday(_ day: Day) -> Day {
    guard isClosedOnWeekends, day.weekday >= 5 else { return day }
    return day + (7 - day.weekday)
  }

  /// A unique id that has the marketplace's form and is visibly not a real one.
  private func identifier(_ day: Int, _ number: Int) -> String {
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "900-\(padded(day + 1, 7))-\(padded(number + 1, 7))"
  }
}

extension SyntheticSeller {
  /// The model with the weekday factors in its mean orders.
  private var datedModel: SimulationModel {
    guard let factors = weekdayFactors, var orders = model.orders else { return model }
    let mean = orders.mean ?? .constant(1)
    orders.mean = .byDay(
      (1...model.horizonDays).map { mean[$0] * factors[(start + ($0 - 1)).weekday] })
    var dated = model
    dated.orders = orders
    return dated
  }
}

extension Philox4x32 {
  /// A uniform number inside 0…1.
  fileprivate mutating func unit() -> Double { uniform(UInt32(truncatingIfNeeded: next())) }

  fileprivate mutating func chance(_ p: Double) -> Bool { unit() < p }

  /// An index with probability proportional to its weight.
  fileprivate mutating func pick(_ weights: [Double]) -> Int {
    var target = unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      target -= weight
      if target < 0 { return index }
    }
    return weights.count - 1
  }

  fileprivate mutating func days(_ law: [SyntheticSeller.Lag]) -> Int { law[pick(law.map(\.weight))].days }
}
