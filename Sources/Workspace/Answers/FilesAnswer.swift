import SellerReports

/// What each of a seller's files is and holds, though no rate could be counted from them.
public struct FilesAnswer: Sendable {
  /// In the order in which they were named.
  public var files: [FileContents]
  /// What is wrong with single cells.
  public var faults: Faults
}

extension FilesAnswer {
  /// Reads files one by one, without joining them.
  ///
  /// - Parameters:
  ///   - files: Paths; `-` is standard input.
  ///   - settings: How they are read; the evening and the rules have no say.
  /// - Throws: `Refusal` for a file that is missing or damaged, and for a marketplace that is not known.
  /// - Complexity: O(files² · orders).
  public init(reading files: [String], under settings: Settings = Settings())
    throws(Refusal)
  {
    let reader = try settings.reader()
    let survey: (files: [FileContents], book: OrderBook)
    do {
      survey = try reader.survey(files)
    } catch {
      throw Refusal(.unreadable(error))
    }
    try self.init(survey, under: settings)
  }

  /// - Parameters:
  ///   - survey: What each file is and holds, and the faults of their cells.
  ///   - settings: Those of the command.
  /// - Throws: `Refusal` for a fault, if the settings accept none.
  public init(_ survey: (files: [FileContents], book: OrderBook), under settings: Settings) throws(Refusal) {
    files = survey.files
    faults = Faults(survey.book)
    if settings.isStrict, !faults.isEmpty { throw Refusal(.notStrict, faults: faults) }
  }
}
