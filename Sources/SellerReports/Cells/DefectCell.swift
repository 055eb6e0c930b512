import AccountHealth

/// The kinds of defect that a cell names. An order may have several: `a_to_z; feedback`.
struct DefectCell {
  /// Each once, the gravest first.
  let kinds: [Order.Defect]
  /// The parts that are not understood, as they are written.
  let strange: [String]

  init(_ text: String) {
    var found: Set<Order.Defect> = []
    var strange: [String] = []
    if let whole = Words.defects.value(of: text) {
      if let whole { found.insert(whole) }
    } else {
      for part in text.split(whereSeparator: { ";,+&|\n\r，、；＋".contains($0) }) {
        Self.read(String(part), &found, &strange)
      }
    }
    // A yes, a cross, or the one or two stars of a rating: a defect of a kind that is not named.
    let (answers, rest) = (strange.compactMap(Self.answer), strange.filter { Self.answer($0) == nil })
    if found.isEmpty, answers.contains(true) { found.insert(.negativeFeedback) }
    kinds = [.aToZClaim, .chargeback, .negativeFeedback].filter(found.contains)
    self.strange = rest
  }

  /// Reads a part; a slash or an "and" separates parts only where the whole is not one word, as in `A/Z`.
  private static func read(_ part: String, _ found: inout Set<Order.Defect>, _ strange: inout [String]) {
    let text = part.trimmed
    if text.isEmpty { return }
    if let kind = Words.defects.value(of: text) {
      if let kind { found.insert(kind) }
      return
    }
    let pieces = text.split(separator: "/").flatMap { piece in
      piece.split(separator: " ", omittingEmptySubsequences: true).split { ands.contains($0.lowercased()) }
        .map { $0.joined(separator: " ") }
    }
    let kinds = pieces.map { Words.defects.value(of: $0) }
    if pieces.count > 1, kinds.contains(where: { $0 != nil }) {
      for (piece, kind) in zip(pieces, kinds) {
        if let kind { if let kind { found.insert(kind) } } else { strange.append(piece) }
      }
    } else {
      strange.append(text)
    }
  }

  /// Whether a part says that there is a defect, or that there is none; `nil` for any other text.
  private static func answer(_ part: String) -> Bool? { part == "2" ? true : Mark(part)?.isSet }

  private static let ands: Set<String> = ["and", "und", "et", "e", "y", "plus", "en", "i", "och"]
}

extension String {
  /// Without white space around it.
  fileprivate var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    guard let end = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[start...end])
  }
}
