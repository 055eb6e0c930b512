import AccountHealth
import Foundation

/// The marketplace's own counts as a table that needs no Headroom to be read, and that is read back into the
/// same reports: `snapshots.csv`.
///
/// One row holds one rate, policy or warning of a report. A report without any has one row with nothing of
/// these.
public enum SnapshotsFile {
  static let name = "snapshots.csv"

  /// Reader and writer know a column only from here; a file may hold its columns in any order.
  enum Column: String, CaseIterable {
    case marketplace
    /// Only for people: it follows from the windows.
    case asOf = "as_of"
    case accountStatus = "account_status"
    case rating, metric
    case firstDay = "first_day"
    case lastDay = "last_day"
    case orders, bad, target, status
    /// What the row is about; empty for a count.
    case item
    /// Tells the reports apart: a marketplace may have several of one day.
    case report
    /// The base name of the file that the report was read from.
    case file
    case ratingStatus = "rating_status"
    /// The number of a rate without counts, and the share that it means.
    case rate
    case share
    /// Words for what an entry is besides: `inclusive`, `inferred`, `unenforced`.
    case marks
  }

  enum Item: String { case rate, policy, warning, none }

  /// The names of its columns, in the order in which they are written.
  public static var columns: [String] { Column.allCases.map(\.rawValue) }

  public static func text(_ reports: [PerformanceReport]) -> String {
    var text = CSVText.row(columns)
    for (number, report) in reports.enumerated() {
      var head: [Column: String] = [
        .marketplace: CSVText.cell(report.marketplace), .asOf: report.asOf?.description ?? "",
        .accountStatus: CSVText.cell(report.accountStatus), .report: "\(number + 1)",
        .file: CSVText.cell(report.file), .ratingStatus: CSVText.cell(report.rating?.status ?? ""),
      ]
      head[.rating] =
        report.rating?.score.map { "\($0)" } ?? CSVText.cell(report.rating?.oddScore ?? "")
      func row(_ cells: [Column: String]) {
        text += CSVText.row(Column.allCases.map { cells[$0] ?? head[$0] ?? "" })
      }
      for entry in report.entries { row(cells(entry)) }
      for rate in report.rates { row(cells(rate)) }
      for policy in report.policies {
        row([
          .item: Item.policy.rawValue, .metric: CSVText.cell(policy.name),
          .bad: policy.count.map { "\($0)" } ?? "", .status: CSVText.cell(policy.status),
        ])
      }
      for warning in report.warnings {
        row([
          .item: Item.warning.rawValue, .metric: CSVText.cell(warning.name),
          .status: CSVText.cell(warning.status),
        ])
      }
      if report.entries.isEmpty, report.rates.isEmpty, report.policies.isEmpty, report.warnings.isEmpty {
        row([.item: Item.none.rawValue])
      }
    }
    return text
  }

  private static func cells(_ entry: PerformanceReport.Entry) -> [Column: String] {
    let marks = [
      entry.isInclusive ? Mark.inclusive : nil, entry.isInferred ? .inferred : nil,
      entry.isEnforced ? nil : .unenforced,
    ]
    return [
      .metric: entry.metric.rawValue, .firstDay: entry.window?.first.description ?? "",
      .lastDay: entry.window?.last.description ?? "", .orders: "\(entry.count.orders)",
      .bad: "\(entry.count.bad)", .target: entry.target.map(decimal) ?? "",
      .status: CSVText.cell(entry.status),
      .marks: marks.compactMap { $0?.rawValue }.joined(separator: " "),
    ]
  }

  private static func cells(_ rate: PerformanceReport.RateEntry) -> [Column: String] {
    [
      .item: Item.rate.rawValue, .metric: rate.metric.rawValue,
      .firstDay: rate.window?.first.description ?? "", .lastDay: rate.window?.last.description ?? "",
      .target: rate.target.map(decimal) ?? "", .status: CSVText.cell(rate.status),
      .rate: "\(rate.rate.written)", .share: rate.rate.share.map { "\($0)" } ?? "",
      .marks: rate.isInclusive ? Mark.inclusive.rawValue : "",
    ]
  }

  enum Mark: String, CaseIterable { case inclusive, inferred, unenforced }

  /// Targets are decimals of at most nine digits behind the point.
  private static func decimal(_ ratio: Ratio) -> String {
    var text = String(format: "%.9f", locale: Locale(identifier: "en_US_POSIX"), ratio.value)
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}

extension FileKind {
  static let snapshots = FileKind(
    SnapshotsFile.name,
    .table(.always) { head in
      head.hasAll("marketplace", "account_status", "metric", "first_day", "last_day", "orders", "bad")
    }
  ) { file, reading throws(ReportError) in
    var reader = SnapshotsReader(file.name)
    let table = try file.table(SnapshotsFile.columns)
    let cells = reading.cells(table)
    reader.begin(table.header)
    while let row = try table.next() {
      if row.isBlank, table.gaps == nil { continue }
      cells.begin(row, table.gaps)
      // A field may stand in a wrong place.
      if table.gaps != nil { reader.leaveOut(row) } else { reader.take(cells) }
    }
    for fault in reader.faults { reading.book.add(fault) }
    reading.book.performance += reader.reports
    reading.book.inputs.append(file.input(rows: reader.reports.count, orders: 0))
  }
}

/// The reports of a `snapshots.csv` while its rows are read.
private struct SnapshotsReader {
  /// Reports of years, one a night and marketplace.
  private static let mostReports = 100_000

