import Dispatch
import Synchronization

/// The results of `body` for every index below `count`, in order, with at most `threads` at work at a time.
///
/// The work of one index may be a hundred times that of another, so each worker takes the next index that is
/// left. All indices are worked even if one throws; then the error of the lowest index is thrown.
package func concurrentMap<Value, Failure: Error>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) throws(Failure) -> Value
) throws(Failure) -> [Value] {
  let places = Places<Value, Failure>(count: count)
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < count else { break }
      places.store(Result { () throws(Failure) in try body(index) }, at: index)
    }
  }
  return try (0..<count).map { index throws(Failure) in try places[index].get() }
}

/// One place per index. One worker writes it once, and it is read after all workers are done.
private final class Places<Value, Failure: Error>: @unchecked Sendable {
  private let places: UnsafeMutablePointer<Result<Value, Failure>?>
  private let count: Int

  init(count: Int) {
    self.count = count
    places = .allocate(capacity: count)
    places.initialize(repeating: nil, count: count)
  }

  deinit {
    places.deinitialize(count: count)
    places.deallocate()
  }

  func store(_ result: Result<Value, Failure>, at index: Int) { places[index] = result }

  subscript(index: Int) -> Result<Value, Failure> {
    guard let result = places[index] else { preconditionFailure("every index is worked") }
    return result
  }
}
