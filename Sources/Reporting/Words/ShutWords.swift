import AccountHealth
import Decisions
import Simulation
import Workspace

/// An account that is deactivated now, in sentences and figures.
enum ShutWords {
  static func sentences(_ shut: ShutAccount, _ loss: LossForecast) -> [String] {
    let source = shut.isSinceOrEarlier ? "or earlier, by Amazon's report" : "by your notice"
    let days = shut.days(by: loss.asOf)
    let so =
      days == 0 ? "" : ": \(Phrases.count(days, "day", "days")) by \(Phrases.date(loss.asOf))"
    let start = max(loss.asOf + 1, shut.since)
    return [
      "The account is deactivated since \(Phrases.date(shut.since)) \(source)\(so). The loss below is that of this "
        + "deactivation and of those that may follow it, from \(Phrases.date(start)) on for "
        + "\(ClosureCourse.followedDays) days. What it has cost before is not in it.",
      reason(shut) + " They are taken to have begun on its first day."
        + (shut.isWholeAccount
          ? "" : " Orders that Amazon ships go on, so only what you ship is counted as stopped."),
      back(loss),
    ]
  }

  private static func reason(_ shut: ShutAccount) -> String {
    switch shut.reason {
    case .rate(let metric):
      "Its appeals are assumed to be those for order performance (\(metric.nameInSentence))."
    case .violations:
      "No rate is off target and the Account Health Rating is below 100, so its appeals are assumed to be those for "
        + "violations of policies."
    case .unknown:
      "No rate is off target and no notice names one, so each reason that no rate shows is taken with its assumed "
        + "share, and its appeals with it. What the notice names decides: a rate is noted with headroom notice."
    }
  }

  /// `Back within 7 days: 35 % ± 1 (central), 20–52 % from the low to the high setting; within 30 days: …`
  private static func back(_ loss: LossForecast) -> String {
    func chances(_ value: (LossForecast.Setting) -> Estimate?) -> String {
      loss.settings.compactMap { setting in
        value(setting).map { "\(setting.setting.rawValue) \(Phrases.chance($0, isExact: false))" }
      }.joined(separator: ", ")
    }
    let within = LossForecast.backDays.enumerated().map { place, days in
      "within \(days) days \(chances { $0.back[place] })"
    }
    return "Back, as assumed: \(within.joined(separator: "; ")). Shut at the end of the "
      + "\(ClosureCourse.followedDays) days: \(chances(\.forGood))."
  }
}
