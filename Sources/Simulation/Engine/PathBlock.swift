import Glibc
import LinearAlgebra
import Probability

/// The one simulation kernel: a block of paths side by side, all state in buffers made once.
///
/// Layout of every table is day-major, one lane a path: element `day · lanes + lane`. Outcomes are simulated
/// one law at a time over all days, so that a block's state stays in the second-level cache.
final class PathBlock {
  /// Paths side by side; a build constant. The last block of a run is padded.
  static let lanes = 64

  let model: CompiledModel
  let seed: UInt64
  let horizon: Int
  private(set) var summaries: [MetricSummary]

  /// log mean of the orders, then reused for the outcome's log-odds.
  private let predictor: Buffer<Double>
  private let coefficients: Buffer<Double>
  private let normals: Buffer<Double>
  /// Orders bought on day index + 1, and promised for it.
  private let bought: Buffer<Int32>
  private let promised: Buffer<Int32>
  /// Running totals from day 1, index 0 being 0.
  private let boughtTotal: Buffer<Int32>
  private let promisedTotal: Buffer<Int32>
  private let logOdds: Buffer<Double>
  private let probability: Buffer<Double>
  /// Component drawn by each lane.
  private let component: Buffer<Int32>
  /// windows × (horizon + 2): changes of the bad count.
  private let change: Buffer<Int32>
  private let innovations: Buffer<Double>
  /// Bad orders in the window beyond the settled ones.
  private let running: Buffer<Int32>
  /// First day off target; 0 before it, −1 once recovered.
  private let firstOff: Buffer<Int32>
  private let slots: [UInt32]

  init(_ model: CompiledModel, names: [String], seed: UInt64) {
    self.model = model
    self.seed = seed
    horizon = model.horizon
    summaries = names.map { MetricSummary(name: $0, horizon: model.horizon) }
    let table = model.horizon * Self.lanes
    let width = model.orders?.coefficientMean?.count ?? 0
    let mostWindows = model.outcomes.map(\.windows.count).max() ?? 1
    predictor = Buffer(table)
    coefficients = Buffer(width * Self.lanes)
    normals = Buffer(width * Self.lanes)
    bought = Buffer(table)
    promised = Buffer(table)
    boughtTotal = Buffer(table + Self.lanes)
    promisedTotal = Buffer(table + Self.lanes)
    logOdds = Buffer(table)
    probability = Buffer(table)
    component = Buffer(Self.lanes)
    change = Buffer(mostWindows * (model.horizon + 2) * Self.lanes)
    innovations = Buffer(model.correlationFactor == nil ? table : model.metricCount * table)
    running = Buffer(Self.lanes)
    firstOff = Buffer(Self.lanes)
    slots = Purpose.slots(of: names)
  }

  /// Simulates paths `first` ..< `first` + lanes and counts the first `counted` of them.
  func run(first: UInt32, counted: Int) {
    if let orders = model.orders { drawOrders(orders, first) }
    if model.correlationFactor != nil { drawCorrelatedInnovations(first) }
    for outcome in model.outcomes {
      drawProbabilities(outcome, first)
      change.zero()
      drawOutcomes(outcome, first)
      drawPending(outcome, first)
      for (index, window) in outcome.windows.enumerated() {
        tally(window, index, outcome.membership, counted)
      }
    }
  }

  /// Lane 0 of the block that starts at `path`, as drawn.
  func sample(path: UInt32) -> SamplePath {
    if let orders = model.orders { drawOrders(orders, path) }
    if model.correlationFactor != nil { drawCorrelatedInnovations(path) }
    var probabilities: [String: [Double]] = [:]
    for outcome in model.outcomes {
      drawProbabilities(outcome, path)
      probabilities[summaries[outcome.row].name] = (0..<horizon).map { probability[$0 * Self.lanes] }
    }
    return SamplePath(
      orders: (0..<horizon).map { Int(bought[$0 * Self.lanes]) }, probabilities: probabilities)
  }

