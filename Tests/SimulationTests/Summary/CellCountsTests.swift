import Testing

@testable import Simulation

@Suite struct CellCountsTests {
  @Test("A copy that is changed leaves the other as it was, whichever is changed")
  func copies() {
    var counts = CellCounts(count: 5000)
    counts.withCells { $0[4321] = 7 }
    var copy = counts
    #expect(copy == counts)
    copy.withCells { $0[17] += 2 }
    counts.withCells { $0[4321] += 1 }
    #expect((counts[17], counts[4321]) == (0, 8))
    #expect((copy[17], copy[4321]) == (2, 7))
    #expect(copy != counts)
  }

  @Test("Counts are added cell by cell, and the sum is equal to the same counts made otherwise")
  func sums() {
    var (one, other, both) = (CellCounts(count: 100), CellCounts(count: 100), CellCounts(count: 100))
    one.withCells { ($0[0], $0[99]) = (3, 5) }
    other.withCells { ($0[0], $0[50]) = (4, 1) }
    both.withCells { ($0[0], $0[50], $0[99]) = (7, 1, 5) }
    let before = one
    one.add(other)
    #expect(one == both)
    #expect(one.hashValue == both.hashValue)
    #expect(before[0] == 3)
  }

  @Test("Counts of different lengths differ, also where all of them are 0")
  func lengths() { #expect(CellCounts(count: 0) != CellCounts(count: 1)) }
}
