import AccountHealth
import Documents

/// The `spec` of an enforcement.
extension DocumentFields {
  mutating func enforcement(_ metadata: Metadata) -> Enforcement? {
    let names = [
      "background", "small", "mild", "severe", "notice_days", "dropped_if_back", "metrics", "reinstated",
      "calendar", "appeals", "drafting_days",
    ]
    // Older files have a review, which was never simulated.
    allow(only: names + ["background_causes", "rating", "loss", "evidence"], ignoring: ["review"])
    require(names)
    let background = assumption("background")
    let small = inside("small", ["bad_at_most", "factor"]) { fields -> (Int, Assumption)? in
      let bad = fields.count("bad_at_most", in: 0...1_000_000)
      let factor = fields.assumption("factor")
      if let bad, let factor { return (bad, factor) }
      return nil
    }
    let mild = response("mild")
    let severe = response("severe")
    let noticeDays = assumption("notice_days", in: 0...365, whole: true)
    let dropped = assumption("dropped_if_back")
    let groups = self.groups()
    let reinstated = self.reinstated()
    let calendar = inside("calendar", ["ordinary", "fourth_quarter"], ignoring: ["moratorium"]) {
      fields -> Enforcement.Calendar? in
      let ordinary = fields.assumption("ordinary", in: 0...100)
      let quarter = fields.assumption("fourth_quarter", in: 0...100)
      guard let ordinary, let quarter else { return nil }
      return .init(ordinary: ordinary, fourthQuarter: quarter)
    }
    var appeals: [Appeal] = []
    for var item in items("appeals") ?? [] {
      if let appeal = item.appeal() { appeals.append(appeal) }
      absorb(item)
    }
    var causes: [Enforcement.BackgroundCause] = []
    for var item in shape("background_causes") == nil ? [] : items("background_causes") ?? [] {
      item.allow(only: ["cause", "share"])
      item.require(["cause", "share"])
      let cause = item.value(
        "cause", expected: "a cause of the appeals", advice: "Add appeals for it, or correct the spelling."
      ) { text in appeals.contains { $0.cause == text } ? text : nil }
      let share = item.number("share", in: 0...1, expected: "a share from 0 to 1")
      if let cause, let share { causes.append(.init(cause: cause, share: share)) }
      absorb(item)
    }
    checkSum(of: causes.map(\.share), "background_causes")
    let drafting = positiveQuantiles("drafting_days", upTo: 3650)
    let rating = ratingRules(causes: causes.map(\.cause))
    let loss = self.loss()
    let evidence = shape("evidence") == nil ? [] : self.evidence()
    guard let background, let small, let mild, let severe, let noticeDays, let dropped, let groups,
      let reinstated,
      let calendar, let drafting
    else { return nil }
    var enforcement = Enforcement(
      metadata: metadata, background: background, smallBad: small.0, smallFactor: small.1, mild: mild,
      severe: severe, noticeDays: noticeDays, droppedIfBack: dropped, groups: groups, reinstated: reinstated,
      calendar: calendar, backgroundCauses: causes, appeals: appeals, draftingDays: drafting, loss: loss)
    enforcement.rating = rating
    enforcement.evidence = evidence
    checkFields(of: enforcement)
    return enforcement
  }

  /// What single assumptions rest on.
  private mutating func evidence() -> [FieldEvidence] {
    var result: [FieldEvidence] = []
    for var item in items("evidence") ?? [] {
      item.allow(only: ["fields", "source", "grade"])
      item.require(["fields", "source", "grade"])
      let (fields, source, grade) = (item.list("fields"), item.text("source"), item.grade("grade"))
      if let fields, let source, let grade {
        result.append(FieldEvidence(fields: fields, source: source, grade: grade))
      }
      absorb(item)
    }
    return result
  }

  /// Rejects evidence for what is no assumption of the file. A part that is left out, or has faults of its
  /// own, may keep its evidence.
  private mutating func checkFields(of enforcement: Enforcement) {
    let names = LossVariant.names(enforcement)
    let absent = [
      enforcement.loss == nil ? "loss." : nil, enforcement.rating == nil ? "rating." : nil,
    ].compactMap { $0 }
    for (place, evidence) in enforcement.evidence.enumerated() {
      for field in evidence.fields
      where !absent.contains(where: field.hasPrefix)
        && !names.contains(where: { $0 == field || $0.hasPrefix(field + ".") })
      {
        reject(
          "evidence[\(place)].fields", found: "'\(field)'",
          expected: "the name of an assumption, such as loss.margin",
          advice: "Correct the spelling, or remove it.")
      }
    }
  }

