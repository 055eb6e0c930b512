import AccountHealth

/// Amazon's V1 seller performance report, XML (`GET_V1_SELLER_PERFORMANCE_REPORT`).
///
/// There is no public schema, so elements are found by their local names wherever they are. Each `*Metrics`
/// element has one time frame and contains a rate, rounded and often with `%`, and a count, but mostly no
/// number of orders. That number is computed from the two, and the note says how far it may be off.
struct PerformanceXML {
  private let file: String
  private var notes: [String] = []
  private var found: [Metric: PerformanceReport.Entry] = [:]

  /// The time frame by which Amazon judges, in days. If a report has several, the nearest one counts.
  private static let spans: [Metric: Int] = [
    .lateShipment30: 30, .lateShipment10: 10, .cancellation: 7, .orderDefect: 60, .onTimeDelivery: 30,
    .validTracking: 30,
  ]

  /// - Returns: One report per `sellerPerformanceReport`; the file does not name their marketplace.
  static func read(
    _ bytes: [UInt8], file: String, defaultMarketplace: String, marketplaceName: (String) -> String?
  ) throws(ReportError) -> (reports: [PerformanceReport], notes: [String]) {
    let root = try XMLReader.read(bytes, name: file)
    var elements: [XMLElement] = []
    root.forEach { if $0.name.lowercased() == "sellerperformancereport" { elements.append($0) } }
    guard !elements.isEmpty else {
      throw ReportError(
        file,
        "sellerPerformanceReport: found none, expected a V1 seller performance report. Download it again.")
    }
    var (reports, notes): ([PerformanceReport], [String]) = ([], [])
    for element in elements.prefix(100) {
      var reader = PerformanceXML(file: ReportFault.plain(file))
      var id: String?
      element.forEach { if $0.name.lowercased() == "marketplaceid" { id = id ?? $0.value } }
      let name = id.flatMap(marketplaceName)
      if name == nil {
        reader.note(
          "a V1 report does not say of which marketplace it is; taken as \(defaultMarketplace). --marketplace says otherwise."
        )
      }
      reports.append(reader.report(element, marketplace: name ?? defaultMarketplace))
      notes += reader.notes
    }
    return (reports, notes)
  }

  private init(file: String) { self.file = file }

  private mutating func report(_ element: XMLElement, marketplace: String) -> PerformanceReport {
    var blocks: [XMLElement] = []
    element.forEach { if $0["timeFrame"] != nil { blocks.append($0) } }
    let checklist = Self.checklist(element)
    let status: [Metric: String] = [
      .lateShipment30: "lateshipmentrate", .lateShipment10: "lateshipmentrate",
      .cancellation: "ordercancellationrate", .orderDefect: "orderdefectrate",
      .validTracking: "validtrackingrate", .onTimeDelivery: "ontimedelivery",
    ].compactMapValues { checklist[$0] }
    take(.lateShipment30, "lateShipment", blocks, status)
    take(.lateShipment10, "lateShipment", blocks, status)
    take(.cancellation, "preFulfillmentCancellation", blocks, status)
    take(.orderDefect, "orderWithDefects", blocks, status)
    take(.onTimeDelivery, "onTimeDelivery", blocks, status)
    take(.validTracking, "validTracking", blocks, status)
    found[.onTimeDelivery]?.isEnforced = false
    let rates: Set = [
      "lateshipmentrate", "ordercancellationrate", "orderdefectrate", "validtrackingrate", "ontimedelivery",
    ]
    return PerformanceReport(
      marketplace: marketplace, file: file, accountStatus: "",
      entries: Metric.allCases.compactMap { found[$0] },
      policies: checklist.filter { !rates.contains($0.key) }.sorted { $0.key < $1.key }.map {
        .init(name: $0.key, count: nil, status: $0.value)
      })
  }

  /// The words of `performanceChecklist`, by lower-case name.
  private static func checklist(_ element: XMLElement) -> [String: String] {
    var words: [String: String] = [:]
    element.forEach { node in
      guard node.name.lowercased() == "performancechecklist" else { return }
      for child in node.children {
        guard let word = child["status"]?.value ?? child.value else { continue }
        words[ReportFault.plain(child.name.lowercased())] = String(word.prefix(40))
      }
    }
    return words
  }