  private let file: String
  private var places: [SnapshotsFile.Column: Int] = [:]
  private(set) var reports: [PerformanceReport] = []
  private(set) var faults: [ReportFault] = []
  /// What tells the report of the last row from others.
  private var last: [String] = []

  init(_ file: String) { self.file = file }

  mutating func begin(_ header: Header) {
    for column in SnapshotsFile.Column.allCases { places[column] = header[column.rawValue] }
  }

  mutating func leaveOut(_ row: DelimitedReader.Row) {
    list(
      CellFault(
        column: 0, field: "row", found: "other fields than those of the header", expected: "one for each",
        remedy: "Row left out: leave it as it was written."), row.line)
  }

  mutating func take(_ cells: RowReader) {
    func text(_ column: SnapshotsFile.Column) -> String { cells.text(places[column]) ?? "" }
    guard
      let marketplace = places[.marketplace].map({ _ in cells.marketplace(places[.marketplace], currency: nil)
      })
    else {
      return
    }
    let key = [marketplace, text(.report), text(.report).isEmpty ? text(.asOf) : "", text(.file)]
    if key != last || reports.isEmpty {
      guard reports.count < Self.mostReports else { return }
      let name = text(.file)
      var report = PerformanceReport(
        marketplace: marketplace, file: ReportFault.plain(name.isEmpty ? file : name),
        accountStatus: text(.accountStatus), entries: [])
      let (score, status) = (text(.rating), text(.ratingStatus))
      if !score.isEmpty || !status.isEmpty {
        let number = Int(score).flatMap { (0...1000).contains($0) ? $0 : nil }
        report.rating = .init(
          score: number, status: status, oddScore: number == nil && !score.isEmpty ? score : nil)
      }
      reports.append(report)
      last = key
    }
    var report = reports.removeLast()
    add(cells, to: &report)
    reports.append(report)
    for fault in cells.faults { list(fault, cells.row.line) }
  }

  private func add(_ cells: RowReader, to report: inout PerformanceReport) {
    func text(_ column: SnapshotsFile.Column) -> String { cells.text(places[column]) ?? "" }
    switch SnapshotsFile.Item(rawValue: text(.item)) {
    case .none?: return
    case .policy:
      report.policies.append(
        .init(
          name: ReportFault.plain(text(.metric)), count: cells.count(places[.bad], "bad"),
          status: text(.status)))
      return
    case .warning:
      report.warnings.append(.init(name: ReportFault.plain(text(.metric)), status: text(.status)))
      return
    case .rate, nil: break
    }
    func fault(_ column: SnapshotsFile.Column, expected: String) {
      cells.fault(
        places[column] ?? 0, column.rawValue, [], expected: expected,
        remedy: "this rate is not used until the row is as it was written")
    }
    guard let metric = Metric(rawValue: text(.metric)) else {
      return fault(.metric, expected: "a rate such as \(Metric.orderDefect.rawValue)")
    }
    // Counts of an unknown window are not those of any evening.
    let days = [SnapshotsFile.Column.firstDay, .lastDay].map { cells.day(places[$0], $0.rawValue) }
    var window: DayRange?
    if let first = days[0], let last = days[1] {
      guard first <= last, PerformanceDocument.plausible.contains(first), last - first < 400,
        PerformanceDocument.plausible.contains(last)
      else { return fault(.lastDay, expected: "a day up to 400 days after first_day") }
      window = DayRange(first, last)
    } else if !text(.firstDay).isEmpty || !text(.lastDay).isEmpty {
      if cells.faults.isEmpty { fault(.lastDay, expected: "both days or none") }
      return
    }
    let target = Ratio(decimal: text(.target)).flatMap { $0.isLimit ? $0 : nil }
    guard target != nil || text(.target).isEmpty else {
      return fault(.target, expected: "a share such as 0.04")
    }
    let marks = text(.marks).split(separator: " ").map { SnapshotsFile.Mark(rawValue: String($0)) }
    guard !marks.contains(nil) else {
      return fault(
        .marks, expected: SnapshotsFile.Mark.allCases.map(\.rawValue).joined(separator: ", ") + " or nothing")
    }
    let isInclusive = marks.contains(.inclusive)
    if text(.item).isEmpty {
      guard let orders = cells.count(places[.orders], "orders"), let bad = cells.count(places[.bad], "bad"),
        bad <= orders
      else {
        if cells.faults.isEmpty { fault(.bad, expected: "a whole number of at most orders") }
        return
      }
      guard report[metric] == nil else { return fault(.metric, expected: "each rate of a report once") }
      report.entries.append(
        .init(
          metric: metric, window: window, status: text(.status), target: target,
          count: WindowCount(orders: orders, bad: bad), isEnforced: !marks.contains(.unenforced),
          isInferred: marks.contains(.inferred), isInclusive: isInclusive))
    } else {
      guard SnapshotsFile.Item(rawValue: text(.item)) == .rate else {
        return fault(.item, expected: "rate, policy, warning, none or nothing")
      }
      let share = Double(text(.share))
      guard let written = Double(text(.rate)), written.isFinite, share.map({ (0...1).contains($0) }) ?? true,
        share != nil || text(.share).isEmpty
      else { return fault(.rate, expected: "a number, and in share one from 0 to 1") }
      report.rates.append(
        .init(
          metric: metric, window: window, status: text(.status), target: target,
          rate: ReportedShare(written: written, share: share), isInclusive: isInclusive))
    }
  }

  private mutating func list(_ fault: CellFault, _ line: Int) {
    faults.append(
      ReportFault(fault, file: file, line: line))
  }
}
