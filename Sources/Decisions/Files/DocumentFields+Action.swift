import AccountHealth
import Documents

/// The `spec` of an action.
extension DocumentFields {
  mutating func action(_ metadata: Metadata) -> Action? {
    allow(only: [
      "cause", "effects", "structure", "lead_days", "ramp_days", "coverage", "cost", "least_days",
      "marketplaces", "includes", "least_rating", "needs_on_target", "needs_in", "condition", "repeatable",
      "note",
    ])
    require(["cause"])
    if shape("effects") == nil, shape("structure") == nil { require(["effects"]) }
    let cause = text("cause")
    var effects: [Effect] = []
    for var item in items("effects") ?? [] {
      if let effect = item.effect() { effects.append(effect) }
      absorb(item)
    }
    let structure = self.structure()
    let lead = range(
      "lead_days", upTo: 365, expected: "whole days from 0 to 365, or two such as [3, 14]")
    if let lead, lead.lowerBound != lead.lowerBound.rounded() || lead.upperBound != lead.upperBound.rounded()
    {
      reject("lead_days", found: "a part of a day", expected: "whole days", advice: "Round it.")
    }
    let ramp = count("ramp_days", in: 0...365)
    let coverage = number("coverage", in: 0...1, expected: "a share of orders above 0 and at most 1")
    if coverage == 0 {
      reject("coverage", found: "'0'", expected: "a share of orders above 0", advice: "Leave the action out.")
    }
    var costs: [Cost] = []
    for var item in items("cost") ?? [] {
      if let cost = item.cost() { costs.append(cost) }
      absorb(item)
    }
    let leastDays = count("least_days", in: 1...3650)
    if has("least_days"), !costs.contains(where: { $0.unit.isTime }) {
      reject(
        "least_days", found: "no cost by time beside it", expected: "a cost per \(Cost.Unit.times)",
        advice: "Remove the line, or write what the term costs.")
    }
    let marketplaces = list("marketplaces") ?? []
    let includes = list("includes") ?? []
    let leastRating = count("least_rating", in: 0...1000)
    let needed = metrics("needs_on_target")
    let neededIn = list("needs_in") ?? []
    if has("needs_in") { require(["needs_on_target"]) }
    let condition = text("condition")
    let repeatable = flag("repeatable")
    let note = text("note")
    guard let cause else { return nil }
    var action = Action(
      metadata: metadata, cause: cause, effects: effects, structure: structure,
      leadDays: lead.map { Int($0.lowerBound)...Int($0.upperBound) } ?? 0...0, rampDays: ramp ?? 0,
      coverage: coverage ?? 1, costs: costs, note: note ?? "")
    action.leastDays = leastDays
    action.marketplaces = marketplaces
    action.includes = includes
    action.leastRating = leastRating
    action.rateNeed = needed.map { RateNeed($0, in: neededIn) }
    action.condition = condition ?? ""
    action.isRepeatable = repeatable ?? false
    return action
  }

  // MARK: Effects

  private mutating func effect() -> Effect? {
    let changes = Effect.Change.allCases.map(\.rawValue)
    allow(
      only: [
        "target", "scope", "channel", "metrics", "price_change", "pending", "record_only", "within_days",
        "grade",
      ] + changes)
    require(["target"])
    guard let target = word("target", among: Effect.Target.allCases) else { return nil }
    let given = target.changes.filter { has($0.rawValue) }
    let possible = target.changes.map(\.rawValue).joined(separator: ", ")
    guard given.count == 1, let change = given.first else {
      reject(
        "target", found: given.isEmpty ? "no change of \(target.rawValue)" : "\(given.count) changes",
        expected: "one of \(possible)", advice: "Write one, with p10, p50 and p90.")
      return nil
    }
    for other in changes
    where other != change.rawValue && has(other) && !given.map(\.rawValue).contains(other) {
      reject(
        other, found: "a change that \(target.rawValue) does not have", expected: "one of \(possible)",
        advice: "Remove it.")
    }
    let quantiles =
      change.isProbability
      ? probabilityQuantiles(change.rawValue)
      : change == .elasticity
        ? self.quantiles(
          change.rawValue, in: -20...0, strictly: { $0 < 0 },
          expected: "a number from -20 and below 0, or p10, p50 and p90 of one")
        : positiveQuantiles(change.rawValue, upTo: 1000)
    let priceChange = number(
      "price_change", in: -0.9...9, expected: "a relative change from -0.9 to 9, such as 0.05")
    if (change == .elasticity) != has("price_change") {
      reject(
        change == .elasticity ? "elasticity" : "price_change",
        found: change == .elasticity ? "no price_change beside it" : "no elasticity beside it",
        expected: "both or neither", advice: "Add the other.")
    }
    let scopes: [Effect.Scope] =
      switch target {
      case .defect: [.all, .onTime, .late, .untracked, .claims]
      case .gone: [.all, .claims, .negativeFeedback, .chargebacks, .protectedClaims]
      default: [.all]
      }
    let scope = word("scope", among: scopes)
    let channel = value(
      "channel", expected: "seller or amazon", advice: "Correct the spelling."
    ) { text -> Order.Channel? in
      text == "seller" ? .seller : text == "amazon" ? .amazon : nil
    }
    let metrics = self.metrics("metrics")
    if target == .enforcement { require(["metrics"]) }
    if target != .enforcement, has("metrics") {
      reject(
        "metrics", found: "metrics of \(target.rawValue)", expected: "them only with target enforcement",
        advice: "Remove the line.")
    }
    let pending = flag("pending")
    let recordOnly = flag("record_only")
    let within = count("within_days", in: 1...3650)
    if target != .gone, has("within_days") {
      reject(
        "within_days", found: "within_days of \(target.rawValue)", expected: "it only with target gone",
        advice: "Remove the line.")
    }
    let grade = self.grade("grade")
    guard let quantiles else { return nil }
    var effect = Effect(
      target, change, quantiles, scope: scope ?? .all, channel: channel ?? .seller, metrics: metrics ?? [],
      priceChange: priceChange ?? 0, reachesPending: pending ?? false, grade: grade)
    effect.isRecordOnly = recordOnly ?? false
    effect.within = within
    return effect
  }

