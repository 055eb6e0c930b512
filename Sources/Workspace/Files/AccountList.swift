import Documents
import Foundation

/// The accounts that a file names, one per line. Blanks around a name and empty lines are left out.
public struct AccountList: Sendable, Hashable {
  public let accounts: [String]

  /// - Parameters:
  ///   - file: Its bytes.
  ///   - path: Its name in errors.
  /// - Throws: `FileError` for a file that is not UTF-8, or names no account.
  public init(_ file: SmallFile, path: String) throws(FileError) {
    guard let text = String(validating: file.bytes, as: UTF8.self) else {
      throw FileError(
        "\(TerminalText.escaped(path)): is not UTF-8 text. Save it as UTF-8, one account per line.")
    }
    let blanks = CharacterSet.whitespacesAndNewlines.union(["\u{FEFF}"])
    accounts = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: blanks) }
      .filter { !$0.isEmpty }
    guard !accounts.isEmpty else {
      throw FileError("\(TerminalText.escaped(path)): names no account. Write one per line.")
    }
  }
}