  private mutating func take(
    _ metric: Metric, _ name: String, _ blocks: [XMLElement], _ status: [Metric: String]
  ) {
    let wanted = Self.spans[metric] ?? 30
    let candidates = blocks.compactMap { block in block[name].map { ($0, Self.window(block)) } }
      .filter { _, window in
        // The two late shipment rates differ only in their time frame; one of 7 or of 90 days is neither.
        switch metric {
        case .lateShipment10: window.map { (8...15).contains($0.count) } ?? false
        case .lateShipment30: window.map { (16...40).contains($0.count) } ?? true
        default: true
        }
      }
    let nearest = candidates.min { Self.distance($0.1, wanted) < Self.distance($1.1, wanted) }
    guard let (node, window) = nearest else { return }
    let rateText = node["rate"]?.value
    let rate = rateText.flatMap { JSONValue.text($0).share }
    let count = node["count"]?.value.flatMap { JSONValue.text($0).count }
    let orders = (node["orderCount"] ?? node["total"])?.value.flatMap { JSONValue.text($0).count }
    guard rate != nil || count != nil else { return }
    let id = metric.rawValue
    if let orders, let count {
      set(metric, WindowCount(orders: orders, bad: min(count, orders)), window, status, isInferred: false)
      return
    }
    // The count beside a good share is that of the good orders, and is mostly missing.
    guard !metric.isGoodShare, let rate, let rateText, let count, rate > 0, count > 0 else {
      note(
        "\(id): \(rateText.map { "a rate of \(ReportFault.shown($0))" } ?? "a count") without the number of orders is left out; the V2 report has it."
      )
      return
    }
    let half = 0.5 * Self.step(rateText)
    let total = Int(min(1e9, (Double(count) / rate).rounded()))
    let least = max(Double(count), (Double(count) / (rate + half)).rounded(.up))
    let most = rate > half ? (Double(count) / (rate - half)).rounded(.down) : .infinity
    note(
      "\(id): the report has \(count) bad orders and a rate of \(ReportFault.shown(rateText)); \(total) orders were worked out from these"
        + (most < 1e9 ? " (\(Int(least)) to \(Int(max(least, most))) would show the same rate)." : "."))
    set(metric, WindowCount(orders: max(total, count), bad: count), window, status, isInferred: true)
  }

  private mutating func set(
    _ metric: Metric, _ count: WindowCount, _ window: DayRange?, _ status: [Metric: String], isInferred: Bool
  ) {
    found[metric] = .init(
      metric: metric, window: window, status: status[metric] ?? "", target: nil, count: count,
      isInferred: isInferred)
  }

  /// One unit of the last digit as a share: `1.17 %` is exact to 0.0001.
  private static func step(_ text: String) -> Double {
    let digits = text.prefix { $0 != "%" }.filter { $0 == "." || $0.isNumber }
    let decimals = digits.firstIndex(of: ".").map { digits[$0...].count - 1 } ?? 0
    var step = text.contains("%") ? 0.01 : 1
    for _ in 0..<min(decimals, 9) { step /= 10 }
    return step
  }

  private static func distance(_ window: DayRange?, _ days: Int) -> Int {
    window.map { abs($0.count - days) } ?? .max
  }

  private static func window(_ block: XMLElement) -> DayRange? {
    guard let frame = block["timeFrame"],
      let start = (frame["start"] ?? frame["startDate"])?.value.flatMap({ Day(iso: $0.prefix(10)) }),
      let end = (frame["end"] ?? frame["endDate"])?.value.flatMap({ Day(iso: $0.prefix(10)) }),
      PerformanceDocument.plausible.contains(start), PerformanceDocument.plausible.contains(end),
      let window = DayRange(from: start, through: end), window.count <= 400
    else { return nil }
    return window
  }

  private mutating func note(_ text: String) { notes.append("\(file): \(text)") }
}
