/// A fault of a priors file, by the name of its field.
public struct PriorsError: Error, Hashable, CustomStringConvertible {
  public var field: String
  public var expected: String

  public var description: String { "\(field): expected \(expected)." }
}

extension Priors {
  /// Checks everything that a fit relies on.
  func validate() throws(PriorsError) {
    try require(version == 1, "version", "1")
    for (name, rate) in [
      ("late_shipment", lateShipment), ("cancellation", cancellation), ("order_defect", orderDefect),
      ("on_time_delivery", onTimeDelivery), ("valid_tracking", validTracking),
    ] {
      try require(rate.mean.isFinite && rate.sd > 0 && rate.sd.isFinite, name, "a finite mean, an sd above 0")
      try require(
        (rate.oddsRatio ?? 1) > 0 && (rate.oddsRatio ?? 1).isFinite, name + ".odds_ratio",
        "a finite number above 0")
      try validate(rate.drifts, name + ".drifts")
    }
    try validate(volume, "volume")
    try require(
      !volumeSizes.isEmpty && volumeSizes.allSatisfy { $0.weight > 0 && ($0.size ?? 1) > 0 }, "volume_sizes",
      "sizes and weights above 0")
    if let closing {
      try require(
        (0..<0.5).contains(closing.daily) && closing.returning > 0 && closing.returning < 1, "closing",
        "a daily chance from 0 to below 0.5, a returning one above 0 and below 1")
    }
    try require(
      weekdays.count == 7 && weekdays.allSatisfy { $0 > 0 && $0.isFinite } && weekdayStrength > 0, "weekdays",
      "seven factors above 0 and a weekday_strength above 0")
    for (name, open, states) in [
      ("open_shipments", openShipments, 1), ("open_deliveries", openDeliveries, 2),
      ("open_defects", openDefects, 5),
    ] {
      try require(
        zip(open.daysLeft, open.daysLeft.dropFirst()).allSatisfy { $0 < $1 }, name + ".days_left",
        "ascending days")
      try require(
        open.cells.count == states
          && open.cells.allSatisfy { $0.count == open.bins && $0.allSatisfy(\.isFinite) },
        name + ".cells", "\(states) rows of \(open.bins) finite numbers")
      try require(
        [open.own, open.workingDays, open.age, open.account, open.pathSlope, open.reference].allSatisfy(
          \.isFinite)
          && open.strength > 0, name, "finite coefficients and a strength above 0")
    }
    try require(cancellationStrength > 0, "cancellation_strength", "a number above 0")
    for (name, delays) in [
      ("defect_delays", defectDelays), ("cancellation_delays", cancellationDelays),
    ] {
      try require(
        delays.strength > 0 && !delays.days.isEmpty
          && delays.days.allSatisfy { $0.weight > 0 && abs($0.days) <= 200 }, name,
        "a strength and weights above 0, days −200…200")
    }
    try require(
      (0...60).contains(usualHandling) && (0...120).contains(usualPromise), "usual_handling", "a few days")
  }

  private func validate(_ drifts: [Drift], _ field: String) throws(PriorsError) {
    try require(
      !drifts.isEmpty
        && drifts.allSatisfy { $0.weight > 0 && (0...1).contains($0.ar1) && $0.sd >= 0 && $0.sd.isFinite },
      field, "weights above 0, ar1 0…1, sd from 0")
  }

  private func require(_ holds: Bool, _ field: String, _ expected: String) throws(PriorsError) {
    guard holds else { throw PriorsError(field: field, expected: expected) }
  }
}
