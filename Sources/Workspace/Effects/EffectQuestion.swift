import AccountHealth
import Decisions
import Forecasting

/// What did changes to the operation really do?
public struct EffectQuestion: Sendable {
  public var changes: [LoggedChange]
  /// The actions that they may name.
  public var catalogue = ActionCatalogue.builtIn
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
      let rates =
        change.rates.isEmpty
        ? change.action.flatMap { catalogue[$0]?.studiedRates } ?? [] : change.rates
      return rates.map { StudiedChange(rate: $0, change: change) }
    }
  }
}

/// What is believed of a change beforehand.
public struct EffectPrior: Sendable, Hashable {
  public enum Origin: Sendable, Hashable {
    /// No belief, but that factors beyond ×100 are rare; an assumption.
    case wide
    /// The range of an action of the catalogue.
    case catalogue(String, grade: EvidenceGrade?)
  }

  public var law: LogRatioPrior
  public var origin: Origin

  static let wide = EffectPrior(law: .wide, origin: .wide)
}

extension ActionCatalogue {
  /// The range that an action of the catalogue has for a rate, as a factor on odds or mean orders; wide where
  /// it has none.
  func prior(of name: String?, on rate: StudiedRate) throws(Refusal) -> EffectPrior {
    guard let name else { return .wide }
    guard let action = self[name] else { throw Refusal(.unknownAction(name, known: names)) }
    let effects = action.effects.filter { $0.target == rate.target && $0.scope == .all }
    guard let effect = effects.first(where: { $0.change != .level }) else { return .wide }
    let law = effect.law
    // Where only a part of the orders is reached, the others keep theirs.
    func factor(_ probability: Double) -> Double {
      1 - action.coverage * (1 - max(law.quantile(probability), 1e-3))
    }
    return EffectPrior(
      law: LogRatioPrior(p10: factor(0.1), p90: factor(0.9)),
      origin: .catalogue(name, grade: effect.grade ?? action.metadata.grade))
  }
}