  @inline(__always)
  private func words(
    _ path: UInt32, _ day: Int, _ purpose: Purpose, slot: UInt32 = 0, index: Int = 0
  ) -> SIMD4<UInt32> {
    Philox4x32.word4(
      seed: seed, path: path, day: UInt32(truncatingIfNeeded: day),
      purpose: purpose.address(stream: model.stream, slot: slot), index: UInt32(truncatingIfNeeded: index))
  }

  /// The word of a slot in the block that it shares with three others.
  @inline(__always)
  private func word(_ path: UInt32, _ day: Int, _ purpose: Purpose, slot: UInt32) -> UInt32 {
    words(path, day, purpose, slot: slot >> 2)[Int(slot & 3)]
  }

  // MARK: Orders

  private func drawOrders(_ orders: OrderProcess, _ first: UInt32) {
    switch orders.distribution {
    case .fixed:
      for day in 0..<horizon {
        let count = Int32(clamping: Int(orders.counts?[day + 1] ?? 0))
        for lane in 0..<Self.lanes { bought[day * Self.lanes + lane] = count }
      }
    case .table:
      let cumulative = CompiledModel.cumulative(orders.pmf ?? [1])
      for day in 0..<horizon {
        for lane in 0..<Self.lanes {
          let u = uniform(words(first + UInt32(lane), day + 1, .orders)[0])
          bought[day * Self.lanes + lane] = Int32(cumulative.firstIndex { u < $0 } ?? cumulative.count - 1)
        }
      }
    case .negativeBinomial, .poisson:
      drawOrderMeans(orders, first)
      drawOrderCounts(orders, first)
    }
    for lane in 0..<Self.lanes { boughtTotal[lane] = 0 }
    for cell in 0..<horizon * Self.lanes {
      boughtTotal[cell + Self.lanes] = boughtTotal[cell] &+ bought[cell]
    }
    if model.splitsPromises { splitByPromise(orders.promiseLags ?? [], first) }
  }

  private func drawOrderMeans(_ orders: OrderProcess, _ first: UInt32) {
    predictor.zero()
    if let mean = orders.coefficientMean {
      drawCoefficients(mean, first)
      model.design.withUnsafeBufferPointer { design in
        guard let design = design.baseAddress else { return }
        gemm(
          rows: horizon, columns: Self.lanes, inner: mean.count, design, coefficients.base,
          into: predictor.base)
      }
    }
    if let components = orders.components { addLevels(components, first) }
    for day in 0..<horizon {
      let factor = orders.mean?[day + 1] ?? 1
      for lane in 0..<Self.lanes {
        let cell = day * Self.lanes + lane
        predictor[cell] = min(factor * exp(predictor[cell]), 1e9)
      }
    }
  }

  private func drawCoefficients(_ mean: [Double], _ first: UInt32) {
    let width = mean.count
    let factor = model.coefficientFactor
    for lane in 0..<Self.lanes {
      for index in 0..<width { coefficients[index * Self.lanes + lane] = mean[index] }
    }
    guard !factor.isEmpty else { return }
    for lane in 0..<Self.lanes {
      for block in stride(from: 0, to: width, by: 4) {
        let four = words(first + UInt32(lane), 0, .coefficient, index: block >> 2)
        for offset in 0..<min(4, width - block) {
          normals[(block + offset) * Self.lanes + lane] = normalQuantileFast(uniform(four[offset]))
        }
      }
    }
    for row in 0..<width {
      for column in 0...row {
        let weight = factor[row * width + column]
        for lane in 0..<Self.lanes {
          coefficients[row * Self.lanes + lane] += weight * normals[column * Self.lanes + lane]
        }
      }
    }
  }

