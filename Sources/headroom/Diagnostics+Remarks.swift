import Reporting
import Workspace

extension Diagnostics {
  /// The number of faults that are listed; the rest is counted.
  private static let listedFaults = 20

  static func list(_ faults: Faults) {
    for fault in faults.listed.prefix(listedFaults) { warning("\(fault)") }
    let more = faults.count - min(faults.listed.count, listedFaults)
    if more > 0 { warning("… and \(Phrases.count(more, "more fault", "more faults")).") }
    for error in faults.leftOut { warning("\(error) It is left out.") }
  }

  static func say(_ remarks: [Remark]) {
    for remark in remarks { remark.isWarning ? warning(remark.text) : note(remark.text) }
  }
}
