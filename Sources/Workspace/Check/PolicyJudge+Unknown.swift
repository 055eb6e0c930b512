import AccountHealth
import SellerReports

/// What cannot be judged is kept as alarms are, so that nobody is told of it every night.
extension PolicyJudge {
  mutating func keepUnknown(_ reports: [PerformanceReport]) {
    guard question.states != nil else { return }
    let today = question.today
    var open: Set<AlarmState.Key> = []
    for place in findings.indices where findings[place].level == .unknown {
      var key = findings[place].unknownKey
      if findings[place].notice == nil { key.account = name(of: key.account) }
      findings[place].key = key
      guard open.insert(key).inserted else { continue }
      states.append(AlarmState.unknown(key, after: last[key]?.asLast(on: today), on: today))
    }
    let judged = Set(forecasts.map { name(of: $0.account) } + reports.map(\.marketplace) + [""])
    for (key, state) in last where key.isUnknown && !open.contains(key) && judged.contains(key.account) {
      guard let known = state.asLast(on: today), known.isRaised else { continue }
      states.append(known.ended(on: today))
    }
  }
}

extension AlarmState.Key {
  /// What stands instead of an assertion for what cannot be judged.
  fileprivate static let unknown = "unknown"

  fileprivate var isUnknown: Bool { assertion == Self.unknown }
}

extension AlarmState {
  /// That something cannot be judged, as it goes on from an earlier check.
  fileprivate static func unknown(_ key: Key, after last: AlarmState?, on today: Day) -> AlarmState {
    let isSame = last?.isRaised ?? false
    return AlarmState(
      key: key, asOf: today, isFailing: true, isRaised: true, wasFailing: last?.isFailing ?? false,
      wasRaised: isSame, since: isSame ? last?.since : today, night: isSame ? last?.night : today,
      isNotified: isSame && last?.isNotified ?? false, periods: last?.periods ?? [])
  }
}

extension CheckAnswer.Finding {
  /// One for all assertions about the same rate, or the same other thing.
  fileprivate var unknownKey: AlarmState.Key {
    if case .unread(let reason) = obstacle {
      return AlarmState.Key(account: "", metric: reason, assertion: AlarmState.Key.unknown)
    }
    let name =
      notice.map { "notice \($0)" } ?? metric?.rawValue
      ?? assertion.description.prefix { $0 != "." }.description
    return AlarmState.Key(account: account, metric: name, assertion: AlarmState.Key.unknown)
  }
}
