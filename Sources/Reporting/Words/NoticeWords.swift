import AccountHealth
import Simulation
import Workspace

/// Sentences about notices.
enum NoticeWords {
  /// An open notice with its deadline, without the sentence's end.
  static func name(_ notice: Notice) -> String {
    "notice \(notice.id) (\(notice.kind.rawValue)\(notice.metric.map { ", " + $0.rawValue } ?? "")), received "
      + Phrases.date(notice.received)
  }

  static func sentence(_ notice: Notice, on today: Day) -> String {
    let text = deadline(notice, on: today)
    return notice.isOfDeactivation
      ? text
        + " The account is deactivated: appeal first. Forecasts of rates and their risks are about the time after it is back."
      : text
  }

  private static func deadline(_ notice: Notice, on today: Day) -> String {
    guard let answerBy = notice.answerBy else { return "open \(name(notice)), without a deadline." }
    let left = answerBy - today
    let days = Phrases.count(abs(left), "day", "days")
    return
      "open \(name(notice)): answer by \(Phrases.date(answerBy)), \(left < 0 ? "\(days) overdue" : "\(days) left")."
  }

  /// - Parameter rate: The one that it names, or is taken to be about.
  static func assumption(_ notice: Notice, about rate: Metric) -> String {
    "the account starts with the open \(name(notice))"
      + (notice.metric == nil ? ", \(guess(rate))" : "")
      + (notice.answerBy.map { ", answer by \(Phrases.date($0))" }
        ?? ", which names no deadline, so that the usual days of such a notice are assumed")
      + ": then the account is deactivated with the assumed chance that an answer is refused, higher while the rate is off target"
  }

  private static func guess(_ rate: Metric) -> String {
    "taken to be about \(rate.rawValue), as it names no rate and that one is closest to its limit or furthest beyond it"
  }

  /// What an open notice about a rate means for the account.
  static func outlook(_ outlook: NoticeOutlook) -> String {
    let span = outlook.chances.map(\.chance).sorted { $0.value < $1.value }
    guard let low = span.first, let high = span.last,
      let central = outlook.chances.first(where: { $0.name == "central" })
    else { return "" }
    let taken = outlook.guessed.map { " (\(guess($0)))" } ?? ""
    return "Given this\(taken), deactivated within \(Phrases.count(outlook.horizon, "day", "days")): "
      + "\(Phrases.chance(central.chance, isExact: false)) in the central setting, "
      + "\(Phrases.between(low, high)) as the assumed enforcement is lenient or strict."
  }
}

/// Open notices in sentences.
public enum NoticeText {
  /// One sentence per notice, and one about what they mean.
  public static func sentences(_ outlook: NoticeOutlook) -> [String] {
    outlook.notices.map { Phrases.capitalized(NoticeWords.sentence($0, on: outlook.today)) }
      + [NoticeWords.outlook(outlook)].filter { !$0.isEmpty }
  }

  /// The same as a paragraph, ending with an empty line.
  public static func text(_ outlook: NoticeOutlook, on terminal: Terminal = .plain) -> String {
    TextWrap.wrapped(sentences(outlook).joined(separator: " "), to: terminal.width) + "\n\n"
  }
}
