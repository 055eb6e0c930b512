import AccountHealth

extension AlarmState {
  /// What a check of an evening can go on from: this, unless it is of a later evening. Of what later checks
  /// left only the times are known for which the alarm was raised.
  public func asLast(on evening: Day) -> AlarmState? {
    guard asOf > evening else { return self }
    let before = periods.filter { $0.ended < evening }
    let open = since.flatMap { isRaised && $0 < evening ? $0 : nil }
    if let raised = open ?? periods.first(where: { $0.raised < evening && $0.ended >= evening })?.raised {
      return AlarmState(
        key: key, asOf: evening - 1, isFailing: true, isRaised: true, wasFailing: true, wasRaised: true,
        since: raised, night: open == nil ? nil : night, isNotified: isNotified, periods: before)
    }
    return before.last.map {
      AlarmState(key: key, asOf: $0.ended, isFailing: false, isRaised: false, periods: before)
    }
  }

  /// The share by which a chance must pass its bound to be believed on one evening.
  static let margin = 0.25

  /// Days after which the value of an earlier check says nothing any more.
  private static let memory = 7

  /// The state after a check.
  ///
  /// A fact counts at once. A chance raises the alarm if it passes its bound by a quarter, or on two
  /// evenings; and takes it back likewise. An alarm that was raised at the last check and is raised now is
  /// the same one, however long ago that check was.
  ///
  /// - Parameters:
  ///   - last: `nil` for the first check, where crossing is enough.
  ///   - asOf: The evening of judgement.
  ///   - night: The day of the check; `asOf` if absent.
  ///   - value: What was compared with the bound.
  static func next(
    _ key: Key, after last: AlarmState?, on asOf: Day, night: Day? = nil, _ assertion: Assertion,
    value: Double
  ) -> AlarmState {
    let last = last.flatMap { $0.asOf <= asOf ? $0 : nil }
    let isFailing = !assertion.comparison.holds(value, assertion.bound)
    var state = AlarmState(key: key, asOf: asOf, isFailing: isFailing, isRaised: isFailing)
    if let last, asOf - last.asOf <= memory {
      let isAgain = last.asOf == asOf
      (state.wasFailing, state.wasRaised) =
        isAgain ? (last.wasFailing, last.wasRaised) : (last.isFailing, last.isRaised)
      let distance = abs(value - assertion.bound)
      let isClear = !assertion.quantity.isChance || distance >= margin * assertion.bound
      // On the first evening of all there is nothing before it.
      let isFirst = isAgain && !last.wasFailing && !last.wasRaised && last.since == asOf && last.isRaised
      state.isRaised =
        isClear || state.wasFailing == isFailing || isFirst ? isFailing : state.wasRaised
    }
    state.periods = last?.periods ?? []
    if state.isRaised {
      let isSame = last?.isRaised ?? false
      state.since = isSame ? last?.since : asOf
      state.night = isSame ? last?.night : night ?? asOf
      state.isNotified = isSame && last?.isNotified ?? false
    } else if let last, last.isRaised {
      state.periods += last.period(endingOn: asOf)
    }
    return state
  }

  /// The state of an alarm about something that is over, such as a notice that was answered.
  func ended(on asOf: Day) -> AlarmState {
    AlarmState(
      key: key, asOf: asOf, isFailing: false, isRaised: false, wasFailing: isFailing, wasRaised: isRaised,
      periods: periods + (isRaised ? period(endingOn: asOf) : []))
  }

  private func period(endingOn evening: Day) -> [Period] {
    since.map { [Period(raised: $0, ended: evening)] } ?? []
  }
}
