import AccountHealth
import Decisions
import Documents
import Forecasting
import Simulation
import Workspace

/// What the seller must know and does not send: why this rate, what not to write, what the numbers carry,
/// what was compared, and what to expect.
struct PlanNotes {
  let answer: PlanAnswer

  private var metric: Metric { answer.choice.metric }

  var blocks: [PlanBlock] {
    [
      .divider, .heading(1, "Notes for you: delete them before you send the plan"),
      .heading(2, "Which rate, and why"), .list(why), .heading(2, "Before you send it"), .list(rules),
    ] + PlanForecast(answer).notes + compared + suggested + PlanAppeal(answer: answer).blocks + [
      .heading(2, "What this rests on"), .list(basis),
    ]
  }

  // MARK: Which rate

  private var why: [PlanText] {
    let title = metric.title
    let first: PlanText =
      switch answer.choice.reason {
      case .asked: "\(title), because you asked for it."
      case .offTarget where answer.choice.alsoOff.isEmpty: "\(title), because it is off target."
      case .offTarget:
        "\(title), because it is off target, and the furthest beyond its limit of those that are."
      case .atRisk(let chance, let days):
        "\(title): no rate is known to be off target, and this one is the likeliest to be so within \(Phrases.count(days, "day", "days")) (\(Phrases.chance(chance, isExact: false))). Amazon asks for a plan only after a notice; keep this one ready."
      case .undecided: "\(title): your files leave open whether it is on target."
      case .leastRoom: "\(title): no rate can be forecast, and this one has the least room."
      }
    var items = [first]
    if let deactivation = answer.deactivation, answer.appeals == nil {
      items.insert(
        "Amazon has deactivated the account (\(Self.source(of: deactivation))). This plan does not ask for its reinstatement: headroom plan --appeal writes that, and says what to expect.",
        at: 0)
    }
    if let rating = answer.criticalRating {
      let (low, high) = (rating.range.lowerBound, rating.range.upperBound)
      items.append(
        "Amazon's report has an Account Health Rating of \(low == high ? "\(low)" : "\(low) to \(high)")\(rating.day.map { " on \(Phrases.date($0))" } ?? ""): below 100 an account may be deactivated for violations of policies, whatever its rates are. If the notice names such violations, this plan answers none of them: answer each violation on the account-health page, with its own documents."
      )
    }
    if answer.isAppealWithoutCause, answer.choice.reason.isAsked {
      items.append(
        "This rate is on target, so it does not explain a deactivation. Do not send this unless the notice names it: read in the notice what the cause is, and answer that."
      )
    } else if answer.isAppealWithoutCause {
      items.append(
        "No rate is off target, so none of them explains a deactivation. Do not send this: read in the notice what the cause is, and answer that. If it names a rate, say which with --for."
      )
    }
    if !answer.choice.alsoOff.isEmpty {
      items.append(
        "Also off target: \(answer.choice.alsoOff.map(PlanWords.name).joined(separator: "; ")). Each needs an answer of its own: headroom plan --for \(answer.choice.alsoOff[0].rawValue).\(sameOrders)"
      )
    }
    if !answer.choice.alsoUndecided.isEmpty {
      items.append(
        "Not decided by these files: \(answer.choice.alsoUndecided.map(PlanWords.name).joined(separator: "; "))."
      )
    }
    items += state
    items += answer.done.flatMap(strange)
    items += answer.insurances.map { action in
      "\(PlanWords.title(action)) prevents nothing, so the plan does not name it."
    }
    items += answer.planned.filter { !$0.touchesRate }.map { step in
      "\(PlanWords.title(step.action)) is planned, and does not change the \(PlanWords.name(metric)) by anything that the catalogue says of it, so it prevents nothing of this. Leave it out of part 3, or say how it does."
    }
    items += answer.planned.filter { $0.touchesRate && !$0.prevents }.map { step in
      "\(PlanWords.title(step.action)) prevents nothing after its end, so part 3 still asks for a lasting change."
    }
    items += answer.done.compactMap(unproven)
    items += answer.notices.map { "\(Phrases.capitalized(NoticeWords.sentence($0, on: answer.noticeDay)))" }
    return items
  }

  private static func source(of deactivation: KnownDeactivation) -> String {
    if let notice = deactivation.notice { return NoticeWords.name(notice) }
    return "by its report" + (deactivation.report.map { " of \(Phrases.date($0))" } ?? "")
  }

  /// A done action that is no answer to this rate, or on a day that is hardly meant.
  private func strange(_ step: PlanAnswer.DoneStep) -> [PlanText] {
    var items: [PlanText] = []
    let title = PlanWords.title(step.action)
    if !step.touchesRate {
      items.append(
        "\(title) does not change the \(PlanWords.name(metric)) by anything that the catalogue says of it. Say what it has to do with the root cause, or leave it out."
      )
    }
    if step.isBeforeOrders {
      items.append(
        "\(title) is said to be done on \(Phrases.date(step.day)), before the first of these orders: it did not prevent them. Is the day right?"
      )
    }
    return items
  }

