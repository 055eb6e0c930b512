import AccountHealth
import Decisions
import Forecasting
import Simulation

/// What reaches a goal, in words.
public enum GoalText {
  /// - Parameters:
  ///   - answer: What the search found.
  ///   - paths: The futures that it rests on.
  ///   - terminal: Whose width the lines keep to.
  public static func text(_ answer: GoalAnswer, paths: Int, on terminal: Terminal = .plain) -> String {
    let goal = answer.goal
    let wish =
      switch goal.event {
      case .breach(let days):
        "off target within \(Phrases.count(days, "day", "days")) with a chance below \(Phrases.percent(goal.limit))"
      case .back(let day):
        "back by \(Phrases.date(day)), and on target on that evening, with a chance of at least \(Phrases.percent(goal.limit))"
      }
    let since = answer.from.map(Phrases.date) ?? "now"
    var lines = [
      "Goal: \(goal.metric.rawValue) \(wish). As things are: \(Phrases.chance(answer.baseline, isExact: false))."
    ]
    if case .back = goal.event, !answer.isOffTarget {
      lines.append("It is on target today, so there is nothing to come back from.")
      return TextWrap.wrapped(lines.joined(separator: "\n"), to: terminal.width)
    }
    if let day = answer.earliest?.atPace {
      lines.append(
        "With every order handled well and as many orders a day as in its window, it is back about \(Phrases.date(day)) (from the known orders, not simulated)\(EarliestText.sooner(answer.earliest?.soonest, than: day))."
          + EarliestText.again(answer.earliest)
      )
    }
    if let day = answer.renewal {
      lines.append(EarliestText.renewal(day))
    }
    if let few = Phrases.fewPaths(paths) {
      lines.append(few)
      return TextWrap.wrapped(lines.joined(separator: "\n"), to: terminal.width)
    }
    if answer.isOpen(paths: paths) {
      lines.append(
        "Whether it is reached as things are cannot be told: the goal is within the error of the simulation.")
    } else if answer.isReached {
      lines.append("It is reached as things are.")
    }
    if answer.isReached {
      return TextWrap.wrapped(lines.joined(separator: "\n"), to: terminal.width)
    }
    if let factor = answer.factor {
      lines.append(
        "Either multiply the daily chance of a bad order by \(Decimals.short(factor.value, 3)) at most, to a mean of \(Phrases.percent(answer.meanProbability * factor.value)) instead of \(Phrases.percent(answer.meanProbability)): then \(Phrases.chance(factor.probability, isExact: false))."
      )
    } else {
      lines.append(
        "No lower chance of bad orders reaches it: with none from \(since) on it is still \(Phrases.chance(answer.none, isExact: false)), from orders already bad."
      )
    }
    if let clean = answer.cleanOrders {
      lines.append(
        "\(answer.factor == nil ? "But" : "Or") \(Phrases.count(Int(clean.value), "clean order", "clean orders")) more per day from \(answer.from == nil ? "the first day" : since) on: then \(Phrases.chance(clean.probability, isExact: false))."
      )
    } else {
      lines.append(
        "Up to \(Phrases.count(answer.mostOrders, "clean order", "clean orders")) more per day do not reach it."
      )
    }
    return TextWrap.wrapped(lines.joined(separator: "\n"), to: terminal.width)
  }
}
