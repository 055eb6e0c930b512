import AccountHealth

/// Texts that a file may hold and that must stay text.
enum HostileTexts {
  static let all: [String] = [
    "<script>window.pwned=1</script>", "</style><script>pwned=1</script>",
    "</title><img src=x onerror=pwned=1>",
    "<img src=x onerror=\"window.pwned=1\">", "\" onmouseover=\"pwned=1", "' onfocus='pwned=1' autofocus='",
    "javascript:pwned=1", "<svg/onload=pwned=1>", "<a href=\"https://example.com\">x</a>",
    "&lt;b&gt;&amp;&#60;",
    "&#x3C;script&#x3E;pwned=1&#x3C;/script&#x3E;", "<!-- never closed", "--><b>bold</b>", "]]><b>x</b>",
    "{{heading}}", "{{{style}}}", "{{#accounts}}x{{/accounts}}", "${pwned=1}", "\u{202E}gnp.exe\u{202C}",
    "\u{200F}\u{05D0}\u{05D1}\u{05D2} ABC", "<\u{301}script>", "\"\u{301} onclick=\"pwned=1",
    String(repeating: "W", count: 240), String(repeating: "\u{6F22}", count: 120),
    "e" + String(repeating: "\u{301}", count: 60), "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
    "zero\u{200B}width\u{FEFF}", "tab\tand\u{7F}delete", "<iframe src=//example.com></iframe>",
    "<link rel=stylesheet href=//example.com/x.css>",
  ]

  /// `all` as order numbers are kept: without characters that take no room between others.
  static let asOrderNumbers = all.map { text in
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { !("\u{200B}"..."\u{200F}").contains($0) && $0 != "\u{FEFF}" }))
  }

  /// An account of 200 days up to 19 July 2026, 3 orders a day; the last 30 late orders have `all` in their
  /// ids and SKUs.
  static func orders(account: String) -> String {
    var text =
      "order_id,account,purchased_at,ship_by,shipped_at,sku,defect,defect_at,cancelled_at,cancelled_by\n"
    for day in 1...200 {
      for order in 1...3 {
        let index = (day - 186) * 2 + order - 1
        let isNamed = index >= 0 && order <= 2
        let isLate = isNamed || order == 1 && day < 160 && day % 9 == 0
        let name = isNamed ? all[index] : "lamp"
        let dates = [day, day + 1, day + (isLate ? 2 : 1)].map(date)
        let defect = day < 160 && day % 40 == 0 && order == 2 ? "a_to_z_claim,\(date(day + 9))" : ","
        text += quoted("\(name) \(day)-\(order)") + "," + quoted(account) + ","
        text += dates.joined(separator: ",") + ",\(quoted(name)),\(defect),\(index == 0 ? "none" : ""),\n"
      }
    }
    return text
  }

  private static func quoted(_ text: String) -> String {
    // By scalars: a quote with a combining mark after it is one character.
    var cell = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      if scalar == "\"" { cell.append(scalar) }
      cell.append(scalar)
    }
    return String(cell) + "\""
  }

  /// Day 1 is the first of 2026.
  private static func date(_ day: Int) -> String { "\(Day(number: 20_453) + day)" }
}
