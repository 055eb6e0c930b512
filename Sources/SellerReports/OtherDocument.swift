/// A document that sellers save instead of a report, told from its first bytes.
enum OtherDocument {
  case workbook, oldWorkbook, openDocument, archive, pdf
  case webPage, htmlTable, xmlWorkbook, otherMarkup

  /// - Returns: `nil` for bytes that may be a text.
  init?(_ head: [UInt8]) {
    func contains(_ text: String) -> Bool {
      // The names of the first files of an archive stand in its head.
      String(decoding: head.prefix(4096), as: UTF8.self).contains(text)
    }
    if head.starts(with: [0x50, 0x4B, 3, 4]) {
      self =
        contains("[Content_Types].xml") || contains("_rels/") || contains("xl/")
        ? .workbook : contains("opendocument.spreadsheet") ? .openDocument : .archive
    } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = .oldWorkbook
    } else if head.starts(with: "%PDF-".utf8) {
      self = .pdf
    } else {
      return nil
    }
  }

  /// A text that begins with `<`.
  init(markup text: String) {
    let text = text.lowercased()
    let isPage = text.contains("<!doctype html") || text.contains("<html")
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
      self = .xmlWorkbook
    } else if text.contains("<table"), text.contains("office:excel") || !isPage {
      self = .htmlTable
    } else {
      self = isPage || text.contains("<head") || text.contains("<body") ? .webPage : .otherMarkup
    }
  }

  /// What it is, and what to do.
  var advice: String {
    switch self {
    case .workbook:
      "an Excel workbook (.xlsx), expected text. Open it, and save the sheet with the rows as CSV UTF-8."
    case .oldWorkbook:
      "an old Office file such as .xls, expected text. Open it, and save the sheet with the rows as CSV UTF-8."
    case .openDocument:
      "an OpenDocument table (.ods), expected text. Open it, and save the sheet with the rows as CSV UTF-8."
    case .archive: "a ZIP archive, expected text. Unpack it, and give the files in it."
    case .pdf: "a PDF, which has no rows. Download the report as CSV or as text."
    case .webPage:
      "a web page that was saved instead of a file, as happens when a sign-in has ended. Sign in, and download the report again."
    case .htmlTable, .xmlWorkbook:
      "a table in HTML or XML under the name of another file. Open it in a spreadsheet program, and save it as CSV UTF-8."
    case .otherMarkup:
      "an XML or HTML file that is no seller performance report. Download the V2 seller performance report (JSON)."
    }
  }
}
