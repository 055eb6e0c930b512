import Probability

/// Scratch of a block, one row of lanes each.
struct RowBuffers {
  /// Words 0…3 of an address.
  let words = Buffer<Lanes.Words>(4 * PathBlock.vectors)
  let bad = Buffer<Lanes.Counts>(PathBlock.vectors)
  let trials = Buffer<Lanes.Counts>(PathBlock.vectors)
  let share = Buffer<Lanes.Floats>(PathBlock.vectors)
  let size = Buffer<Lanes.Floats>(PathBlock.vectors)
  /// Parameters of the law that each lane has drawn.
  let baseline = Buffer<Lanes.Floats>(PathBlock.vectors)
  let start = Buffer<Lanes.Floats>(PathBlock.vectors)
  let ar1 = Buffer<Lanes.Floats>(PathBlock.vectors)
  let sd = Buffer<Lanes.Floats>(PathBlock.vectors)
  /// Number of that law.
  let law = Buffer<Lanes.Counts>(PathBlock.vectors)
  /// All bits set in lanes that are counted.
  let live = Buffer<Lanes.Counts>(PathBlock.vectors)
  /// Bad orders in the window beyond the settled ones.
  let running = Buffer<Lanes.Counts>(PathBlock.vectors)
  /// First day off target and first day on it again; 0 where there is none.
  let firstOff = Buffer<Lanes.Counts>(PathBlock.vectors)
  let firstBack = Buffer<Lanes.Counts>(PathBlock.vectors)
  let cells = Buffer<Lanes.Counts>(PathBlock.vectors)
  let coefficients: Buffer<Lanes.Floats>
  let normals: Buffer<Lanes.Floats>

  init(_ model: CompiledModel) {
    let width = model.orders?.coefficientMean?.count ?? 0
    coefficients = Buffer(width * PathBlock.vectors)
    normals = Buffer((width + 3) * PathBlock.vectors)
  }

  /// Marks the first `lanes` as counted.
  func count(lanes: Int) {
    let live = live.lanes(of: Int32.self)
    for lane in 0..<PathBlock.lanes { live[lane] = lane < lanes ? -1 : 0 }
  }
}
