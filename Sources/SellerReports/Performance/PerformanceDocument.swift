import AccountHealth

/// Finds Amazon's V2 seller performance report in a JSON file: bare, in a list, or in the wrappers in which
/// programs save an answer of the Selling Partner API.
struct PerformanceDocument {
  /// A report needs about 10 KB per marketplace; parsed JSON needs many times its text.
  static let mostBytes = 1 << 20
  /// Windows outside are errors, and would stretch a history over centuries.
  static let plausible =
    (Day(iso: "2010-01-01") ?? Day(number: 0))...(Day(iso: "2099-12-31") ?? Day(number: 0))
  /// The most reports in one file.
  private static let mostReports = 1000

  private let file: String
  private let defaultMarketplace: String
  private let marketplaceName: (String) -> String?
  private(set) var reports: [PerformanceReport] = []
  private(set) var notes: [String] = []

  /// - Throws: `ReportError` if it is not JSON, or contains no performance report.
  init(
    _ bytes: [UInt8], file: String, defaultMarketplace: String, marketplaceName: @escaping (String) -> String?
  ) throws(ReportError) {
    self.file = ReportFault.plain(file)
    self.defaultMarketplace = defaultMarketplace
    self.marketplaceName = marketplaceName
    let reader = JSONReader(bytes, name: file)
    var roots: [JSONValue] = []
    while try !reader.isDone() { roots.append(try reader.value()) }
    var found: [[String: JSONValue]] = []
    for root in roots { try Self.search(root, file, 0, &found) }
    guard !found.isEmpty || roots.allSatisfy({ $0 == .fields([:]) }) else {
      throw ReportError(self.file, Self.nothing(roots))
    }
    for document in found.prefix(Self.mostReports) { try read(document) }
    if reports.allSatisfy({ $0.entries.isEmpty && $0.rates.isEmpty }) {
      notes.append(
        "\(self.file): a performance report without any metric: Amazon shows none for this account.")
    }
  }

  /// Whether the text is the beginning of a performance report, not of other JSON.
  static func recognises(_ text: String) -> Bool {
    text.contains("performanceMetrics") || text.contains("accountStatuses")
      || text.contains("accountHealthRating")
      || text.contains("lateShipmentRate") || text.contains("orderDefectRate")
  }

  /// Finds objects that contain `performanceMetrics` or `accountStatuses`, or the rates themselves.
  private static func search(
    _ value: JSONValue, _ file: String, _ depth: Int, _ found: inout [[String: JSONValue]]
  ) throws(ReportError) {
    guard depth < 12, found.count < mostReports else { return }
    switch value {
    case .fields(let fields):
      let keys = Set(fields.keys.map(Header.key))
      if keys.contains("performancemetrics") || keys.contains("accountstatuses") {
        found.append(fields)
      } else if !keys.isDisjoint(with: PerformanceNodes.rates) {
        found.append(["performanceMetrics": .list([value])])
      } else {
        for (_, member) in fields.sorted(by: { $0.key < $1.key }) {
          try search(member, file, depth + 1, &found)
        }
      }
    case .list(let items):
      for item in items { try search(item, file, depth + 1, &found) }
    case .text(let text) where text.utf8.count > 20 && recognises(text):
      // The report as text inside a wrapper, its quotes escaped.
      let reader = JSONReader(Array(text.utf8), name: file)
      guard let inner = try? reader.value() else { return }
      try search(inner, file, depth + 1, &found)
    default: return
    }
  }

  private static func nothing(_ roots: [JSONValue]) -> String {
    if roots.contains(where: { $0["reportDocumentId"] != nil || $0["payload"]?["reportDocumentId"] != nil }) {
      return "the answer that names a report document, not the document. Save what its url holds."
    }
    return
      "performanceMetrics: found none, expected a V2 seller performance report. Download GET_V2_SELLER_PERFORMANCE_REPORT."
  }

  // MARK: One document

  private mutating func read(_ document: [String: JSONValue]) throws(ReportError) {
    func value(_ key: String) -> JSONValue? {
      document.first { Header.key($0.key) == key }.flatMap { $0.value == .null ? nil : $0.value }
    }
    let metrics = value("performancemetrics")
    if let metrics, metrics.items.contains(where: { $0.fields == nil }) || metrics.text != nil {
      throw ReportError(file, Self.nothing([]))
    }
    let elements = metrics?.items ?? []
    let statuses = (value("accountstatuses")?.items ?? []).compactMap {
      status -> (id: String, word: String)? in
      status["status"]?.text.map { (status["marketplaceId"]?.text ?? "", $0) }
    }
    let named = elements.map { $0["marketplaceId"]?.text }
    let ids = completed(named, statuses.map(\.id))
    for (index, element) in elements.enumerated() {
      // Several reports without a marketplace would count as one.
      guard ids[index] != nil || named.filter({ $0 == nil }).count == 1 else {
        notes.append(
          "\(file): performanceMetrics[\(index)] does not say of which marketplace it is; it is left out.")
        continue
      }
      var nodes = PerformanceNodes(element.fields ?? [:], file: file)
      let word = ids[index].flatMap { id in statuses.first { $0.id == id }?.word } ?? nodes.accountStatus
      add(
        PerformanceReport(
          marketplace: marketplace(ids[index]), file: file,
          accountStatus: word ?? (statuses.count == 1 && elements.count == 1 ? statuses[0].word : ""),
          entries: nodes.entries(), rates: nodes.rateEntries, rating: nodes.rating(),
          policies: nodes.policies,
          warnings: nodes.warnings))
      notes += nodes.notes
    }
    // A marketplace may have a status and no metrics; a single element without a name may be of any of them.
    let isOpen = ids.contains(nil) && named.count { $0 == nil } == 1
    for status in statuses where !status.id.isEmpty && !ids.contains(status.id) && !isOpen {
      add(
        PerformanceReport(
          marketplace: marketplace(status.id), file: file, accountStatus: status.word, entries: []))
    }
  }

  /// The ids of the elements. If one does not name its marketplace, it has that of the only remaining status.
  /// Several have those in the same places of `accountStatuses`, if there are as many.
  private mutating func completed(_ ids: [String?], _ statuses: [String]) -> [String?] {
    let missing = ids.indices.filter { ids[$0] == nil }
    guard !missing.isEmpty, !statuses.contains("") else { return ids }
    let left = statuses.filter { !ids.contains($0) }
    var result = ids
    if missing.count == 1, left.count == 1 {
      result[missing[0]] = left[0]
    } else if missing.count == ids.count, statuses.count == ids.count, Set(statuses).count == ids.count {
      result = statuses
      notes.append(
        "\(file): the reports do not say of which marketplaces they are; taken as those in the same places of accountStatuses."
      )
    }
    return result
  }

  private mutating func marketplace(_ id: String?) -> String {
    if let id, let name = marketplaceName(id) { return name }
    notes.append(
      id.map { "\(file): marketplace \(ReportFault.shown($0)) is not known; taken as \(defaultMarketplace)." }
        ?? "\(file): the report does not say of which marketplace it is; taken as \(defaultMarketplace). --marketplace says otherwise."
    )
    return defaultMarketplace
  }

  private mutating func add(_ report: PerformanceReport) {
    guard reports.count < Self.mostReports else { return }
    reports.append(report)
  }
}
