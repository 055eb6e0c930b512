import AccountHealth
import Forecasting

/// The files of a seller, read once; then every question about them is answered from here.
///
/// Requests and answers are values. What a person must be told beside the figures (remarks, assumptions, what is
/// missing, what the answer was made from) is data in the answer; `Reporting` turns it into words. Nothing is printed
/// or written here. Answers that take long are `async`: cancelling the task that waits for one ends the work, and how
/// far it is goes to a `Progress` that the caller passes in.
///
/// This is the only place that decides which limit holds, which rules and beliefs apply, and by which evening an
/// account is judged.
public struct Workspace: Sendable {
  public let settings: Settings
  let state: JoinedState

  /// Reads order files and performance reports.
  ///
  /// - Parameters:
  ///   - files: Paths; `-` is standard input.
  ///   - settings: How the files are judged.
  /// - Throws: `Refusal` where no question about these files could be answered.
  public init(reading files: [String], under settings: Settings = Settings()) throws(Refusal) {
    self.settings = settings
    state = try JoinedState(reading: files, under: settings)
  }

  /// The windows of one seller as counts, for those who have no order dates.
  ///
  /// - Throws: `Refusal` for a marketplace that the rules do not name.
  public init(counts: [Metric: WindowCount], under settings: Settings = Settings()) throws(Refusal) {
    self.settings = settings
    state = try JoinedState(counts: counts, under: settings)
  }

  /// The evening of judgement: that of the settings, or the last day on which anything happened.
  public var asOf: Day { state.asOf }
  /// Accounts that answers speak of: those with orders, or one per performance report or set of counts.
  public var accountCount: Int { state.subjects.count }
  /// Rows of the files that could not be used.
  public var faults: Faults { state.faults }
  /// What the reader of the files had to say of them.
  public var remarks: [Remark] { state.notes.map(Remark.ofReader) }
}
