/// The first deactivation of one path.
public struct Deactivation: Sendable, Hashable {
  /// From 1.
  public var day: Int
  /// The group of `EnforcementModel.groups` that brought it; `nil` for reasons that no rate shows.
  public var group: Int?
  /// The first day from `day` on at which that group is on target, had the orders gone on: the day after the
  /// horizon where there is none, `day` without a group.
  public var onTarget: Int

  public init(day: Int, group: Int? = nil, onTarget: Int? = nil) {
    self.day = day
    self.group = group
    self.onTarget = onTarget ?? day
  }
}

/// A path that is deactivated under the baseline, under the alternative, or under both.
public struct PairedDeactivation: Sendable, Hashable {
  public var path: UInt32
  /// The place of the policy in `EnforcementModel.policies`.
  public var policy: Int
  /// The tenth of the luck of the alternative's first draw, 0…9.
  public var tenth: Int
  public var baseline: Deactivation?
  public var alternative: Deactivation?

  public init(
    path: UInt32, policy: Int, tenth: Int, baseline: Deactivation?, alternative: Deactivation?
  ) {
    self.path = path
    self.policy = policy
    self.tenth = tenth
    self.baseline = baseline
    self.alternative = alternative
  }
}
