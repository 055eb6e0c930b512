import AccountHealth
import ArgumentParser
import Reporting
import Store

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

  func execute() throws {
    if let forgetBefore {
      try forget(before: forgetBefore)
    } else if let forgetFile {
      try forget(file: forgetFile)
    } else if verify {
      try checkAll()
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

  func say(_ text: String) throws { if !quiet { try StandardOutput.line(text) } }
}
