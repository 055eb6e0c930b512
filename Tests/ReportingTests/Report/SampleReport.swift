@testable import Reporting
@testable import Workspace

/// Figures made for the tests.
enum SampleReport {
  static func ranking(_ action: String = "more couriers") -> ReportRanking {
    ReportRanking(
      rows: [
        .init(
          action: "ship a day earlier", effect: .init(value: 0.12, low: 0.08, high: 0.16), best: 0.81,
          ranks: 1...2, cost: "120 USD a month", grade: "B"),
        .init(
          action: action, effect: .init(value: 0.04, low: -0.01, high: 0.09), best: 0.15, ranks: 1...3,
          cost: action, grade: "C", isMeasured: false),
        .init(action: "do nothing", effect: .init(value: 0, low: 0, high: 0), best: 0.04, ranks: 3...3),
        .init(action: "answer claims", effect: nil, best: 0),
      ], figure: "chance of any rate off target within 90 days")
  }

  static func tornado(_ name: String = "orders a day") -> ReportTornado {
    ReportTornado(
      rows: [
        .init(
          name: name, low: .init(label: "30", chance: 0.31), high: .init(label: "90", chance: 0.62)),
        .init(
          name: "late share", low: .init(label: "2 %", chance: 0.48), high: .init(label: "4 %", chance: 0.41)),
      ], baseline: 0.45, figure: "chance of any rate off target within 90 days")
  }

  static let bins = [
    (0.0, 0.1, 300, 2, 0.01), (0.1, 0.3, 12, 3, 0.12), (0.3, 0.5, 4, 1, 0.36), (0.7, 1, 9, 9, 0.98),
  ]
  .map { from, to, rows, happened, mean in
    let share = Double(happened) / Double(rows)
    let (low, high) = PastTrial.wilson(share, of: Double(rows) * 7 / 30)
    return PastTrial.Bin(
      from: from, to: to, rows: rows, happened: happened, meanForecast: mean, observedShare: share, low: low,
      high: high)
  }
}
