import AccountHealth
import Decisions

/// A file of actions with measured ranges.
public enum EffectActions {
  public static func text(_ actions: [Action], asOf: Day) -> String {
    let head = """
      # Actions whose ranges were measured on your own orders as of \(asOf), by headroom effect. Grade own: estimated from
      # your own before and after; the other grades as in headroom show actions. Give it with --actions to rank, whatif
      # and plan. A change that is still in force is in every forecast already: its range says what making such a
      # change does, not what keeping it does.

      """
    return head + actions.map(\.document).joined(separator: "---\n")
  }
}
