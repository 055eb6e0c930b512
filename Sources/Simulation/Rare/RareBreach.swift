import Probability

/// The chances of a breach of one metric on the days by which plain paths hardly met one.
public struct RareBreach: Sendable {
  public let name: String
  /// P(off target on at least one of days 1…index + 1) from tilted paths; `nil` where the plain estimate
  /// stands.
  public internal(set) var days: [Estimate?]
  /// The runs of tilted paths, the longest first.
  public internal(set) var runs: [RareRun]

  /// Why there is no figure by the last rare day; `nil` where there is one.
  public var doubt: RareRun.Doubt? { runs.first?.doubt }

  /// Where fewer plain paths than this are off target by a day, and at most one in 1,000, the chance is rare.
  public static let fewHits = 100

  /// The last day by which a breach is rare; 0 where it is not even on the first.
  public static func lastRareDay(_ plain: MetricSummary) -> Int {
    var hits = 0
    for (index, count) in plain.firstPassage.enumerated() {
      hits += count
      if hits >= fewHits || 1000 * hits > plain.paths { return index }
    }
    return plain.horizon
  }
}

extension RareSimulator {
  /// A day between the ends of two runs has a figure if its error is at most this part of it.
  private static let mostError = 0.1
  /// Days by which chances are asked for most; the tilt that suits a long horizon may miss a short one.
  private static let ladder = [7, 14, 30, 60, 90, 180, 365, 730]

  /// The rare chances of all metrics that have any, in the order of the model.
  public func breaches(
    beside plain: SimulationSummary, of names: Set<String>? = nil, seed: UInt64, threads: Int
  ) -> [RareBreach] {
    concurrentMap(plain.metrics.count, threads: threads) { index in
      let metric = plain.metrics[index]
      guard names?.contains(metric.name) ?? true else { return RareBreach?.none }
      return breach(of: index, beside: metric, seed: seed, threads: 1)
    }.compactMap { $0 }
  }

  /// The rare chances of a metric.
  ///
  /// One run of tilted paths ends on the last rare day. Where its weights are too uneven by an earlier day of
  /// the ladder, a run of its own ends there. Between two such days the chance grows by what the longer run
  /// says of these days, so it never falls from one day to the next.
  ///
  /// - Parameters:
  ///   - metric: Index of the metric in the model.
  ///   - plain: What plain paths of the same model did.
  ///   - seed: That of the run.
  ///   - threads: At least 1; the answer is the same for any number.
  /// - Returns: `nil` where no chance is rare.
  public func breach(of metric: Int, beside plain: MetricSummary, seed: UInt64, threads: Int) -> RareBreach? {
    let last = RareBreach.lastRareDay(plain)
    guard last > 0 else { return nil }
    var result = RareBreach(
      name: plain.name, days: [Estimate?](repeating: nil, count: plain.horizon), runs: [])
    var next: Int? = last
    while let horizon = next {
      var run = run(metric: metric, horizon: horizon, seed: seed, threads: threads)
      if run.doubt == nil, Self.contradicts(run, plain) { run.doubt = .contradicted }
      result.runs.append(run)
      next = Self.ladder.last { $0 < horizon && !(run.doubt == nil && run.isEven(by: $0)) }
      // What no tilt reaches within a time, none reaches in less.
      if run.doubt == .notReached { next = nil }
    }
    result.days = Self.spliced(result.runs.filter { $0.doubt == nil }.reversed(), plain)
    return result
  }

  /// Whether plain paths of the same model met far more breaches than the run says, or far fewer: less likely
  /// than one in 10,000 even at the ends of its three standard errors.
  static func contradicts(_ run: RareRun, _ plain: MetricSummary) -> Bool {
    let estimate = run.breachProbability(by: run.horizon)
    let hits = plain.firstPassage[..<run.horizon].reduce(0, +)
    let n = Double(plain.paths)
    let least = max(0, estimate.value - 3 * estimate.standardError)
    let most = estimate.value + 3 * estimate.standardError
    guard let few = try? Poisson(mean: n * most), let many = try? Poisson(mean: n * least) else {
      return true
    }
    return few.survival(hits - 1) < 1e-4 || many.cdf(hits) < 1e-4
  }

  /// One curve from runs of growing horizons: from the first day on which it is even enough to the last.
  private static func spliced(_ runs: [RareRun], _ plain: MetricSummary) -> [Estimate?] {
    var result = [Estimate?](repeating: nil, count: plain.horizon)
    var (start, sum, variance) = (0, 0.0, 0.0)
    for run in runs {
      for day in stride(from: start + 1, through: run.horizon, by: 1) {
        let more = run.passage(start + 1, day)
        let value = sum + more.value
        let error = (variance + more.standardError * more.standardError).squareRoot()
        if start == 0 ? run.isEven(by: day) : error <= mostError * value {
          result[day - 1] = Estimate(value: value, standardError: error, isTilted: true)
        } else {
          for earlier in 0..<day { result[earlier] = nil }
        }
      }
      let more = run.passage(start + 1, run.horizon)
      (sum, variance) = (sum + more.value, variance + more.standardError * more.standardError)
      start = run.horizon
    }
    return levelled(result, plain)
  }

  /// Without a step down where tilted and plain estimates meet.
  private static func levelled(_ tilted: [Estimate?], _ plain: MetricSummary) -> [Estimate?] {
    guard let first = tilted.firstIndex(where: { $0 != nil }), let lowest = tilted[first],
      let last = tilted.lastIndex(where: { $0 != nil })
    else { return tilted }
    var result = tilted
    for index in 0..<first where plain.breachProbability(by: index + 1).value > lowest.value {
      result[index] = lowest
    }
    let ceiling = last + 1 < plain.horizon ? plain.breachProbability(by: last + 2).value : 1
    for index in first...last { result[index]?.value = min(tilted[index]?.value ?? 0, ceiling) }
    return result
  }
}
