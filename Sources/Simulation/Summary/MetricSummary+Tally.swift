extension MetricSummary {
  /// Raw access for the path loop: counts into the summary's own arrays without bounds checks.
  struct Book {
    let firstPassageDays: UnsafeMutablePointer<Int>
    let offTargetDays: UnsafeMutablePointer<Int>
    let emptyDays: UnsafeMutablePointer<Int>
    let recoveryDays: UnsafeMutablePointer<Int>
    let rateSums: UnsafeMutablePointer<Int>
    let cells: UnsafeMutablePointer<UInt32>

    @inline(__always)
    func count(day: Int, bad: Int, orders: Int, isOff: Bool) {
      if isOff { offTargetDays[day - 1] += 1 }
      guard orders > 0 else {
        emptyDays[day - 1] += 1
        return
      }
      let rate = Double(bad) / Double(orders)
      rateSums[day - 1] += Int(rate * MetricSummary.rateScale)
      cells[(day - 1) * MetricSummary.cells + MetricSummary.cell(bad: bad, orders: orders)] += 1
    }

    @inline(__always) func firstPassage(day: Int) { firstPassageDays[day - 1] += 1 }
    @inline(__always) func recovery(days: Int) { recoveryDays[days - 1] += 1 }
  }

  mutating func tally(paths counted: Int, _ body: (Book) -> Void) {
    paths += counted
    firstPassage.withUnsafeMutableBufferPointer { first in
      offTarget.withUnsafeMutableBufferPointer { off in
        empty.withUnsafeMutableBufferPointer { empty in
          recovery.withUnsafeMutableBufferPointer { recovery in
            rateSum.withUnsafeMutableBufferPointer { sums in
              histogram.withUnsafeMutableBufferPointer { cells in
                guard let first = first.baseAddress, let off = off.baseAddress,
                  let empty = empty.baseAddress, let recovery = recovery.baseAddress,
                  let sums = sums.baseAddress, let cells = cells.baseAddress
                else { return }
                body(
                  Book(
                    firstPassageDays: first, offTargetDays: off, emptyDays: empty, recoveryDays: recovery,
                    rateSums: sums, cells: cells))
              }
            }
          }
        }
      }
    }
  }
}
