import Decisions
import Forecasting
import Synchronization

/// What one account does as things are, for the numbers of paths that were asked for last: few for a quick
/// answer, and many.
final class KeptBaselines: Sendable {
  struct Entry: Sendable {
    /// The assumptions about the account.
    var enforcement: Enforcement
    var baseline: KeptBaseline
  }

  private struct Key: Hashable {
    var general: Enforcement
    var paths: Int
  }

  private static let most = 2
  /// What more paths did would take too much memory.
  private static let mostPaths = ForecastRequest.defaultPaths

  private let entries = Mutex<[(key: Key, entry: Entry)]>([])

  /// - Parameters:
  ///   - general: The assumptions about any account.
  ///   - own: Makes those about this one.
  func entry(_ general: Enforcement, paths: Int, own: () -> Enforcement) -> (Enforcement, KeptBaseline?) {
    guard paths <= Self.mostPaths else { return (own(), nil) }
    let key = Key(general: general, paths: paths)
    if let known = entries.withLock({ $0.first { $0.key == key }?.entry }) {
      return (known.enforcement, known.baseline)
    }
    let entry = Entry(enforcement: own(), baseline: KeptBaseline())
    entries.withLock { entries in
      entries.append((key, entry))
      if entries.count > Self.most { entries.removeFirst() }
    }
    return (entry.enforcement, entry.baseline)
  }
}
