/// A text of a plan: words, and blanks that a person must fill in.
///
/// `"Since \(day): \(blank: "who is responsible")"`. Every word is escaped where it is written, so a text
/// from a file stays text in Markdown and in HTML.
struct PlanText: Hashable, ExpressibleByStringInterpolation {
  enum Span: Hashable {
    case words(String)
    /// `[ who is responsible … ]`.
    case blank(String)
  }

  private(set) var spans: [Span]

  init(_ text: String) { spans = [.words(text)] }
  init(stringLiteral value: String) { spans = [.words(value)] }
  init(stringInterpolation: StringInterpolation) { spans = stringInterpolation.spans }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var spans: [Span] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { append(.words(literal)) }

    mutating func appendInterpolation(_ text: String) { appendLiteral(text) }
    mutating func appendInterpolation(_ number: Int) { appendLiteral("\(number)") }
    mutating func appendInterpolation(_ text: PlanText) { text.spans.forEach { append($0) } }
    mutating func appendInterpolation(blank hint: String) { append(.blank(hint)) }

    /// Words that follow words are one span: what is markup depends on what stands before it.
    private mutating func append(_ span: Span) {
      if case .words(let more) = span, case .words(let words)? = spans.last {
        spans[spans.count - 1] = .words(words + more)
      } else if span != .words("") {
        spans.append(span)
      }
    }
  }

  /// The words of a blank as every form shows them.
  static func blank(_ hint: String) -> String { hint.isEmpty ? "[ … ]" : "[ \(hint) … ]" }
}

/// A part of a plan.
enum PlanBlock: Hashable {
  /// Level 1…3.
  case heading(Int, PlanText)
  case paragraph(PlanText)
  case list([PlanText])
  /// Rows as long as the header.
  case table(header: [PlanText], rows: [[PlanText]])
  /// The end of what is sent.
  case divider
}
