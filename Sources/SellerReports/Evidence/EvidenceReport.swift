import AccountHealth

/// How the files beside the orders were understood, and what they add to the orders.
public struct EvidenceReport: Sendable, Hashable {
  /// In the order of the files.
  public var files: [EvidenceSummary] = []
  /// The number of facts that each field of each account has from each file.
  public var facts: [FactCount] = []
  /// The first 100 conflicts.
  public var conflicts: [EvidenceConflict] = []
  public var conflictCount = 0
  /// Further remarks for the user, one sentence each.
  public var remarks: [String] = []

  static let keptConflicts = 100

  public init() {}

  mutating func add(_ conflict: EvidenceConflict) {
    conflictCount += 1
    if conflicts.count < Self.keptConflicts { conflicts.append(conflict) }
  }
}

/// One file of evidence: its kind, and how far its list can be trusted.
public struct EvidenceSummary: Sendable, Hashable {
  /// Whether a list contains everything that counts.
  public enum Completeness: Sendable, Hashable {
    /// It has as many entries as Amazon's own count of that evening.
    case proven
    /// Nothing contradicts it.
    case assumed
    /// It differs a little from Amazon's own count, as files of different hours do. It is taken as complete.
    case nearly(expected: Int)
    /// It differs from Amazon's own count, so orders that it does not list stay undecided.
    case contradicted(expected: Int)
    /// Its end is cut off, or it may be filtered by carrier or category, and no count by Amazon confirms it.
    case doubtful
    /// It lists orders that had left the window by the evening that it seems to be of.
    case earlier
    /// It is not a list of everything that counts in a rate.
    case none
  }

  /// The base name.
  public var file: String
  /// Its usual name, such as "late shipment download".
  public var kind: String
  /// The label of the account whose orders it names; empty if it names none.
  public var account = ""
  /// The rate that it is about; `nil` if it does not list the orders of a rate.
  public var metric: Metric?
  /// Orders, parcels or units that count against the seller.
  public var listed = 0
  /// The evening it was downloaded, as far as known.
  public var evening: Day?
  public var completeness = Completeness.none
  /// The number of different order numbers in it, and how many of them the order files contain.
  public var orders = 0
  public var matched = 0
  /// The columns found and how they were understood.
  public var columns: [TableColumn] = []
}

/// How many facts one file has for one field of an account's orders.
public struct FactCount: Sendable, Hashable {
  /// The label of the account.
  public var account: String
  /// One field.
  public var field: OrderFields
  /// The base name.
  public var file: String
  public var kind: String
  /// Orders whose fact the file states.
  public var observed = 0
  /// Orders whose fact follows beyond doubt, such as from their absence in a complete list.
  public var proven = 0
  /// Orders whose fact is assumed.
  public var assumed = 0

  public var orders: Int { observed + proven + assumed }
}

/// Files that contradict each other about one order.
public struct EvidenceConflict: Sendable, Hashable {
  public var order: String
  /// One field.
  public var field: OrderFields
  /// Their statements, such as "late shipment download: confirmed 2026-10-25".
  public var statements: [String]
}

extension EvidenceReport {
  /// What the user should know about it, one or two sentences per file.
  var notes: [String] {
    var notes = files.compactMap(\.note) + remarks
    if conflictCount > 0 {
      let shown = conflicts.prefix(3).map {
        "\($0.order) (\($0.statements.joined(separator: "; ")))"
      }
      notes.append(
        "\(conflictCount) orders have different facts in two files, which leaves them undecided: "
          + shown.joined(separator: ", ") + (conflictCount > 3 ? ", …" : "") + ".")
    }
    return notes
  }
}

extension EvidenceSummary {
  /// What becomes of a list's orders that no order file has.
  private var mayCount: String {
    metric == nil ? "" : " They may count in \(metric?.rawValue ?? ""): give the order files that have them."
  }

  fileprivate var note: String? {
    var parts: [String] = []
    if matched < orders {
      parts.append(
        matched == 0
          ? "\(orders == 1 ? "its only order is" : "its \(orders) orders are") not in the order files. Is it of another account or period?\(mayCount)"
          : "\(orders - matched) of its \(orders) orders are not in the order files.\(mayCount)")
    }
    let day = evening.map { " of \($0)" } ?? ""
    switch completeness {
    case .none where metric == nil: break
    case .none:
      if orders == 0 {
        parts.append(
          "names no order, so which account it is of is not known, and it is left out. If you know it, say --account with the name of that account."
        )
      }
    case .proven:
      parts.append("lists \(listed), as Amazon's own count\(day): orders it does not list are fine.")
    case .assumed:
      parts.append(
        "lists \(listed); it is taken to be complete and\(day). A V2 seller performance report of that day would prove it."
      )
    case .nearly(let expected):
      parts.append("lists \(listed), Amazon's own count\(day) is \(expected); it is taken to be complete.")
    case .contradicted(let expected):
      parts.append(
        "lists \(listed), Amazon's own count\(day) is \(expected): orders it does not list stay undecided. Download it again, on the day of the report."
      )
    case .earlier:
      parts.append(
        "lists \(listed), some of which had left the window\(day) already: it is older than its file, and orders it does not list stay undecided. Download it again."
      )
    case .doubtful:
      parts.append(
        "may not be complete, so orders it does not list stay undecided. A V2 seller performance report of that day would settle it."
      )
    }
    guard !parts.isEmpty else { return nil }
    return "\(ReportFault.plain(file)): \(kind): " + parts.joined(separator: " ")
  }
}
