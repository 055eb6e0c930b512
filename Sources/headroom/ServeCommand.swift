import ArgumentParser
import Foundation
import LocalPage
import Reporting
import Workspace

/// `headroom serve FILES…`: a page on which a seller plays with their own future.
struct ServeCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Open a page on this machine on which changes are tried with levers.",
    discussion: """
      It prints an address that works once, in one browser. Only this machine can reach it. It ends with Ctrl-C, or after \
      an hour in which nothing was asked, and writes no file.

      Example: headroom serve orders.csv --open
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @OptionGroup var ahead: HorizonOptions
  @OptionGroup var decisions: DecisionFileOptions
  @OptionGroup var books: BooksOptions
  @Option(help: "Port to listen on; a free one when absent.") var port: UInt16 = 0
  @Flag(help: "Open the address in the browser.") var open = false

  func execute() async throws {
    try input.checkFiles()
    let (orders, settings) = try input.orders(prior, sales)
    var page = PageSettings(orders: orders, settings: settings, run: run.run, program: Build.program)
    page.horizon = ahead.horizon
    page.catalogue = try decisions.chosenCatalogue()
    page.enforcement = try decisions.chosenEnforcement()
    (page.books, page.booksOrigin) = try books.chosen()
    page.usdRate = books.usdRate
    page.arguments = input.arguments + decisionArguments
    let workspace = try Workspace(reading: orders(settings.asOf), under: settings)
    Diagnostics.list(workspace.faults)
    input.say(workspace.remarks)
    let server: PageServer
    do {
      server = try PageServer(page, workspace, port: port)
    } catch {
      throw InputError("--port: \(port) cannot be listened on (\(error.localizedDescription)). Name another.")
    }
    let address = server.openingAddress()
    try StandardOutput.line(address)
    input.note(
      "open this address in a browser; it works once. Ctrl-C ends the page, and so does an idle hour.")
    if open { Browser.open(address) }
    try await server.run()
    input.note("nothing was asked for an hour; the page has ended.")
  }

  /// The words of a command line for files about decisions and beliefs.
  private var decisionArguments: [String] {
    prior.arguments + sales.arguments
      + [("--actions", decisions.actions), ("--enforcement", decisions.enforcement)].flatMap { name, value in
        value.map { [name, $0] } ?? []
      }
  }
}

/// The browser of the desktop.
enum Browser {
  private static let opener = "xdg-open"

  /// Opens an address if the desktop has an opener; else the printed address is there to be copied.
  static func open(_ address: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [opener, address]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      Diagnostics.note("no browser could be opened; copy the address.")
    }
  }
}
