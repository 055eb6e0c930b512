import AccountHealth
import Forecasting
import Simulation

/// A number of a check for monitoring systems, with the values beyond which a policy is not held.
public struct CheckFigure: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// The chance to be off target within some days.
    case breach(days: Int)
    /// The chance to be deactivated within some days.
    case deactivation(days: Int)
    /// How many more bad orders the window can take.
    case room
    /// Days since the evening of the last import.
    case age
    /// Days until the answer to a notice is due.
    case daysLeft(notice: Int)

    /// Whether its value is a chance, 0…1.
    public var isChance: Bool {
      switch self {
      case .breach, .deactivation: true
      case .room, .age, .daysLeft: false
      }
    }
  }

  /// The values that hold; `nil` where there is no bound.
  public struct Range: Sendable, Hashable {
    public var least: Double?
    public var most: Double?

    /// What one or several assertions about a number leave. A number of orders or days is whole, so that
    /// `< 3` leaves at most 2.
    init?(_ assertions: [Assertion]) {
      for assertion in assertions {
        let step = assertion.quantity.isChance ? 0 : 1.0
        let bound = assertion.bound
        switch assertion.comparison {
        case .below: most = min(most ?? .infinity, bound - step)
        case .atMost: most = min(most ?? .infinity, bound)
        case .above: least = max(least ?? -.infinity, bound + step)
        case .atLeast: least = max(least ?? -.infinity, bound)
        case .equal: break
        }
      }
      if least == nil, most == nil { return nil }
    }
  }

  /// The label of the account; empty where it is about none.
  public var account: String
  public var metric: Metric?
  public var kind: Kind
  /// A chance 0…1, or a number of orders or days.
  public var value: Double
  public var warning: Range?
  public var critical: Range?
}

extension CheckAnswer {
  /// The days ahead whose chance is always told.
  private static let toldDays = 30

  /// The chances and the room of each rate with orders, and what else the policy asks for.
  public var figures: [CheckFigure] {
    var figures: [CheckFigure] = []
    for forecast in forecasts {
      for metric in forecast.metrics where metric.state != .none {
        let own: (Assertion) -> Bool = { $0.subject == .any || $0.subject == .metric(metric.metric) }
        var days: Set = [Self.toldDays]
        for case .breach(let asked) in (policy.warning + policy.critical).filter(own).map(\.quantity) {
          days.insert(asked)
        }
        for ahead in days.sorted() {
          guard let chance = metric.breachProbability(within: ahead)?.value else { continue }
          figures.append(
            figure(forecast.account, metric.metric, .breach(days: ahead), .breach(days: ahead), chance, own))
        }
        if let room = metric.headroom {
          figures.append(figure(forecast.account, metric.metric, .room, .room, Double(room), own))
        }
      }
    }
    // A critical and a warning assertion ask for the same number.
    struct Told: Hashable { var account: String, kind: CheckFigure.Kind }
    var told: Set<Told> = []
    for finding in findings {
      guard let value = finding.value else { continue }
      let kind: CheckFigure.Kind
      switch finding.assertion.quantity {
      case .deactivation(let days): kind = .deactivation(days: days)
      case .age: kind = .age
      case .daysLeft:
        // A deactivation has no days left.
        guard let notice = finding.notice, !finding.isDeactivated else { continue }
        kind = .daysLeft(notice: notice)
      case .breach, .room, .offTarget, .atRisk: continue
      }
      guard told.insert(Told(account: finding.account, kind: kind)).inserted else { continue }
      figures.append(
        figure(finding.account, nil, kind, finding.assertion.quantity, value) {
          $0.subject == finding.assertion.subject
        })
    }
    return figures
  }

  private func figure(
    _ account: String, _ metric: Metric?, _ kind: CheckFigure.Kind, _ quantity: Assertion.Quantity,
    _ value: Double, _ isOwn: (Assertion) -> Bool
  ) -> CheckFigure {
    func range(_ assertions: [Assertion]) -> CheckFigure.Range? {
      .init(assertions.filter { $0.quantity == quantity && isOwn($0) })
    }
    return CheckFigure(
      account: account, metric: metric, kind: kind, value: value, warning: range(policy.warning),
      critical: range(policy.critical))
  }
}
