import AccountHealth
import Forecasting

/// The files of a seller, read once; then it answers every question about them.
///
/// Questions and answers are values. What a person must be told beside the figures (remarks, assumptions,
/// what is missing, what the answer was made from) is data in the answer, and `Reporting` turns it into
/// words. Nothing is printed or written here. Answers that take long are `async`: cancelling the task that
/// waits for one ends the work, and a `Progress` that the caller passes in receives how far it is.
///
/// Only this type decides which limit holds, which rules and priors apply, and by which evening an account is
/// judged.
public struct Workspace: Sendable {
  public let settings: Settings
  let state: JoinedState
  /// `nil` if the priors are the same for all accounts.
  let learning: Learning?
  /// Whether nothing could be learnt from the other accounts because the files cannot be read twice.
  let isPipeNotLearnt: Bool
  let fitted = FittedModels()
  private let found = FoundOnce<[AccountStatus]>()

  /// Every rate of every account.
  var statuses: [AccountStatus] { found.value { state.subjects.map(\.status) } }

  /// Reads order files and performance reports.
  ///
  /// - Parameters:
  ///   - files: Paths; `-` is standard input.
  ///   - settings: How the files are judged.
  /// - Throws: `Refusal` if no question about these files could be answered.
  public init(reading files: [String], under settings: Settings = Settings()) throws(Refusal) {
    try self.init(reading: OrderSource(files: files), under: settings)
  }

  /// Reads orders and performance reports from files or from what was kept of them.
  ///
  /// - Throws: `Refusal` if no question about them could be answered.
  public init(reading source: OrderSource, under settings: Settings = Settings()) throws(Refusal) {
    self.settings = settings
    let state = try JoinedState(reading: source, under: settings)
    self.state = state
    isPipeNotLearnt = settings.isLearning && !settings.accounts.isEmpty && source.isReadOnce
    guard settings.isLearning, state.hasOrders else {
      learning = nil
      return
    }
    learning = Learning(from: settings.priors.value) {
      guard !settings.accounts.isEmpty else { return state.subjects.compactMap(\.account) }
      // The others were not kept while the files were read. A pipe cannot be read again.
      var all = settings
      all.accounts = []
      guard !source.isReadOnce, let again = try? JoinedState(reading: source, under: all) else {
        return []
      }
      return again.subjects.compactMap(\.account)
    }
  }

  /// Takes the windows of one seller as counts, for sellers without order dates.
  ///
  /// - Throws: `Refusal` for a marketplace that the rules do not name.
  public init(counts: [Metric: WindowCount], under settings: Settings = Settings()) throws(Refusal) {
    self.settings = settings
    state = try JoinedState(counts: counts, under: settings)
    learning = nil
    isPipeNotLearnt = false
  }

  /// The evening of judgement: that of the settings, or the last day on which anything happened.
  public var asOf: Day { state.asOf }
  /// The calendar day it is now where the accounts sell, or the evening that was asked for.
  public var today: Day { state.noticeDay }
  /// The number of accounts in answers: those with orders, or one per performance report or set of counts.
  public var accountCount: Int { state.subjects.count }
  /// Rows of the files that could not be used.
  public var faults: Faults { state.faults }
}
