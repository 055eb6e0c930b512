import AccountHealth
import Decisions
import Forecasting

/// What did changes to the operation really do?
public struct EffectQuestion: Sendable {
  public var changes: [LoggedChange]
  /// The actions that they may name.
  public var catalogue = ActionCatalogue.builtIn
  /// The chance that a change does what the catalogue's range says of its action, 0…1.
  public var catalogueWeight = EffectPrior.catalogueWeight
  /// The last day that is read; `nil` for the evening of judgement.
  public var until: Day?
  /// `nil` for the cores of the machine. The answer does not depend on it.
  public var threads: Int?

  public init(_ changes: [LoggedChange]) { self.changes = changes }
}

/// One change and one rate that it may have changed.
public struct StudiedChange: Sendable, Hashable {
  public var rate: StudiedRate
  public var change: LoggedChange

  /// Its name in sentences.
  public var name: String { change.action ?? rate.rawValue }
}

extension EffectQuestion {
  /// Every change with every rate that it may have changed, in the order of the changes.
  func studied(in account: Account) -> [StudiedChange] {
    changes.filter { $0.isOf(account) }.flatMap { change in
      (change.mayChange(catalogue) ?? []).map { StudiedChange(rate: $0, change: change) }
    }
  }
}

/// What is believed of a change beforehand.
public struct EffectPrior: Sendable, Hashable {
  public enum Origin: Sendable, Hashable {
    /// No belief, but that factors beyond ×100 are rare; an assumption.
    case wide
    /// The range of an action of the catalogue, with a chance of `weight`; else no belief.
    case catalogue(String, grade: EvidenceGrade?, range: LogRatioPrior, weight: Double)
    /// No belief: the catalogue does not know that the action touches the rate. It knows these.
    case strange(String, known: [StudiedRate])
  }

  public var law: LogRatioPrior
  public var origin: Origin

  static let wide = EffectPrior(law: .wide, origin: .wide)

  /// That one change in two does what the catalogue says of its action is judged. With it the intervals of 8
  /// in 10 cover a change that does harm too, and a change that is as the catalogue says is told sooner than
  /// without.
  public static let catalogueWeight = 0.5

  /// The catalogue's own range; `nil` where nothing is believed.
  public var range: LogRatioPrior? {
    if case .catalogue(_, _, let range, _) = origin { range } else { nil }
  }

  /// The chance with which that range is believed.
  public var catalogueWeight: Double? {
    if case .catalogue(_, _, _, let weight) = origin { weight } else { nil }
  }

  /// Whether the action is not known to touch the rate.
  public var isStrange: Bool { if case .strange = origin { true } else { false } }
}

extension ActionCatalogue {
  /// The range that an action of the catalogue has for a rate, as a factor on odds or mean orders, believed
  /// with a chance of `weight`; wide where it has none.
  func prior(of name: String?, on rate: StudiedRate, weight: Double) throws(Refusal) -> EffectPrior {
    guard let name else { return .wide }
    guard let action = self[name] else { throw Refusal(.unknownAction(name, known: names)) }
    guard action.reaches(rate) else {
      return EffectPrior(law: .wide, origin: .strange(name, known: action.studiedRates))
    }
    let effects = action.effects.filter { $0.target == rate.target && $0.scope == .all }
    guard let effect = effects.first(where: { $0.change != .level }) else { return .wide }
    let law = effect.law
    // Where only a part of the orders is reached, the others keep theirs.
    func factor(_ probability: Double) -> Double {
      1 - action.coverage * (1 - max(law.quantile(probability), 1e-3))
    }
    let range = LogRatioPrior(p10: factor(0.1), p90: factor(0.9))
    return EffectPrior(
      law: range.mixedWithWide(weight: weight),
      origin: .catalogue(
        name, grade: effect.grade ?? action.metadata.grade, range: range, weight: weight))
  }
}
