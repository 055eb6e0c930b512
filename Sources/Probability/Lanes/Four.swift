/// Four vectors in step: every operation is done to all of them before the next one begins.
///
/// The functions of this folder are long chains in which each step waits for the last. Four independent
/// chains side by side fill that time; a processor's own reordering does not reach far enough to do so.
@frozen
public struct Four<Vector> {
  public var a: Vector
  public var b: Vector
  public var c: Vector
  public var d: Vector

  @inlinable @inline(__always)
  public init(_ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  @inlinable @inline(__always)
  public init(_ make: (Int) -> Vector) { self.init(make(0), make(1), make(2), make(3)) }

  /// The four vectors from `pointer` on.
  @inlinable @inline(__always)
  public init(_ pointer: UnsafePointer<Vector>) {
    self.init(pointer[0], pointer[1], pointer[2], pointer[3])
  }

  @inlinable @inline(__always)
  public func map<Result>(_ change: (Vector) -> Result) -> Four<Result> {
    Four<Result>(change(a), change(b), change(c), change(d))
  }

  @inlinable @inline(__always)
  public func with<Other, Result>(_ other: Four<Other>, _ change: (Vector, Other) -> Result) -> Four<Result> {
    Four<Result>(change(a, other.a), change(b, other.b), change(c, other.c), change(d, other.d))
  }

  @inlinable @inline(__always)
  public func with<Second, Third, Result>(
    _ second: Four<Second>, _ third: Four<Third>, _ change: (Vector, Second, Third) -> Result
  ) -> Four<Result> {
    Four<Result>(
      change(a, second.a, third.a), change(b, second.b, third.b), change(c, second.c, third.c),
      change(d, second.d, third.d))
  }

  /// Vector 0…3.
  @inlinable @inline(__always)
  public subscript(index: Int) -> Vector {
    switch index {
    case 0: a
    case 1: b
    case 2: c
    default: d
    }
  }

  @inlinable @inline(__always)
  public func store(to pointer: UnsafeMutablePointer<Vector>) {
    pointer[0] = a
    pointer[1] = b
    pointer[2] = c
    pointer[3] = d
  }
}

extension Four: Sendable where Vector: Sendable {}

extension Four<SIMDMask<SIMD16<Int32>>> {
  @inlinable @inline(__always)
  public var hasAny: Bool { (a .| b .| c .| d).hasAny }
}
