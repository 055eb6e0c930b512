import AccountHealth
import Decisions
import Forecasting

/// What would a plan of action for one rate of one account say?
public struct PlanQuestion: Sendable {
  /// An action of the catalogue, and the day on which it was or will be done.
  public struct Step: Sendable, Hashable {
    public var name: String
    public var day: Day

    public init(name: String, day: Day) { (self.name, self.day) = (name, day) }
  }

  /// The rate; `nil` for the one that is worst off.
  public var metric: Metric?
  /// What was done, on a day up to the evening of judgement.
  public var done: [Step] = []
  /// What will be done, on a day of the forecast.
  public var planned: [Step] = []
  /// Whether the account is deactivated, so that the plan is an appeal.
  public var isAppeal = false
  /// The actions that the steps may name.
  public var catalogue = ActionCatalogue.builtIn
  public var enforcement = Sourced<Enforcement>.builtIn
  /// Days ahead, 1…730.
  public var horizon = ForecastRequest.defaultHorizon
  public var run = Workspace.Run()

  public init() {}
}
