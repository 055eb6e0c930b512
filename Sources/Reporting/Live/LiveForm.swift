import AccountHealth
import Decisions

/// What a person has chosen on the live page, and what there is to choose from. Texts are as they stand in
/// the files; the template escapes them.
public struct LiveForm: Sendable {
  /// One of several.
  public struct Option: Sendable {
    public var value: String
    public var title: String
    public var note: String?
    public var isChosen: Bool

    public init(_ value: String, title: String, note: String? = nil, isChosen: Bool) {
      (self.value, self.title, self.note, self.isChosen) = (value, title, note, isChosen)
    }
  }

  /// A factor on a chance, or on the number of orders.
  public struct Lever: Sendable {
    public var name: String
    public var title: String
    /// A decimal, `0.6`.
    public var factor: String
    /// The end of its scale.
    public var most: Int

    public init(_ target: Effect.Target, factor: String, most: Int) {
      (name, title) = (target.rawValue, target.leverTitle)
      (self.factor, self.most) = (factor, most)
    }
  }

  /// The evenings from which the forecast may be made.
  public struct Evenings: Sendable {
    public var first: Day
    public var last: Day
    public var chosen: Day

    public init(first: Day, last: Day, chosen: Day) {
      (self.first, self.last, self.chosen) = (first, last, chosen)
    }
  }

  /// The chosen account; empty if there is only one.
  public var account = ""
  /// All accounts, if there are several.
  public var accounts: [Option] = []
  public var evenings: Evenings
  /// The evening as it was asked for; empty for the newest.
  public var asOf = ""
  public var levers: [Lever] = []
  /// The first day of the change; empty for the day after the evening.
  public var from = ""
  public var horizon = 90
  public var actions: [Option] = []
  public var rates: [Option] = []
  /// The scenario file that was loaded, by its number; empty without one.
  public var loaded = ""
  /// The most that a bundle of actions may cost, and its currency.
  public var budget = "500"
  public var currency = Cost.currency
  /// The scenarios that are kept to compare, each as the query of its page.
  public var kept: [String] = []
  /// What could not be understood, a sentence each.
  public var faults: [String] = []

  public init(evenings: Evenings) { self.evenings = evenings }
}

extension Effect.Target {
  /// The name of its lever.
  var leverTitle: String {
    switch self {
    case .lateShipment: "Late shipments"
    case .cancellation: "Cancellations"
    case .lateDelivery: "Late deliveries"
    case .invalidTracking: "Orders without valid tracking"
    case .defect: "Orders with a defect"
    case .orders: "Orders"
    default: rawValue
    }
  }
}
