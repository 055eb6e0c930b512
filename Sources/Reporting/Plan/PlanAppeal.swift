import AccountHealth
import Decisions
import Documents
import Simulation
import Workspace

/// What to expect from an appeal, as it is assumed; nothing where the plan is none.
struct PlanAppeal {
  let answer: PlanAnswer

  var blocks: [PlanBlock] {
    guard let appeals = answer.appeals else { return [] }
    let (file, origin) = (appeals.enforcement, appeals.origin)
    let own = file.appeals.first { $0.cause == "order_performance" }
    var items: [PlanText] = []
    if let own {
      items.append(
        "For order performance an answer is assumed to take \(number(own.answerDays.p50)) days, in 8 of 10 cases \(number(own.answerDays.p10)) to \(number(own.answerDays.p90))."
      )
      items.append(
        "The first appeal is assumed to succeed with \(range(own.firstTry.all)); each further one with \(number(own.furtherFactor.central)) times the chance before, and at most \(number(own.tries.central)) are tried (central setting). Send a complete plan the first time."
      )
      items.append(
        "If the rate is still off target on the day of the appeal, that chance is assumed to be \(number(file.reinstated.firstTryIfStillOffTarget)) times as large."
      )
    }
    items.append("Open orders must still be shipped in time, and they count.")
    items.append(
      "These are assumptions (\(TerminalText.escaped(origin.name))\(file.metadata.grade.map { ", evidence \($0)" } ?? "")): Amazon publishes none of them. headroom show enforcement prints each with its source; headroom loss says what the days cost."
    )
    let rows: [[PlanText]] = file.appeals.map { appeal in
      [
        "\(TerminalText.escaped(appeal.cause.replacing("_", with: " ")))",
        "\(number(appeal.answerDays.p50)) (\(number(appeal.answerDays.p10)) to \(number(appeal.answerDays.p90)))",
        "\(range(appeal.firstTry.all))",
        "\(range(RiskSetting.allCases.map(appeal.reinstatedInTheEnd)))",
      ]
    }
    return [
      .heading(2, "What to expect from an appeal (assumed)"), .list(items),
      .table(
        header: [
          "cause in the notice", "days to an answer, half (8 of 10)", "first appeal succeeds",
          "reinstated in the end",
        ],
        rows: rows),
    ]
  }

  private func number(_ value: Double) -> String { Decimals.short(value, 2) }

  private func range(_ shares: [Double]) -> String {
    "\(Phrases.percent(shares.min() ?? 0)) to \(Phrases.percent(shares.max() ?? 0))"
  }
}
