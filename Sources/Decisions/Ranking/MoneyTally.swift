import Simulation

/// What one alternative saves, summed over paths; replications are added in their order.
struct MoneyTally {
  /// The sums of the paths of one version of the models.
  private struct Sums {
    var paths = 0
    var loss = 0.0, squaredLoss = 0.0
    var saved = 0.0, squaredSaved = 0.0
    var paying = 0
  }

  private var versions: [Sums]
  private var replications = 0
  private var pathsByTenth = [Int](repeating: 0, count: PairedTally.tenths)
  private var savedByTenth = [Double](repeating: 0, count: PairedTally.tenths)
  private var squaresByTenth = [Double](repeating: 0, count: PairedTally.tenths)
  /// The mean saved in each replication.
  private(set) var means: [Double] = []
  private var hits = 0

  init(versions: Int) { self.versions = Array(repeating: Sums(), count: versions) }

  /// Adds the next replication.
  ///
  /// - Parameters:
  ///   - tally: With its recorded deactivations.
  ///   - cost: The range of the cost; `nil` if it is not known in the currency of the losses.
  ///   - baselines: The losses as things are by path; those that are missing are added.
  mutating func append(
    _ tally: PairedTally, _ prices: PathPrices, under alternative: PathPrices.Alternative,
    cost: ClosedRange<Double>?, baselines: inout [UInt32: Double]
  ) {
    var sums = Sums()
    sums.paths = tally.paths
    for record in tally.deactivations {
      let before: Double
      if let known = baselines[record.path] {
        before = known
      } else {
        before = prices.baseline(record)
        baselines[record.path] = before
      }
      let saved = before - prices.loss(record, under: alternative, baseline: before)
      if record.baseline != nil { hits += 1 }
      sums.loss += before
      sums.squaredLoss += before * before
      sums.saved += saved
      sums.squaredSaved += saved * saved
      savedByTenth[record.tenth] += saved
      squaresByTenth[record.tenth] += saved * saved
      if let cost, saved > 0 {
        let width = cost.upperBound - cost.lowerBound
        if saved > cost.lowerBound + width * prices.costPlace(path: record.path) { sums.paying += 1 }
      }
    }
    for tenth in 0..<PairedTally.tenths { pathsByTenth[tenth] += tally.pathsByTenth[tenth] }
    means.append(sums.saved / Double(max(1, sums.paths)))
    let version = replications % versions.count
    versions[version].paths += sums.paths
    versions[version].loss += sums.loss
    versions[version].squaredLoss += sums.squaredLoss
    versions[version].saved += sums.saved
    versions[version].squaredSaved += sums.squaredSaved
    versions[version].paying += sums.paying
    replications += 1
  }

  /// Fall of the expected loss, with its paired standard error.
  var saved: Estimate { mean(\.saved, \.squaredSaved) }
  /// The expected loss as things are.
  var loss: Estimate { mean(\.loss, \.squaredLoss) }

  /// The share of the futures in which it saves more than it costs.
  var paying: Estimate {
    let paths = versions.reduce(0) { $0 + $1.paths }
    return Estimate(hits: versions.reduce(0) { $0 + $1.paying }, paths: max(1, paths))
      .among(used.map { Estimate(hits: $0.paying, paths: $0.paths) })
  }

  private var used: [Sums] { versions.filter { $0.paths > 0 } }

  private func mean(_ sum: KeyPath<Sums, Double>, _ squares: KeyPath<Sums, Double>) -> Estimate {
    func estimate(_ parts: [Sums]) -> Estimate {
      let n = Double(max(1, parts.reduce(0) { $0 + $1.paths }))
      let mean = parts.reduce(0) { $0 + $1[keyPath: sum] } / n
      let variance = max(0, parts.reduce(0) { $0 + $1[keyPath: squares] } / n - mean * mean)
      return Estimate(value: mean, standardError: (variance / n).squareRoot())
    }
    return estimate(versions).among(used.map { estimate([$0]) })
  }

  /// The saving as a function of the luck of the action.
  var curve: EffectCurve {
    // At least the variance with one path more that saves the usual loss, so that nothing is certain.
    let total = versions.reduce(0) { $0 + $1.loss }
    let usual = hits > 0 && total > 0 ? total / Double(hits) : 1
    let tenths = 0..<PairedTally.tenths
    let means = tenths.map { savedByTenth[$0] / Double(max(1, pathsByTenth[$0])) }
    // One variance for all tenths: one without a large saving would seem surer than the others.
    let variance =
      tenths.reduce(0) { sum, tenth in
        sum + squaresByTenth[tenth] / Double(max(1, pathsByTenth[tenth])) - means[tenth] * means[tenth]
      } / Double(PairedTally.tenths)
    let errors = tenths.map { tenth -> Double in
      let n = Double(max(1, pathsByTenth[tenth]))
      return (max(variance, usual * usual / (n + 2)) / n).squareRoot()
    }
    return EffectCurve(means: means, errors: errors).shrunk
  }
}
