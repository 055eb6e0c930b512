import AccountHealth
import Decisions
import Documents
import Forecasting
import Glibc
import Workspace

/// The sentences about what a change did.
enum EffectWords {
  // MARK: Numbers

  /// `×0.42`, with as many decimals as say something.
  static func factor(_ ratio: Double) -> String {
    let digits = ratio < 0.0995 ? 3 : ratio < 9.95 ? 2 : ratio < 99.5 ? 1 : 0
    return "×" + Decimals.fixed(ratio, digits)
  }

  static func range(_ law: EffectPosterior, _ low: Double, _ high: Double) -> String {
    range(law.ratio(low), law.ratio(high))
  }

  private static func range(_ low: Double, _ high: Double) -> String { "\(factor(low)) to \(factor(high))" }

  /// A chance without the look of certainty.
  static func chance(_ share: Double) -> String {
    if share < 0.001 { return "below 0.1 %" }
    if share > 0.999 { return "above 99.9 %" }
    return Decimals.fixed(share * 100, share < 0.0995 || share > 0.9005 ? 1 : 0) + " %"
  }

  static func short(_ estimate: EffectEstimate) -> String {
    switch estimate.verdict {
    case .helped: estimate.isDoubted ? "better, not shown to be its doing" : "helped"
    case .harmed: estimate.isDoubted ? "worse, not shown to be its doing" : "harmed"
    case .nothing: "did nothing"
    case .unclear: "cannot be told"
    }
  }

  // MARK: Names

  static func name(_ rate: StudiedRate) -> String {
    switch rate {
    case .lateShipment: "late shipments"
    case .lateDelivery: "late deliveries"
    case .cancellation: "cancellations"
    case .tracking: "parcels without valid tracking"
    case .defects: "orders with a defect"
    case .orders: "orders a day"
    }
  }

  static func bad(_ estimate: EffectEstimate) -> String {
    switch estimate.rate {
    case .lateShipment, .lateDelivery: "late"
    case .cancellation: "cancelled"
    case .tracking: "invalid"
    case .defects: "defects"
    case .orders: ""
    }
  }

  private static func what(_ estimate: EffectEstimate) -> String {
    let parts = [
      estimate.action.map(TerminalText.escaped),
      estimate.studied.change.sku.map { "only product \(TerminalText.escaped($0))" },
      estimate.studied.change.channel.map {
        "only orders that \($0 == .amazon ? "Amazon ships" : "you ship")"
      },
    ].compactMap(\.self)
    return parts.isEmpty ? "The change" : "The change (\(parts.joined(separator: ", ")))"
  }

  // MARK: The answer

  static func answer(_ estimate: EffectEstimate) -> [String] {
    let law = estimate.law
    let when =
      "from \(Phrases.date(estimate.from))"
      + (estimate.ramp > 1 ? ", growing over \(estimate.ramp) days" : "")
    let small = what(estimate).replacing("The change", with: "the change", maxReplacements: 1)
    let doubt = "since \(small), but the days do not show that the change did it"
    let verdict =
      switch estimate.verdict {
      case .helped where estimate.isDoubted: "It has been better \(doubt)"
      case .harmed where estimate.isDoubted: "It has been worse \(doubt)"
      case .helped where estimate.isAgainstRange, .harmed where estimate.isAgainstRange:
        "By its days alone (\(factor(estimate.ofDays.ratio(0.5))), 8 of 10: \(range(estimate.ofDays, 0.1, 0.9))) "
          + "\(small) \(estimate.verdict == .helped ? "helped" : "made it worse"), "
          + (estimate.prior.range == nil
            ? "which the catalogue's ranges of the changes beside it make less sure. With these counted in"
            : "against the range of the catalogue. With that range counted in")
      case .helped: "\(what(estimate)) helped"
      case .harmed: "\(what(estimate)) made it worse"
      case .nothing: "\(what(estimate)) did next to nothing"
      case .unclear:
        "What \(small) did cannot be told yet"
      }
    let middle = factor(law.ratio(0.5))
    let part = estimate.studied.change.sku == nil ? "" : " among these orders"
    let quantity =
      estimate.rate.isBad
      ? "the odds of \(name(estimate.rate))\(part) \(when) are \(middle) those they would have been"
      : "the mean of \(name(estimate.rate)) \(when) is \(middle) what it would have been"
    return [
      "\(verdict): \(quantity). In 8 of 10 cases the factor is \(range(law, 0.1, 0.9)), in 9 of 10 "
        + "\(range(law, 0.05, 0.95)).",
      "The chance that it helped is \(chance(estimate.helpedProbability)), and that it did nothing (a factor "
        + "between ×0.91 and ×1.10) \(chance(law.nothingProbability)).",
    ]
  }

  /// What it was worth.
  static func worth(_ estimate: EffectEstimate) -> [String] {
    let kept = estimate.avoided
    var sentences: [String] = []
    func count(_ value: Double) -> String {
      let text = Decimals.fixed(abs(value), 0)
      return value <= -0.5 ? "−" + text : text
    }
    let range = "\(count(kept.p50)) (8 of 10: \(count(kept.p10)) to \(count(kept.p90)))"
    if estimate.rate.isBad, kept.p90 <= -0.5 {
      sentences.append(
        "Bad orders that it has caused so far: \(count(-kept.p50)) (8 of 10: \(count(-kept.p90)) to "
          + "\(count(-kept.p10))).")
    } else if estimate.rate.isBad {
      sentences.append(
        "Bad orders that it has kept away so far: \(range)"
          + (kept.p10 <= -0.5 ? "; below 0 it has caused that many." : "."))
    } else {
      sentences.append(
        kept.p90 <= -0.5
          ? "Orders that it has cost so far: \(count(-kept.p50)) (8 of 10: \(count(-kept.p90)) to "
            + "\(count(-kept.p10)))."
          : "Orders that it has brought so far: \(range).")
    }
    if let price = estimate.price {
      func signed(_ value: Double) -> String {
        (value < 0 ? "−" : "") + Decimals.fixed(abs(value), 1)
      }
      let elasticity = price.elasticity
      sentences.append(
        "The same products cost \(factor(price.ratio)) what they did before, by the amounts of the orders: an "
          + "elasticity of \(signed(elasticity.p50)) (8 of 10: \(signed(elasticity.p10)) to "
          + "\(signed(elasticity.p90))), if only the price moved the orders.")
    }
    if let window = estimate.window, let rate = window.rule.displayedRate(of: window.count) {
      let rule = window.rule
      let now = Phrases.percent(rate, against: rule.displayedLimit) + Phrases.goodShare(rule.metric)
      let state = rule.state(of: window.count).rawValue
      var sentence =
        "In the window of today the rate is \(now) (\(Phrases.share(rule, window.count)), \(state))"
      if let without = window.offTargetWithout {
        sentence += ". Without the change the chance to be off target today would be \(chance(without))"
      }
      sentences.append(sentence + ".")
    }
    return sentences
  }
}
