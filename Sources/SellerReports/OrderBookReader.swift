import AccountHealth

/// Reads a seller's files into one book: good rows are used, faults are listed, buyers' data are dropped.
public struct OrderBookReader: Sendable {
  private let settings: ReaderSettings

  /// - Parameters:
  ///   - defaultMarketplace: Of rows that do not name one.
  ///   - timeZone: The IANA zone of a marketplace.
  ///   - marketplaceName: The name of a marketplace from how a file writes it, or from its id.
  ///   - account: Keeps this account only; one without a name goes by its marketplace.
  public init(
    defaultMarketplace: String = "amazon.com", timeZone: @escaping @Sendable (String) -> String?,
    marketplaceName: @escaping @Sendable (String) -> String?, account: String? = nil
  ) {
    settings = ReaderSettings(
      defaultMarketplace: defaultMarketplace, timeZone: timeZone, marketplaceName: marketplaceName,
      account: account)
  }

  /// - Parameter files: Paths; `-` is standard input.
  /// - Throws: `ReportError` for a file that is missing or damaged, and where no file brings anything; faults in rows,
  ///   and a file that brings nothing beside others that do, are in the book.
  public func read(_ files: [String]) throws(ReportError) -> OrderBook {
    var reading = Reading(settings)
    var useless: ReportError?
    for path in files {
      do throws(ReportError) {
        try Self.read(try ByteSource(path: path), &reading)
      } catch {
        guard error.isUseless else { throw error }
        reading.book.leftOut.append(error)
        useless = useless ?? error
      }
    }
    if let useless, reading.book.inputs.isEmpty { throw useless }
    return try finish(reading, first: files.first ?? "")
  }

  /// The same for one file that lies in memory.
  func read(_ bytes: [UInt8], name: String) throws(ReportError) -> OrderBook {
    var reading = Reading(settings)
    try Self.read(try ByteSource(bytes, name: name), &reading)
    return try finish(reading, first: name)
  }

  private static func read(_ source: ByteSource, _ reading: inout Reading) throws(ReportError) {
    let text = try TextSource(source)
    let found: (kind: FileKind, shape: TableShape?)
    do throws(ReportError) {
      found = try FileRecognition.recognise(text)
    } catch {
      // What looks like no order file may be the stump of one.
      throw source.failure ?? error
    }
    try found.kind.read(OpenFile(kind: found.kind.name, text: text, shape: found.shape), &reading)
    if let encoding = text.encoding.name { reading.note(text.name, "was read as \(encoding).") }
  }

  private func finish(_ reading: consuming Reading, first: String) throws(ReportError) -> OrderBook {
    reading.book.accounts = reading.merge.finish()
    if reading.merge.disagreements > 0 {
      reading.book.notes.append(
        "\(reading.merge.disagreements) orders say different things in two files of the same kind; the later file was used."
      )
    }
    reading.book.notes += Self.apart(reading.book.accounts)
    if let account = settings.account, reading.book.accounts.isEmpty, !reading.seen.isEmpty {
      let names = reading.seen.sorted().prefix(10).map { ReportFault.shown($0) }.joined(separator: ", ")
      let more = reading.seen.count > 10 ? " and \(reading.seen.count - 10) more" : ""
      throw ReportError(
        first,
        "account: found no rows of \(ReportFault.shown(account)), expected one of \(names)\(more)."
          + (Spelling.nearest(to: account, among: reading.seen).map {
            " Did you mean \(ReportFault.shown($0))?"
          }
            ?? " Check --account.")
      )
    }
    return reading.book
  }

  /// Marketplaces with orders of named accounts and of none: they may be the same orders, counted twice.
  private static func apart(_ accounts: [Account]) -> [String] {
    let named = Set(accounts.lazy.filter { !$0.name.isEmpty }.map(\.marketplace))
    return accounts.filter { $0.name.isEmpty && named.contains($0.marketplace) }.map {
      "\(ReportFault.plain($0.marketplace)): orders without an account, as in Amazon's files, are kept apart from those "
        + "of named accounts. Leave out the column account to join them."
    }
  }
}
