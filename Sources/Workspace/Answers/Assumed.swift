import AccountHealth
import Decisions
import Forecasting

/// Something that an answer assumes and that is not in the files.
public enum Assumed: Sendable, Hashable {
  /// An account with few orders is like other sellers.
  case likeOtherSellers
  /// An account with few orders is like these other sellers in the same files.
  case likeSellersOfFiles(LearntFrom)
  /// Nothing changes in how the account is run, and these sale days come, each with its factor on orders.
  case unchanged(saleDays: [SaleEvent])
  /// An account off target is not yet deactivated; the answer says nothing about deactivation.
  case noEnforcement
  /// Deactivations follow an enforcement file, whose numbers nobody has measured.
  case enforcement(Origin, grade: EvidenceGrade?, background: [Double]?, horizon: Int)
  /// The account starts noticed: a message waits for an answer that is about this rate, or is taken to be
  /// where it names none.
  case noticed(Notice, about: Metric)
  /// On the days of the seller's log of changes the level of a rate moved with this chance.
  case logged(Origin, chance: Double)
  /// Only a count is known of some rate: the orders that it stands for are drawn.
  case drawnOrders
  /// The effects of actions are believed; their file states the size, the source and the grade. Those of the
  /// named ones were measured on the seller's own orders.
  case effectsOfActions(own: [String])
  /// A figure of the seller's business is that of a file; amounts are in this currency, if it is known.
  case figure(FileFigure, currency: String?)
  /// The amounts of these orders are in other currencies than most of their account, and are left out of what
  /// an order is worth.
  case amountsLeftOut(AmountsLeftOut)
  /// Values of assumptions that rest on one source; those of the seller come from this file, if from one.
  case values(AssumedValues, own: Origin?)
  /// Policy violations take the place of this share of the background; the list is of these files, or
  /// Amazon's report counts them.
  case violations(RatingForecast, replaced: Double, files: [String])
  /// What a deactivation costs is assumed, apart from the seller's own figures in this file.
  case losses(Origin?, hasFigures: Bool)
  /// The priors about sellers come from the user's file.
  case priors(Origin)
  /// Accounts share a part of their luck, as it was measured on others.
  case sharedLuck(SharedLuck)
  /// Folders that are an account each learn nothing from each other.
  case foldersApart
}

/// The sellers of the files from whom priors are learnt, and the parts that they show.
public struct LearntFrom: Sendable, Hashable {
  /// Accounts of one name in several marketplaces are one seller.
  public var sellers: Int
  public var accounts: Int
  /// Learnt for every account, in the order of the priors.
  public var learnt: [PriorsFit.Part]
  /// Learnt for some accounts: without their own fifth of the sellers, the others do not show it.
  public var sometimes: [PriorsFit.Part]
  /// As they are in the priors to start from.
  public var kept: [PriorsFit.Part]

  init(
    _ source: LearntPriors.Source, always: Set<PriorsFit.Part>, sometimes: Set<PriorsFit.Part>
  ) {
    (sellers, accounts) = (source.sellers, source.accounts)
    let all = PriorsFit.Part.allCases
    learnt = all.filter(always.contains)
    self.sometimes = all.filter(sometimes.contains)
    kept = all.filter { !always.contains($0) && !sometimes.contains($0) }
  }
}

extension Workspace {
  /// What the priors are learnt from, and which of their parts; `nil` if they are not learnt.
  private func learnt(threads: Int) -> LearntFrom? {
    guard let source = learntFrom else { return nil }
    let parts = try? learning?.parts(on: state.asOf, threads: threads)
    return LearntFrom(source, always: parts?.always ?? [], sometimes: parts?.sometimes ?? [])
  }

  /// What a forecast assumes; `enforcement` if the answer says something about deactivation.
  ///
  /// - Complexity: That of learning the priors, if they are learnt and were not needed before.
  func assumptions(
    _ request: ForecastRequest, enforcement: Assumed = .noEnforcement, more: [Assumed] = []
  ) -> [Assumed] {
    let horizon = request.horizon
    var all = [
      learnt(threads: request.threads).map(Assumed.likeSellersOfFiles) ?? .likeOtherSellers,
      .unchanged(saleDays: state.saleDays(horizon)), enforcement,
    ]
    if case .enforcement = enforcement {
      all += state.noticed
    }
    if state.subjects.contains(where: { !$0.reportedRules.isEmpty }) { all.append(.drawnOrders) }
    if let changes = settings.changes {
      all.append(.logged(changes.origin, chance: ForecastRequest.loggedChange))
    }
    all += more
    if !settings.priors.origin.isBuiltIn { all.append(.priors(settings.priors.origin)) }
    return all
  }
}

extension Workspace {
  /// The same for an answer that does not keep what violations do.
  func violationAssumption(of subject: Subject, _ enforcement: Enforcement, _ request: ForecastRequest)
    -> [Assumed]
  {
    violationAssumption(state.enforcement(enforcement, of: subject, request).violations, enforcement)
  }

  /// What is assumed of policy violations, where something of them is known.
  func violationAssumption(_ forecast: RatingForecast?, _ enforcement: Enforcement) -> [Assumed] {
    guard let forecast else { return [] }
    return [
      .violations(
        forecast, replaced: enforcement.replacedShare(by: forecast.rules),
        files: state.violations.map(\.file))
    ]
  }
}

extension JoinedState {
  /// The open notices of its accounts about performance, each once with its rate.
  fileprivate var noticed: [Assumed] {
    var told: Set<Assumed> = []
    var found: [(id: Int, assumed: Assumed)] = []
    for subject in subjects {
      let named = Dictionary(subject.notices.map { ($0.id, $0) }) { first, _ in first }
      for notice in subject.noticesOfRates {
        guard let rate = notice.metric, let own = named[notice.id] else { continue }
        let assumed = Assumed.noticed(own, about: rate)
        if told.insert(assumed).inserted { found.append((notice.id, assumed)) }
      }
    }
    return found.sorted { $0.id < $1.id }.map(\.assumed)
  }

  /// The sale days of its accounts that touch the horizon, each once.
  fileprivate func saleDays(_ horizon: Int) -> [SaleEvent] {
    let ahead = DayRange(asOf + 1, asOf + horizon)
    var found: [SaleEvent] = []
    for event in subjects.flatMap(\.events)
    where event.days.intersection(ahead) != nil && !found.contains(event) { found.append(event) }
    return found.sorted { ($0.days.first, $0.title) < ($1.days.first, $1.title) }
  }
}

extension [Action] {
  /// The names of those with ranges that were measured on the seller's own orders.
  var measured: [String] { filter { $0.metadata.grade?.isOwn ?? false }.map(\.name) }
}
