import AccountHealth
import ArgumentParser
import Documents
import Foundation
import Reporting
import SellerReports
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

  struct Add: HeadroomCommand {
    static let configuration = CommandConfiguration(abstract: "Note a new notice.")

    @OptionGroup var place: StoreOptions
    @Option(help: ArgumentHelp("The day it came.", valueName: "day"), transform: Day.init(parsing:))
    var received: Day
    @Option(
      help:
        "What it is about: performance (a rate, also if it warns of a deactivation), policy, deactivation (the account is deactivated), verification or other."
    )
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
      let known = try knowledge()
      // A notice of a day to come would be no fact until then, and no check would count down to its answer.
      guard received <= known.today else {
        throw ValidationError(
          "--received: found \(received), expected a day that has come; today is \(known.today). Is the year right?"
        )
      }
      if !account.isEmpty { try checkAccount(known.labels, known.names) }
      let id = try Store.add(
        Notice(kind: kind, received: received, answerBy: answerBy, metric: metric, account: account),
        to: place.path)
      try StandardOutput.line(
        "Notice \(id) kept\(answerBy.map { "; check counts down to \($0)" } ?? "").")
    }

    /// Today, or the last evening of the store if that is later, and the accounts of the store.
    private func knowledge() throws -> (today: Day, labels: Set<String>, names: Set<String>) {
      let today = Store.Clock.now.day
      guard FileManager.default.fileExists(atPath: place.path) else { return (today, [], []) }
      do {
        let store = try Store(reading: place.path)
        let last = max(today, try store.view(asOf: nil).evenings.last)
        guard !account.isEmpty else { return (last, [], []) }
        let book = try store.book(Settings().reader(), asOf: nil)
        let labels = book.accounts.map(\.label) + book.performance.map(\.marketplace)
        return (last, Set(labels), Set(book.accounts.map(\.name).filter { !$0.isEmpty }))
      } catch let error as StoreError where error.reason == .empty {
        return (today, [], [])
      }
    }

    /// A notice of an account that no file names would stand beside none of its answers.
    private func checkAccount(_ labels: Set<String>, _ names: Set<String>) throws {
      guard !labels.contains(account), !names.contains(account) else { return }
      let found = "--account: found '\(TerminalText.escaped(account))', "
      guard !labels.isEmpty else {
        throw ValidationError(
          found + "but the store has no orders yet. Import its files first, or leave --account out.")
      }
      let known = labels.map(TerminalText.escaped).sorted()
      let shown = known.prefix(10).map { "'\($0)'" }.joined(separator: ", ")
      let more = known.count > 10 ? " and \(known.count - 10) more" : ""
      throw ValidationError(
        found + "expected an account of the store: \(shown)\(more)."
          + Spelling.hint(for: account, among: known))
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

extension Notice.Kind: ExpressibleByArgument {}
