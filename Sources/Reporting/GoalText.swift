import AccountHealth
import Decisions
import SellerReports
import Simulation

/// What reaches a goal, in words and as a row.
public enum GoalText {
  public static let header =
    "metric,days,goal,p_baseline,se_baseline,mean_p,factor,p_factor,se_factor,clean_orders_a_day,p_clean,se_clean\n"

  public static func csv(_ answer: GoalAnswer) -> String {
    func numbers(_ change: GoalAnswer.Change?) -> [String] {
      [change?.value, change?.probability.value, change?.probability.standardError].map { CSVText.number($0) }
    }
    return header
      + CSVText.row(
        [
          answer.goal.metric.rawValue, "\(answer.goal.days)", CSVText.number(answer.goal.limit),
          CSVText.number(answer.baseline.value), CSVText.number(answer.baseline.standardError),
          CSVText.number(answer.meanProbability),
        ] + numbers(answer.factor) + numbers(answer.cleanOrders))
  }

  public static func text(_ answer: GoalAnswer, on terminal: Terminal = .plain) -> String {
    let goal = answer.goal
    var lines = [
      "Goal: \(goal.metric.rawValue) off target within \(Phrases.count(goal.days, "day", "days")) with a chance below \(Phrases.percent(goal.limit)). As things are: \(Phrases.chance(answer.baseline, isExact: false))."
    ]
    if answer.isReached {
      lines.append("It is reached as things are.")
      return TextWrap.wrapped(lines.joined(separator: "\n"), to: terminal.width)
    }
    if let factor = answer.factor {
      lines.append(
        "Either the daily chance of a bad order times \(CSVText.number(factor.value, digits: 3)) at most, on the mean \(Phrases.percent(answer.meanProbability * factor.value)) in place of \(Phrases.percent(answer.meanProbability)): then \(Phrases.chance(factor.probability, isExact: false))."
      )
    } else {
      lines.append(
        "No lower chance of bad orders reaches it: with none from now on it is still \(Phrases.chance(answer.none, isExact: false)), from orders already bad."
      )
    }
    if let clean = answer.cleanOrders {
      lines.append(
        "\(answer.factor == nil ? "But" : "Or") \(Phrases.count(Int(clean.value), "clean order", "clean orders")) a day more from the first day on: then \(Phrases.chance(clean.probability, isExact: false))."
      )
    } else {
      lines.append(
        "Up to \(Phrases.count(answer.mostOrders, "clean order", "clean orders")) a day more do not reach it."
      )
    }
    return TextWrap.wrapped(lines.joined(separator: "\n"), to: terminal.width)
  }
}
