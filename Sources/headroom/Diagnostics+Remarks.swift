import Reporting
import SellerReports
import Workspace

extension Diagnostics {
  /// The number of kinds of fault that are listed; the rest is counted.
  private static let listedKinds = 20

  /// Lists one fault for each column and kind, with the number of them.
  static func list(_ faults: Faults) {
    let listed = faults.groups.prefix(listedKinds)
    for group in listed {
      let more = group.count - 1
      warning(
        "\(group.first)" + (more > 0 ? " \(Phrases.count(more, "more cell", "more cells")) like this." : ""))
    }
    let more = faults.count - listed.reduce(0) { $0 + $1.count }
    if more > 0 { warning("… and \(Phrases.count(more, "more fault", "more faults")).") }
    for error in faults.leftOut { warning("\(error) It is left out.") }
  }

  static func say(_ remarks: [Remark]) {
    for remark in remarks { remark.isWarning ? warning(remark.text) : note(remark.text) }
  }
}
