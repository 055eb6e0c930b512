/// What a file is, seen from its first bytes and never from its name.
enum FileKind {
  case canonicalOrders
  case amazonOrders
  case amazonShippingOrders
  case performance

  /// How much of a file is looked at.
  static let head = 1 << 16

  /// - Throws: `ReportError` for what is no order file, with what it seems to be and what to do.
  static func recognise(_ head: [UInt8], file: String) throws(ReportError) -> FileKind {
    guard !head.isEmpty else { throw ReportError(file, "an empty file. Export or download it again.") }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      throw ReportError(file, "UTF-16 text, expected UTF-8 or Windows-1252. Save it as CSV (UTF-8).")
    }
    if head.starts(with: [0x50, 0x4B, 3, 4]) {
      throw ReportError(file, "a ZIP or Excel file, expected text. Save it as CSV (UTF-8), or unpack it.")
    }
    let controls = head.lazy.filter { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }.count
    guard !head.contains(0), controls * 50 < head.count else {
      throw ReportError(file, "a binary file, expected text. Export orders as CSV or tab-separated text.")
    }
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = head[start...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    guard let first else { throw ReportError(file, "nothing but white space. Export or download it again.") }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .performance }
    if first == UInt8(ascii: "<") {
      throw ReportError(
        file,
        "an XML or HTML file, such as the old V1 performance report. Download the V2 seller performance report (JSON)."
      )
    }
    let line = head[start...].drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }.prefix {
      $0 != 0x0A && $0 != 0x0D
    }
    return try ofHeader(Array(line), file: file)
  }

  private static func ofHeader(_ line: [UInt8], file: String) throws(ReportError) -> FileKind {
    let text = String(decoding: line, as: UTF8.self)
    func keys(_ separator: Character) -> Set<String> {
      Set(text.split(separator: separator, omittingEmptySubsequences: false).map { Header.key(String($0)) })
    }
    let (tabbed, comma) = (keys("\t"), keys(","))
    if tabbed.contains("amazonorderid") { return .amazonOrders }
    if tabbed.contains("orderid"), !tabbed.isDisjoint(with: ["orderitemid", "latestshipdate", "promisedate"])
    {
      return .amazonShippingOrders
    }
    if tabbed.contains("latestshipdate") || tabbed.contains("promisedate") || tabbed.contains("buyername") {
      throw ReportError(
        file, line: 1,
        "order-id: found none, though this seems to be Amazon's order report. Download it again with this column."
      )
    }
    if tabbed.contains("rateremail") || tabbed.contains("comments") {
      throw ReportError(
        file,
        "Amazon's feedback report, which is not read yet. Put its negative ratings into orders.csv as defect and defect_at."
      )
    }
    if tabbed.contains("returnrequestdate") || tabbed.contains("atozclaim") {
      throw ReportError(
        file,
        "Amazon's returns report, which is not read yet. Put its claims into orders.csv as defect and defect_at."
      )
    }
    if comma.contains("orderitemid"), comma.contains("purchasedate"), !comma.contains("purchasedat") {
      throw ReportError(
        file, line: 1,
        "Amazon's order report saved with commas, expected its tabs. Download it again and leave it unchanged."
      )
    }
    if comma.contains("orderid") || comma.contains("purchasedat") { return .canonicalOrders }
    let semicolons = keys(";")
    if semicolons.contains("orderid") || tabbed.contains("orderid") && tabbed.count > 1 {
      throw ReportError(
        file, line: 1,
        "fields are separated by \(semicolons.contains("orderid") ? "semicolons" : "tabs"), expected commas. Save it as comma-separated CSV."
      )
    }
    if comma.contains("amazonorderid") || semicolons.contains("amazonorderid") {
      throw ReportError(
        file, line: 1,
        "Amazon's all-orders report saved with \(comma.contains("amazonorderid") ? "commas" : "semicolons"), expected its tabs. Download it again and leave it unchanged."
      )
    }
    throw ReportError(
      file, line: 1,
      "order_id: found \(found(text)), expected a header with order_id and purchased_at, or a report of Amazon. "
        + "Add the header, or name the file's order number column order_id.")
  }

  /// The columns of a line that names some. A line with an `@` or four digits on end is of data, perhaps a buyer's, and
  /// is not shown.
  private static func found(_ line: String) -> String {
    var digits = 0
    for scalar in line.unicodeScalars {
      digits = scalar.properties.numericType == nil ? 0 : digits + 1
      if digits == 4 || scalar == "@" { return "a line of data" }
    }
    let shown = line.split(separator: line.contains("\t") ? "\t" : ",").prefix(6).map {
      ReportFault.shown(String($0))
    }
    return "the columns " + shown.joined(separator: ", ")
  }
}
