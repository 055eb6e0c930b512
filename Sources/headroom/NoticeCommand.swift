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
    @Option(help: "The account that it is about; needed where the store has several.") var account = ""

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
      try checkAccount(known.accounts, known.names)
      let id = try Store.add(
        Notice(kind: kind, received: received, answerBy: answerBy, metric: metric, account: account),
        to: place.path)
      try StandardOutput.line(
        "Notice \(id) kept\(answerBy.map { "; check counts down to \($0)" } ?? "").")
    }

    /// Today, or the last evening of the store if that is later, and the accounts of the store: as answers
    /// call them, and by their names alone. Without orders these are the marketplaces of the reports.
    private func knowledge() throws -> (today: Day, accounts: Set<String>, names: Set<String>) {
      let today = Store.Clock.now.day
      guard FileManager.default.fileExists(atPath: place.path) else { return (today, [], []) }
      do {
        let store = try Store(reading: place.path)
        let last = max(today, try store.view(asOf: nil).evenings.last)
        let book = try store.book(Settings().reader(), asOf: nil)
        let marketplaces = book.performance.map(\.marketplace)
        guard !book.accounts.isEmpty else { return (last, Set(marketplaces), []) }
        let names = book.accounts.map(\.name).filter { !$0.isEmpty } + marketplaces
        return (last, Set(book.accounts.map(\.label)), Set(names))
      } catch let error as StoreError where error.reason == .empty {
        return (today, [], [])
      }
    }

    /// A notice of an account that no file names would stand beside none of its answers, and one that names
    /// none of several would be nobody's.
    private func checkAccount(_ accounts: Set<String>, _ names: Set<String>) throws {
      let known = accounts.map(TerminalText.escaped).sorted()
      let more = known.count > 10 ? " and \(known.count - 10) more" : ""
      let shown = known.prefix(10).map { "'\($0)'" }.joined(separator: ", ") + more
      guard !account.isEmpty else {
        guard accounts.count < 2 else {
          throw ValidationError(
            "--account is missing: the store has \(accounts.count) accounts, \(shown). Name the one that the notice is about."
          )
        }
        return
      }
      guard !accounts.contains(account), !names.contains(account) else { return }
      let found = "--account: found '\(TerminalText.escaped(account))', "
      guard !accounts.isEmpty else {
        throw ValidationError(
          found + "but the store has no orders yet. Import its files first, or leave --account out.")
      }
      throw ValidationError(
        found + "expected an account of the store: \(shown)." + Spelling.hint(for: account, among: known))
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
