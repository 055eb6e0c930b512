import AccountHealth
import Simulation

/// How to make a forecast; the defaults are those of the command line.
public struct ForecastRequest: Sendable {
  public static let defaultHorizon = 90
  public static let longestHorizon = 730
  public static let defaultPaths = Simulator.defaultPaths
  /// Paths per account if a file holds more than `manyAccounts` and the user asks for no number.
  public static let pathsForManyAccounts = 4_000
  public static let manyAccounts = 20
  /// The chance that a change which the seller logged moved the level of a rate for good; judged. On any
  /// other day it is that of the priors.
  public static let loggedChange = 0.5

  /// Days ahead, 1…730.
  public var horizon: Int
  public var paths: Int
  public var seed: UInt64
  public var threads: Int
  /// Whether rare breaches get a figure from tilted paths if there are several accounts; a single one always
  /// does.
  public var weighsRare: Bool
  /// The last day known; `nil` for the latest on which anything happened.
  public var asOf: Day?

  public init(
    horizon: Int = Self.defaultHorizon, paths: Int = Self.defaultPaths, seed: UInt64, threads: Int,
    weighsRare: Bool = false, asOf: Day? = nil
  ) {
    self.weighsRare = weighsRare
    self.horizon = horizon
    self.paths = paths
    self.seed = seed
    self.threads = threads
    self.asOf = asOf
  }
}
