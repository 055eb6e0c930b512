import AccountHealth
import ArgumentParser
import Reporting
import Store
import Workspace

/// `headroom notice`: messages of the marketplace that must be answered.
struct NoticeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notice",
    abstract: "Note a message of the marketplace that must be answered; check counts down to its deadline.",
    discussion: """
      Examples:
        headroom notice add --received 2026-11-14 --kind performance --answer-by 2026-11-17
        headroom notice list
        headroom notice close 1
      """,
    subcommands: [Add.self, List.self, Close.self], defaultSubcommand: List.self)

  struct List: HeadroomCommand {
    static let configuration = CommandConfiguration(abstract: "Show all notices, the open ones first.")

    @OptionGroup var place: StoreOptions
    @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table
    @Option(help: "Colour: auto, always or never; auto is on a terminal unless NO_COLOR is set.")
    var color = Terminal.Colour.auto

    func execute() throws {
      let notices = try Store(reading: place.path).notices()
      try StandardOutput.write(NoticeTable.text(notices, as: format, on: .standardOutput(color)))
    }
  }

  struct Close: HeadroomCommand {
    static let configuration = CommandConfiguration(abstract: "Note that a notice was answered.")

    @OptionGroup var place: StoreOptions
    @Argument(help: "Its number, as list shows it.") var number: Int
    @Option(
      help: ArgumentHelp("The day of the answer; today when absent.", valueName: "day"),
      transform: Day.init(parsing:))
    var on: Day?

    func execute() throws {
      guard try Store.closeNotice(number, on: on ?? today(), in: place.path) else {
        throw InputError("There is no open notice \(number). headroom notice list shows them.")
      }
      try StandardOutput.line("Notice \(number) closed.")
    }

    /// The day by which check counts down: that of the marketplace, or the last evening of the store if that
    /// is later.
    private func today() throws -> Day {
      let store = try Store(reading: place.path)
      do {
        return Settings().noticeDay(
          in: try store.marketplaces(), lastEvening: try store.view(asOf: nil).evenings.last)
      } catch let error as StoreError where error.reason == .empty {
        return Store.Clock.now.day
      }
    }
  }
}
