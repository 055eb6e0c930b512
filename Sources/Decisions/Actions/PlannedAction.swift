import AccountHealth

/// An action and the day on which it is decided.
public struct PlannedAction: Sendable, Hashable {
  public var action: Action
  /// `nil` for the day after the last known one.
  public var from: Day?

  public init(_ action: Action, from: Day? = nil) {
    self.action = action
    self.from = from
  }
}
