import AccountHealth
import ArgumentParser
import Reporting
import Store

extension NoticeCommand {
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
      let known = try NoticeAccounts(storeAt: place.path)
      // A notice of a day to come would be no fact until then, and no check would count down to its answer.
      guard received <= known.today else {
        throw ValidationError(
          "--received: found \(received), expected a day that has come; today is \(known.today). Is the year right?"
        )
      }
      try known.check(account)
      let id = try Store.add(
        Notice(kind: kind, received: received, answerBy: answerBy, metric: metric, account: account),
        to: place.path)
      try StandardOutput.line(
        "Notice \(id) kept\(answerBy.map { "; check counts down to \($0)" } ?? "").")
    }
  }
}

extension Notice.Kind: ExpressibleByArgument {}
