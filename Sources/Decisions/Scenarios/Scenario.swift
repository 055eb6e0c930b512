import AccountHealth

/// A future to compare with the one in which nothing changes: settings, actions, or both.
public struct Scenario: Sendable, Hashable {
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
