import AccountHealth
import Decisions
import Forecasting
import SellerReports
import Workspace

extension Manifest {
  /// The program that answered.
  public struct Program: Sendable {
    public var version: String
    /// The platform and the vector instructions it was built for.
    public var target: String

    public init(version: String, target: String) {
      self.version = version
      self.target = target
    }
  }

  /// What every answer says about itself.
  ///
  /// - Parameter seconds: The time since the start of the run.
  private init(
    _ provenance: Provenance, seed: UInt64, paths: Int, horizon: Int, _ program: Program, seconds: Double
  ) {
    self.init(
      version: program.version, buildTarget: program.target, seed: seed, paths: paths, horizon: horizon,
      asOf: "\(provenance.asOf)",
      ruleSet: .init(
        name: provenance.rules.name, version: provenance.rules.version, sha256: provenance.rules.sha256),
      priors: .init(provenance.priors), events: .init(provenance.events),
      inputs: provenance.inputs.map {
        .init(name: $0.name, sha256: $0.sha256, kind: $0.kind, rows: $0.rows, orders: $0.orders)
      })
    priorsLearntFrom = provenance.learntFrom
    changes = provenance.changes.map(Manifest.Source.init)
    accounts = provenance.accounts
    columns = provenance.columns.map(Manifest.Source.init)
    limits = provenance.limits.map {
      "\($0.metric.rawValue)=\($0.limit.numerator)/\($0.limit.denominator)"
    }
    rowsLeftOut = provenance.rowsLeftOut
    wallSeconds = (seconds * 1000).rounded() / 1000
  }

  private init(
    _ provenance: Provenance, _ request: ForecastRequest, _ missing: [Missing], _ assumptions: [Assumed],
    _ program: Program, seconds: Double
  ) {
    self.init(
      provenance, seed: request.seed, paths: request.paths, horizon: request.horizon, program,
      seconds: seconds)
    self.missing = Set(missing.map(\.description)).sorted()
    self.assumptions = assumptions.map(\.text)
  }

  public init(_ answer: ForecastAnswer, _ program: Program, seconds: Double) {
    self.init(
      answer.provenance, answer.request, answer.missing, answer.assumptions, program, seconds: seconds)
  }

  public init(_ answer: WhatIfAnswer, _ program: Program, seconds: Double) {
    self.init(
      answer.provenance, answer.request, answer.missing, answer.assumptions, program, seconds: seconds)
    scenario = answer.forecast.name
    enforcement = .init(answer.enforcement)
  }

  public init(_ answer: RankedAccounts, _ program: Program, seconds: Double) {
    self.init(
      answer.provenance, answer.request, answer.missing, answer.assumptions, program, seconds: seconds)
    enforcement = .init(answer.enforcement)
  }

  public init(_ answer: RankAnswer, _ program: Program, seconds: Double) {
    self.init(
      answer.provenance, answer.request, answer.missing, answer.assumptions, program, seconds: seconds)
    enforcement = .init(answer.enforcement)
  }

  public init(_ answer: PortfolioAnswer, _ program: Program, seconds: Double) {
    self.init(
      answer.provenance, answer.request, answer.missing, answer.assumptions, program, seconds: seconds)
    enforcement = .init(answer.enforcement)
    gone = answer.portfolio.since.map { _ in answer.portfolio.gone.sorted() }
    ranked = answer.ranked
    let unread = answer.portfolio.accounts.compactMap(\.unreadFile).sorted()
    filesLeftOut = unread.isEmpty ? nil : unread
  }

  public init(_ answer: PlanAnswer, _ program: Program, seconds: Double) {
    self.init(
      answer.provenance, answer.request, answer.missing, answer.assumptions, program, seconds: seconds)
    enforcement = answer.appeals.map { .init($0.origin) }
  }

  public init(_ answer: LossAnswer, _ program: Program, seconds: Double) {
    self.init(
      answer.provenance, answer.request, answer.missing, answer.assumptions, program, seconds: seconds)
    enforcement = .init(answer.enforcement)
  }

  public init(_ answer: ReportAnswer, _ program: Program, seconds: Double) {
    self.init(
      answer.provenance, answer.request, answer.missing, answer.assumptions, program, seconds: seconds)
  }

  public init(_ answer: BacktestAnswer, _ program: Program, seconds: Double) {
    let (request, tally) = (answer.request, answer.tally)
    self.init(
      answer.provenance, seed: request.seed, paths: request.paths, horizon: request.longestHorizon, program,
      seconds: seconds)
    backtest = .init(
      from: "\(request.range.first)", to: "\(request.range.last)", every: request.step,
      horizons: request.horizons, minAccountOrders: request.leastAccountOrders,
      minOrders: request.leastWindowOrders, refits: tally.refits, rows: tally.rows,
      unchecked: tally.unchecked)
  }
}

extension Manifest.Source {
  public init(_ origin: Origin) { self.init(name: origin.name, sha256: origin.sha256) }
}
