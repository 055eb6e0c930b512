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
  var summaries: [MetricSummary]

  /// log mean of the orders, then reused for the outcome's log-odds.
  let predictor: Buffer<Double>
  let coefficients: Buffer<Double>
  let normals: Buffer<Double>
  /// Orders bought on day index + 1, and promised for it.
  let bought: Buffer<Int32>
  let promised: Buffer<Int32>
  /// Running totals from day 1, index 0 being 0.
  let boughtTotal: Buffer<Int32>
  let promisedTotal: Buffer<Int32>
  let logOdds: Buffer<Double>
  let probability: Buffer<Double>
  /// Probabilities of the outcomes that drive others, one table each.
  let kept: Buffer<Double>
  /// Component drawn by each lane.
  let component: Buffer<Int32>
  /// windows × (horizon + 2): changes of the bad count.
  let change: Buffer<Int32>
  let innovations: Buffer<Double>
  /// Bad orders in the window beyond the settled ones.
  let running: Buffer<Int32>
  /// First day off target; 0 before it, −1 once recovered.
  let firstOff: Buffer<Int32>
  let slots: [UInt32]
  /// Called for every word drawn; for tests that no word is drawn twice.
  var onDraw: ((_ path: UInt32, _ day: UInt32, _ purpose: UInt32, _ index: UInt32, _ word: Int) -> Void)?

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
    kept = Buffer(model.keptCount * table)
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

  /// Four words at once: numbers 4·`index` … 4·`index` + 3 of an address.
  @inline(__always)
  func words(_ path: UInt32, _ day: Int, _ purpose: Purpose, index: Int) -> SIMD4<UInt32> {
    let address = purpose.address(stream: model.stream)
    if let onDraw {
      for word in 0..<4 { onDraw(path, UInt32(day), address, UInt32(index), word) }
    }
    return Philox4x32.word4(
      seed: seed, path: path, day: UInt32(truncatingIfNeeded: day), purpose: address,
      index: UInt32(truncatingIfNeeded: index))
  }

  /// The word of a number among those of an address, four to a block.
  @inline(__always)
  func word(_ path: UInt32, _ day: Int, _ purpose: Purpose, slot: UInt32 = 0, number: Int = 0) -> UInt32 {
    word(path, day, purpose.address(stream: model.stream, slot: slot), UInt32(truncatingIfNeeded: number))
  }

  /// The word of a slot in the block that it shares with three others.
  @inline(__always)
  func word(_ path: UInt32, _ day: Int, _ purpose: Purpose, sharing slot: UInt32) -> UInt32 {
    let address = purpose.address(stream: model.stream, slot: slot >> 2)
    onDraw?(path, UInt32(day), address, 0, Int(slot & 3))
    return Philox4x32.word4(
      seed: seed, path: path, day: UInt32(truncatingIfNeeded: day), purpose: address, index: 0)[
        Int(slot & 3)]
  }

  @inline(__always)
  private func word(_ path: UInt32, _ day: Int, _ address: UInt32, _ number: UInt32) -> UInt32 {
    onDraw?(path, UInt32(day), address, number >> 2, Int(number & 3))
    return Philox4x32.word4(
      seed: seed, path: path, day: UInt32(truncatingIfNeeded: day), purpose: address, index: number >> 2)[
        Int(number & 3)]
  }
}
