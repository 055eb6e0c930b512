/// A fixed block of memory that a worker makes once and that is freed with its owner. Release builds do not
/// check indices.
///
/// It begins at a cache line, which the type of sixteen lanes does not ask for: elsewhere each of its vectors
/// would be in two lines.
final class Buffer<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ count: Int) {
    self.count = count
    base = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 64
    ).bindMemory(to: Element.self, capacity: max(count, 1))
    zero()
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  func zero() {
    UnsafeMutableRawPointer(base).initializeMemory(
      as: UInt8.self, repeating: 0, count: count * MemoryLayout<Element>.stride)
  }

  /// The same memory as single values.
  func lanes<Scalar: BitwiseCopyable>(of type: Scalar.Type) -> UnsafeMutablePointer<Scalar> {
    UnsafeMutableRawPointer(base).assumingMemoryBound(to: Scalar.self)
  }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    @inline(__always) set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }
}

extension Buffer {
  convenience init(_ values: [Element]) {
    self.init(values.count)
    for (index, value) in values.enumerated() { base[index] = value }
  }
}

/// The first index whose running share is above `u`.
@inline(__always)
func pick(_ cumulative: Buffer<Double>, _ u: Double) -> Int {
  var (low, high) = (0, cumulative.count - 1)
  while low < high {
    let middle = (low + high) >> 1
    if u < cumulative[middle] { high = middle } else { low = middle + 1 }
  }
  return low
}
