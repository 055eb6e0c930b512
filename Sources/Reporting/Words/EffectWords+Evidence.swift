import AccountHealth
import Decisions
import Documents
import Forecasting
import SellerReports
import Workspace

/// What makes an estimate believable or not, and on what it rests.
extension EffectWords {
  static func evidence(_ estimate: EffectEstimate) -> [String] {
    let evidence = estimate.evidence
    return [
      placebos(evidence), trend(estimate), told(estimate), beside(evidence), controls(evidence),
    ]
    .filter { !$0.isEmpty }
  }

  private static func placebos(_ evidence: EffectEvidence) -> String {
    let placebos = evidence.placebos
    guard let rank = placebos.rank else {
      return
        "Placebo days: only \(Phrases.count(placebos.days, "earlier day", "earlier days")) could be tried, "
        + "too few to compare with."
    }
    let strong =
      switch placebos.asStrong {
      case 0: "none looks"
      case 1: "1 looks"
      default: "\(placebos.asStrong) look"
      }
    return
      "Placebo days: of \(placebos.days) earlier days on which no change is known, \(strong) as strong "
      + "(rank \(Decimals.fixed(rank, 3)); up to 0.05 is rare by luck)."
  }

  private static func trend(_ estimate: EffectEstimate) -> String {
    guard let trend = estimate.evidence.preTrend else { return "" }
    let ratio =
      "\(factor(trend.ratio.p50)) (8 of 10: \(factor(trend.ratio.p10)) to \(factor(trend.ratio.p90)))"
    let direction =
      trend.betterProbability >= EffectEvidence.trend
      ? "it was already getting better"
      : trend.betterProbability <= 1 - EffectEvidence.trend ? "it was getting worse" : "no trend stands out"
    return "Before it: the last four weeks against the time before, \(ratio); \(direction)."
  }

  private static func told(_ estimate: EffectEstimate) -> String {
    let told = estimate.evidence.told
    let orders = Phrases.count(estimate.after.orders, "order", "orders")
    let side = estimate.rate.isBad ? "weaker" : "smaller"
    // A factor next to nothing says only that anything short of a wonder is missed.
    let now =
      told.now < 0.02 || told.now > 50
      ? "With your \(orders) since then hardly any effect could be seen"
      : "With your \(orders) since then an effect \(side) than \(factor(told.now)) is missed in more than 2 of 10 "
        + "cases"
    let later =
      told.later < 0.02 || told.later > 50
      ? "; four more weeks will not do either."
      : "; four more weeks will show \(factor(told.later))."
    return now + later
  }

