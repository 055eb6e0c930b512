import Documents
import SellerReports

/// A table as it is understood: what each column is read as, and its first rows.
public struct FirstRows {
  private let file: FileContents

  public init(_ file: FileContents) { self.file = file }

  public func text(on terminal: Terminal = .plain) -> String {
    let read = file.columns.compactMap { column in
      column.meaning.map { "\(TerminalText.cell(column.name, width: 40)) as \($0)" }
    }
    let understood = "\(TerminalText.escaped(file.file)): \(file.kind), \(read.joined(separator: ", "))"
    let (header, rows) = OrdersFile.table(file.first)
    let columns = header.enumerated().map { place, name in
      TextColumn<[String]>(name) { $0[place].isEmpty ? "–" : TerminalText.cell($0[place], width: 32) }
    }
    return TextWrap.wrapped(understood, to: terminal.width) + "\n\n"
      + TextTable(columns, rows).text(on: terminal)
  }
}
