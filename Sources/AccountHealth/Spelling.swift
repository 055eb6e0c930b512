/// The known word that a mistyped one was probably meant to be.
public enum Spelling {
  /// The nearest of `known` by letters left out, added, changed or swapped with the next (restricted
  /// Damerau–Levenshtein, ignoring case), or one that begins with `word`; `nil` if none is near. O(length²)
  /// per known word.
  public static func nearest(to word: String, among known: some Sequence<String>) -> String? {
    let typed = Array(word.lowercased().unicodeScalars)
    guard typed.count > 1, typed.count < 100 else { return nil }
    let candidates = known.map { ($0, distance(typed, Array($0.lowercased().unicodeScalars))) }
    if let best = candidates.min(by: { $0.1 < $1.1 }), best.1 <= max(1, typed.count / 3) { return best.0 }
    let begun = candidates.filter { $0.0.lowercased().hasPrefix(word.lowercased()) }
    return begun.count == 1 ? begun[0].0 : nil
  }

  /// ` Did you mean 'x'?`, or the two or three that begin with `word`; empty if nothing is near.
  public static func hint(for word: String, among known: some Sequence<String>) -> String {
    if let nearest = nearest(to: word, among: known) { return " Did you mean '\(nearest)'?" }
    let begun = known.filter { word.count > 1 && $0.lowercased().hasPrefix(word.lowercased()) }
    guard (2...3).contains(begun.count) else { return "" }
    return " Did you mean \(begun.map { "'\($0)'" }.joined(separator: " or "))?"
  }

  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var rows = [Array(0...b.count)]
    for i in 1...max(a.count, 1) where i <= a.count {
      var row = [i]
      for j in 1...max(b.count, 1) where j <= b.count {
        let change = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        var least = min(rows[i - 1][j] + 1, row[j - 1] + 1, change)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          least = min(least, rows[i - 2][j - 2] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
