/// A column of order files that is not kept, so that an empty cell of it says nothing.
public struct EmptiedColumn: Sendable, Hashable {
  /// Its name in `orders.csv`.
  public var name: String
  public var fields: OrderFields
  /// The last day of purchase of which it has something; `nil` if it is empty in all orders.
  public var after: Day?

  public init(name: String, fields: OrderFields, after: Day?) {
    (self.name, self.fields, self.after) = (name, fields, after)
  }
}

extension Account {
  /// The column that leaves a rate open.
  func emptied(for metric: Metric) -> EmptiedColumn? {
    emptied.first { !$0.fields.isDisjoint(with: metric.neededFields) }
  }
}
