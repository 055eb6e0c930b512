/// Dated sale events: data that the user can replace, with the file it was read from.
public struct SaleCalendar: Sendable, Hashable {
  public var name: String
  /// By their first day.
  public var events: [SaleEvent]
  /// The bytes it was read from.
  public var source: [UInt8]

  /// No event at all.
  public static let none = SaleCalendar(name: "none", events: [], source: [])

  /// That of `Resources/events.yaml`.
  public static let builtIn: SaleCalendar = {
    do {
      return try SaleCalendar(yaml: PackageResources.events_yaml, file: "events.yaml")
    } catch {
      preconditionFailure("the built-in events: \(error)")
    }
  }()

  init(name: String, events: [SaleEvent], source: [UInt8]) {
    self.name = name
    self.events = events
    self.source = source
  }

  /// - Throws: `RuleSetError` with every fault of the file.
  public init(yaml bytes: [UInt8], file: String) throws(RuleSetError) {
    self = try SaleCalendarReader.read(bytes, file: file).get()
  }

  /// Those of a marketplace, by name, alias or id.
  public func events(in marketplace: String, _ rules: RuleSet) -> [SaleEvent] {
    let known = rules.marketplace(named: marketplace)
    return events.filter { event in
      event.marketplaces.isEmpty
        || event.marketplaces.contains { known?.answers(to: $0) ?? ($0 == marketplace) }
    }
  }
}
