import Documents

/// Reads an events file to its end and collects every fault on the way.
enum SaleCalendarReader {
  private static let mostFactor = 100.0
  private static let longest = 60
  private static let kind = DocumentTree.Kind(name: "events file", levels: 4, example: "format: 1")

  /// - Throws: `DocumentError` with every fault of the file.
  static func read(_ bytes: [UInt8], file: String) throws(DocumentError) -> SaleCalendar {
    try DocumentTree.read(bytes, file: file, kind: kind) { fields in
      fields.allow(only: ["format", "name", "events"])
      fields.requireFormat("1")
      fields.require(["events"])
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
      return SaleCalendar(
        name: name, events: events.sorted { ($0.days.first, $0.title) < ($1.days.first, $1.title) },
        source: bytes)
    }
  }

  private static func event(_ fields: inout DocumentFields, _ key: String) -> SaleEvent? {
    fields.allow(only: ["title", "from", "to", "marketplaces", "orders", "grade", "source"])
    fields.require(["from", "to", "orders"])
    let first = fields.day("from")
    let last = fields.day("to")
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
    let names = ["p10", "p50", "p90"]
    return fields.inside("orders", names) { orders in
      let values = names.compactMap { name in
        orders.value(
          name, expected: "a factor above 0, at most \(Int(mostFactor))", advice: "Write digits such as 1.5."
        ) { text in
          Ratio(decimal: text).flatMap { $0.value > 0 && $0.value <= mostFactor ? $0.value : nil }
        }
      }
      guard values.count == names.count else { return nil }
      if !zip(values, values.dropFirst()).allSatisfy({ $0 <= $1 }) {
        orders.reject(
          "p50", found: "\(values.map { "\($0)" }.joined(separator: ", "))", expected: "p10 ≤ p50 ≤ p90",
          advice: "Put the three in order.")
      }
      return values
    }
  }
}
