import AccountHealth
import Documents
import Reporting
import SellerReports
import Store
import Workspace

/// What is done to the store, and what is said of it.
extension StoreCommand {
  /// The windows of all rates and the delays of their outcomes reach this many days back.
  private static let leastKept = 120

  /// Without the days of a window its rate would look met.
  private func checkAge(of day: Day) throws {
    guard let last = try Store(reading: place.path).contents().evenings.last, day > last - Self.leastKept
    else { return }
    throw InputError(
      "--forget-before: found \(day), expected \(last - Self.leastKept) or earlier. The rates of \(last) are judged by the \(Self.leastKept) days before it."
    )
  }

  func forget(before day: Day) throws {
    try checkAge(of: day)
    let removed = try Store.forget(before: day, in: place.path)
    try say("\(Phrases.count(removed, "version of an order", "versions of orders")) removed.")
  }

  func forget(file name: String) throws {
    switch try Store.forget(file: name, in: place.path) {
    case .removed(let file, let rows):
      try say(
        "\(TerminalText.escaped(file.name)) removed, with \(Phrases.count(rows, "row", "rows")) that no other file has."
      )
    case .absent:
      throw InputError(
        "--forget-file: there is no file '\(TerminalText.escaped(name))' in the store. headroom store lists them by name."
      )
    case .several(let files):
      throw InputError(StoreWords.several(files))
    }
  }

  func write(to folder: String) throws {
    let store = try Store(reading: place.path)
    var settings = Settings()
    settings.isLearning = false
    let book = try store.book(settings.reader(), asOf: nil)
    Signals.outliveClosedPipe()
    let output = try OutputFolder(path: folder)
    try StoreExport.write(book, try store.snapshots(), to: output)
    try output.commit()
    let orders = book.accounts.reduce(0) { $0 + $1.orders.count }
    try say("\(Phrases.count(orders, "order", "orders")) written to \(folder).")
  }

  /// Checks every page, row and file.
  func checkAll() throws {
    let faults: [String]
    do {
      faults = try Store(reading: place.path, isLeftAsIs: true, checksPages: false).verify()
    } catch let error as StoreError {
      guard let damage = error.damage else { throw error }
      faults = [damage]
    }
    for fault in faults { Diagnostics.error("\(place.path): \(fault)") }
    guard faults.isEmpty else {
      Diagnostics.note(
        "The store is damaged and is left as it is. Put a backup in its place, or import your files into another store."
      )
      throw ExitStatus.wrongInput
    }
    try say("The store is sound.")
  }
}
