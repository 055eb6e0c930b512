import AccountHealth

/// Something that the files do not say, with the file that would bring it.
public enum Missing: Sendable, Hashable {
  /// These rates need columns that no file has; `remedy` names the Amazon file that has them.
  case rates([Metric], columns: [String], remedy: String)
  /// No file says what became of so many orders that these rates depend on them.
  case undecided([Metric])
  /// These rates are sums of files that may be of several accounts.
  case mixed([Metric], files: [String])
  /// Only counts are known, and so not which orders are open.
  case openOrders

  /// The rates that the files do not decide.
  public var undecidedRates: [Metric] {
    switch self {
    case .undecided(let metrics), .mixed(let metrics, _): metrics
    default: []
    }
  }

  /// Whether it is about files that may be of several accounts.
  var isMixed: Bool { if case .mixed = self { true } else { false } }

  /// What an account's files lack. Rates that lack the same columns of the same file are one item. A file
  /// without channels is taken as seller-fulfilled, so missing channels are no item.
  static func items(_ missing: [MissingMetric]) -> [Missing] {
    var groups: [(metrics: [Metric], columns: [String], remedy: String)] = []
    for item in missing where item.fields != .channel {
      if let known = groups.firstIndex(where: { $0.columns == item.columns && $0.remedy == item.remedy }) {
        groups[known].metrics.append(item.metric)
      } else {
        groups.append(([item.metric], item.columns, item.remedy))
      }
    }
    return groups.map { .rates($0.metrics, columns: $0.columns, remedy: $0.remedy) }
  }
}
