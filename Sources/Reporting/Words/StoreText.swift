import AccountHealth
import Documents
import Store

/// Sentences about what comes from a store.
public enum StoreText {
  /// Says that the store is read, and what is known of the evening in question.
  public static func opening(_ view: Store.View, path: String, asOf: Day?) -> String {
    let name = TerminalText.escaped(path)
    let files = Phrases.count(view.files, "file", "files")
    guard let asOf, asOf < view.evenings.last else {
      return "reading the store \(name): \(files), last seen on \(view.evenings.last)."
    }
    if asOf < view.evenings.first {
      return "reading the store \(name): nothing was seen before \(view.evenings.first), "
        + "so the dates of the facts say what was known on \(asOf) (\(files))."
    }
    let seen = "reading the store \(name) as of \(asOf): \(files), seen by \(view.through)"
    guard let before = view.before, before < view.through else { return seen + "." }
    return seen + "; what was taken back or has no day of its own, as imported by \(before)."
  }
}

/// What an import brought.
public enum ImportText {
  /// Lines for standard output.
  public static func text(_ result: StoreImport, path: String, isDry: Bool) -> String {
    var lines = result.files.map { file in
      let rows = Phrases.count(file.rows, "row", "rows")
      let news =
        file.isUnusable
        ? "none can be used and none is kept"
        : file.isKnown ? "nothing new" : file.newRows == 0 ? "kept" : "\(file.newRows) new or changed"
      return "\(TerminalText.escaped(file.name)): \(file.kind), \(rows), \(news)."
    }
    let name = TerminalText.escaped(path)
    if result.newFiles == 0, !result.files.isEmpty, result.files.allSatisfy(\.isUnusable) {
      lines.append("Nothing was kept.")
    } else if result.newFiles == 0 {
      lines.append("Nothing new.")
    } else if isDry {
      lines.append("A dry run: nothing was kept.")
    } else {
      lines.append(
        "Kept in \(name): \(Phrases.count(result.newFiles, "file", "files")), seen on \(result.evening).")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
