import AccountHealth

extension AlarmState {
  /// What a check of an evening can go on from: this, unless it is of a later evening. Of what a later check
  /// left only an alarm that has been raised since before the evening is known.
  public func asLast(on evening: Day) -> AlarmState? {
    guard asOf > evening else { return self }
    guard isRaised, let since, since < evening else { return nil }
    return AlarmState(
      key: key, asOf: evening - 1, isFailing: true, isRaised: true, wasFailing: true, wasRaised: true,
      since: since, isNotified: isNotified)
  }

  /// The share by which a chance must pass its bound to be believed on one evening.
  static let margin = 0.25

  /// Days after which an earlier check says nothing any more.
  private static let memory = 7

  /// The state after a check.
  ///
  /// A fact counts at once. A chance raises the alarm if it passes its bound by a quarter, or on two
  /// evenings; and takes it back likewise.
  ///
  /// - Parameters:
  ///   - last: `nil` for the first check, where crossing is enough.
  ///   - value: What was compared with the bound.
  static func next(
    _ key: Key, after last: AlarmState?, on asOf: Day, _ assertion: Assertion, value: Double
  ) -> AlarmState {
    let isFailing = !assertion.comparison.holds(value, assertion.bound)
    guard let last, last.asOf <= asOf, asOf - last.asOf <= memory else {
      return AlarmState(
        key: key, asOf: asOf, isFailing: isFailing, isRaised: isFailing, since: isFailing ? asOf : nil)
    }
    let isAgain = last.asOf == asOf
    let (wasFailing, wasRaised) =
      isAgain ? (last.wasFailing, last.wasRaised) : (last.isFailing, last.isRaised)
    let distance = abs(value - assertion.bound)
    let isClear = !assertion.quantity.isChance || distance >= margin * assertion.bound
    // On the first evening of all there is nothing before it.
    let isFirst = isAgain && !last.wasFailing && !last.wasRaised && last.since == asOf && last.isRaised
    let isRaised = isClear || wasFailing == isFailing || isFirst ? isFailing : wasRaised
    return AlarmState(
      key: key, asOf: asOf, isFailing: isFailing, isRaised: isRaised, wasFailing: wasFailing,
      wasRaised: wasRaised, since: isRaised ? (last.isRaised ? last.since : asOf) : nil,
      isNotified: isRaised && last.isRaised && last.isNotified)
  }
}
