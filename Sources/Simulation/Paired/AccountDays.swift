/// First days of one account over all its channels, a row of paths each; 0 where there is none.
final class AccountDays {
  private let rows: Buffer<Int32>
  private let policies: Int

  init(policies: Int) {
    self.policies = policies
    rows = Buffer((policies + 1) * PathLanes.count)
  }

  /// The first day on which any metric is off target.
  var any: UnsafePointer<Int32> { UnsafePointer(rows.base) }

  /// The first day deactivated under a policy.
  func deactivated(_ policy: Int) -> UnsafePointer<Int32> {
    UnsafePointer(rows.base + (policy + 1) * PathLanes.count)
  }

  /// Reads the days off blocks that have just run.
  ///
  /// - Parameters:
  ///   - blocks: One for each channel.
  ///   - background: `nil` without enforcement.
  ///   - intervention: Acts on the background risk; begun.
  func fill(
    from blocks: [EnforcedBlock], _ background: BackgroundRisk?, _ intervention: InterventionRun?,
    seed: UInt64, first: UInt32
  ) {
    rows.zero()
    for block in blocks {
      for metric in block.paths.summaries.indices {
        take(block.paths.firstDays(of: metric), into: rows.base)
      }
    }
    guard let background else { return }
    for policy in 0..<policies {
      let row = rows.base + (policy + 1) * PathLanes.count
      background.days(policy, seed: seed, first: first, intervention, into: row)
      for block in blocks {
        for days in block.enforcement?.days(policy) ?? [] { take(days, into: row) }
      }
    }
  }

  /// Days that are earlier than those of the row, or the only ones.
  private func take(_ days: UnsafePointer<Int32>, into row: UnsafeMutablePointer<Int32>) {
    for lane in 0..<PathLanes.count where days[lane] > 0 && (row[lane] == 0 || days[lane] < row[lane]) {
      row[lane] = days[lane]
    }
  }
}
