import AccountHealth
import Decisions
import Reporting

/// What an address of the page asks for: an account on an evening, and a change to it.
struct View: Sendable, Hashable {
  /// The change: levers and actions, or a scenario file that was loaded.
  struct Change: Sendable, Hashable {
    /// Factors other than 1, in the order of the targets.
    var settings: [ScenarioSetting] = []
    var actions: [String] = []
    /// First day of both; `nil` for the day after the evening.
    var from: Day?
    /// The number of a loaded scenario, which then is the change.
    var loaded: Int?

    var isNone: Bool { settings.isEmpty && actions.isEmpty && loaded == nil }
  }

  /// `nil` for the accounts of the command line.
  var account: String?
  /// `nil` for the evening of the command line.
  var asOf: Day?
  var change = Change()
  /// The rate whose charts are shown.
  var rate: Metric?
  /// The changes that are kept to compare.
  var kept: [Change] = []
  /// Whether all futures are simulated at once, not only the first.
  var isFull = false
  /// The most that is spent on a bundle of actions.
  var budget: Double?
  /// Whether no bundle within the budget was found that surely helps.
  var hasNoBundle = false
  /// What was not understood, a sentence each.
  var faults: [String] = []

  init(_ fields: [FormField]) {
    for field in fields where !field.value.isEmpty {
      switch field.name {
      case "account": account = field.value
      case "as-of": asOf = day(field)
      case "rate": rate = Metric(rawValue: field.value)
      case "paths": isFull = field.value == "all"
      case "budget":
        budget = Double(field.value).flatMap { (0...1e9).contains($0) ? $0 : nil }
        if budget == nil { faults.append("The budget is an amount from 0 to 1000000000.") }
      case "bundle": hasNoBundle = field.value == "none"
      case "keep":
        let kept = View(FormField.fields(of: field.value)).change
        if !kept.isNone, self.kept.count < ComparisonSection.most { self.kept.append(kept) }
      default: read(field)
      }
    }
    change.settings.sort { Self.place($0.target) < Self.place($1.target) }
  }

  /// A field of the change.
  private mutating func read(_ field: FormField) {
    switch field.name {
    case "action": if !change.actions.contains(field.value) { change.actions.append(field.value) }
    case "from": change.from = day(field)
    case "loaded": change.loaded = Int(field.value)
    default:
      guard Effect.Target(rawValue: field.name).map(ScenarioSetting.targets.contains) ?? false else { return }
      do throws(ArgumentError) {
        let setting = try ScenarioSetting(parsing: "\(field.name)=x\(field.value)")
        if setting.factor != 1, !change.settings.contains(where: { $0.target == setting.target }) {
          change.settings.append(setting)
        }
      } catch {
        faults.append("\(field.name): \(error)")
      }
    }
  }

  private mutating func day(_ field: FormField) -> Day? {
    let day = Day(iso: field.value)
    if day == nil { faults.append("\(field.name): expected a day that exists, such as 2026-11-01.") }
    return day
  }

  private static func place(_ target: Effect.Target) -> Int {
    ScenarioSetting.targets.firstIndex(of: target) ?? 0
  }
}

extension View {
  /// The query of the page that shows this.
  var query: String { FormField.query(fields) }

  /// The same without the change.
  var unchanged: View {
    var view = self
    view.change = Change()
    view.isFull = false
    return view
  }

  func with(_ change: Change) -> View {
    var view = self
    view.change = change
    return view
  }

  private var fields: [FormField] {
    var fields: [FormField] = []
    if let account { fields.append(.init(name: "account", value: account)) }
    if let asOf { fields.append(.init(name: "as-of", value: "\(asOf)")) }
    fields += change.fields
    if let rate { fields.append(.init(name: "rate", value: rate.rawValue)) }
    if let budget { fields.append(.init(name: "budget", value: "\(budget)")) }
    if hasNoBundle { fields.append(.init(name: "bundle", value: "none")) }
    return fields + kept.map { .init(name: "keep", value: $0.query) }
  }
}

extension View.Change {
  var query: String { FormField.query(fields) }

  var fields: [FormField] {
    var fields = settings.map { FormField(name: $0.target.rawValue, value: $0.factorText) }
    fields += actions.map { .init(name: "action", value: $0) }
    if let from { fields.append(.init(name: "from", value: "\(from)")) }
    if let loaded { fields.append(.init(name: "loaded", value: "\(loaded)")) }
    return fields
  }
}

extension ScenarioSetting {
  /// `0.6`, as a field of the form has it.
  var factorText: String { String(text.split(separator: "=x").last ?? "") }
}