  /// A done action after which the rate is not lower, or not beyond what chance and drift make.
  private func unproven(_ step: PlanAnswer.DoneStep) -> PlanText? {
    guard let rates = step.rates, !step.isShownToHelp else { return nil }
    let clock = PlanWords.decided(answer.causes?.clock ?? .purchase)
    guard step.isLower == false else {
      return
        "Since \(PlanWords.title(step.action)) fewer orders are bad (\(clock) before \(Phrases.date(step.day)) \(PlanWords.share(rates.before)), since \(PlanWords.share(rates.since))), but that does not stand out of chance and of what else changed, so the plan does not say so. headroom effect says how much more is needed."
    }
    return
      "Your orders do not show that \(PlanWords.title(step.action)) helped: \(clock) before \(Phrases.date(step.day)) \(PlanWords.share(rates.before)) \(Phrases.badState(metric)), since \(PlanWords.share(rates.since)). Do not write that it did."
  }

  /// Both windows of late shipment have the same root causes.
  private var sameOrders: String {
    let windows: Set<Metric> = [.lateShipment30, .lateShipment10]
    return windows.isSubset(of: [metric] + answer.choice.alsoOff)
      ? " One plan may answer both windows of late shipment." : ""
  }

  /// What the numbers of the plan are, where they are not simply those of the orders.
  private var state: [PlanText] {
    var items: [PlanText] = []
    switch answer.basis {
    case .orders: break
    case .reported:
      items.append(
        answer.orders.isEmpty
          ? "The count is Amazon's: your files do not decide this rate, so the plan names no order. Download the list of the orders behind it from the account-health page, and name it among the files."
          : "The count is Amazon's: your files do not decide this rate, and the annex has only the orders of which they have the fact itself."
      )
    case .counts:
      items.append(
        "Only counts are known, and no order: this plan has no order numbers and no comparison of orders. Download the list of the orders behind this rate from the account-health page, and name it among the files."
      )
    case .undecided:
      if let status = answer.status {
        items.append(
          "Your files leave this rate open: between \(status.count.bad) and \(status.count.mostBad) of \(Phrases.count(status.count.orders, "order counts", "orders count")) against you. So this plan claims no number, compares nothing and forecasts nothing."
        )
      }
    case .uncounted:
      items.append(
        answer.status == nil
          ? "Your files cannot give this rate, so this plan claims no number."
          : "No order is in the window of this rate, so there is no number to claim.")
    }
    items += [answer.lacking.map { "\($0.description)" }].compactMap { $0 }
    if let one = answer.disagreement {
      items.append(
        "Amazon counts \(one.amazon.bad) of \(one.amazon.orders), and your files \(one.orders.bad) of \(one.orders.orders). Run headroom reconcile first: it names the orders that most likely explain it."
      )
    }
    if let rule = answer.status?.rule, rule.reading != .asRuled {
      items.append(
        "It is counted \(ReconcileWords.name(rule.reading)), as that fits Amazon's own counts best.")
    }
    return items
  }

  // MARK: What not to write

  private var rules: [PlanText] {
    [
      "Fill in every \(blank: ""), and delete what is not true. Facts and dates only; one answer per root cause; one page is enough.",
      "What stands out is where to look, not yet the cause. Write the step in your own process that failed.",
      "Do not blame buyers, the carrier or Amazon, and do not excuse.",
      "Do not dispute Amazon's count, unless headroom reconcile names the order: then name that order and the reason, and nothing else.",
      "Do not call done what is not done, and promise no date and no rate that is not below.",
      "No names, addresses or messages of buyers: order numbers are enough.",
      "Attach nothing that was edited.",
    ]
  }

  // MARK: What was compared

  private var compared: [PlanBlock] {
    guard let causes = answer.causes, let orders = PlanWords.compared(causes) else { return [] }
    let tested = causes.tried.filter { $0.tested > 0 }
    let kinds = tested.map { PlanWords.compared($0.kind, $0.tested, causes.clock) }.joined(separator: ", ")
    let bad = "\(orders), whose outcome is known; \(causes.all.bad) of them \(Phrases.badState(metric))"
    var items: [PlanText] = [
      "Compared: \(bad)."
        + (causes.all.bad == 0
          ? ""
          : tested.isEmpty
            ? " Nothing could stand out: there are too few of them."
            : " \(Phrases.count(causes.tests, "comparison", "comparisons")): \(kinds).")
    ].map { PlanText($0) }
    if !tested.isEmpty {
      items.append(
        causes.findings.isEmpty
          ? "Nothing stands out, which is the usual answer where no kind of order is worse than the others."
          : "\(Phrases.count(causes.findings.count, "finding", "findings")) at a false discovery rate of 5 % over all comparisons (Benjamini and Hochberg 1995). If the bad orders had nothing in common, at most 5 of 100 such plans would have any."
      )
      items.append(
        "Orders are compared within blocks of days (Fisher's exact test, one-sided), days with the other days of their week at equal numbers of orders (exact), and periods by a scan of all of them. Rates are of all compared orders, with Wilson's 95 % interval."
      )
    }
    if let period = answer.earlierPeriod {
      items.append(
        "Most frequent earlier, among \(PlanWords.orders(with: period.trait, causes.clock)): \(PlanWords.comparison(period, metric)). Most of these have left the window, so the plan does not name them."
      )
    }
    items += absent(causes)
    let shown = causes.findings + causes.chain.filter { !causes.findings.contains($0) }
    return [.heading(2, "What was compared"), .list(items)] + (shown.isEmpty ? [] : [table(shown, causes)])
  }