  private func addLevels(_ components: [OrderProcess.Component], _ first: UInt32) {
    let weights = model.levelWeights
    for lane in 0..<Self.lanes {
      let path = first + UInt32(lane)
      let drawn = components[pick(weights, uniform(words(path, 0, .component)[0]))]
      var deviation = drawn.deviation
      var four = SIMD4<UInt32>()
      for day in 0..<horizon {
        if day & 3 == 0 { four = words(path, 0, .orderLevel, index: day >> 2) }
        if drawn.innovationSD > 0 {
          let normal = normalQuantileFast(uniform(four[day & 3]))
          deviation = drawn.ar1Coefficient * deviation + drawn.innovationSD * normal
        } else {
          deviation *= drawn.ar1Coefficient
        }
        predictor[day * Self.lanes + lane] += drawn.level + deviation
      }
    }
  }

  private func drawOrderCounts(_ orders: OrderProcess, _ first: UInt32) {
    let size = orders.size ?? 0
    let mixed = orders.distribution == .negativeBinomial
    for day in 0..<horizon {
      for lane in 0..<Self.lanes {
        let cell = day * Self.lanes + lane
        let mean = predictor[cell]
        let path = first + UInt32(lane)
        if mean < 8 {
          let u = uniform(words(path, day + 1, .orders)[0])
          bought[cell] = Int32(
            clamping: mixed
              ? Inversion.negativeBinomial(u, mean: mean, size: size) : Inversion.poisson(u, mean: mean))
        } else {
          var generator = Philox4x32(
            seed: seed, path: path, day: UInt32(day + 1),
            purpose: Purpose.orders.address(stream: model.stream))
          let rate = mixed ? mean * Gamma.draw(shape: size, using: &generator) / size : mean
          bought[cell] = Int32(clamping: Poisson.draw(mean: rate, using: &generator))
        }
      }
    }
  }

  /// Sends each order to its promised day: a multinomial as a chain of conditional binomials.
  private func splitByPromise(_ lags: [Double], _ first: UInt32) {
    promised.zero()
    for day in 0..<horizon {
      for lane in 0..<Self.lanes {
        var left = Int(bought[day * Self.lanes + lane])
        var mass = 1.0
        var four = SIMD4<UInt32>()
        for (lag, weight) in lags.enumerated() {
          guard left > 0, day + lag < horizon else { break }
          if lag & 3 == 0 { four = words(first + UInt32(lane), day + 1, .split, index: lag >> 2) }
          guard weight > 0 else { continue }
          let count = Inversion.binomial(
            uniform(four[lag & 3]), trials: left, probability: min(1, weight / mass))
          promised[(day + lag) * Self.lanes + lane] += Int32(count)
          left -= count
          mass -= weight
        }
      }
    }
    for lane in 0..<Self.lanes { promisedTotal[lane] = 0 }
    for cell in 0..<horizon * Self.lanes {
      promisedTotal[cell + Self.lanes] = promisedTotal[cell] &+ promised[cell]
    }
  }

  // MARK: Probabilities

  private func drawCorrelatedInnovations(_ first: UInt32) {
    guard let factor = model.correlationFactor else { return }
    let count = model.metricCount
    let table = horizon * Self.lanes
    for row in 0..<count { fillNormals(at: row * table, slot: slots[row], first) }
    for row in stride(from: count - 1, through: 0, by: -1) {
      for cell in 0..<table {
        var sum = 0.0
        for column in 0...row { sum += factor[row * count + column] * innovations[column * table + cell] }
        innovations[row * table + cell] = sum
      }
    }
  }

  private func fillNormals(at start: Int, slot: UInt32, _ first: UInt32) {
    for day in 0..<horizon {
      for lane in 0..<Self.lanes {
        innovations[start + day * Self.lanes + lane] = normalQuantileFast(
          uniform(word(first + UInt32(lane), day + 1, .innovation, slot: slot)))
      }
    }
  }

