/// What the paths of a baseline did: enough to compare a scenario with them without simulating them again.
///
/// It takes four bytes a path for each of four figures of a metric, and for each group and policy of the
/// enforcement: about 17 MB for 100,000 paths of an account with both channels.
public struct BaselinePaths: Sendable {
  public let seed: UInt64
  public let paths: Int
  /// By block of paths: the rows of all channels, one after another.
  let blocks: [[Int32]]
  /// One per channel.
  let summaries: [SimulationSummary]
}

/// What a comparison found, and its baseline if that was to be kept.
public struct PairedRun: Sendable {
  public var summary: PairedSummary
  public var baseline: BaselinePaths?
}

extension EnforcedBlock {
  /// All that a comparison reads of a block that has run, apart from its summaries.
  private var rows: [UnsafeMutableBufferPointer<Int32>] {
    [paths.firstDays, paths.returnDays, paths.daysOff].map {
      UnsafeMutableBufferPointer(
        start: $0.lanes(of: Int32.self), count: $0.count * MemoryLayout<PathBlock.Counts>.stride / 4)
    } + (enforcement.map { [$0.deactivationDays] } ?? [])
  }

  /// Adds what the block did to what is kept of its paths.
  func keep(in kept: inout [Int32]) {
    for row in rows { kept += row }
  }

  /// Puts the block into the state in which the paths left it that are kept.
  ///
  /// - Parameter kept: What follows is that of the next channel.
  func restore(from kept: inout ArraySlice<Int32>) {
    for row in rows {
      _ = row.update(fromContentsOf: kept.prefix(row.count))
      kept = kept.dropFirst(row.count)
    }
  }
}
