/// What a file is, seen from its first bytes.
enum FileRecognition {
  /// The kind of a text and, for a table, the place of its header.
  ///
  /// - Parameter kinds: Of two that recognise it the earlier has it.
  /// - Throws: `ReportError` for a file of no known kind, with what it seems to be and what to do.
  static func recognise(_ text: TextSource, as kinds: [FileKind] = FileKind.all) throws(ReportError)
    -> (kind: FileKind, shape: TableShape?, head: TableHead?)
  {
    let file = text.name
    try check(text.head, file: file)
    guard text.head.contains(where: { !isSpace($0) }) else {
      throw ReportError(file, "nothing but white space. Export or download it again.", .empty)
    }
    if let syntax = syntax(text.head), syntax == .markup || !isBracketedLine(text.head) {
      return (try document(text, syntax, kinds), nil, nil)
    }
    let search = HeaderSearch(text.head)
    let found = search.first { head in
      kinds.lazy.compactMap { kind -> (kind: FileKind, quotes: Bool)? in
        guard case .table(let quotes, let recognises) = kind.content, recognises(head) else { return nil }
        return (kind, quotes == .always || head.delimiter != 0x09 || head.isQuoted)
      }.first
    }
    guard var found else {
      let language = search.firstLine.flatMap { ReportLanguage(of: $0.names) }
      if let own = search.first(ColumnSkeleton.init) {
        let advice = own.value.advice
        let translated =
          " If it is a report of Amazon's, set the language of reports to English in Seller Central, and download it again."
        throw ReportError(
          file, line: own.shape.line, advice + (language == nil ? "" : translated), .empty)
      }
      if let language {
        throw ReportError(
          file, line: 1,
          "the columns are in \(language.rawValue), and this kind of report is read in English only. Set the language of reports "
            + "to English in Seller Central, and download it again.", .empty)
      }
      throw ReportError(
        file, line: 1,
        "order_id: found \(shown(search.firstLine)), expected a header with order_id and purchased_at, or a report of Amazon. "
          + "Add the header, or name the file's order number column order_id.", .empty)
    }
    found.shape.quotes = found.value.quotes
    return (found.value.kind, found.shape, found.head)
  }

  /// - Throws: `ReportError` for bytes that are not text.
  private static func check(_ head: [UInt8], file: String) throws(ReportError) {
    guard !head.isEmpty else {
      throw ReportError(file, "an empty file. Export or download it again.", .empty)
    }
    if let what = OtherDocument(head) { throw ReportError.damaged(file, what.advice) }
    let controls = head.lazy.filter { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }.count
    guard !head.contains(0), controls * 50 < head.count else {
      throw ReportError(
        file, "a binary file, expected text. Export orders as CSV or tab-separated text.", .empty)
    }
  }

  /// Whether a text begins with a line in square brackets that is no JSON, such as `[Orders of June]`.
  private static func isBracketedLine(_ head: [UInt8]) -> Bool {
    let line = Array(head.drop { isSpace($0) }.prefix { $0 != 0x0A && $0 != 0x0D })
    let last = line.last { !isSpace($0) }
    guard line.first == UInt8(ascii: "["), last == UInt8(ascii: "]") else { return false }
    let reader = JSONReader(line, name: "")
    do throws(ReportError) {
      while try !reader.isDone() { try reader.skip() }
      return false
    } catch {
      return true
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// JSON begins with a bracket, or with a quote before one where a program saved it as the text of a JSON
  /// value.
  private static func syntax(_ head: [UInt8]) -> DocumentHead.Syntax? {
    let begin = Array(head.lazy.filter { !isSpace($0) }.prefix(2))
    switch begin.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
    case UInt8(ascii: "\""):
      let next = begin.dropFirst().first
      return next == UInt8(ascii: "{") || next == UInt8(ascii: "[") ? .json : nil
    case UInt8(ascii: "<"): return .markup
    default: return nil
    }
  }

  private static func document(
    _ text: TextSource, _ syntax: DocumentHead.Syntax, _ kinds: [FileKind]
  ) throws(ReportError) -> FileKind {
    let head = DocumentHead(syntax: syntax, text: String(decoding: text.head, as: UTF8.self))
    let kind = kinds.first { kind in
      guard case .document(let recognises) = kind.content else { return false }
      return recognises(head)
    }
    if let kind { return kind }
    guard syntax == .json else {
      throw ReportError.damaged(text.name, OtherDocument(markup: head.text).advice)
    }
    // Broken JSON is told by its place, not by what it does not hold.
    let reader = JSONReader(text)
    while try !reader.isDone() { try reader.skip() }
    throw ReportError(
      text.name,
      "JSON of no kind that is read, expected a V2 seller performance report or answers of the Orders API. "
        + "Save the whole report or answer.", .empty)
  }

  /// The columns of a line that names some. A line with an `@` or four digits in a row is data, perhaps a
  /// buyer's, and is not shown.
  private static func shown(_ head: TableHead?) -> String {
    guard let head else { return "no line of text" }
    var digits = 0
    for scalar in head.names.joined(separator: " ").unicodeScalars {
      digits = scalar.properties.numericType == nil ? 0 : digits + 1
      if digits == 4 || scalar == "@" { return "a line of data" }
    }
    // Names of which none is known may be those of buyers, in a table without a header.
    let known = Set(OrdersColumn.allCases.flatMap(\.names).map(Header.key))
    guard head.names.contains(where: { known.contains(Header.key($0)) || ListRole.of($0) != nil }) else {
      return head.names.count == 1
        ? "a column that is not known" : "\(head.names.count) columns, none of them known"
    }
    return "the columns " + head.names.prefix(6).map { ReportFault.shown($0) }.joined(separator: ", ")
  }
}
