import Synchronization

/// Something that is found when it is first asked for, and kept: it takes long, and does not change.
final class FoundOnce<Value: Sendable>: Sendable {
  private let found = Mutex<Value?>(nil)

  func value(_ find: () -> Value) -> Value {
    found.withLock { found in
      if let found { return found }
      let value = find()
      found = value
      return value
    }
  }
}
