/// Dated sale events with the file they were read from. They are data that the user can replace.
public struct SaleCalendar: Sendable, Hashable {
  public var name: String
  /// In the order of their first days.
  public var events: [SaleEvent]
  /// The bytes of the file.
  public var source: [UInt8]

  /// No event at all.
  public static let none = SaleCalendar(name: "none", events: [], source: [])

  init(name: String, events: [SaleEvent], source: [UInt8]) {
    self.name = name
    self.events = events
    self.source = source
  }

  /// The events of a marketplace, which may be given by name, alias or id.
  public func events(in marketplace: String, _ rules: RuleSet) -> [SaleEvent] {
    let known = rules.marketplace(named: marketplace)
    return events.filter { event in
      event.marketplaces.isEmpty
        || event.marketplaces.contains { known?.answers(to: $0) ?? ($0 == marketplace) }
    }
  }
}
