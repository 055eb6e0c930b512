import AccountHealth

/// One element of `performanceMetrics`, whatever its keys are called in this version. Keys are found
/// regardless of case and separators, and each count under several names.
struct PerformanceNodes {
  private let values: [String: (name: String, value: JSONValue)]
  private let file: String
  /// What the user should know about the report. Implausible values are notes, not errors: Amazon's own
  /// example has them.
  private(set) var notes: [String] = []
  private var found: [Metric: PerformanceReport.Entry] = [:]
  private var foundRates: [Metric: PerformanceReport.RateEntry] = [:]
  private let unit: RateUnit

  init(_ fields: [String: JSONValue], file: String) {
    values = Dictionary(
      fields.sorted { $0.key < $1.key }.map { (Header.key($0.key), (name: $0.key, value: $0.value)) }
    ) { first, _ in first }
    self.file = file
    unit = RateUnit(
      values.filter { Self.rates.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value.value))
  }

  /// The rates without counts that `entries` found.
  var rateEntries: [PerformanceReport.RateEntry] {
    Metric.allCases.compactMap { found[$0] == nil ? foundRates[$0] : nil }
  }

  /// The keys of the rates, normalised. Every other key with a count belongs to a policy.
  static let rates: Set<String> = [
    "lateshipmentrate", "lateshipmentratelist", "prefulfillmentcancellationrate", "prefulfillmentcancelrate",
    "ordercancellationrate", "cancellationrate", "orderdefectrate", "ontimedeliveryrate",
    "unitontimedeliveryrate", "validtrackingrate",
  ]

  // MARK: Metrics

  mutating func entries() -> [PerformanceReport.Entry] {
    let late = ["lateshipmentcount", "lateshipmentscount", "defectscount", "defectcount"]
    for (index, item) in (object("lateshipmentrate")?.items ?? []).enumerated() {
      // The key means 30 days, but its own dates decide.
      guard let span = window(item)?.count else {
        take(index == 0 ? .lateShipment30 : .lateShipment10, item, bad: late)
        continue
      }
      takeLate(item, days: span, late)
    }
    for item in object("lateshipmentratelist")?.items ?? [] {
      guard let span = window(item)?.count else {
        // Without dates an entry may cover 10 or 30 days.
        if item["orderCount"] != nil || item["rate"] != nil {
          leaveOut("an entry of lateShipmentRateList without dates, which may be of 10 or of 30 days")
        }
        continue
      }
      takeLate(item, days: span, late)
    }
    take(
      .cancellation,
      object("prefulfillmentcancellationrate") ?? object("prefulfillmentcancelrate")
        ?? object("ordercancellationrate") ?? object("cancellationrate"),
      bad: ["cancellationcount", "cancellationscount", "cancelledcount", "defectscount", "defectcount"])
    defects()
    onTimeDelivery()
    take(
      .validTracking, object("validtrackingrate"), good: ["validtrackingcount", "validtrackingscount"],
      orders: ["shipmentcount", "shipmentscount", "totalshipmentcount", "ordercount"])
    others()
    return Metric.allCases.compactMap { found[$0] }
  }

  /// Takes a late shipment rate by the number of its days; the page has rates of about 10 and of about 30.
  private mutating func takeLate(_ item: JSONValue, days: Int, _ late: [String]) {
    switch days {
    case 8...15: take(.lateShipment10, item, bad: late)
    case 16...40: take(.lateShipment30, item, bad: late)
    default: leaveOut("late shipment over \(days) days: not a rate of 10 or 30 days")
    }
  }

  private mutating func defects() {
    let names = [
      "orderwithdefects", "orderswithdefects", "orderwithdefectscount", "defectscount", "defectcount",
    ]
    let node = object("orderdefectrate")
    let parts = (node?.fields).map(Self.normalised) ?? [:]
    if parts["mfn"] != nil || parts["afn"] != nil {
      take(.orderDefect, parts["mfn"], bad: names)
      take(.orderDefectAmazon, parts["afn"], bad: names)
      return
    }
    // A list or one object that names its channel. Inside `afn` Amazon's own example names the wrong channel.
    for item in node?.items ?? [] {
      let isAmazon = item["fulfillmentType"]?.text?.lowercased() == "afn"
      take(isAmazon ? .orderDefectAmazon : .orderDefect, item, bad: names)
    }
  }

  private mutating func onTimeDelivery() {
    take(
      .onTimeDelivery, object("unitontimedeliveryrate"),
      good: ["unitontimedeliverycount", "ontimedeliverycount"],
      orders: ["totalunitcount", "unitcount"])
    guard found[.onTimeDelivery] == nil else { return }
    take(
      .onTimeDelivery, object("ontimedeliveryrate"), good: ["ontimedeliverycount"],
      orders: ["shipmentcountwithvalidtracking", "shipmentcount", "ordercount"])
    guard found[.onTimeDelivery] != nil else { return }
    found[.onTimeDelivery]?.isEnforced = false
    note(
      "on-time delivery is the older rate by shipments, which Amazon does not enforce; the one by units is not in this report."
    )
  }

