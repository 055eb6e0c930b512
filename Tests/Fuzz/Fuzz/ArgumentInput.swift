import AccountHealth
import Decisions
import Forecasting

/// Texts of the command line that the libraries read.
enum ArgumentInput {
  static func read(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(ArgumentError) {
      let goal = try Goal(parsing: text)
      precondition(goal.limit > 0 && goal.limit < 1, "a goal is a chance")
    } catch {
      Judgement.checkShown("\(error)")
    }
    do throws(ArgumentError) {
      _ = try Objective(parsing: text)
    } catch {
      Judgement.checkShown("\(error)")
    }
    do throws(ArgumentError) {
      let setting = try ScenarioSetting(parsing: text)
      precondition(
        (try? ScenarioSetting(parsing: setting.text)) == setting, "a setting is read as it is shown")
    } catch {
      Judgement.checkShown("\(error)")
    }
    if let day = Day(iso: text) { precondition("\(day)" == text, "a day is shown as it is written") }
    if let ratio = Ratio(decimal: text) { _ = (ratio.value, ratio.isLimit, ratio.complement) }
    _ = Fold(text)
    _ = EvidenceGrade(text)
    _ = Spelling.hint(for: text, among: Metric.allCases.map(\.rawValue))
  }
}
