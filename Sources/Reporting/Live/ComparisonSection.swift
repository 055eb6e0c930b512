import AccountHealth
import Decisions
import Forecasting
import Simulation
import Workspace

/// Up to three scenarios side by side, each over the same futures.
public struct ComparisonSection {
  /// A scenario that was kept.
  public struct Kept {
    public var answer: WhatIfAnswer
    /// The query of the page that shows it, and of the page without it.
    public var query: String
    public var without: String

    public init(_ answer: WhatIfAnswer, query: String, without: String) {
      (self.answer, self.query, self.without) = (answer, query, without)
    }
  }

  public static let most = 3

  let kept: [Kept]

  public init(_ kept: [Kept]) { self.kept = kept }

  struct Column {
    var name: String
    var query: String
    var without: String
  }

  struct Row {
    var what: String
    var baseline: String
    var cells: [String]
  }

  struct Model {
    var columns: [Column]
    var rows: [Row]
    var span: String
  }

  /// `nil` without any scenario.
  var model: Model? {
    guard let first = kept.first?.answer.forecast else { return nil }
    let metrics = first.baseline.metrics.sorted { $0.isMoreUrgent(than: $1) }
    let soon = metrics.first?.soon ?? first.horizon
    let horizon = Phrases.count(first.horizon, "day", "days")
    let rates = metrics.map { metric -> Row in
      let isOff = metric.wayBack != nil
      let cells = kept.map { kept -> String in
        let forecast = kept.answer.forecast
        guard forecast.reaches(metric.metric) else { return "not touched" }
        if isOff {
          return ScenarioFiles.daysOff(metric.metric, within: soon, forecast).map {
            "\(Phrases.days($0.after)) (\(Phrases.changedDays($0.change)))"
          } ?? "–"
        }
        guard let after = forecast.scenario.metrics.first(where: { $0.metric == metric.metric }),
          let change = ScenarioFiles.changes(of: metric.metric, forecast).first(where: { $0.days == soon })
        else { return "–" }
        return
          "\(Phrases.chance(change.after, isExact: after.method == .exact)) (\(Phrases.change(change.change)))"
      }
      let now =
        isOff
        ? metric.daysOff(within: soon).map { Phrases.days($0) } ?? "–"
        : metric.breachProbability(within: soon).map {
          Phrases.chance($0, isExact: metric.method == .exact)
        } ?? "–"
      return Row(what: metric.metric.title + (isOff ? ": days off target" : ""), baseline: now, cells: cells)
    }
    let deactivated = kept.map { kept -> String in
      ScenarioFiles.deactivations(under: .central, kept.answer.forecast, within: [first.horizon]).first.map {
        "\(Phrases.chance($0.change.after, isExact: false)) (\(Phrases.change($0.change.change)))"
      } ?? "–"
    }
    let before = ScenarioFiles.deactivations(under: .central, first, within: [first.horizon]).first.map {
      Phrases.chance($0.change.before, isExact: false)
    }
    return Model(
      columns: kept.map { Column(name: $0.answer.forecast.name, query: $0.query, without: $0.without) },
      rows: rates + [
        Row(
          what: "Deactivated within \(horizon) (central, assumed)", baseline: before ?? "–",
          cells: deactivated)
      ], span: Phrases.count(soon, "day", "days"))
  }
}
