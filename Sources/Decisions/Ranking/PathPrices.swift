import Probability
import Simulation

/// The loss of single paths, in the account's currency, as things are and under actions.
struct PathPrices {
  let loss: Loss
  let business: Loss.Business
  let setting: RiskSetting
  let seed: UInt64
  private let process: ClosureProcess

  /// What a deactivation costs under some actions.
  struct Alternative {
    fileprivate var process: ClosureProcess
    fileprivate var insurances: [(terms: Structure.Insurance, from: Int)] = []
    /// Whether a deactivation on the same day costs the same as without the actions.
    fileprivate var isAlike = true
  }

  /// - Parameter setting: That of the assumptions; `nil` for the one of the objective.
  /// - Returns: `nil` where the orders have no amounts, or the assumptions no losses or appeals.
  init?(_ bench: Bench, under setting: RiskSetting? = nil) {
    let ranker = bench.ranker
    let setting = setting ?? ranker.objective.setting
    guard let loss = ranker.enforcement.loss,
      let business = bench.business,
      let process = ClosureProcess(ranker.enforcement, setting, rules: ranker.task.rules)
    else { return nil }
    self.loss = loss
    self.business = business
    self.process = process
    self.setting = setting
    seed = ranker.request.seed
  }

  /// - Parameters:
  ///   - actions: All decided on one day.
  ///   - start: That day of the simulation.
  func alternative(_ actions: [Action], start: Int) -> Alternative {
    var result = Alternative(process: process)
    for action in actions {
      let from = start + action.typicalLead
      for effect in action.effects {
        switch effect.target {
        case .appealSuccess: result.process.appealSuccess *= effect.law.mean
        case .appealDelay: result.process.appealDelay *= effect.law.mean
        default: continue
        }
        result.process.worksFrom = max(result.process.worksFrom, from)
        result.isAlike = false
      }
      if case .insurance(let terms) = action.structure {
        result.insurances.append((terms, from))
        result.isAlike = false
      }
    }
    return result
  }

  /// The loss as things are; 0 without a deactivation.
  func baseline(_ record: PairedDeactivation) -> Double {
    record.baseline.map { total(process.course(after: $0, path: record.path, seed: seed)) } ?? 0
  }

  /// The loss under an alternative, given that as things are.
  func loss(_ record: PairedDeactivation, under alternative: Alternative, baseline: Double) -> Double {
    guard let first = record.alternative else { return 0 }
    if alternative.isAlike, first == record.baseline { return baseline }
    let course = alternative.process.course(after: first, path: record.path, seed: seed)
    return total(course, alternative.insurances)
  }

  private func total(
    _ course: ClosureCourse, _ insurances: [(terms: Structure.Insurance, from: Int)] = []
  ) -> Double {
    let amount = loss.amount(of: course, business: business, setting: setting)
    guard !insurances.isEmpty, let rate = business.usdRate, let first = course.closures.first else {
      return amount.total
    }
    let daily =
      (course.isWholeAccount ? business.allSales : business.sales * course.share) * loss.margin[setting]
    let paid = insurances.reduce(0.0) { sum, item in
      guard first.firstDay >= item.from else { return sum }
      let days = min(max(0, Double(first.days) - item.terms.waitDays.p50), item.terms.paidDays.p50)
      return sum + min(item.terms.limit * rate, days * daily)
    }
    return amount.total - min(paid, amount.margin)
  }

  /// Where the cost of every action lies in its range on a path, 0…1: one luck for all actions.
  func costPlace(path: UInt32) -> Double {
    var generator = Philox4x32(seed: seed, path: path, day: 0, purpose: Purpose.cost.address())
    return openUnitInterval(generator.next())
  }

  /// The mean loss of a deactivation that comes tomorrow for order performance: the scale of differences that
  /// matter.
  var typical: Double {
    let paths = 400
    let first = process.hasGroups ? Deactivation(day: 1, group: 0) : Deactivation(day: 1)
    return (0..<paths).reduce(0.0) {
      $0 + total(process.course(after: first, path: UInt32($1), seed: seed))
    } / Double(paths)
  }
}