  // MARK: Structure

  private mutating func structure() -> Structure? {
    guard var fields = fields("structure") else { return nil }
    defer { absorb(fields) }
    let kinds = ["deadline_shift", "weekend", "pause", "order_cap", "move_to_amazon", "insurance"]
    fields.allow(only: kinds)
    let given = kinds.filter(fields.has)
    guard given.count == 1, let kind = given.first else {
      reject(
        "structure", found: "\(given.count) changes", expected: "one of \(kinds.joined(separator: ", "))",
        advice: "Write one; put the other in a second action.")
      return nil
    }
    switch kind {
    case "weekend": return fields.word(kind, among: Structure.Weekend.allCases).map { .weekend($0) }
    case "move_to_amazon":
      return fields.value(kind, expected: "true", advice: "Remove it otherwise.") {
        $0 == "true" ? .moveToAmazon : nil
      }
    default:
      guard var inner = fields.fields(kind) else { return nil }
      defer { fields.absorb(inner) }
      switch kind {
      case "deadline_shift": return inner.deadlineShift()
      case "pause": return inner.pause()
      case "order_cap": return inner.orderCap()
      default: return inner.insurance()
      }
    }
  }

  private mutating func deadlineShift() -> Structure? {
    allow(only: ["working_days", "promise_days"])
    require(["working_days", "promise_days"])
    guard let working = count("working_days", in: 0...30), let promise = count("promise_days", in: 0...60)
    else {
      return nil
    }
    return .deadlineShift(.init(workingDays: working, promiseDays: promise))
  }

  private mutating func pause() -> Structure? {
    allow(only: ["days", "return_level", "half_life_days"])
    require(["days", "return_level", "half_life_days"])
    let days = count("days", in: 1...365)
    let level = positiveQuantiles("return_level", upTo: 10)
    let halfLife = number("half_life_days", in: 0.1...365, expected: "days from 0.1 to 365")
    guard let days, let level, let halfLife else { return nil }
    return .pause(.init(days: days, returnLevel: level, halfLifeDays: halfLife))
  }

  private mutating func orderCap() -> Structure? {
    allow(only: ["multiple_of_mean", "working_days", "refuse"])
    require(["multiple_of_mean"])
    let multiple = number(
      "multiple_of_mean", in: 0.01...1000, expected: "a multiple of the mean daily orders from 0.01 to 1000")
    let days = count("working_days", in: 1...30)
    let refuse = flag("refuse") ?? false
    if (days == nil && !has("working_days")) != refuse {
      reject(
        has("refuse") ? "refuse" : "multiple_of_mean",
        found: refuse ? "orders both refused and delayed" : "nothing about the orders beyond",
        expected: "either working_days or refuse: true", advice: "Write one of the two.")
    }
    return multiple.map { .orderCap(.init(multipleOfMean: $0, workingDays: days)) }
  }

  private mutating func insurance() -> Structure? {
    allow(only: ["wait_days", "paid_days", "limit"])
    require(["wait_days", "paid_days", "limit"])
    let wait = positiveQuantiles("wait_days", upTo: 365)
    let paid = positiveQuantiles("paid_days", upTo: 3650)
    let limit = number("limit", in: 1...1e9, expected: "USD a year from 1 to 1000000000")
    guard let wait, let paid, let limit else { return nil }
    return .insurance(.init(waitDays: wait, paidDays: paid, limit: limit))
  }

  // MARK: Cost

  private mutating func cost() -> Cost? {
    allow(only: ["per", "usd", "hours_a_week", "order_value"])
    require(["per", "usd"])
    let unit = word("per", among: Cost.Unit.allCases)
    let usd = range(
      "usd", upTo: 1e9, expected: "USD from 0 to 1000000000, one number or two such as [18, 30]")
    let hours = range("hours_a_week", upTo: 1e5, expected: "hours from 0 to 100000, or two such as [4, 8]")
    let value = range("order_value", upTo: 100, expected: "times the order value from 0 to 100, or two")
    guard let unit, let usd else { return nil }
    for (key, owner) in [("hours_a_week", Cost.Unit.hour), ("order_value", .case)]
    where has(key) && unit != owner {
      reject(
        key, found: "\(key) with \(unit.rawValue)", expected: "it only with per: \(owner.rawValue)",
        advice: "Remove the line.")
    }
    if unit == .hour { require(["hours_a_week"]) }
    return Cost(unit, usd: usd, hours: hours ?? 0...0, orderValue: value ?? 0...0)
  }
}
