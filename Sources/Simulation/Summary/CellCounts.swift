import Glibc

/// Counts by cell, all 0 at first. Pages of cells that nothing was counted into take no memory: rates are
/// small numbers, so these are most of a histogram.
///
/// A value like an array: a copy that is changed gets memory of its own.
struct CellCounts: Sendable {
  private final class Memory: @unchecked Sendable {
    let cells: UnsafeMutableBufferPointer<UInt32>

    init(count: Int) {
      // The system gives a page of zeros when it is first written.
      let zeros = calloc(max(count, 1), MemoryLayout<UInt32>.stride)?.bindMemory(
        to: UInt32.self, capacity: count)
      guard let zeros else { fatalError("\(count) cells: out of memory") }
      cells = UnsafeMutableBufferPointer(start: zeros, count: count)
    }

    deinit { free(cells.baseAddress) }

    /// Writes no cell to which nothing is added.
    func add(_ other: Memory) {
      for cell in cells.indices where other.cells[cell] != 0 { cells[cell] += other.cells[cell] }
    }
  }

  private var memory: Memory

  init(count: Int) { memory = Memory(count: count) }

  var count: Int { memory.cells.count }

  subscript(cell: Int) -> UInt32 { memory.cells[cell] }

  /// - Parameter other: Counts of as many cells.
  mutating func add(_ other: CellCounts) {
    makeUnique()
    memory.add(other.memory)
  }

  mutating func withCells(_ body: (UnsafeMutableBufferPointer<UInt32>) -> Void) {
    makeUnique()
    body(memory.cells)
  }

  private mutating func makeUnique() {
    guard !isKnownUniquelyReferenced(&memory) else { return }
    let copy = Memory(count: count)
    copy.add(memory)
    memory = copy
  }
}

extension CellCounts: Hashable {
  static func == (one: CellCounts, other: CellCounts) -> Bool {
    one.memory === other.memory || one.memory.cells.elementsEqual(other.memory.cells)
  }

  func hash(into hasher: inout Hasher) {
    for cell in 0..<count where self[cell] != 0 {
      hasher.combine(cell)
      hasher.combine(self[cell])
    }
  }
}