  /// Rates that have orders but that Headroom does not know.
  private mutating func others() {
    let names = values.filter { key, entry in
      key.hasSuffix("rate") && !Self.rates.contains(key)
        && (["orderCount", "shipmentCount", "totalUnitCount"].contains { entry.value[$0]?.count ?? 0 > 0 })
    }.map(\.value.name).sorted()
    if !names.isEmpty {
      leaveOut(
        names.map { ReportFault.plain($0) }.joined(separator: ", ") + ": not a rate that is shown here")
    }
  }

  private mutating func take(
    _ metric: Metric, _ node: JSONValue?, bad: [String] = [], good: [String] = [],
    orders: [String] = ["ordercount", "orderscount", "totalordercount"]
  ) {
    guard found[metric] == nil, let fields = node?.fields, let node else { return }
    let values = Self.normalised(fields)
    for key in orders + bad + good { noteOdd(metric, fields, key) }
    let reportedBad = Self.count(values, bad)
    let reportedGood = Self.count(values, good)
    let reading = values["rate"].flatMap { unit.reading(of: $0, metric) }
    let rate = reading?.share
    guard let total = Self.count(values, orders) else {
      if let reading {
        take(reading, of: metric, node, values)
      } else if let odd = values["rate"]?.oddNumber {
        leaveOut("\(metric.rawValue): found the rate \(odd), expected a share from 0 to 1 or a percentage")
      } else if reportedBad != nil || reportedGood != nil {
        leaveOut("\(metric.rawValue): a count without the number of orders")
      }
      return
    }
    let against: Int
    var (isInferred, further) = (false, 0)
    if let reportedBad {
      against = reportedBad
    } else if let reportedGood {
      if reportedGood > total {
        note("\(metric.rawValue): \(reportedGood) good of \(total); taken as all good.")
      }
      against = max(0, total - reportedGood)
    } else if let rate {
      let counted = ReportedShare.counts(of: rate, in: total)
      against = metric.isGoodShare ? total - counted.upperBound : counted.lowerBound
      further = counted.upperBound - counted.lowerBound
      isInferred = true
      let range = further == 0 ? "\(counted.lowerBound)" : "\(counted.lowerBound) to \(counted.upperBound)"
      note(
        "\(metric.rawValue): the report has a rate and no count; \(range) \(metric.isGoodShare ? "good" : "bad") of \(total) was worked out from \(Self.percent(rate))."
      )
    } else {
      if let reading {
        take(reading, of: metric, node, values)
      } else {
        leaveOut("\(metric.rawValue): \(total) orders without a count or a rate")
      }
      return
    }
    if against > total {
      note("\(metric.rawValue): \(against) bad of \(total), as reported; counted as \(total) of \(total).")
    }
    let window = window(node)
    if let range = written(node), range.first > range.last {
      note("\(metric.rawValue): its dates run backwards and were put right.")
    } else if written(node) != nil, window == nil {
      note("\(metric.rawValue): its dates cannot be meant; they are not used.")
    }
    let (target, isMet) = target(values, metric)
    found[metric] = .init(
      metric: metric, window: window, status: values["status"]?.text ?? "", target: target,
      count: WindowCount(orders: total, bad: min(against, total), undecided: further), isInferred: isInferred,
      isInclusive: isMet)
  }

  /// Takes a rate that no count stands behind.
  private mutating func take(
    _ rate: ReportedShare, of metric: Metric, _ node: JSONValue, _ values: [String: JSONValue]
  ) {
    guard foundRates[metric] == nil else { return }
    let (target, isMet) = target(values, metric)
    foundRates[metric] = .init(
      metric: metric, window: window(node), status: values["status"]?.text ?? "", target: target, rate: rate,
      isInclusive: isMet)
    if let share = rate.share {
      note(
        "\(metric.rawValue): the report has a rate of \(Self.percent(share)) without counts; it is shown, and nothing is forecast from it."
      )
    } else {
      note(
        "\(metric.rawValue): the report has the rate \(Self.plain(rate.written)) without counts, and it may be \(Self.percent(rate.written / 100)) or \(Self.percent(rate.written)); the rate is undecided. Download the report again, with its counts."
      )
    }
  }

  /// Notes a count that is there and is none, such as a negative one.
  private mutating func noteOdd(_ metric: Metric, _ fields: [String: JSONValue], _ key: String) {
    guard
      let (name, value) = fields.first(where: { Header.key($0.key) == key && $0.value != .null }),
      case let found = value["count"] ?? value, found.count == nil, let shown = found.oddNumber
    else { return }
    note(
      "\(metric.rawValue): \(ReportFault.plain(name)): found \(shown), expected a whole number from 0 on; this number is left out. Download the report again."
    )
  }