  /// The kinds that could not be compared, and where they would come from.
  private func absent(_ causes: CauseStudy) -> [PlanText] {
    let names: [(kind: Trait.Kind, name: String)] = [
      (.sku, "SKU"), (.category, "category"), (.service, "ship service"),
      (.carrier, "carrier (shipment confirmations, shipping tables or the Orders API have it)"),
      (.region, "region (Amazon's order reports with the columns of the ship-to address have it)"),
    ]
    let lacking = names.filter { causes.untried.contains($0.kind) }.map(\.name)
    var items: [PlanText] = []
    if !lacking.isEmpty {
      items.append(
        "Not compared, as your files show none of them or only one: \(lacking.joined(separator: ", ")).")
    }
    if causes.tried.contains(where: { $0.kind == .region }) {
      items.append(
        "A region is a state of the USA or Canada, or the beginning of a postal code elsewhere: nothing finer is kept."
      )
    }
    if causes.untried.contains(.beforeGap) {
      items.append(
        "Stock-outs: no file says what was in stock on a past day. They are told only by a SKU that sells daily and then has no order for three days or more, and there is none here."
      )
    }
    return items
  }

  private func table(_ shown: [Association], _ causes: CauseStudy) -> PlanBlock {
    .table(
      header: [
        "orders", "bad", "interval", "the others", "their interval", "chance by luck", "adjusted",
        "stands out",
      ],
      rows: shown.map { one in
        let isTried = one.test != .none
        return [
          "\(PlanWords.orders(with: one.trait, causes.clock))", "\(PlanWords.share(one.group))",
          "\(PlanWords.interval(one.group))", "\(PlanWords.share(one.rest))",
          "\(PlanWords.interval(one.rest))",
          "\(isTried ? PlanWords.chance(one.chance) : "too few")",
          "\(isTried ? PlanWords.chance(one.adjusted) : "–")",
          "\(causes.findings.contains(one) ? "yes" : "no")",
        ]
      })
  }

  // MARK: Suggestions

  private var suggested: [PlanBlock] {
    guard !answer.suggestions.isEmpty || !answer.inForce.isEmpty else { return [] }
    let horizon = Phrases.count(answer.request.horizon, "day", "days")
    return [
      .heading(2, "Suggestions, not done and not decided"),
      .list(
        answer.suggestions.map { one in
          let gain =
            switch one.effect {
            case .daysOff(let days): "\(Phrases.days(days)) fewer days off target in \(horizon)"
            case .chance(let fall):
              "a chance to be off target within \(horizon) that is lower by \(Phrases.points(fall)) points"
            }
          let terms = RankSentences.terms(of: one.action)
          let grade = one.action.metadata.grade
          let basis =
            grade?.isOwn ?? false
            ? "by the range that was measured on your own orders (own)"
            : "as its effect is assumed\(grade.map { ", evidence \($0)" } ?? "")"
          return
            "\(TerminalText.escaped(one.action.metadata.title)) (\(TerminalText.escaped(one.action.name))): by the ranking, \(gain), \(basis).\(terms)"
        }
          + answer.inForce.map { one in
            "\(PlanWords.title(one.action)) is in force since \(Phrases.date(one.day)), as the log of changes says, so it is not suggested."
          }),
    ]
  }

  // MARK: What it rests on

  private var basis: [PlanText] {
    let rules = "\(answer.provenance.rules.name) \(answer.provenance.rules.version)"
    var items = answer.assumptions.map { PlanText("Assumed: \($0.text).") }
    if answer.outlook == nil { items = [] }
    let run =
      answer.outlook == nil
      ? "No forecast."
      : "Seed \(answer.request.seed), \(Phrases.count(answer.request.paths, "simulated future", "simulated futures")), \(Phrases.count(answer.request.horizon, "day", "days")) ahead; ± is only the error of the simulation."
    items.append(
      "Files as known on \(Phrases.date(answer.asOf)), rules \(TerminalText.escaped(rules)). \(run)")
    return items
  }
}
