import AccountHealth
import ArgumentParser
import Documents
import Foundation
import Reporting
import SellerReports
import Store
import Workspace

/// `headroom store`: what is kept.
struct StoreCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Show what is in the store, check it, take it out, or forget a part of it.",
    discussion: """
      Examples:
        headroom store
        headroom store --verify
        headroom store --export backup
        headroom store --forget-before 2025-01-01
        headroom store --forget-file orders-wrong-account.csv
      """)

  @OptionGroup var place: StoreOptions
  @Flag(help: "Check every page, row and file of the store.") var verify = false
  @Option(
    help: ArgumentHelp(
      "Folder for \(StoreExport.names.joined(separator: " and ")): all orders as they are known now, and the marketplace's own counts; \(StoreExport.furtherNames.joined(separator: ", ")) where there are any. headroom import reads all of them back.",
      valueName: "folder"))
  var export: String?
  @Option(
    help: ArgumentHelp("Remove orders placed before this day, and older lists and counts.", valueName: "day"),
    transform: Day.init(parsing:))
  var forgetBefore: Day?
  @Option(
    help: ArgumentHelp(
      "Remove the file of this name, and what no other file says; NAME@DIGITS where several have it.",
      valueName: "name"))
  var forgetFile: String?
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table
  @Option(help: "Colour: auto, always or never; auto is on a terminal unless NO_COLOR is set.")
  var color = Terminal.Colour.auto
  @Flag(name: [.customShort("q"), .long], help: "Say nothing but faults and errors.") var quiet = false

  func validate() throws {
    guard [verify, export != nil, forgetBefore != nil, forgetFile != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("Give one of --verify, --export, --forget-before and --forget-file.")
    }
    guard export != "" else { throw ValidationError("--export: found '', expected the name of a folder.") }
  }

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

  func execute() throws {
    if let forgetBefore {
      try checkAge(of: forgetBefore)
      let removed = try Store.forget(before: forgetBefore, in: place.path)
      try say("\(Phrases.count(removed, "version of an order", "versions of orders")) removed.")
    } else if let forgetFile {
      try forget(file: forgetFile)
    } else if verify {
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
    } else if let export {
      do {
        try write(to: export)
      } catch var error as OutputError {
        error.option = "--export"
        throw error
      }
    } else {
      let contents = try Store(reading: place.path, isLeftAsIs: true).contents()
      try StandardOutput.write(contents.text(as: format, on: .standardOutput(color)))
    }
  }

  private func forget(file name: String) throws {
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

  private func write(to folder: String) throws {
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

  private func say(_ text: String) throws { if !quiet { try StandardOutput.line(text) } }
}
