/// The charts of a page as separate files, `NAME.svg`, or `account-N_NAME.svg` if there are several accounts.
public final class ChartFiles {
  private let folder: OutputFolder
  /// The names of the files without their ending.
  public private(set) var names: [String] = []

  public init(folder path: String) throws(OutputError) { folder = try OutputFolder(path: path) }

  /// Writes the charts of a page, under temporary names until `commit`.
  public func append(_ page: ReportPage) throws(OutputError) {
    for (number, account) in page.accounts.enumerated() {
      for chart in account.charts {
        let name = page.accounts.count == 1 ? chart.name : "account-\(number + 1)_\(chart.name)"
        let file = try folder.file("\(name).svg")
        try file.append(chart.standalone)
        // There may be hundreds of files, so none stays open.
        try file.finish()
        names.append(name)
      }
    }
  }

  public func commit() throws(OutputError) { try folder.commit() }
}
