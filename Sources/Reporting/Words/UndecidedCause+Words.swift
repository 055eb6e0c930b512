import AccountHealth
import Documents
import Workspace

/// Why a rate is undecided, in the words of every answer that says so.
extension UndecidedCause {
  /// One sentence.
  var sentence: String { Phrases.capitalized(clause) + "." }

  /// The same without a capital and a full stop.
  var clause: String {
    switch self {
    case .accounts(let files):
      return
        "these files may be of different accounts, so the rate is undecided: \(Self.named(files))"
    case .beginsBefore(let window, let files):
      return
        "its window begins on \(Phrases.date(window.day)), and orders come at full pace only from \(Phrases.date(files.day)) on, as if the files were cut there"
    case .gap(let first, let last):
      return
        "there is no order from \(Phrases.date(first.day)) to \(Phrases.date(last.day)), though many come before and after, as if a file was missing"
    case .lacksOrders(let own, let reported, let day):
      return
        "the files have only a part of the orders: on \(Phrases.date(day.day)) Amazon counted \(reported) where they have \(own)"
    case .emptied(let column, let after?):
      return "the files have nothing in \(column) for any order placed after \(Phrases.date(after.day))"
    case .emptied(let column, nil):
      return "the column \(column) is empty in all orders, as if it was not kept"
    case .orders(let count):
      return "for \(Phrases.count(count, "order", "orders")) it is not known from these files"
    case .cancellers(let count):
      return
        "the files do not say whether, or by whom, \(Phrases.count(count, "order was", "orders were")) cancelled"
    case .units(let count):
      return "the files do not say how many units some orders have"
        + (count > 0 ? ", or what became of \(Phrases.count(count, "unit", "units"))" : "")
    case .unplaced(let count):
      return
        "\(Phrases.count(count, "further order", "further orders")) may belong to it; the files do not say the day of purchase, who sends the parcel, or whose orders those are that only a list names"
    case .unexplained(let day, let most):
      return
        "on \(Phrases.date(day.day)) Amazon counted bad orders that these files do not explain, of which up to \(most) may still be in the window"
    case .unclearShare(let written):
      return
        "Amazon's report has the rate \(written) without counts. It may be a share or a percentage, so the rate is undecided"
    case .otherShare(let share):
      return
        "Amazon's report has a rate of \(Phrases.percent(share)), without counts, and these orders give another"
    case .excludes(let ownBad, let ownOrders, let bad, let orders):
      return
        "Amazon counts \(bad) of \(orders), the orders \(ownBad) of \(ownOrders), which exclude each other"
    }
  }

  private static let namedFiles = 4

  private static func named(_ files: [String]) -> String {
    let more = files.count - namedFiles
    return files.prefix(namedFiles).map { TerminalText.escaped($0) }.joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }
}
