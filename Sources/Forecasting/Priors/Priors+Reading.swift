import AccountHealth
import Documents

extension Priors {
  /// What a priors file is, for its messages.
  public static let kind = DocumentTree.Kind(
    name: "priors file", levels: 5, example: "version: 1", mostBytes: 1 << 20)

  /// Reads a priors file, JSON or YAML.
  ///
  /// - Parameters:
  ///   - bytes: The whole file, UTF-8.
  ///   - file: What messages call it.
  /// - Throws: `DocumentError` with every fault of the file.
  public init(document bytes: [UInt8], file: String) throws(DocumentError) {
    self = try DocumentTree.read(bytes, file: file, kind: Self.kind) { $0.priors() }
  }

  /// The bytes of the built-in ones.
  public static var builtInBytes: [UInt8] { PackageResources.priors_json }

  /// The priors that Headroom comes with.
  public static let standard: Priors = {
    do {
      return try Priors(document: builtInBytes, file: "built-in priors")
    } catch {
      preconditionFailure("the embedded priors are wrong:\n\(error)")
    }
  }()
}

/// The fields of priors. Every number has a range in which the fits stay finite.
extension DocumentFields {
  fileprivate mutating func priors() -> Priors? {
    let rates = ["late_shipment", "cancellation", "order_defect", "on_time_delivery", "valid_tracking"]
    let required =
      ["version", "provenance"] + rates + [
        "volume", "volume_sizes", "weekdays", "weekday_strength", "open_shipments", "open_deliveries",
        "open_defects", "defect_delays", "cancellation_delays", "cancellation_strength", "usual_handling",
        "usual_promise",
      ]
    allow(only: required + ["closing"])
    require(required, advice: "Make the file with headroom learn.")
    _ = value("version", expected: "1", advice: "Make the file with headroom learn.") { $0 == "1" ? 1 : nil }
    let provenance = list("provenance")
    let read = rates.map { rate($0) }
    let volume = drifts("volume")
    let sizes = some("volume_sizes", ["weight"], optional: ["size"]) { fields -> Priors.Dispersion? in
      let weight = fields.positive("weight", upTo: 1e6)
      let size = fields.number("size", in: 0.001...1e9, expected: "a number from 0.001 to 1000000000")
      return weight.map { .init(weight: $0, size: size) }
    }
    let closing = inside("closing", ["daily", "returning"]) { fields -> Priors.Closing? in
      let daily = fields.number("daily", in: 0...0.499, expected: "a daily chance from 0 to 0.499")
      let returning = fields.number(
        "returning", in: 0.0001...0.9999, expected: "a chance from 0.0001 to 0.9999")
      guard let daily, let returning else { return nil }
      return .init(daily: daily, returning: returning)
    }
    let weekdays = numbers("weekdays", in: 0.001...1000, expected: "a factor from 0.001 to 1000")
    if let weekdays, weekdays.count != 7 {
      reject("weekdays", found: "\(weekdays.count) numbers", expected: "seven, Monday first")
    }
    let weekdayStrength = positive("weekday_strength", upTo: 1e9)
    let shipments = openOrders("open_shipments", states: 1)
    let deliveries = openOrders("open_deliveries", states: 2)
    let defects = openOrders("open_defects", states: 5)
    let defectDelays = delays("defect_delays")
    let cancellationDelays = delays("cancellation_delays")
    let cancellationStrength = positive("cancellation_strength", upTo: 1e9)
    let handling = count("usual_handling", in: 0...60)
    let promise = count("usual_promise", in: 0...120)
    guard faults.isEmpty, let provenance, let late = read[0], let cancellation = read[1],
      let defect = read[2],
      let delivery = read[3], let tracking = read[4], let volume, let sizes, let weekdays,
      let weekdayStrength,
      let shipments, let deliveries, let defects, let defectDelays, let cancellationDelays,
      let cancellationStrength, let handling, let promise
    else { return nil }
    return Priors(
      provenance: provenance, lateShipment: late, cancellation: cancellation, orderDefect: defect,
      onTimeDelivery: delivery, validTracking: tracking, volume: volume, volumeSizes: sizes, closing: closing,
      weekdays: weekdays, weekdayStrength: weekdayStrength, openShipments: shipments,
      openDeliveries: deliveries, openDefects: defects, defectDelays: defectDelays,
      cancellationDelays: cancellationDelays, cancellationStrength: cancellationStrength,
      usualHandling: handling, usualPromise: promise)
  }

