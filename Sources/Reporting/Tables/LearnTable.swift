import Forecasting
import Workspace

/// What the sellers of the files show, for the terminal.
public struct LearnTable {
  private let answer: LearnAnswer

  public init(_ answer: LearnAnswer) { self.answer = answer }

  public func text(on terminal: Terminal = .plain) -> String {
    var table = TextTable(
      header: ["rate", "sellers", "orders", "bad", "usual rate", "1 of 10 below", "1 of 10 above", ""],
      right: [1, 2, 3, 4, 5, 6], flexible: 7)
    for part in answer.parts {
      table.rows.append(
        [part.part.rawValue, "\(part.sellers)", "\(part.orders)", "\(part.bad)"]
          + (part.rate.map { [$0.median, $0.lowest, $0.highest].map { Phrases.percent($0) } } ?? ["", "", ""])
          + [part.rate == nil ? "kept as it was" : ""])
    }
    let isLearnt = answer.parts.contains { $0.rate != nil }
    return table.text(on: terminal) + "\n"
      + TextWrap.wrapped(
        "Learnt from \(answer.sellers) of \(Phrases.count(answer.accounts, "account", "accounts")): those with "
          + "\(PriorsFit.leastOrders) seller-fulfilled orders or more. "
          + (isLearnt
            ? "Sellers differ: one in ten has a usual rate below, and one in ten above, what the last columns say. "
            : "")
          + "Orders per day, weekdays and closings are learnt too; tracking is kept.", to: terminal.width)
      + "\n"
  }
}
