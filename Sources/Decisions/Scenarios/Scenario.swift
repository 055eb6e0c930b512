import AccountHealth

/// A future to compare with the one in which nothing changes: settings, actions, or both.
public struct Scenario: Sendable, Hashable {
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

  public var metadata: Metadata
  /// Settings of one target on one day multiply.
  public var settings: [ScenarioSetting]
  public var actions: [PlannedAction]

  public init(metadata: Metadata, settings: [ScenarioSetting] = [], actions: [PlannedAction] = []) {
    self.metadata = metadata
    self.settings = settings
    self.actions = actions
  }

  /// The product of the factors on `target` that apply on `day`; 1 if none does.
  public func factor(on target: Effect.Target, day: Day) -> Double {
    settings.reduce(1) { product, setting in
      let holds =
        setting.target == target && setting.from.map { $0 <= day } ?? true
        && setting.to.map { day <= $0 } ?? true
      return holds ? product * setting.factor : product
    }
  }
}
