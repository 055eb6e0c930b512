import AccountHealth

/// What is judged by the day of the check, not by the evening of the orders.
extension PolicyJudge {
  mutating func judgeNotices(_ assertion: Assertion, _ level: CheckAnswer.Level) {
    let open = question.notices.filter { $0.closed == nil }.compactMap { notice in
      // A deactivation cannot wait, whatever day its message names.
      (notice.isOfDeactivation ? today(of: notice) : notice.answerBy).map { (notice: notice, day: $0) }
    }
    for item in open {
      let today = today(of: item.notice)
      let left = Double(item.day - today)
      add(
        assertion, level, item.notice.account, item.notice.metric,
        value: left, by: item.notice.answerBy, id: "notice \(item.notice.id)",
        isDeactivated: item.notice.isOfDeactivation, evening: question.today,
        fact: failing(
          assertion, from: item.notice.received, to: today, left,
          perDayBefore: item.notice.isOfDeactivation ? 0 : 1),
        notice: item.notice.id)
    }
    for notice in question.notices where notice.closed != nil {
      let key = self.key(assertion, notice.account, notice.metric, of: "notice \(notice.id)")
      guard last[key]?.isRaised == true else { continue }
      pass(
        .init(
          assertion: assertion, account: notice.account, metric: notice.metric, level: .fine, value: nil,
          isFailing: false, notice: notice.id), key, on: question.today)
    }
    let endless = question.notices.filter {
      $0.closed == nil && $0.answerBy == nil && !$0.isOfDeactivation
    }
    for notice in endless {
      add(
        assertion, .warning, notice.account, notice.metric, value: nil,
        obstacle: .withoutDeadline(received: notice.received), notice: notice.id)
    }
    if open.isEmpty, endless.isEmpty {
      findings.append(
        .init(assertion: assertion, account: "", level: .fine, value: nil, isFailing: false))
    }
  }

  /// The day of the check where a notice is to be answered.
  private func today(of notice: Notice) -> Day { question.today + (noticeDelays[notice.id] ?? 0) }

  /// The first of the days up to a last one on all of which a number of days fails.
  ///
  /// - Parameters:
  ///   - first: The day from which on there is such a number.
  ///   - last: The day of the check.
  ///   - value: That of the last day.
  ///   - step: What it was more on each day before.
  func failing(
    _ assertion: Assertion, from first: Day, to last: Day, _ value: Double, perDayBefore step: Double
  ) -> Day? {
    let back = max(0, last - first)
    let failing = (0...back).prefix {
      !assertion.comparison.holds(value + step * Double($0), assertion.bound)
    }
    return failing.last.map { last - $0 }
  }
}
