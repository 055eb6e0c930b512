import AccountHealth
import Decisions
import Documents
import Forecasting
import Workspace

extension Assumed {
  /// The assumption as a sentence without its end, for lists of assumptions.
  public var text: String {
    switch self {
    case .likeOtherSellers:
      "with few orders of its own, this account is like other sellers: as measured on public orders for "
        + "lateness, delivery and volume, and as judged for cancellations, defects and tracking"
    case .likeSellersOfFiles(let source): Self.text(source)
    case .unchanged(let saleDays): "nothing changes in how the account is run; " + Self.text(saleDays)
    case .noEnforcement:
      "an account off target is not yet deactivated: Amazon publishes no chance of that, and none is given here"
    case .enforcement(let source, let grade, let background, let horizon):
      Self.text(source, grade, background, horizon)
    case .noticed(let notice, let rate): NoticeWords.assumption(notice, about: rate)
    case .logged(let source, let chance):
      "on the days of \(TerminalText.escaped(source.name)) the level of a rate moved with a chance of "
        + "\(Phrases.percent(chance)), by a factor that the orders since then tell; judged"
    case .drawnOrders:
      "a count does not say when its orders were placed, when its bad ones leave the window, or which orders are "
        + "still open: each is drawn \(AccountModels.defaultDraws) times as other sellers' orders would be, and "
        + "the futures are shared among the draws. The ± holds what the draws do not agree on"
    case .sharedLuck(let shared):
      "accounts share a part of their luck, such as a strike of a carrier or a peak of orders: the number that go off "
        + "target varies as if what drives any two of them had a correlation of \(Decimals.short(shared.correlation, 3)), "
        + "as measured on \(shared.source)"
    case .foldersApart:
      "each folder is read and forecast by itself, so its account learns nothing from the others; accounts of one file "
        + "do from \(LearntPriors.leastSellers) sellers on (headroom learn makes priors of such a file, for --priors)"
    case .effectsOfActions(let own):
      "the effects of actions are believed, not known: their file states size, source and grade"
        + (own.isEmpty
          ? ""
          : "; except \(own.map { TerminalText.escaped($0) }.joined(separator: ", ")), marked own, whose ranges "
            + "were measured on your own orders")
    case .losses(let source, let hasFigures):
      "what a deactivation costs is followed for \(ClosureCourse.followedDays) days after it and assumed, evidence D: "
        + "how often and how fast appeals succeed, further deactivations, margin, cash held and its release, the part "
        + "never released, sales won back, the way back to former sales, stock, fees and help"
        + (source.map { ", except what \(TerminalText.escaped($0.name)) states" }
          ?? (hasFigures ? ", except the figures that were given" : ""))
        + ". headroom loss lists each value with its source and grade; headroom show enforcement and headroom show loss "
        + "print the files to edit"
    case .figure(let figure, let currency): FileWords.figure(figure, currency)
    case .values(let values, let own): Self.text(values, own)
    case .amountsLeftOut(let left): FileWords.leftOut(left)
    case .violations(let forecast, let replaced, let files):
      ViolationWords.assumption(forecast, replaced: replaced, files: files)
    case .priors(let source):
      "the priors about sellers come from \(TerminalText.escaped(source.name))."
    }
  }

  /// `loss.margin 0.25 (0.15 to 0.4), of what vendors say, evidence C→D`.
  private static func text(_ values: AssumedValues, _ own: Origin?) -> String {
    let fields = values.fields.map { "\($0.name) \($0.values)" }.joined(separator: "; ")
    let grade = values.grade.map { ", evidence \($0)" } ?? ""
    let source =
      values.source.map { TerminalText.escaped($0) }
      ?? (own.map { "your file \(TerminalText.escaped($0.name))" } ?? "your own file")
    return "\(fields). Source: \(source.hasSuffix(".") ? String(source.dropLast()) : source)\(grade)"
  }

  private static func text(_ source: LearntFrom) -> String {
    let sellers = Phrases.count(source.sellers, "seller", "sellers")
    let from =
      source.accounts == source.sellers
      ? sellers : "\(Phrases.count(source.accounts, "account", "accounts")) of \(sellers)"
    func names(_ parts: [PriorsFit.Part]) -> String { parts.map(\.words).joined(separator: ", ") }
    var sentences = [
      "with few orders of its own, an account is like the other sellers of these files: what is believed before its "
        + "own orders are read is learnt from \(from) with \(PriorsFit.leastOrders) orders or more, without its own "
        + "fifth of them. Learnt: number of orders\(source.learnt.isEmpty ? "" : ", " + names(source.learnt))"
    ]
    if !source.sometimes.isEmpty { sentences.append("learnt for some accounts: \(names(source.sometimes))") }
    let unseen = source.kept.filter { $0 != .validTracking }
    if !unseen.isEmpty {
      sentences.append("not learnt, as too few sellers or bad orders show it: \(names(unseen))")
    }
    if source.kept.contains(.validTracking) { sentences.append("never learnt: tracking") }
    return sentences.joined(separator: "; ") + " (--priors built-in learns nothing)"
  }

  private static func text(_ saleDays: [SaleEvent]) -> String {
    guard !saleDays.isEmpty else { return "no sale days or holidays ahead are known" }
    func number(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
    return saleDays.map { event in
      "\(TerminalText.escaped(event.title)), \(event.days.first) to \(event.days.last): orders times "
        + "\(number(event.p50)) (\(number(event.p10)) to \(number(event.p90))) before this account's own past counts"
    }.joined(separator: "; ") + " (--events changes these)"
  }

  private static func text(
    _ source: Origin, _ grade: EvidenceGrade?, _ background: [Double]?, _ horizon: Int
  ) -> String {
    let file =
      source.isBuiltIn
      ? "the built-in enforcement file" : "the enforcement file \(TerminalText.escaped(source.name))"
    let shares = background?.map { Phrases.percent(($0 * 1000).rounded() / 1000) }
    return
      "an account off target is not yet deactivated: Amazon publishes no chance of that. Low, central and high are settings of "
      + "\(file)\(grade.map { ", evidence \($0)" } ?? ""), not measured (headroom show enforcement prints it with its sources)"
      + (shares.map {
        "; \($0.joined(separator: ", ")) of it within \(Phrases.count(horizon, "day", "days")) are for reasons that no rate shows"
      } ?? "")
  }
}

extension PriorsFit.Part {
  fileprivate var words: String {
    switch self {
    case .lateShipment: "late shipment"
    case .onTimeDelivery: "on-time delivery"
    case .cancellation: "cancellations"
    case .orderDefect: "defects"
    case .validTracking: "tracking"
    case .usualDays: "handling and promised days"
    }
  }
}