  private mutating func target(_ values: [String: JSONValue], _ metric: Metric) -> (Ratio?, isMet: Bool) {
    guard let value = values["targetvalue"]?.number, let ratio = Ratio(decimal: value), ratio.isLimit else {
      return (nil, false)
    }
    let expected = metric.isGoodShare ? "GREATER_THAN" : "LESS_THAN"
    guard let condition = values["targetcondition"]?.text, condition.uppercased() != expected else {
      return (ratio, false)
    }
    let words = ["_OR_EQUAL", "_OR_EQUAL_TO", "_OR_EQUALS", "_THAN_OR_EQUAL"].map { expected + $0 }
    if words.contains(condition.uppercased()) || condition.uppercased() == expected.prefix(4) + "_OR_EQUAL" {
      return (ratio, true)
    }
    note(
      "\(metric.rawValue): condition \(ReportFault.shown(condition)), expected \(expected); its target is not used."
    )
    return (nil, false)
  }

  // MARK: Rating, policies, warnings

  mutating func rating() -> PerformanceReport.Rating? {
    let node = object("accounthealthrating")
    let fields = (node?.fields).map(Self.normalised) ?? [:]
    let value = fields["ahrscore"] ?? fields["score"]
    let score = value?.count.flatMap { $0 <= 1000 ? $0 : nil }
    let status = (fields["ahrstatus"] ?? fields["accounthealthratingstatus"] ?? fields["status"])?.text
    let odd =
      score == nil ? value.flatMap { $0.number == nil ? $0.oddNumber : $0.text?.prefix(40).description } : nil
    guard score != nil || status != nil || odd != nil else { return nil }
    let rating = PerformanceReport.Rating(score: score, status: status ?? "", oddScore: odd)
    if let odd {
      note(
        "accountHealthRating: found \(ReportFault.shown(odd)), expected a whole number from 0 to 1000; it is not used. Download the report again."
      )
    }
    if rating.contradictsItself, let score {
      note(
        "accountHealthRating: the score \(score) and the status \(ReportFault.shown(rating.status)) contradict each other; an account is healthy from 200 on. Look at the account-health page."
      )
    }
    return rating
  }

  /// Every key with a number of violations, so that new keys are kept too.
  var policies: [PerformanceReport.PolicyCount] {
    values.compactMap { key, entry -> PerformanceReport.PolicyCount? in
      guard !Self.rates.contains(key), let fields = entry.value.fields else { return nil }
      let values = Self.normalised(fields)
      guard let count = Self.count(values, ["defectscount", "warningscount", "defectcount"]) else {
        return nil
      }
      return .init(
        name: ReportFault.plain(entry.name), count: count, status: values["status"]?.text ?? "")
    }.sorted { $0.name < $1.name }
  }

  /// A list of warnings, or an object with one member per kind.
  var warnings: [PerformanceReport.Warning] {
    let node = object("warningstates") ?? object("warningstate")
    guard let node else { return [] }
    if case .list(let items) = node {
      return items.compactMap { item in
        item["warningType"]?.text.map {
          .init(name: ReportFault.plain($0), status: item["status"]?.text ?? "")
        }
      }
    }
    if let name = node["warningType"]?.text {
      return [.init(name: ReportFault.plain(name), status: node["status"]?.text ?? "")]
    }
    return (node.fields ?? [:]).sorted { $0.key < $1.key }.compactMap { key, value in
      (value["status"]?.text ?? value.text).map { .init(name: ReportFault.plain(key), status: $0) }
    }
  }

  /// The status of the account, if it is inside the element.
  var accountStatus: String? { object("accountstatus").flatMap { $0["status"]?.text ?? $0.text } }

  // MARK: Values

  private func object(_ key: String) -> JSONValue? {
    values[key].flatMap { $0.value == .null ? nil : $0.value }
  }

  private static func normalised(_ fields: [String: JSONValue]) -> [String: JSONValue] {
    Dictionary(
      fields.sorted { $0.key < $1.key }.compactMap { key, value in
        value == .null ? nil : (Header.key(key), value)
      }
    ) { first, _ in first }
  }

  /// A count, or the `count` of an object.
  private static func count(_ values: [String: JSONValue], _ keys: [String]) -> Int? {
    for key in keys {
      if let value = values[key], let count = (value["count"] ?? value).count { return count }
    }
    return nil
  }

  /// Swapped ends are put right; implausible dates are ignored.
  private func window(_ node: JSONValue) -> DayRange? {
    guard let range = written(node) else { return nil }
    let window = DayRange(min(range.first, range.last), max(range.first, range.last))
    guard window.count <= 400, PerformanceDocument.plausible.contains(window.first),
      PerformanceDocument.plausible.contains(window.last)
    else { return nil }
    return window
  }

  /// The written dates, never converted: the labels say UTC but mean days of the store.
  private func written(_ node: JSONValue) -> (first: Day, last: Day)? {
    guard let range = node["reportingDateRange"],
      let from = range["reportingDateFrom"]?.text.flatMap({ Day(iso: $0.prefix(10)) }),
      let to = range["reportingDateTo"]?.text.flatMap({ Day(iso: $0.prefix(10)) })
    else { return nil }
    return (from, to)
  }

  private mutating func note(_ text: String) { notes.append("\(file): \(text)") }

  private mutating func leaveOut(_ what: String) { note(what + "; left out.") }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  private static func percent(_ share: Double) -> String {
    let value = (share * 1e6).rounded() / 1e4
    return value == value.rounded() ? "\(Int(value)) %" : "\(value) %"
  }
}
