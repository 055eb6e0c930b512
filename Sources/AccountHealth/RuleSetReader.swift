import Documents

/// Reads a rule file to its end and collects every fault on the way.
struct RuleSetReader {
  private var base: RuleSet?

  private static let kind = DocumentTree.Kind(name: "rule file", levels: 4, example: "name: mine")
  /// What every file must say itself besides its format, with an example of each.
  private static let head = [
    ("name", "name: mine"), ("version", "version: \"1\""),
    ("effective", "effective: 2026-11-01"),
  ]
  private static let addOrBase = "Add it, or write 'base: built-in' to change only some fields."

  /// - Parameter base: What `base: built-in` stands for. It is asked for only by a file that says so.
  /// - Throws: `DocumentError` with every fault of the file.
  static func read(_ bytes: [UInt8], file: String, base: () -> RuleSet?) throws(DocumentError) -> RuleSet {
    try DocumentTree.read(bytes, file: file, kind: kind) { fields in
      var reader = RuleSetReader()
      return reader.ruleSet(&fields, bytes: bytes, builtIn: base)
    }
  }

  private mutating func ruleSet(
    _ fields: inout DocumentFields, bytes: [UInt8], builtIn: () -> RuleSet?
  ) -> RuleSet? {
    fields.allow(only: ["format", "name", "version", "effective", "base", "metrics", "marketplaces"])
    let isBased =
      fields.value("base", expected: "built-in", advice: "Write 'built-in' or remove the line.") {
        $0 == "built-in" ? true : nil
      } ?? false
    if isBased { base = builtIn() }
    for (field, example) in Self.head {
      fields.require([field], advice: "Add a line such as '\(example)'.")
    }
    if base == nil, !fields.has("base") {
      fields.require(["metrics", "marketplaces"], advice: Self.addOrBase)
    }
    fields.requireFormat("1")
    let name = fields.text("name")
    let version = fields.text("version")
    let effective = fields.day("effective")
    let metrics = self.metrics(&fields)
    let marketplaces = self.marketplaces(&fields, metrics: metrics)
    let named = fields.fields("marketplaces")?.keys ?? []
    guard let name, let version, let effective else { return nil }
    return RuleSet(
      name: name, version: version, effective: effective, metrics: metrics, marketplaces: marketplaces,
      source: bytes, isBasedOnBuiltIn: isBased,
      onlyMarketplace: named.count == 1 ? marketplaces.first { $0.answers(to: named[0]) }?.name : nil)
  }

  // MARK: Metrics

  private func metrics(_ fields: inout DocumentFields) -> [Metric: SourcedRule] {
    var result = base?.metrics ?? [:]
    guard var list = fields.fields("metrics") else { return result }
    list.allow(only: Metric.allCases.map(\.rawValue))
    if base == nil { list.require(Metric.allCases.map(\.rawValue), advice: Self.addOrBase) }
    for metric in Metric.allCases {
      guard var entry = list.fields(metric.rawValue) else { continue }
      if base == nil { entry.require(["youngest", "oldest", "limit"], advice: Self.addOrBase) }
      let change = change(&entry, metric: metric)
      if let sourced = sourced(change, metric: metric, older: result[metric], fields: &entry) {
        result[metric] = sourced
      }
      list.absorb(entry)
    }
    fields.absorb(list)
    return result
  }

  /// The rule of a change, on top of the older one if there is one.
  private func sourced(
    _ change: RuleChange, metric: Metric, older: SourcedRule?, fields: inout DocumentFields
  ) -> SourcedRule? {
    guard let youngest = change.youngest ?? older?.rule.youngest,
      let oldest = change.oldest ?? older?.rule.oldest
    else { return nil }
    guard isWindow(youngest, oldest, fields: &fields) else { return nil }
    guard change.displayedLimit != nil || older != nil else { return nil }
    let start =
      older?.rule ?? MetricRule(metric: metric, youngest: youngest, oldest: oldest, limit: Ratio(1, 1))
    return SourcedRule(
      rule: change.applied(to: start), sources: change.sources ?? older?.sources ?? "",
      confidence: change.confidence ?? older?.confidence ?? "")
  }

  private func isWindow(_ youngest: Int, _ oldest: Int, fields: inout DocumentFields) -> Bool {
    guard youngest > oldest else { return true }
    fields.reject(
      fields.has("oldest") ? "oldest" : "youngest", found: "a window of ages \(youngest) to \(oldest)",
      expected: "youngest at most oldest", advice: "Are the two swapped?")
    return false
  }

  private static let metricFields = [
    "youngest", "oldest", "limit", "share", "minimum_orders", "counted", "reading", "sources", "confidence",
  ]

