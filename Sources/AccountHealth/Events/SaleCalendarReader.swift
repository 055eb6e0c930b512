import Documents

/// Reads an events file on to its end and collects every fault on the way.
enum SaleCalendarReader {
  private static let mostFactor = 100.0
  private static let longest = 60
  private static let kind = DocumentTree.Kind(name: "events file", levels: 4, example: "format: 1")

  static func read(_ bytes: [UInt8], file: String) -> Result<SaleCalendar, RuleSetError> {
    let tree: DocumentTree
    do {
      tree = try DocumentTree(bytes, file: file, kind: kind)
    } catch {
      return .failure(RuleSetError(faults: [error]))
    }
    var fields = tree.documents[0]
    fields.allow(only: ["format", "name", "events"])
    fields.require(["format", "events"])
    _ = fields.value("format", expected: "1", advice: "This Headroom reads format 1 alone.") {
      $0 == "1" ? 1 : nil
    }
    let name = fields.text("name") ?? file
    var events: [SaleEvent] = []
    if var list = fields.fields("events") {
      for key in list.keys {
        guard var entry = list.fields(key) else { continue }
        if let event = event(&entry, key) { events.append(event) }
        list.absorb(entry)
      }
      fields.absorb(list)
    }
    guard fields.faults.isEmpty else {
      return .failure(
        RuleSetError(faults: fields.faults.sorted { ($0.line, $0.column) < ($1.line, $1.column) }))
    }
    return .success(
      SaleCalendar(
        name: name, events: events.sorted { ($0.days.first, $0.title) < ($1.days.first, $1.title) },
        source: bytes))
  }

  private static func event(_ fields: inout DocumentFields, _ key: String) -> SaleEvent? {
    fields.allow(only: ["title", "from", "to", "marketplaces", "orders", "grade", "source"])
    fields.require(["from", "to", "orders"])
    func day(_ name: String, _ fields: inout DocumentFields) -> Day? {
      fields.value(name, expected: "a date such as 2026-11-27", advice: "Write year-month-day.") {
        Day(iso: $0)
      }
    }
    let (first, last) = (day("from", &fields), day("to", &fields))
    let title = fields.text("title") ?? key
    let marketplaces = fields.list("marketplaces") ?? []
    _ = fields.value("grade", expected: "A, B, C or D", advice: "D is judgement.") {
      ["A", "B", "C", "D"].contains($0) ? $0 : nil
    }
    _ = fields.text("source")
    let factors = factors(&fields)
    guard let first, let last, let factors else { return nil }
    guard let days = DayRange(from: first, through: last), days.count <= longest else {
      fields.reject(
        "to", found: "\(last)", expected: "a day from \(first) to \(first + (longest - 1))",
        advice: "An event ends after it begins and lasts at most \(longest) days.")
      return nil
    }
    return SaleEvent(
      title: title, days: days, marketplaces: marketplaces, p10: factors[0], p50: factors[1],
      p90: factors[2])
  }

  private static func factors(_ fields: inout DocumentFields) -> [Double]? {
    guard var orders = fields.fields("orders") else { return nil }
    let names = ["p10", "p50", "p90"]
    orders.allow(only: names)
    orders.require(names)
    let values = names.compactMap { name in
      orders.value(
        name, expected: "a factor above 0, at most \(Int(mostFactor))", advice: "Write digits such as 1.5."
      ) { text in
        Ratio(decimal: text).flatMap { $0.value > 0 && $0.value <= mostFactor ? $0.value : nil }
      }
    }
    if values.count == names.count, !zip(values, values.dropFirst()).allSatisfy({ $0 <= $1 }) {
      orders.reject(
        "p50", found: "\(values.map { "\($0)" }.joined(separator: ", "))", expected: "p10 ≤ p50 ≤ p90",
        advice: "Put the three in order.")
    }
    fields.absorb(orders)
    return values.count == names.count ? values : nil
  }
}
