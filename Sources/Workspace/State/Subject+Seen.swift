import AccountHealth

extension Subject {
  /// Takes counts that the user read off the marketplace's page. They stand as those of a report of their
  /// evening do, before one among the files.
  mutating func take(_ read: [SeenCount]) {
    let known = read.filter { $0.day <= asOf }
    seen += known
    for one in known.sorted(by: { $0.day < $1.day }) where asOf - one.day <= JoinedState.sameDays {
      counts[one.metric] = one.count
      reportDay = max(reportDay ?? one.day, one.day)
    }
  }
}
