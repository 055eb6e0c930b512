import Foundation

/// manifest.json: what a folder of outputs was made from, so that it can be made again.
public struct Manifest: Codable, Sendable, Hashable {
  public struct Input: Codable, Sendable, Hashable {
    /// Only the base name.
    public var name: String
    public var sha256: String
    public var kind: String
    public var rows: Int
    public var orders: Int

    public init(name: String, sha256: String, kind: String, rows: Int, orders: Int) {
      self.name = name
      self.sha256 = sha256
      self.kind = kind
      self.rows = rows
      self.orders = orders
    }
  }

  public struct Rules: Codable, Sendable, Hashable {
    public var name: String
    public var version: String
    public var sha256: String

    public init(name: String, version: String, sha256: String) {
      self.name = name
      self.version = version
      self.sha256 = sha256
    }
  }

  /// A file of priors, events or assumptions: `built-in`, or the base name of the user's file.
  public struct Source: Codable, Sendable, Hashable {
    public var name: String
    public var sha256: String

    public init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// The past days that were forecast again; only for a backtest.
  public struct Backtest: Codable, Sendable, Hashable {
    public var from: String
    public var to: String
    public var every: Int
    public var horizons: [Int]
    public var minAccountOrders: Int
    public var minOrders: Int
    public var refits: Int
    public var rows: Int
    /// Rows left out because their last day is not known yet.
    public var unchecked: Int

    public init(
      from: String, to: String, every: Int, horizons: [Int], minAccountOrders: Int, minOrders: Int,
      refits: Int, rows: Int, unchecked: Int
    ) {
      self.from = from
      self.to = to
      self.every = every
      self.horizons = horizons
      self.minAccountOrders = minAccountOrders
      self.minOrders = minOrders
      self.refits = refits
      self.rows = rows
      self.unchecked = unchecked
    }
  }

  public var version: String
  public var buildTarget: String
  public var seed: UInt64
  public var paths: Int
  public var horizon: Int
  public var asOf: String
  public var accounts = 0
  public var ruleSet: Rules
  /// `metric=value` as given on the command line.
  public var limits: [String] = []
  public var priors: Source
  /// The number of sellers of the files from which the priors of each account were learnt.
  public var priorsLearntFrom: Int?
  public var events: Source
  /// The user's log of changes.
  public var changes: Source?
  public var inputs: [Input]
  /// The user's files of columns.
  public var columns: [Source] = []
  /// Rows that were not used because of a fault.
  public var rowsLeftOut = 0
  public var missing: [String] = []
  public var assumptions: [String] = []
  public var backtest: Backtest?
  /// The name of a what-if, and the source of its assumptions about deactivation.
  public var scenario: String?
  public var enforcement: Source?
  /// The accounts of an earlier portfolio, with which this one was compared, that are in no file.
  public var gone: [String]?
  /// The files of a portfolio of which nothing could be used.
  public var filesLeftOut: [String]?
  /// The most accounts of a portfolio whose actions were compared.
  public var ranked: Int?
  public var wallSeconds = 0.0

  public init(
    version: String, buildTarget: String, seed: UInt64, paths: Int, horizon: Int, asOf: String,
    ruleSet: Rules, priors: Source, events: Source, inputs: [Input]
  ) {
    self.version = version
    self.buildTarget = buildTarget
    self.seed = seed
    self.paths = paths
    self.horizon = horizon
    self.asOf = asOf
    self.ruleSet = ruleSet
    self.priors = priors
    self.events = events
    self.inputs = inputs
  }

  public func text() throws -> String { try JSONText.pages(self) }
}
