/// One place a worker, each written once by its own worker and read after all are done.
final class Parts<Part: Sendable>: @unchecked Sendable {
  private let places: UnsafeMutablePointer<Part?>
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

  func store(_ part: Part, at index: Int) { places[index] = part }

  subscript(index: Int) -> Part? { places[index] }
}