  private func drawProbabilities(_ outcome: CompiledModel.Outcome, _ first: UInt32) {
    var start = 0
    if outcome.drifts {
      if model.correlationFactor != nil {
        start = outcome.row * horizon * Self.lanes
      } else {
        fillNormals(at: 0, slot: outcome.slot, first)
      }
    }
    for lane in 0..<Self.lanes {
      let several = outcome.laws.count > 1
      let drawn =
        several
        ? pick(
          outcome.cumulativeWeights,
          uniform(word(first + UInt32(lane), 0, .component, slot: outcome.slot + 4))) : 0
      component[lane] = Int32(drawn)
      switch outcome.laws[drawn] {
      case .logistic(let baseline, var deviation, let ar1, let sd):
        for day in 0..<horizon {
          let cell = day * Self.lanes + lane
          deviation = sd > 0 ? ar1 * deviation + sd * innovations[start + cell] : ar1 * deviation
          logOdds[cell] = baseline + deviation
        }
      case .daily(let values):
        let isShare = outcome.counts == .binomial || outcome.counts == .betaBinomial
        for day in 0..<horizon {
          let cell = day * Self.lanes + lane
          probability[cell] = values[day]
          logOdds[cell] = isShare ? log(values[day] / (1 - values[day])) : 0
        }
      }
    }
    if outcome.isLogistic {
      for cell in 0..<horizon * Self.lanes { probability[cell] = logistic(logOdds[cell]) }
      return
    }
    for lane in 0..<Self.lanes {
      guard case .logistic = outcome.laws[Int(component[lane])] else { continue }
      for cell in stride(from: lane, to: horizon * Self.lanes, by: Self.lanes) {
        probability[cell] = logistic(logOdds[cell])
      }
    }
  }

  // MARK: Bad orders

  private func drawOutcomes(_ outcome: CompiledModel.Outcome, _ first: UInt32) {
    let clock = outcome.clock
    for day in 0..<horizon {
      for lane in 0..<Self.lanes {
        let cell = day * Self.lanes + lane
        let orders = Int(outcome.membership == .promise ? promised[cell] : bought[cell])
        let isShare = outcome.counts == .binomial || outcome.counts == .betaBinomial
        if isShare && orders == 0 { continue }
        let path = first + UInt32(lane)
        let u = uniform(word(path, day + 1, .outcome, slot: outcome.slot))
        let shape = outcome.shapes[Int(component[lane])]
        if outcome.membership == .promise || clock.count == 1 {
          let due = outcome.membership == .promise ? 0 : clock[0].due
          let recorded = outcome.membership == .promise ? 1 : clock[0].recorded
          guard day + recorded < horizon else { continue }
          let weight = outcome.membership == .promise ? 1 : clock[0].weight
          let p = weight * probability[cell + due * Self.lanes]
          let bad = count(outcome.counts, u, orders, p, shape)
          if bad > 0 { add(bad, outcome, member: day + 1, seen: day + 1 + recorded, lane) }
          continue
        }
        var total = 0.0
        for entry in clock where day + entry.recorded < horizon {
          total += entry.weight * probability[cell + entry.due * Self.lanes]
        }
        let bad = count(outcome.counts, u, orders, isShare ? min(total, 1) : total, shape)
        if bad == 0 { continue }
        for index in 0..<bad {
          let four = words(path, day + 1, .allocation, slot: outcome.slot, index: index >> 2)
          var target = uniform(four[index & 3]) * total
          var chosen: MetricModel.Clock?
          for entry in clock where day + entry.recorded < horizon {
            chosen = entry
            target -= entry.weight * probability[cell + entry.due * Self.lanes]
            if target < 0 { break }
          }
          if let chosen { add(1, outcome, member: day + 1, seen: day + 1 + chosen.recorded, lane) }
        }
      }
    }
  }

