/// One path in full, kept instead of counted; it makes the orders of a seller whose true rates are known.
public struct SamplePath: Sendable, Hashable {
  /// Orders on days 1…horizon; zeros without an order process.
  public let orders: [Int]
  /// P(bad) of an order decided on days 1…horizon, by metric name; the mean for counts without orders.
  public let probabilities: [String: [Double]]
}

extension Simulator {
  /// The path that a run with this seed simulates as number `index`.
  public func path(_ index: UInt32, seed: UInt64) -> SamplePath {
    let block = PathBlock(compiled, names: model.metrics.map(\.name), seed: seed)
    return block.sample(path: index)
  }
}

extension PathBlock {
  /// Lane 0 of the block that starts at `path`, as drawn.
  func sample(path: UInt32) -> SamplePath {
    drawOrders(path)
    drawCorrelatedNormals(path)
    var probabilities: [String: [Double]] = [:]
    for group in groups {
      drawNormals(group, path)
      for member in group.members {
        let layout = layouts[member.owner]
        drawProbabilities(layout, word: member.word, path)
        probabilities[summaries[layout.row].name] = (0..<horizon).map {
          Double(probability[$0 * PathLanes.vectors][0])
        }
      }
    }
    return SamplePath(
      orders: (0..<horizon).map { Int(bought[$0 * PathLanes.vectors][0]) }, probabilities: probabilities)
  }
}
