/// The days ahead that texts and tables of a report name: one week, two weeks, one, two and three months.
enum ReportSpans {
  static func days(_ horizon: Int) -> [Int] {
    let usual = [7, 14, 30, 60, 90].filter { $0 <= horizon }
    return usual.isEmpty || horizon > 90 ? usual + [horizon] : usual
  }
}
