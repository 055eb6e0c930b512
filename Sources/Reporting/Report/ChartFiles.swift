/// The charts of a page as files of their own, `NAME.svg`; those of several accounts as `account-N_NAME.svg`.
public final class ChartFiles {
  private let folder: OutputFolder
  /// Without their ending.
  public private(set) var names: [String] = []

  public init(folder path: String) throws(OutputError) { folder = try OutputFolder(path: path) }

  /// Written under temporary names until `commit`.
  public func append(_ page: ReportPage) throws(OutputError) {
    for (number, account) in page.accounts.enumerated() {
      for chart in account.charts {
        let name = page.accounts.count == 1 ? chart.name : "account-\(number + 1)_\(chart.name)"
        let file = try folder.file("\(name).svg")
        try file.append(chart.standalone)
        // Hundreds of files: none stays open.
        try file.finish()
        names.append(name)
      }
    }
  }

  public func commit() throws(OutputError) { try folder.commit() }
}
