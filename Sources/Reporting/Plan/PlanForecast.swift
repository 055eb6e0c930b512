import AccountHealth
import Decisions
import Forecasting
import Simulation
import Workspace

/// What the forecast lets a plan say about the time to come.
struct PlanForecast {
  private let answer: PlanAnswer
  private static let days = [7, 14, 30, 60, 90]
  private static let sureness = "\(Decimals.short(PlanAnswer.sureness * 100, 0)) %"

  init(_ answer: PlanAnswer) { self.answer = answer }

  private var rule: MetricRule? { answer.outlook?.rule }
  private var isOff: Bool { answer.outlook?.state.isOffTarget ?? false }

  /// The sentences that may be sent: the first possible day, and a day only where the forecast carries it.
  var promise: [PlanText] {
    guard let outlook = answer.outlook, let rule else {
      return ["We will report the rate again on \(blank: "date")."]
    }
    guard isOff else { return ["We check the rate \(blank: "how often, by whom")."] }
    let target = PlanWords.target(rule)
    var text: PlanText = ""
    if let earliest = outlook.wayBack?.earliest {
      text =
        "Orders that already count stay in the window: even if every order from now on is good, at today's number of orders the rate is not \(target) before \(Phrases.date(earliest))."
    } else if !outlook.isFromCounts {
      text =
        "Orders that already count stay in the window: even if every order from now on is good, the rate is not \(target) within \(outlook.days.count) days."
    }
    let sure = answer.plannedOutlook?.sureDay() ?? outlook.sureDay()
    if let sure {
      text =
        "\(text)\(text.isEmpty ? "" : " ")By a forecast from our own orders we expect it to be \(target) from \(Phrases.date(sure)) on, with a chance of \(Self.sureness) or more on each day\(condition)."
    }
    return (text.isEmpty ? [] : [text]) + ["We will report the rate again on \(blank: "date")."]
  }

  private var condition: String {
    answer.plannedOutlook?.sureDay() == nil ? "" : ", if the changes above work as planned"
  }

  /// What the numbers carry, for the seller.
  var notes: [PlanBlock] {
    guard let outlook = answer.outlook, let rule else { return [] }
    let target = PlanWords.target(rule)
    var items: [PlanText] = []
    if isOff {
      items.append(
        outlook.wayBack?.earliest.map {
          "Not back before \(Phrases.date($0)), even if every order from now on is good, at today's number of orders."
        }
          ?? (outlook.isFromCounts
            ? "When the bad orders leave the window is not known from counts, so there is no first possible day."
            : "Not even good handling of every order from now on brings it back within \(outlook.days.count) days.")
      )
      items += returns(outlook, "As things are")
      items +=
        answer.plannedOutlook.map { returns($0, "With the planned actions, as their effects are assumed") }
        ?? []
    } else {
      items += [chance(outlook, "As things are")].compactMap { $0 }
      items += [answer.plannedOutlook.flatMap { chance($0, "With the planned actions, as assumed") }]
        .compactMap { $0 }
    }
    items += answer.planned.compactMap { step in
      step.obstacle.map {
        "\(PlanWords.title(step.action)) is not in the forecast: \(PlanWords.outside($0))."
      }
    }
    if outlook.isFromCounts { items.append("The forecast is made from counts alone, so it is less certain.") }
    return [.heading(2, "What the numbers carry"), .list(items), table(outlook, target)]
  }

  private func returns(_ outlook: MetricForecast, _ condition: String) -> [PlanText] {
    var items: [PlanText] = []
    if let day = outlook.sureDay() {
      items.append(
        "\(condition): on target with \(Self.sureness) or more on every day from \(Phrases.date(day)) on.")
    } else {
      items.append(
        "\(condition): there is no day within \(outlook.days.count) days from which it is on target with \(Self.sureness) and stays so. Do not promise one."
      )
    }
    if let back = outlook.wayBack, let half = back.q50 {
      let most = back.q90.map { ", with 90 % by \(Phrases.date($0))" } ?? ""
      let again = back.relapse.map {
        " Once back, it has \(Phrases.aChance($0, isExact: false)) to be off again within \(MetricSummary.relapseDays) days."
      }
      items.append(
        "\(condition): back at least once with an even chance by \(Phrases.date(half))\(most).\(again ?? "")")
    }
    return items
  }

  private func chance(_ outlook: MetricForecast, _ condition: String) -> PlanText? {
    outlook.breachProbability(within: outlook.soon).map {
      "\(condition): \(Phrases.aChance($0, isExact: outlook.method == .exact)) to be off target within \(Phrases.count(outlook.soon, "day", "days"))."
    }
  }

  /// The rate that is expected on some days.
  private func table(_ outlook: MetricForecast, _ target: String) -> PlanBlock {
    let planned = answer.plannedOutlook
    let header: [PlanText] =
      ["evening", "rate, median (90 % interval)", "chance to be \(target)"]
      + (planned == nil ? [] : ["with the planned actions", "chance to be \(target)"])
    let rows = Self.days.filter { $0 <= outlook.days.count }.map { day in
      [PlanText(Phrases.date(outlook.days[day - 1].date))] + cells(outlook, day)
        + (planned.map { cells($0, day) } ?? [])
    }
    return .table(header: header, rows: rows)
  }

  private func cells(_ outlook: MetricForecast, _ day: Int) -> [PlanText] {
    let evening = outlook.days[day - 1]
    let off = evening.offTarget
    let on = Estimate(value: 1 - off.value, standardError: off.standardError)
    let rate = evening.quantiles.map {
      "\(Phrases.percent($0[2])) (\(Phrases.percent($0[0])) to \(Phrases.percent($0[4])))"
    }
    return [
      "\(rate ?? "no orders")",
      evening.quantiles == nil ? "–" : "\(Phrases.chance(on, isExact: outlook.method == .exact))",
    ]
  }
}

extension PlanText {
  fileprivate var isEmpty: Bool { spans.isEmpty || spans == [.words("")] }
}
