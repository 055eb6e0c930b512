import AccountHealth
import Decisions
import Documents
import Simulation
import Workspace

/// What a deactivation would cost, as a text for people.
public enum LossTable {
  public static func text(_ loss: LossForecast, marketplace: String, on terminal: Terminal = .plain) -> String
  {
    func wrapped(_ text: String) -> String { TextWrap.wrapped(text, to: terminal.width) }
    var parts = [
      Phrases.heading(loss.account, marketplace, loss.asOf) + "\n"
        + wrapped(LossSentences.all(loss).joined(separator: "\n")),
      settings(loss).text(on: terminal) + "\n"
        + wrapped(
          (loss.shut == nil ? "each: mean loss of a deactivation; " : "")
            + "expected: over all futures; 95 %: the loss that is exceeded in 5 % of the "
            + "futures; worst 5 %: mean of those; all in \(LossSentences.currency(loss)) ± the error of the simulation."
        ),
    ]
    if let violations = loss.violations {
      parts.append(
        wrapped(
          "Policy violations and the Account Health Rating, a road to a deactivation of its own (assumed):")
          + "\n" + ViolationWords.table(violations).text(on: terminal) + "\n"
          + wrapped(ViolationWords.basis(violations)))
    }
    parts += [
      "By part, expected loss in \(LossSentences.currency(loss)):\n" + partTable(loss).text(on: terminal)
    ]
    let causes = causes(loss)
    if !causes.rows.isEmpty {
      parts.append("By cause, central setting:\n" + causes.text(on: terminal))
    }
    if !loss.swings.isEmpty {
      parts.append(
        wrapped(
          "What the expected loss rests on, one assumption at a time, the others central, widest first "
            + "(--output writes all):") + "\n" + swings(loss).text(on: terminal))
      if loss.shut != nil {
        parts[parts.count - 1] +=
          "\n"
          + wrapped(
            "The account is still shut, so faster appeals mean here that more of them have been refused by now."
          )
      }
    }
    return parts.joined(separator: "\n\n")
  }

  private static func settings(_ loss: LossForecast) -> TextTable {
    typealias Column = TextColumn<LossForecast.Setting>
    let ofAll = [
      Column("deactivated", .right) { Phrases.chance($0.chance, isExact: false) },
      Column("for good", .right) { Phrases.chance($0.forGood, isExact: false) },
      Column("each", .right) { $0.each.map(Phrases.money) ?? "–" },
    ]
    let ofShut =
      LossForecast.backDays.enumerated().map { place, days in
        Column("back in \(days) d", .right) { Phrases.chance($0.back[place], isExact: false) }
      } + [Column("for good", .right) { Phrases.chance($0.forGood, isExact: false) }]
    let columns: [Column] =
      [TextColumn("setting") { $0.setting.rawValue }] + (loss.shut == nil ? ofAll : ofShut) + [
        TextColumn("expected", .right) { Phrases.money($0.expected) },
        TextColumn("95 %", .right) { Phrases.money($0.valueAtRisk) },
        TextColumn("worst 5 %", .right) { Phrases.money($0.tail) },
      ]
    return TextTable(columns, loss.settings)
  }

  private static func partTable(_ loss: LossForecast) -> TextTable {
    let columns: [TextColumn<LossForecast.Part>] =
      [TextColumn("part", isFlexible: true) { $0.words }]
      + loss.settings.map { setting in
        TextColumn(setting.setting.rawValue, .right) { part in
          setting.parts.first { $0.part == part }.map { Phrases.money($0.loss) } ?? "–"
        }
      }
    return TextTable(columns, LossForecast.Part.allCases)
  }

  private static func causes(_ loss: LossForecast) -> TextTable {
    let columns: [TextColumn<LossForecast.Cause>] = [
      TextColumn("cause", isFlexible: true) { $0.words },
      TextColumn("deactivated for it", .right) { Phrases.chance($0.chance, isExact: false) },
      TextColumn("expected loss", .right) { Phrases.money($0.loss) },
    ]
    return TextTable(columns, loss[.central]?.causes ?? [])
  }

  private static let shownSwings = 8

  private static func swings(_ loss: LossForecast) -> TextTable {
    let columns: [TextColumn<LossForecast.Swing>] = [
      TextColumn("assumption", isFlexible: true) { $0.assumption },
      TextColumn("low", .right) { $0.low },
      TextColumn("loss", .right) { Phrases.money($0.atLow) },
      TextColumn("high", .right) { $0.high },
      TextColumn("loss", .right) { Phrases.money($0.atHigh) },
    ]
    return TextTable(columns, loss.swings.prefix(shownSwings))
  }
}

extension LossForecast.Part {
  var words: String {
    switch self {
    case .shut: "margin lost while shut"
    case .recovery: "margin lost while sales recover"
    case .capital: "cost of the cash held"
    case .kept: "cash never released, or charged for claims"
    case .stock: "stock removed, sold below cost or lost"
    case .help: "help with appeals"
    }
  }
}

extension LossForecast.Cause {
  var words: String {
    guard metrics.isEmpty else { return metrics.map(\.nameInSentence).joined(separator: " or ") }
    return TerminalText.escaped(name.replacing("_", with: " ")) + " (no rate shows it)"
  }
}
