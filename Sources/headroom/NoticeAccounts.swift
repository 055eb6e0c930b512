import AccountHealth
import ArgumentParser
import Documents
import Foundation
import Reporting
import SellerReports
import Store
import Workspace

/// The accounts of a store that a notice can be about.
struct NoticeAccounts {
  /// Today, or the last evening of the store if that is later.
  let today: Day
  /// The accounts as answers call them; without orders the marketplaces of the reports.
  private let labels: Set<String>
  /// Their names alone, and the marketplaces of the reports.
  private let names: Set<String>

  /// - Throws: `StoreError` for a store that cannot be read; none for one that is not there yet.
  init(storeAt path: String) throws {
    var (today, labels, names) = (Store.Clock.now.day, Set<String>(), Set<String>())
    if FileManager.default.fileExists(atPath: path) {
      do {
        let store = try Store(reading: path)
        today = max(today, try store.view(asOf: nil).evenings.last)
        let book = try store.book(Settings().reader(), asOf: nil)
        let marketplaces = book.performance.map(\.marketplace)
        labels = Set(book.accounts.isEmpty ? marketplaces : book.accounts.map(\.label))
        names = Set(book.accounts.map(\.name).filter { !$0.isEmpty } + marketplaces)
      } catch let error as StoreError where error.reason == .empty {
      }
    }
    (self.today, self.labels, self.names) = (today, labels, names)
  }

  /// A notice of an account that no file names would stand beside none of its answers, and one that names
  /// none of several would be nobody's.
  ///
  /// - Throws: `ValidationError` for either.
  func check(_ account: String) throws {
    let known = labels.map(TerminalText.escaped).sorted()
    let more = known.count > 10 ? " and \(known.count - 10) more" : ""
    let shown = known.prefix(10).map { "'\($0)'" }.joined(separator: ", ") + more
    guard !account.isEmpty else {
      guard labels.count < 2 else {
        throw ValidationError(
          "--account is missing: the store has \(labels.count) accounts, \(shown). Name the one that the notice is about."
        )
      }
      return
    }
    guard !labels.contains(account), !names.contains(account) else { return }
    let found = "--account: found '\(TerminalText.escaped(account))', "
    guard !labels.isEmpty else {
      throw ValidationError(
        found + "but the store has no orders yet. Import its files first, or leave --account out.")
    }
    throw ValidationError(
      found + "expected an account of the store: \(shown)." + Spelling.hint(for: account, among: known))
  }
}