  /// Rejects shares of a whole that do not sum to 1, apart from rounding in the second decimal; no share at
  /// all is no fault.
  mutating func checkSum(of shares: [Double], _ key: String) {
    let sum = shares.reduce(0, +)
    guard !shares.isEmpty, abs(sum - 1) > 0.0101 else { return }
    reject(
      key, found: "shares that sum to \((sum * 1e4).rounded() / 1e4)", expected: "shares that sum to 1",
      advice: "They divide a whole among these lines.")
  }

  private mutating func response(_ key: String) -> Enforcement.Response? {
    inside(key, ["notice", "deactivated", "accepted", "deactivated_if_refused"]) { fields in
      let notice = fields.assumption("notice")
      let deactivated = fields.assumption("deactivated")
      let accepted = fields.assumption("accepted")
      let refused = fields.assumption("deactivated_if_refused")
      guard let notice, let deactivated, let accepted, let refused else { return nil }
      return .init(
        notice: notice, deactivated: deactivated, accepted: accepted, deactivatedIfRefused: refused)
    }
  }

  private mutating func groups() -> [Enforcement.Group]? {
    var result: [Enforcement.Group] = []
    var seen: Set<Metric> = []
    guard let items = items("metrics") else { return nil }
    for var item in items {
      item.allow(
        only: ["ids", "factor", "mild_up_to", "small_below_orders", "whole_account", "share_stopped"])
      item.require(["ids", "factor", "mild_up_to"])
      let metrics = item.metrics("ids")
      let factor = item.assumption("factor", in: 0...100)
      let mild = item.value(
        "mild_up_to", expected: "a multiple of the limit from 1 to 1000, at most 3 decimals",
        advice: "1.5 puts the end of mild at one and a half times the limit."
      ) { text in
        Ratio(decimal: text).flatMap { (1...1000).contains($0.value) && $0.denominator <= 1000 ? $0 : nil }
      }
      let below = item.count("small_below_orders", in: 0...1_000_000)
      func scope(_ key: String, otherwise value: Double) -> Assumption? {
        guard item.shape(key) != nil else { return Assumption(low: value, central: value, high: value) }
        return item.assumption(key)
      }
      let whole = scope("whole_account", otherwise: 0)
      let share = scope("share_stopped", otherwise: 1)
      if let metrics, !seen.isDisjoint(with: metrics) {
        item.reject(
          "ids", found: "a metric of another entry", expected: "each metric once", advice: "Remove one.")
      }
      seen.formUnion(metrics ?? [])
      if let metrics, let factor, let mild, let whole, let share {
        result.append(
          .init(
            metrics: metrics, factor: factor, mildUpTo: mild, smallBelowOrders: below ?? 0,
            wholeAccount: whole, shareStopped: share))
      }
      absorb(item)
    }
    return result
  }

  private mutating func reinstated() -> Enforcement.Reinstated? {
    let names = ["days", "factor", "if_still_off_target", "first_try_if_still_off_target", "again_in_a_year"]
    return inside("reinstated", names) { fields in
      let days = fields.count("days", in: 0...3650)
      let factor = fields.assumption("factor", in: 0...100)
      let still = fields.number("if_still_off_target", in: 0...100, expected: "a factor from 0 to 100")
      let first = fields.number("first_try_if_still_off_target", in: 0...1, expected: "a factor from 0 to 1")
      let again = fields.assumption("again_in_a_year")
      guard let days, let factor, let still, let first, let again else { return nil }
      return .init(
        days: days, factor: factor, stillOffTarget: still, firstTryIfStillOffTarget: first, again: again)
    }
  }

  private mutating func appeal() -> Appeal? {
    let names = ["cause", "first_try", "further_factor", "tries", "answer_days"]
    allow(only: names, ignoring: ["days"])
    require(names)
    let cause = text("cause")
    let first = assumption("first_try")
    let further = assumption("further_factor")
    let tries = assumption("tries", in: 1...100, whole: true)
    let answer = positiveQuantiles("answer_days", upTo: 3650)
    guard let cause, let first, let further, let tries, let answer else { return nil }
    return Appeal(
      cause: cause, firstTry: first, furtherFactor: further, tries: tries, answerDays: answer)
  }
}
