import AccountHealth
import Reporting
import Store
import Workspace

/// The orders of the files or of the store.
extension InputOptions {
  /// Reads the files, and prints their faults and remarks.
  ///
  /// - Parameters:
  ///   - counts: The counts of windows, if there are no files.
  ///   - seen: The marketplace's counts beside the files.
  ///   - allowsAbsentAccounts: Whether some of the accounts may be in no file.
  func workspace(
    _ priors: PriorsOptions? = nil, _ events: EventsOptions? = nil, _ policy: ViolationsOptions? = nil,
    counts: [CountArgument] = [], seen: SeenOptions? = nil, allowsAbsentAccounts: Bool = false
  ) throws -> Workspace {
    var settings = try settings(priors, events)
    settings.allowsAbsentAccounts = allowsAbsentAccounts
    seen?.apply(to: &settings)
    try policy?.apply(to: &settings)
    guard counts.isEmpty else {
      return try Workspace(counts: Dictionary(counts.map { ($0.metric, $0.count) }) { $1 }, under: settings)
    }
    let workspace: Workspace
    if files.isEmpty {
      // Notices are kept beside the orders of the store.
      let (store, asOf) = (try openStore(), asOf)
      settings.notices = try store.notices()
      settings.newestEvening = try store.view(asOf: asOf).through
      workspace = try Workspace(
        reading: OrderSource { try store.book($0, asOf: asOf) }, under: settings)
    } else {
      workspace = try Workspace(reading: paths(), under: settings)
    }
    Diagnostics.list(workspace.faults)
    say(workspace.remarks)
    try seen?.check(upTo: workspace.asOf)
    return workspace
  }

  /// What the store knew on an evening; `nil` for files, which know only what is so now, and where it knew no
  /// order.
  func workspace(knownOn evening: Day) throws -> Workspace? {
    guard files.isEmpty else { return nil }
    var settings = try settings()
    (settings.asOf, settings.isLearning) = (evening, false)
    let store = try Store(reading: place.path)
    return try? Workspace(reading: OrderSource { try store.book($0, asOf: evening) }, under: settings)
  }

  /// The orders as they were known on an evening, for questions about several, and how they are judged.
  func orders(_ priors: PriorsOptions, _ events: EventsOptions) throws -> (
    orders: @Sendable (Day?) -> OrderSource, settings: Settings
  ) {
    var settings = try settings(priors, events)
    guard files.isEmpty else {
      let source = OrderSource.kept(files: try paths())
      return ({ _ in source }, settings)
    }
    let store = try openStore()
    settings.notices = try store.notices()
    return ({ asOf in OrderSource { try store.book($0, asOf: asOf) } }, settings)
  }

  /// Opens the store and says so.
  func openStore() throws -> Store {
    let store = try Store(reading: place.path)
    note(StoreText.opening(try store.view(asOf: asOf), path: place.path, asOf: asOf))
    return store
  }
}
