import Probability

/// The one simulation kernel: a block of paths side by side, all state in buffers made once.
///
/// Every table is day-major with one lane per path: element `day · vectors + vector`, sixteen lanes per
/// vector. Outcomes are simulated one distribution at a time over all days, so that a block's state stays in
/// the second-level cache. State is in single precision; counts are the exact quantiles of 32-bit uniforms
/// (`LaneInversion`).
final class PathBlock {
  typealias Floats = Lanes.Floats
  typealias Counts = Lanes.Counts
  typealias Words = Lanes.Words

  let model: CompiledModel
  let layouts: [OutcomeLayout]
  let groups: [SlotGroup]
  /// Slots of the metrics' innovations if these are correlated, else none.
  let correlated: [SlotGroup]
  let volume: VolumeLayout?
  let seed: UInt64
  let horizon: Int
  var summaries: [MetricSummary]

  /// Mean orders.
  let means: Buffer<Floats>
  /// Orders bought on day index + 1, and promised for it.
  let bought: Buffer<Counts>
  let promised: Buffer<Counts>
  /// Running totals from day 1, index 0 being 0.
  let boughtTotal: Buffer<Counts>
  let promisedTotal: Buffer<Counts>
  /// Running totals of the units promised, of the outcome that was drawn last; empty where no rate counts
  /// units.
  let unitTotal: Buffer<Counts>
  let logOdds: Buffer<Floats>
  let probability: Buffer<Floats>
  /// Probabilities of the outcomes that drive others, one table each.
  let kept: Buffer<Floats>
  /// Words of four slots, with one table per slot.
  let words: Buffer<Words>
  /// Normals of four slots, or of all metrics if they are correlated, with one table each.
  let normals: Buffer<Floats>
  /// windows × (horizon + 2): changes of the bad count.
  let change: Buffer<Counts>
  let rows: RowBuffers
  /// metrics × vectors: first day off target, 0 where there is none.
  let firstDays: Buffer<Counts>
  /// metrics × vectors: first day on target, 0 where there is none.
  let returnDays: Buffer<Counts>
  /// metrics × spans × vectors: days off target within each of `MetricSummary.exposureSpans`.
  let daysOff: Buffer<Counts>
  /// The intervention that acts on the paths; `nil` for none.
  var intervention: InterventionRun?
  /// Called for every word drawn; for tests that no word is drawn twice.
  var onDraw: ((_ path: UInt32, _ day: UInt32, _ purpose: UInt32, _ index: UInt32, _ word: Int) -> Void)?

  init(_ model: CompiledModel, names: [String], seed: UInt64) {
    self.model = model
    self.seed = seed
    horizon = model.horizon
    summaries = names.map { MetricSummary(name: $0, horizon: model.horizon) }
    layouts = model.outcomes.map { OutcomeLayout($0, name: names[$0.row], model) }
    groups = SlotGroup.groups(of: model.outcomes)
    correlated = model.correlationFactor == nil ? [] : SlotGroup.groups(ofMetrics: model.slots)
    volume = model.orders.map { VolumeLayout($0, model) }
    let table = model.horizon * PathLanes.vectors
    let mostWindows = model.outcomes.map(\.windows.count).max() ?? 1
    means = Buffer(table)
    bought = Buffer(table)
    promised = Buffer(model.splitsPromises ? table : 0)
    boughtTotal = Buffer(table + PathLanes.vectors)
    promisedTotal = Buffer(model.splitsPromises ? table + PathLanes.vectors : 0)
    unitTotal = Buffer(
      model.outcomes.contains { !$0.sizes.isEmpty } ? table + PathLanes.vectors : 0)
    logOdds = Buffer(table)
    probability = Buffer(table)
    kept = Buffer(model.keptCount * table)
    words = Buffer(4 * table)
    normals = Buffer((model.correlationFactor == nil ? 4 : model.metricCount) * table)
    change = Buffer(mostWindows * (model.horizon + 2) * PathLanes.vectors)
    rows = RowBuffers(model)
    firstDays = Buffer(model.metricCount * PathLanes.vectors)
    returnDays = Buffer(model.metricCount * PathLanes.vectors)
    daysOff = Buffer(2 * model.metricCount * PathLanes.vectors)
  }

  var table: Int { horizon * PathLanes.vectors }

  /// First day off target of each path, 0 where there is none.
  func firstDays(of metric: Int) -> UnsafePointer<Int32> {
    UnsafePointer(firstDays.lanes(of: Int32.self) + metric * PathLanes.count)
  }

  /// First day on target of each path, 0 where there is none.
  func returnDays(of metric: Int) -> UnsafePointer<Int32> {
    UnsafePointer(returnDays.lanes(of: Int32.self) + metric * PathLanes.count)
  }

  /// Days off target of each path within one of `MetricSummary.exposureSpans`.
  func daysOff(of metric: Int, span: Int) -> UnsafePointer<Int32> {
    UnsafePointer(daysOff.lanes(of: Int32.self) + (2 * metric + span) * PathLanes.count)
  }

  /// A further stage of the simulation, called for each window of each outcome as soon as `change` holds its
  /// counts.
  typealias WindowStage = (OutcomeLayout, _ window: Int) -> Void

  /// Simulates paths `first` ..< `first` + lanes and counts the first `counted` of them.
  func run(first: UInt32, counted: Int, then stage: WindowStage? = nil) {
    rows.count(lanes: counted)
    intervention?.begin(seed: seed, first: first)
    drawOrders(first)
    drawCorrelatedNormals(first)
    for group in groups {
      drawNormals(group, first)
      drawWords(group, first)
      for member in group.members {
        let layout = layouts[member.owner]
        drawProbabilities(layout, word: member.word, first)
        change.zero()
        drawOutcomes(layout, words.base + member.word * table, first)
        drawPending(layout, first)
        remove(from: layout, first)
        for index in layout.windows.indices {
          tally(layout, window: index, counted)
          stage?(layout, index)
        }
      }
    }
  }
}
