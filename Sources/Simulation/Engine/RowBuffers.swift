import Probability

/// Scratch memory of a block, one row of lanes each.
struct RowBuffers {
  /// Words 0…3 of an address.
  let words = Buffer<Lanes.Words>(4 * PathLanes.vectors)
  let bad = Buffer<Lanes.Counts>(PathLanes.vectors)
  let trials = Buffer<Lanes.Counts>(PathLanes.vectors)
  /// Orders of one size, and units of bad orders of all sizes.
  let sized = Buffer<Lanes.Counts>(PathLanes.vectors)
  let badUnits = Buffer<Lanes.Counts>(PathLanes.vectors)
  let share = Buffer<Lanes.Floats>(PathLanes.vectors)
  let size = Buffer<Lanes.Floats>(PathLanes.vectors)
  /// Parameters of the distribution that each lane has drawn.
  let baseline = Buffer<Lanes.Floats>(PathLanes.vectors)
  let start = Buffer<Lanes.Floats>(PathLanes.vectors)
  let ar1 = Buffer<Lanes.Floats>(PathLanes.vectors)
  let sd = Buffer<Lanes.Floats>(PathLanes.vectors)
  /// Number of that distribution.
  let law = Buffer<Lanes.Counts>(PathLanes.vectors)
  /// All bits set in lanes that are counted.
  let live = Buffer<Lanes.Counts>(PathLanes.vectors)
  /// Bad orders in the window beyond the settled ones.
  let running = Buffer<Lanes.Counts>(PathLanes.vectors)
  /// horizon: all paths off target on a day, by `PathBlock.mark(of:)`.
  let offTarget: Buffer<Lanes.Counts>
  /// First day on target after the first day off it; 0 where there is none.
  let firstBack = Buffer<Lanes.Counts>(PathLanes.vectors)
  /// First day off target after that; 0 where there is none.
  let firstAgain = Buffer<Lanes.Counts>(PathLanes.vectors)
  /// Cells of the histogram of two days.
  let cells = Buffer<Lanes.Counts>(2 * PathLanes.vectors)
  let coefficients: Buffer<Lanes.Floats>
  let normals: Buffer<Lanes.Floats>

  init(_ model: CompiledModel) {
    offTarget = Buffer(model.horizon)
    let width = model.orders?.coefficientMean?.count ?? 0
    coefficients = Buffer(width * PathLanes.vectors)
    normals = Buffer((width + 3) * PathLanes.vectors)
  }

  /// Marks the first `lanes` as counted.
  func count(lanes: Int) {
    let live = live.lanes(of: Int32.self)
    for lane in 0..<PathLanes.count { live[lane] = lane < lanes ? -1 : 0 }
  }
}