  private mutating func rate(_ key: String) -> Priors.Rate? {
    inside(key, ["mean", "sd", "drifts", "judged"], optional: ["odds_ratio"]) { fields -> Priors.Rate? in
      let mean = fields.number("mean", in: -50...50, expected: "log-odds from -50 to 50")
      let sd = fields.number("sd", in: 0.001...20, expected: "a number from 0.001 to 20")
      let drifts = fields.drifts("drifts")
      let isJudged = fields.flag("judged")
      let odds = fields.number("odds_ratio", in: 0.0001...10_000, expected: "a ratio from 0.0001 to 10000")
      guard let mean, let sd, let drifts, let isJudged else { return nil }
      return .init(mean: mean, sd: sd, drifts: drifts, isJudged: isJudged, oddsRatio: odds)
    }
  }

  private mutating func drifts(_ key: String) -> [Priors.Drift]? {
    some(key, ["weight", "ar1", "sd"], optional: ["change"]) { fields -> Priors.Drift? in
      let weight = fields.positive("weight", upTo: 1e6)
      let ar1 = fields.number("ar1", in: 0...1, expected: "a correlation from 0 to 1")
      let sd = fields.value(
        "sd", expected: "0, or a number from 0.001 to 20", advice: "Write a decimal number with a point."
      ) { text in
        DocumentFields.number(text, in: 0...20).flatMap { $0 == 0 || $0 >= 0.001 ? $0 : nil }
      }
      let change = fields.number("change", in: 0...0.1, expected: "a daily chance from 0 to 0.1")
      guard let weight, let ar1, let sd else { return nil }
      return .init(weight: weight, ar1: ar1, sd: sd, change: change)
    }
  }

  private mutating func delays(_ key: String) -> Priors.Delays? {
    inside(key, ["strength", "days"]) { fields -> Priors.Delays? in
      let strength = fields.positive("strength", upTo: 1e9)
      let days = fields.some("days", ["days", "weight"]) { entry -> Priors.Delay? in
        let days = entry.count("days", in: -200...200)
        let weight = entry.positive("weight", upTo: 1e6)
        guard let days, let weight else { return nil }
        return .init(days: days, weight: weight)
      }
      guard let strength, let days else { return nil }
      return .init(strength: strength, days: days)
    }
  }

  private mutating func openOrders(_ key: String, states: Int) -> OpenOrderPrior? {
    let coefficients = ["own", "working_days", "age", "account", "reference"]
    return inside(
      key, ["days_left", "cells"] + coefficients + ["strength"], optional: ["shared", "shipped_late"]
    ) {
      fields -> OpenOrderPrior? in
      let before = fields.faults.count
      let daysLeft = fields.counts("days_left", in: -1000...1000)
      let cells = fields.rows("cells")
      let values = coefficients.map { fields.coefficient($0) }
      let shared = fields.coefficient("shared")
      let shippedLate = fields.coefficient("shipped_late")
      let strength = fields.positive("strength", upTo: 1e9)
      if let daysLeft, !zip(daysLeft, daysLeft.dropFirst()).allSatisfy({ $0 < $1 }) {
        fields.reject("days_left", found: "days that do not rise", expected: "rising days")
      }
      if let daysLeft, let cells,
        cells.count != states || cells.contains(where: { $0.count != daysLeft.count + 1 })
      {
        fields.reject(
          "cells", found: "\(cells.count) rows", expected: "\(states) rows of \(daysLeft.count + 1) numbers",
          advice: "There is one number more than days_left has.")
      }
      if let cells, cells.joined().contains(where: { abs($0) > 100 }) {
        fields.reject("cells", found: "a number beyond 100", expected: "log-odds from -100 to 100")
      }
      let known = values.compactMap { $0 }
      guard fields.faults.count == before, let daysLeft, let cells, known.count == values.count, let strength
      else { return nil }
      return OpenOrderPrior(
        daysLeft: daysLeft, cells: cells, own: known[0], workingDays: known[1], age: known[2],
        shippedLate: shippedLate, account: known[3], shared: shared, reference: known[4], strength: strength)
    }
  }

  private mutating func coefficient(_ key: String) -> Double? {
    number(key, in: -100...100, expected: "a number from -100 to 100")
  }

  private mutating func positive(_ key: String, upTo most: Double) -> Double? {
    number(key, in: 1e-9...most, expected: "a number above 0 and at most \(Int(most))")
  }

  /// The entries of a list of 1 to 500.
  private mutating func some<Value>(
    _ key: String, _ required: [String], optional: [String] = [], _ read: (inout DocumentFields) -> Value?
  ) -> [Value]? {
    let before = faults.count
    guard let values = each(key, required, optional: optional, read), faults.count == before else {
      return nil
    }
    guard (1...500).contains(values.count) else {
      reject(key, found: "\(values.count) entries", expected: "1 to 500")
      return nil
    }
    return values
  }
}
