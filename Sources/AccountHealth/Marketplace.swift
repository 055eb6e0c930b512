/// An Amazon store: its clock, its names, and how its rules differ from the base rules.
public struct Marketplace: Sendable, Hashable {
  /// Such as `amazon.de`.
  public var name: String
  /// Amazon's marketplace id, such as `A1PA6795UKMFR9`; empty if the rule file gives none.
  public var id: String
  /// IANA name of the time zone whose days are the days of its orders.
  public var timeZone: String
  /// Other spellings, lower case.
  public var aliases: [String]
  /// Whether the rules are taken over from the base, not read in a text of this marketplace.
  public var isAssumed: Bool
  /// Metrics for which such a text was read nevertheless.
  public var documented: Set<Metric>
  /// What this assumption rests on, in words.
  public var basis: String
  /// The known differences, in words.
  public var differences: [String]
  /// The differences in numbers.
  public var changes: [Metric: RuleChange]

  public init(name: String, timeZone: String) {
    self.name = name
    self.timeZone = timeZone
    id = ""
    aliases = []
    isAssumed = true
    documented = []
    basis = ""
    differences = []
    changes = [:]
  }

  /// Whether the rule of `metric` is only taken over from the base here.
  public func assumes(_ metric: Metric) -> Bool { isAssumed && !documented.contains(metric) }

  /// Whether `text` names it: by its name, id or an alias in upper or lower case, or as an address
  /// (`www.amazon.de/`).
  public func answers(to text: some StringProtocol) -> Bool {
    let spelling = Self.plain(text)
    if spelling == name.lowercased() || !id.isEmpty && spelling == id.lowercased()
      || aliases.contains(spelling)
    {
      return true
    }
    // "Amazon US", as programs write it.
    return spelling.hasPrefix("amazon ") && aliases.contains(String(spelling.dropFirst(7)))
  }

  private static func plain(_ text: some StringProtocol) -> String {
    var result = Substring(text.lowercased())
    while let first = result.first, first.isWhitespace { result.removeFirst() }
    while let last = result.last, last.isWhitespace || last == "/" { result.removeLast() }
    for prefix in ["https://", "http://", "www."] where result.hasPrefix(prefix) {
      result.removeFirst(prefix.count)
    }
    return String(result)
  }
}
