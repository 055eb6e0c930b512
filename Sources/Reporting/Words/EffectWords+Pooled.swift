import AccountHealth
import Documents
import Workspace

/// What is common to several accounts with the same change.
extension EffectWords {
  static func pooled(_ change: PooledChange) -> String {
    func text(_ range: EffectEstimate.Range) -> String {
      "\(factor(range.p50)) (8 of 10: \(factor(range.p10)) to \(factor(range.p90)))"
    }
    let what = (change.action.map { "\(TerminalText.escaped($0)), " } ?? "") + name(change.rate)
    let spread =
      change.spread.p50 < 1.015
      ? "accounts hardly differ from it (8 of 10: by up to \(times(change.spread.p90)))"
      : "two in three accounts are within \(times(change.spread.p50)) of it either way (8 of 10: "
        + "\(times(change.spread.p10)) to \(times(change.spread.p90)))"
    let doubted =
      change.doubted == 0
      ? ""
      : " \(Phrases.count(change.doubted, "account is", "accounts are")) left out, as the days speak against the "
        + "change as the cause."
    let calendar =
      change.controlled == 0
      ? ""
      : " What accounts that had not changed did on the same days is taken off"
        + (change.controlled == change.accounts ? "." : " in \(change.controlled) of them.")
    return
      "Common to \(change.accounts) accounts (\(what)): a factor of \(text(change.common)); "
      + "\(spread). In the next account it would be \(text(change.next)).\(calendar)\(doubted)"
  }

  /// A spread as a factor from 1 on.
  private static func times(_ ratio: Double) -> String { "×" + Decimals.fixed(ratio, 2) }

  /// Days, and of a sale its name.
  static func days(_ days: [DayRange]) -> String {
    days.map { $0.count == 1 ? "\($0.first)" : "\($0.first) to \($0.last)" }.joined(separator: ", ")
  }
}
