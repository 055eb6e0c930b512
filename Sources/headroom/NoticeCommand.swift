import AccountHealth
import ArgumentParser
import Reporting
import Store

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

  struct Add: HeadroomCommand {
    static let configuration = CommandConfiguration(abstract: "Note a new notice.")

    @OptionGroup var place: StoreOptions
    @Option(help: ArgumentHelp("The day it came.", valueName: "day"), transform: Day.init(parsing:))
    var received: Day
    @Option(help: "What it is about: performance, policy, deactivation, verification or other.")
    var kind = Notice.Kind.performance
    @Option(
      help: ArgumentHelp("The last day for an answer.", valueName: "day"), transform: Day.init(parsing:))
    var answerBy: Day?
    @Option(
      help: ArgumentHelp("The rate that it names.", valueName: "metric"), completion: .metrics(),
      transform: Metric.init(parsing:))
    var metric: Metric?
    @Option(help: "The account, where there are several.") var account = ""

    func validate() throws {
      if let answerBy, answerBy < received {
        throw ValidationError(
          "--answer-by \(answerBy) is before --received \(received). Are the two swapped?")
      }
    }

    func execute() throws {
      let id = try Store.add(
        Notice(kind: kind, received: received, answerBy: answerBy, metric: metric, account: account),
        to: place.path)
      try StandardOutput.line(
        "Notice \(id) kept\(answerBy.map { "; check counts down to \($0)" } ?? "").")
    }
  }

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
      guard try Store.closeNotice(number, on: on ?? Store.Clock.now.day, in: place.path) else {
        throw InputError("There is no open notice \(number). headroom notice list shows them.")
      }
      try StandardOutput.line("Notice \(number) closed.")
    }
  }
}

extension Notice.Kind: ExpressibleByArgument {}