  private func drawPending(_ outcome: CompiledModel.Outcome, _ first: UInt32) {
    for (number, cohort) in outcome.pending.enumerated() where cohort.orders > 0 {
      let visible = cohort.recorded.filter { $0.day <= horizon }
      let total = visible.reduce(0) { $0 + $1.weight }
      guard total > 0 else { continue }
      let fixed = cohort.slope == 0 ? logistic(cohort.offset) : 0
      for lane in 0..<Self.lanes {
        let path = first + UInt32(lane)
        let u = uniform(words(path, number >> 2, .pending, slot: outcome.slot)[number & 3])
        let p =
          cohort.slope == 0
          ? fixed : logistic(cohort.offset + cohort.slope * logOdds[(cohort.due - 1) * Self.lanes + lane])
        let bad = Inversion.binomial(u, trials: cohort.orders, probability: min(p * total, 1))
        if bad == 0 { continue }
        if visible.count == 1 {
          add(bad, outcome, member: cohort.member, seen: visible[0].day, lane)
          continue
        }
        for index in 0..<bad {
          let four = words(path, number, .pendingAllocation, slot: outcome.slot, index: index >> 2)
          var target = uniform(four[index & 3]) * total
          var day = visible[0].day
          for entry in visible {
            day = entry.day
            target -= entry.weight
            if target < 0 { break }
          }
          add(1, outcome, member: cohort.member, seen: day, lane)
        }
      }
    }
  }

  @inline(__always)
  private func count(
    _ law: MetricModel.Counts, _ u: Double, _ orders: Int, _ p: Double, _ shape: Double
  ) -> Int {
    switch law {
    case .binomial: Inversion.binomial(u, trials: orders, probability: p)
    case .betaBinomial:
      p <= 0 || p >= 1
        ? Inversion.binomial(u, trials: orders, probability: p)
        : Inversion.betaBinomial(u, trials: orders, alpha: p * shape, beta: (1 - p) * shape)
    case .poisson: Inversion.poisson(u, mean: p)
    case .negativeBinomial: Inversion.negativeBinomial(u, mean: p, size: shape)
    }
  }

  /// `bad` orders of membership day `member` count from day `seen` on, in every window of the outcome.
  @inline(__always)
  private func add(_ bad: Int, _ outcome: CompiledModel.Outcome, member: Int, seen: Int, _ lane: Int) {
    for index in 0..<outcome.windows.count {
      let window = outcome.windows[index]
      let from = max(member + window.youngest, seen, 1)
      let to = member + window.oldest
      guard from <= to, from <= horizon else { continue }
      let row = index * (horizon + 2)
      change[(row + from) * Self.lanes + lane] += Int32(truncatingIfNeeded: bad)
      if to < horizon { change[(row + to + 1) * Self.lanes + lane] -= Int32(truncatingIfNeeded: bad) }
    }
  }

  // MARK: Windows

  private func tally(
    _ window: CompiledModel.Window, _ index: Int, _ membership: MetricModel.Membership, _ counted: Int
  ) {
    let totals = membership == .promise ? promisedTotal : boughtTotal
    let hasOrders = model.orders != nil
    let row = index * (horizon + 2)
    running.zero()
    firstOff.zero()
    summaries[window.metric].tally(paths: counted) { book in
      for day in 1...horizon {
        let settledBad = window.settledBad[day - 1]
        let settledOrders = Int(window.settledOrders[day - 1])
        let entered = max(0, day - window.youngest) * Self.lanes
        let left = max(0, day - window.oldest - 1) * Self.lanes
        for lane in 0..<counted {
          running[lane] &+= change[(row + day) * Self.lanes + lane]
          let bad = Int(settledBad &+ running[lane])
          let bought = hasOrders ? Int(totals[entered + lane] &- totals[left + lane]) : 0
          let orders = settledOrders + bought
          let isOff = window.rule.isOffTarget(bad: bad, orders: orders)
          book.count(day: day, bad: bad, orders: orders, isOff: isOff)
          let since = Int(firstOff[lane])
          if isOff {
            if since == 0 {
              firstOff[lane] = Int32(day)
              book.firstPassage(day: day)
            }
          } else if since > 0 {
            book.recovery(days: day - since)
            firstOff[lane] = -1
          }
        }
      }
    }
  }
}
