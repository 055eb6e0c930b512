extension MetricSummary {
  /// Raw access for the path loop: it counts a row of lanes at once into the summary's arrays, without bounds
  /// checks.
  struct Book {
    let firstPassageDays: UnsafeMutablePointer<Int>
    let offTargetDays: UnsafeMutablePointer<Int>
    let emptyDays: UnsafeMutablePointer<Int>
    let recoveryDays: UnsafeMutablePointer<Int>
    let returnDays: UnsafeMutablePointer<Int>
    let relapseDays: UnsafeMutablePointer<Int>
    let rateSums: UnsafeMutablePointer<Int>
    let cells: UnsafeMutablePointer<UInt32>

    /// A day's paths off target, paths without orders, and sum of rates in units of 2⁻³⁰.
    @inline(__always)
    func count(day: Int, offTarget: Int, empty: Int, rates: Int) {
      offTargetDays[day - 1] += offTarget
      emptyDays[day - 1] += empty
      rateSums[day - 1] += rates
    }

    /// The day's cells of the first `counted` lanes of a vector.
    @inline(__always)
    func count(day: Int, cells vector: UnsafePointer<SIMD16<Int32>>, _ counted: Int) {
      let row = cells + (day - 1) * MetricSummary.stride
      let lanes = UnsafeRawPointer(vector).assumingMemoryBound(to: Int32.self)
      for lane in 0..<counted { row[Int(lanes[lane])] &+= 1 }
    }

    @inline(__always) func firstPassage(day: Int) { firstPassageDays[day - 1] += 1 }
    @inline(__always) func recovery(days: Int) { recoveryDays[days - 1] += 1 }

    /// `again` is the first day off target after the return, 0 where there is none.
    @inline(__always)
    func firstReturn(day: Int, again: Int) {
      returnDays[day - 1] += 1
      if again > 0, again - day <= MetricSummary.relapseDays { relapseDays[day - 1] += 1 }
    }
  }

  mutating func tally(paths counted: Int, _ body: (Book) -> Void) {
    paths += counted
    firstPassage.withUnsafeMutableBufferPointer { first in
      offTarget.withUnsafeMutableBufferPointer { off in
        empty.withUnsafeMutableBufferPointer { empty in
          recovery.withUnsafeMutableBufferPointer { recovery in
            firstReturn.withUnsafeMutableBufferPointer { returns in
              relapses.withUnsafeMutableBufferPointer { relapses in
                rateSum.withUnsafeMutableBufferPointer { sums in
                  histogram.withCells { cells in
                    guard let first = first.baseAddress, let off = off.baseAddress,
                      let empty = empty.baseAddress, let recovery = recovery.baseAddress,
                      let returns = returns.baseAddress, let relapses = relapses.baseAddress,
                      let sums = sums.baseAddress, let cells = cells.baseAddress
                    else { return }
                    body(
                      Book(
                        firstPassageDays: first, offTargetDays: off, emptyDays: empty, recoveryDays: recovery,
                        returnDays: returns, relapseDays: relapses, rateSums: sums, cells: cells))
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
