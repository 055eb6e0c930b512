import Forecasting
import Workspace

/// What the sellers of the files show, for the terminal.
public struct LearnTable {
  private let answer: LearnAnswer

  public init(_ answer: LearnAnswer) { self.answer = answer }

  /// `, of 24 sellers`, where some have several accounts.
  private var sellers: String {
    answer.sellers == answer.sellerAccounts
      ? "" : ", of \(Phrases.count(answer.sellers, "seller", "sellers"))"
  }

  public func text(on terminal: Terminal = .plain) -> String {
    func percent(_ share: Double?) -> String { share.map { Phrases.percent($0) } ?? "" }
    let columns: [TextColumn<PriorsFit.Learnt>] = [
      TextColumn("rate") { $0.part.rawValue },
      TextColumn("sellers", .right) { "\($0.sellers)" },
      TextColumn("orders", .right) { "\($0.orders)" },
      TextColumn("bad", .right) { "\($0.bad)" },
      TextColumn("usual rate", .right) { percent($0.rate?.median) },
      TextColumn("1 of 10 below", .right) { percent($0.rate?.lowest) },
      TextColumn("1 of 10 above", .right) { percent($0.rate?.highest) },
      TextColumn("", isFlexible: true) { $0.rate == nil ? "kept as it was" : "" },
    ]
    let table = TextTable(columns, answer.parts)
    let isLearnt = answer.parts.contains { $0.rate != nil }
    return table.text(on: terminal) + "\n"
      + TextWrap.wrapped(
        "Learnt from \(answer.sellerAccounts) of \(Phrases.count(answer.accounts, "account", "accounts"))\(sellers): those with "
          + "\(PriorsFit.leastOrders) seller-fulfilled orders or more. "
          + (isLearnt
            ? "Sellers differ: one in ten has a usual rate below, and one in ten above, what the last columns say. "
            : "")
          + "Orders per day, weekdays and closings are learnt too; tracking is kept.", to: terminal.width)
      + "\n"
  }
}
