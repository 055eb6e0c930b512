import Documents

/// A plan as Markdown (CommonMark with tables), in lines of a readable width.
enum PlanMarkdown {
  private static let width = 100

  static func text(_ blocks: [PlanBlock]) -> String { blocks.map(text).joined(separator: "\n\n") + "\n" }

  private static func text(_ block: PlanBlock) -> String {
    switch block {
    case .heading(let level, let text): String(repeating: "#", count: level) + " " + line(text)
    case .paragraph(let text):
      TextWrap.wrapped(line(text), to: width).split(separator: "\n")
        .map { $0.drop { $0 == " " } }.joined(separator: "\n")
    case .list(let items):
      items.map { TextWrap.wrapped("- " + line($0), to: width) }.joined(separator: "\n")
    case .table(let header, let rows):
      ([row(header), "|" + header.map { _ in " --- |" }.joined()] + rows.map(row)).joined(separator: "\n")
    case .divider: "---"
    }
  }

  private static func row(_ cells: [PlanText]) -> String {
    "| " + cells.map(line).joined(separator: " | ") + " |"
  }

  private static func line(_ text: PlanText) -> String {
    text.spans.reduce(into: "") { result, span in
      switch span {
      case .words(let words): result += escaped(words)
      case .blank(let hint): result += PlanText.blank(escaped(hint))
      }
    }
  }

  private static let special = Set("\\`*_[]<>#|~$".unicodeScalars)

  /// The text with a backslash before whatever could be markup: CommonMark 0.31, section 2.4. Control and
  /// direction characters are written out, and neither links nor addresses are recognised in it.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    // Where a word may begin, also that of the next line.
    var isStart = true
    let scalars = Array(TerminalText.escaped(text).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      let isMarkup =
        switch scalar {
        case _ where special.contains(scalar): true
        case "&": next != " "
        // A list item, a heading underlined, or a rule.
        case "-", "+", "=":
          isStart && scalars[index...].drop { $0 == scalar }.first ?? " " == " "
        // A numbered item; only one that begins with 1 can begin inside a paragraph.
        case ".", ")":
          next == " " && index > 0 && "0"..."9" ~= scalars[index - 1] && isNumber(scalars[..<index])
        // An address, or the name of a person on a forge.
        case ":": next == "/"
        case "@": true
        default: false
        }
      if isMarkup { result.append("\\") }
      result.append(scalar)
      // `www.` would be a link.
      if scalar == "w" || scalar == "W", next == ".", index >= 2,
        "wW".unicodeScalars.contains(scalars[index - 1])
      {
        result.append("\\")
      }
      isStart = scalar == " "
    }
    return String(result)
  }

  /// Whether these are the digits of a number at the beginning, or a 1 at the beginning of a word.
  private static func isNumber(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let digits = scalars.reversed().prefix { "0"..."9" ~= $0 }
    let before = scalars.dropLast(digits.count).last
    return before == nil || before == " " && digits.count == 1 && digits.first == "1"
  }
}