  private static func beside(_ evidence: EffectEvidence) -> String {
    var (sales, others): ([String], [String]) = ([], [])
    for one in evidence.beside {
      switch one {
      case .sale(let title, let range): sales.append("\(TerminalText.escaped(title)) (\(days([range])))")
      case .crowd(let range): sales.append("days with far more orders than usual (\(days([range])))")
      case .volume(let before, let after):
        others.append("orders a day going from \(Decimals.fixed(before, 1)) to \(Decimals.fixed(after, 1))")
      case .mix(let shift): others.append(mix(shift))
      case .change(let name, let day): others.append("\(TerminalText.escaped(name)) (\(day))")
      }
    }
    let leftOut =
      sales.isEmpty
      ? ""
      : "Not read: the orders of \(sales.joined(separator: ", ")), so that what a sale does is not taken for the "
        + "change's doing. The time before is compared with the time after."
    let beside =
      others.isEmpty
      ? ""
      : "At about the same time: \(others.joined(separator: ", ")). Their effects cannot be told from that of "
        + "the change."
    return [leftOut, beside].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// `product MUG going from 12 % to 40 % of the orders`.
  static func mix(_ shift: MixShift) -> String {
    let what =
      switch shift.trait {
      case .sku(let sku): "product \(TerminalText.escaped(sku))"
      case .service(let service): "ship service \(service.word.replacing("_", with: " "))"
      case .placed(let weekday): "purchases on a \(Phrases.weekdays[weekday])"
      default: shift.trait.kind.rawValue.replacing("_", with: " ")
      }
    return
      "\(what) going from \(Phrases.percent(shift.before)) to \(Phrases.percent(shift.after)) of the orders"
  }

  private static func controls(_ evidence: EffectEvidence) -> String {
    guard let controls = evidence.controls else { return "" }
    func text(_ range: EffectEstimate.Range) -> String {
      "\(factor(range.p50)) (8 of 10: \(factor(range.p10)) to \(factor(range.p90)))"
    }
    return
      "Other accounts: in \(controls.accounts) that had not changed the same day brought \(text(controls.common)). "
      + "Without what they did too, the factor is \(text(controls.without))."
  }

  /// One plain sentence if the data speak against reading the estimate as the change's own doing.
  static func warning(_ estimate: EffectEstimate) -> String {
    let reasons = estimate.evidence.warnings.map { warning -> String in
      switch warning {
      case .placebos: "ordinary days of the past look as strong"
      case .preTrend: "the rate was already going the same way before"
      case .gradual:
        "a gradual move over the weeks around that day is \(estimate.evidence.gradualOdds.map { $0 < 1000 ? "\(Decimals.fixed($0, 0)) times" : "over 1000 times" } ?? "") as likely as a step on it"
      case .beside: "something else happened at the same time"
      case .fewOrders: "there are too few orders for the days to decide"
      case .shortRecord: "the record before it is shorter than four weeks"
      case .prior:
        estimate.prior.range == nil
          ? "these days tell next to nothing" : "the range of the catalogue says more than these days do"
      case .unfinished:
        "it grows over \(estimate.ramp) days, of which \(estimate.until - estimate.from + 1) are over: the factor is that of the last one, which no day has shown yet"
      case .movedBack:
        estimate.evidence.movedBack.map { back in
          "from about \(Phrases.date(back.day)) on the rate moved back by \(factor(back.ratio)), so the change may have been undone (--until \(back.day - 1) reads the days before)"
        } ?? "the rate moved back later"
      case .controls: "other accounts, which had not changed, moved about as much on the same days"
      case .strange: strange(estimate)
      case .unrecorded: "most defects of the orders since then are not on record yet"
      }
    }
    guard !reasons.isEmpty else { return "" }
    return "Do not take this for the change's own doing without a second look: "
      + "\(reasons.joined(separator: "; "))."
  }

  private static func strange(_ estimate: EffectEstimate) -> String {
    guard case .strange(let name, let known) = estimate.prior.origin else { return "" }
    let rates = known.isEmpty ? "no rate" : known.map(\.rawValue).joined(separator: " and ")
    return
      "by the catalogue \(TerminalText.escaped(name)) touches \(rates), not \(estimate.rate.rawValue): is the rate "
      + "the right one"
  }

  /// What is estimated, and what is assumed.
  static func terms(_ estimates: [EffectEstimate]) -> [String] {
    func each(_ text: (EffectEstimate) -> String) -> String {
      var parts: [String] = []
      for part in estimates.map(text) where !parts.contains(part) { parts.append(part) }
      return parts.joined(separator: "; ")
    }
    guard !estimates.isEmpty else { return [] }
    return [
      "Estimated: the factor, by the forecast's own model of how the rate drifts. "
        + "Orders stand on their \(each(clock)).",
      "Assumed: that each change is one lasting step in the odds (for orders in their mean) and nothing else changed "
        + "that day; beforehand, \(each(belief)).",
    ]
  }

  private static func clock(_ estimate: EffectEstimate) -> String {
    let clock =
      switch estimate.rate {
      case .lateShipment: "ship-by day"
      case .lateDelivery: "promised day, and parcels on their way that day left before it"
      case .tracking: "promised day"
      case .defects: "promised day, with the usual delay of reports allowed for"
      case .cancellation, .orders: "day of purchase"
      }
    return "\(clock) (\(estimate.rate.rawValue))"
  }

  private static func belief(_ estimate: EffectEstimate) -> String {
    func range(_ law: LogRatioPrior) -> String {
      "\(factor(law.ratio(at: 0.1))) to \(factor(law.ratio(at: 0.9))) in 8 of 10 cases"
    }
    guard case .catalogue(let name, let grade, let own, let weight) = estimate.prior.origin else {
      return "next to nothing: \(range(estimate.prior.law))"
    }
    return
      "with a chance of \(Decimals.fixed(weight * 100, 0)) % (--catalogue-weight) the catalogue's range of "
      + "\(TerminalText.escaped(name))\(grade.map { " (grade \($0))" } ?? ""), \(range(own))"
      + (weight < 1 ? ", else next to nothing: \(range(.wide))" : "")
  }

  // MARK: Obstacles

  static func obstacle(_ obstacle: EffectObstacle, _ rate: StudiedRate) -> String {
    switch obstacle {
    case .missing(let missing):
      return missing.map(\.description) ?? "\(rate.rawValue): these files cannot give that rate."
    case .noOrders: return "\(rate.rawValue): these files have no order that it counts."
    case .noProduct(let sku):
      return
        "found product \(TerminalText.quoted(sku)), of which these files have no order that \(rate.rawValue) counts. "
        + "Spell it as the column of SKUs does."
    case .outside(let day, let first, let last):
      return first > last
        ? "found \(day), but the record of \(rate.rawValue) is too short for a before and an after."
        : "found \(day), expected a day of the record that has days before and after it, \(first) to \(last)."
    case .noneBefore(let day):
      return "found \(day), expected a day with orders before it: \(rate.rawValue) counts none until then."
    case .onlySales(let day, let sales):
      return
        "what happened from \(day) on cannot be told from a sale: before it, or since, all orders are of days with a "
        + "sale or with far more orders than usual (\(days(sales)))."
    case .allAlike(let areBad, let before, let after):
      return
        "\(rate.rawValue): what the change did cannot be told: \(areBad ? "all" : "none") of the "
        + "\(Phrases.count(before, "order", "orders")) before it and \(areBad ? "all" : "none") of the "
        + "\(Phrases.count(after, "order", "orders")) from it on were bad. An effect can be seen only where some are "
        + "bad and some are not."
    case .noneAfter(let day, let until):
      return
        "found \(day), expected a day with orders from it on: \(rate.rawValue) counts none from it to \(until)."
    }
  }

  static func short(_ obstacle: EffectObstacle) -> String {
    switch obstacle {
    case .missing: "rate missing"
    case .noOrders, .noProduct: "no orders"
    case .outside: "day outside the record"
    case .noneBefore: "no orders before"
    case .noneAfter: "no orders after"
    case .onlySales: "only days of a sale"
    case .allAlike(let areBad, _, _): areBad ? "all bad" : "none bad"
    }
  }
}
