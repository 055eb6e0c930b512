import Glibc
import Probability

extension StepFilter {
  /// Rows of the grid: a drift needs states too, and each row has them all.
  private static let mostRows = (flat: 801, drifting: 161)

  /// The filter of a series under one drift, with rows wherever the level may stand between its changes.
  init(_ series: StudiedSeries, _ hypothesis: StudiedSeries.Hypothesis, changes: [DatedChange]) {
    let drift = hypothesis.drift
    let whole = series.place(of: 0..<series.days, drift)
    let segments = series.segments(changes, hypothesis)
    var (low, high) = (Double.infinity, -Double.infinity)
    for segment in segments {
      low = min(low, segment.mean - 4.5 * segment.variance.squareRoot())
      high = max(high, segment.mean + 4.5 * segment.variance.squareRoot())
    }
    low -= drift.sd * drift.sd / 2 + 0.02
    high += drift.sd * drift.sd / 2 + 0.02
    // Sums over a normal density are right to 1e-4 where the spacing is no wider than 1.4 of its widths.
    var spacing = 1.2 * whole.variance.squareRoot()
    for (before, after) in zip(segments, segments.dropFirst()) {
      let width = 1 / (1 / (before.variance + after.own) + 1 / after.priorVariance)
      spacing = min(spacing, 0.7 * width.squareRoot())
    }
    let most = drift.sd > 0 ? Self.mostRows.drifting : Self.mostRows.flat
    let rows = min(max(Int(((high - low) / spacing).rounded(.up)) + 1, 17), most)
    let levels = (0..<rows).map { low + (high - low) * Double($0) / Double(rows - 1) }
    let chain = NormalChain(
      states: RateFilter.states(of: drift, information: series.busiestInformation), ar1: drift.ar1,
      sd: drift.sd)
    let prior = series.prior
    self.init(
      series.laws, levels: levels, chain: chain,
      priorLog: { level in
        if let prior { return prior.logDensity(level) }
        let z = (level - VolumeFilter.level.mean) / VolumeFilter.level.sd
        return -z * z / 2
      }
    ) { places in
      DayLaw.Table(
        places: places, isVolume: prior == nil, drivenShift: prior?.drivenShift ?? 0, size: hypothesis.size)
    }
  }
}

extension StudiedSeries {
  /// The days between two changes, and where their level lies by a normal approximation.
  struct Segment {
    var mean: Double
    var variance: Double
    /// The variance by its own days alone.
    var own: Double
    /// The variance of the changes at its beginning, by the narrowest parts of their priors.
    var priorVariance: Double
  }

  /// The level before the first change and after each day with one; a filter of the segments in turn.
  func segments(_ changes: [DatedChange], _ hypothesis: Hypothesis) -> [Segment] {
    let ends = Set(changes.map(\.step.day)).filter { $0 > 0 && $0 < days }.sorted()
    let begin = place(of: 0..<(ends.first ?? days), hypothesis.drift)
    var segments = [
      Segment(mean: begin.mean, variance: begin.variance, own: begin.own, priorVariance: .infinity)
    ]
    for (index, start) in ends.enumerated() {
      let here = changes.filter { $0.step.day == start }
      let before = segments[index]
      let width = here.reduce(0) { $0 + $1.prior.sd * $1.prior.sd }
      let narrowest = here.reduce(0) { $0 + $1.prior.narrowest * $1.prior.narrowest }
      let (mean, wide) = (
        before.mean + here.reduce(0) { $0 + $1.prior.mean }, before.variance + width
      )
      let own = place(of: start..<(index + 1 < ends.count ? ends[index + 1] : days), hypothesis.drift)
      let variance = 1 / (1 / wide + 1 / own.own)
      segments.append(
        Segment(
          mean: variance * (mean / wide + own.ownMean / own.own), variance: variance, own: own.own,
          priorVariance: narrowest))
    }
    return segments
  }

  fileprivate struct Place {
    /// With the prior of the level.
    var mean: Double
    var variance: Double
    /// By the days alone.
    var ownMean: Double
    var own: Double
  }

  /// Where the level lies by some days: their own log-odds, or log mean, with the variance of counting and of
  /// the mean of a drift over so many days.
  fileprivate func place(of range: Range<Int>, _ drift: Priors.Drift) -> Place {
    let (ownMean, information) = place(of: range)
    var memory = 0.0
    if drift.sd > 0, drift.ar1 > 0 {
      let length = -log(drift.ar1) * Double(max(range.count, 1))
      memory = drift.sd * drift.sd * 2 / (length * length) * (length + expm1(-length))
    }
    let own = memory + 1 / max(information, 1e-6)
    let (mean, sd) = prior.map { ($0.mean, $0.reach) } ?? VolumeFilter.level
    let variance = 1 / (1 / (sd * sd) + 1 / own)
    return Place(
      mean: variance * (mean / (sd * sd) + ownMean / own), variance: variance, ownMean: ownMean, own: own)
  }

  /// The log-odds or log mean of some days and what they tell about it, drift left aside.
  func place(of range: Range<Int>) -> (mean: Double, information: Double) {
    guard let prior else {
      var (orders, factors) = (0.5, 1e-9)
      for case .volume(let count, let factor) in laws[range] {
        orders += Double(count)
        factors += factor
      }
      return (log(orders / max(factors, 0.5)), orders)
    }
    var (undriven, driven, bad) = (0.0, 0.0, 0.0)
    for case .rate(let day) in laws[range] {
      undriven += Double(day.orders - day.drivenOrders) * day.recorded
      driven += Double(day.drivenOrders) * day.recorded
      bad += Double(day.bad)
    }
    // Two orders of the prior, so that days without a bad order have log-odds too.
    let strength = 2.0
    let own = RateFilter(prior: prior).ownLogOdds(
      undriven + strength, driven, bad + strength * logistic(prior.mean))
    let (share, drivenShare) = (logistic(own), logistic(own + prior.drivenShift))
    return (own, undriven * share * (1 - share) + driven * drivenShare * (1 - drivenShare))
  }

  /// Information of a day about its log-odds or log mean, over the 60 days that say most.
  var busiestInformation: Double {
    let length = min(60, days)
    guard length > 0 else { return 0 }
    return stride(from: days - length, through: 0, by: -length).reduce(0.0) { most, start in
      max(most, place(of: start..<start + length).information / Double(length))
    }
  }
}