  private func change(_ fields: inout DocumentFields, metric: Metric) -> RuleChange {
    fields.allow(only: Self.metricFields)
    var change = RuleChange()
    change.youngest = fields.count("youngest", in: 0...400)
    change.oldest = fields.count("oldest", in: 0...400)
    change.displayedLimit = fields.value(
      "limit", expected: "a decimal above 0 and below 1, such as \(metric.isGoodShare ? "0.9" : "0.04")",
      advice: "Write a fraction, not per cent, with a point and at most 9 digits after it."
    ) { text in
      Ratio(decimal: text).flatMap { $0.isLimit ? $0 : nil }
    }
    change.minimumOrders = fields.count("minimum_orders", in: 1...1_000_000)
    change.counted = fields.value(
      "counted", expected: metric == .onTimeDelivery ? "orders or units" : "orders",
      advice: "Only on-time delivery can count units.",
      parse: { word in
        MetricRule.Counted(rawValue: word).flatMap { $0 == .units && metric != .onTimeDelivery ? nil : $0 }
      })
    let readings = RuleReading.candidates(for: metric).filter { $0 == .asRuled || !$0.isOfWindow }
    change.reading = fields.value(
      "reading", expected: readings.map(\.rawValue).joined(separator: " or "),
      advice: "Another window is written with youngest and oldest."
    ) { word in readings.first { $0.rawValue == word } }
    let share = metric.isGoodShare ? "good" : "bad"
    _ = fields.value("share", expected: share, advice: "The share of \(metric.rawValue) is fixed.") {
      $0 == share ? true : nil
    }
    change.sources = fields.text("sources")
    change.confidence = fields.text("confidence")
    return change
  }

  // MARK: Marketplaces

  private func marketplaces(_ fields: inout DocumentFields, metrics: [Metric: SourcedRule]) -> [Marketplace] {
    var result = base?.marketplaces ?? []
    guard var list = fields.fields("marketplaces") else { return result }
    if list.keys.isEmpty {
      fields.reject(
        "marketplaces", found: "no marketplace", expected: "at least one",
        advice: "Add one such as 'amazon.com:' with its time_zone.")
    }
    for name in list.keys {
      guard var entry = list.fields(name) else { continue }
      let index = result.firstIndex { $0.answers(to: name) }
      let older = index.map { result[$0] }
      if older == nil {
        entry.require(["time_zone"], advice: "Add a line such as 'time_zone: Europe/Berlin'.")
      }
      let read = marketplace(&entry, older: older ?? Marketplace(name: name, timeZone: ""), metrics: metrics)
      if let index { result[index] = read } else { result.append(read) }
      list.absorb(entry)
    }
    fields.absorb(list)
    return result
  }

  private func marketplace(
    _ fields: inout DocumentFields, older: Marketplace, metrics: [Metric: SourcedRule]
  ) -> Marketplace {
    fields.allow(only: [
      "time_zone", "id", "aliases", "assumed", "documented", "basis", "differences", "metrics",
    ])
    var result = older
    let zone = fields.value(
      "time_zone", expected: "an IANA name such as Europe/Berlin", advice: "Names are listed in tz database.",
      parse: { Self.isZoneName($0) ? $0 : nil })
    if let zone { result.timeZone = zone }
    if let id = fields.text("id") { result.id = id }
    if let aliases = fields.list("aliases") { result.aliases = aliases.map { $0.lowercased() } }
    if let assumed = fields.flag("assumed") { result.isAssumed = assumed }
    result.documented.formUnion(fields.metrics("documented") ?? [])
    if let basis = fields.text("basis") { result.basis = basis }
    if let differences = fields.list("differences") { result.differences = differences }
    guard var list = fields.fields("metrics") else { return result }
    list.allow(only: Metric.allCases.map(\.rawValue))
    for metric in Metric.allCases {
      guard var entry = list.fields(metric.rawValue) else { continue }
      let change = change(&entry, metric: metric).over(older.changes[metric] ?? RuleChange())
      if sourced(change, metric: metric, older: metrics[metric], fields: &entry) != nil {
        result.changes[metric] = change
      }
      list.absorb(entry)
    }
    fields.absorb(list)
    return result
  }

  /// Whether a text has the form of an IANA name, `Area/Place` or `UTC`. Only the time zone data know if it
  /// exists.
  private static func isZoneName(_ text: String) -> Bool {
    if text == "UTC" { return true }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return (2...3).contains(parts.count)
      && parts.allSatisfy { part in
        part.first?.isLetter == true
          && part.utf8.allSatisfy {
            (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
              || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+")
          }
      }
  }
}
