/// First days of one account over all its channels, a row of paths each; 0 where there is none.
final class AccountDays {
  private let rows: Buffer<Int32>
  /// First day on which all `returning` rates have been on target, the same as a number of days, and days off
  /// target, summed over the rates, within each span.
  private let exposures: Buffer<Int32>
  private let policies: Int
  private let horizon: Int
  /// policies × lanes: the place of the group that brought the deactivation, over all channels; −1 for other
  /// reasons.
  private let causes: Buffer<Int32>
  /// The channels of the last `fill`.
  private var runs: [EnforcementRun] = []
  /// The rates that are off target on the evening before day 1.
  private let returning: Set<String>

  init(policies: Int, horizon: Int, returning: Set<String> = []) {
    self.policies = policies
    self.horizon = horizon
    self.returning = returning
    rows = Buffer((policies + 1) * PathLanes.count)
    exposures = Buffer(5 * PathLanes.count)
    causes = Buffer(policies * PathLanes.count)
  }

  private func exposureRow(_ index: Int) -> UnsafeMutablePointer<Int32> {
    exposures.base + index * PathLanes.count
  }

  /// The exposure of the account, after `fill`.
  var exposure: PairedExposure.Side {
    PairedExposure.Side(
      returnDays: UnsafePointer(exposureRow(0)), daysUntilBack: UnsafePointer(exposureRow(1)),
      daysOff: [UnsafePointer(exposureRow(2)), UnsafePointer(exposureRow(3))])
  }

  /// The exposure of one metric of a block that has just run; valid until the next call.
  func exposure(of block: PathBlock, _ metric: Int) -> PairedExposure.Side {
    let days = block.returnDays(of: metric)
    takeUntilBack(days, into: exposureRow(4))
    return PairedExposure.Side(
      returnDays: days, daysUntilBack: UnsafePointer(exposureRow(4)),
      daysOff: [block.daysOff(of: metric, span: 0), block.daysOff(of: metric, span: 1)])
  }

  private func takeUntilBack(_ days: UnsafePointer<Int32>, into row: UnsafeMutablePointer<Int32>) {
    for lane in 0..<PathLanes.count { row[lane] = days[lane] > 0 ? days[lane] : Int32(horizon + 1) }
  }

  private func fillExposure(from blocks: [EnforcedBlock]) {
    exposures.zero()
    let back = exposureRow(0)
    for block in blocks.map(\.paths) {
      for (metric, summary) in block.summaries.enumerated() {
        for span in 0..<2 {
          let (days, sum) = (block.daysOff(of: metric, span: span), exposureRow(2 + span))
          for lane in 0..<PathLanes.count { sum[lane] += days[lane] }
        }
        guard returning.contains(summary.name) else { continue }
        let days = block.returnDays(of: metric)
        for lane in 0..<PathLanes.count {
          back[lane] = max(back[lane], days[lane] > 0 ? days[lane] : Int32(horizon + 1))
        }
      }
    }
    for lane in 0..<PathLanes.count where back[lane] > horizon { back[lane] = 0 }
    takeUntilBack(UnsafePointer(back), into: exposureRow(1))
  }

  /// The first day on which any metric is off target.
  var any: UnsafePointer<Int32> { UnsafePointer(rows.base) }

  /// The first day deactivated under a policy.
  func deactivated(_ policy: Int) -> UnsafePointer<Int32> {
    UnsafePointer(rows.base + (policy + 1) * PathLanes.count)
  }

  /// The first deactivation of a path under a policy, after `fill`; `nil` if there is none.
  func deactivation(_ policy: Int, lane: Int) -> Deactivation? {
    let day = rows[(policy + 1) * PathLanes.count + lane]
    guard day > 0 else { return nil }
    var place = Int(causes[policy * PathLanes.count + lane])
    guard place >= 0 else { return Deactivation(day: Int(day)) }
    for run in runs {
      if place < run.groups.count {
        return Deactivation(
          day: Int(day), group: run.groups[place],
          onTarget: run.onTarget(group: place, lane: lane, from: Int(day)))
      }
      place -= run.groups.count
    }
    preconditionFailure("a deactivation has a group of the blocks, or none")
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
    fillExposure(from: blocks)
    guard let background else { return }
    runs = blocks.compactMap(\.enforcement)
    for policy in 0..<policies {
      let row = rows.base + (policy + 1) * PathLanes.count
      background.days(policy, seed: seed, first: first, intervention, into: row)
      let place = policy * PathLanes.count
      for lane in 0..<PathLanes.count { causes[place + lane] = -1 }
      var group: Int32 = 0
      for days in runs.flatMap({ $0.days(policy) }) {
        for lane in 0..<PathLanes.count where days[lane] > 0 && (row[lane] == 0 || days[lane] < row[lane]) {
          row[lane] = days[lane]
          causes[place + lane] = group
        }
        group += 1
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
