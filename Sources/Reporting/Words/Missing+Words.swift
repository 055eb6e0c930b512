import AccountHealth
import Documents
import Workspace

extension Missing: CustomStringConvertible {
  public var description: String {
    switch self {
    case .rates(let metrics, let columns, let remedy):
      "\(metrics.map(\.rawValue).joined(separator: ", ")): \(metrics.count == 1 ? "needs" : "need") "
        + "\(columns.joined(separator: ", ")). \(remedy)"
    case .undecided(let metrics):
      "\(metrics.map(\.rawValue).joined(separator: ", ")): what became of many orders is not known, and it decides the rate. "
        + "Add the file that says it; headroom status shows the range."
    case .mixed(let metrics, let files):
      "\(metrics.map(\.rawValue).joined(separator: ", ")): the files may be of several accounts (\(files.prefix(4).map { TerminalText.escaped($0) }.joined(separator: ", "))). "
        + "Give the files of one account at a time, or say --one-account if they are parts of one."
    case .openOrders:
      "which orders are pending. An orders.csv with ship_by, shipped_at, deliver_by and delivered_at, or Amazon's all-orders report, would show them and make this surer."
    }
  }
}
