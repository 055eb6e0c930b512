import AccountHealth
import Testing

@testable import Decisions

@Suite struct ScenarioSettingTests {
  private func error(_ text: String) -> String? {
    do throws(ArgumentError) {
      _ = try ScenarioSetting(parsing: text)
      return nil
    } catch {
      return error.description
    }
  }

  @Test("The form of the command line")
  func parsed() throws {
    #expect(try ScenarioSetting(parsing: "late_shipment=x0.6") == ScenarioSetting(.lateShipment, factor: 0.6))
    #expect(try ScenarioSetting(parsing: "orders=x1.2") == ScenarioSetting(.orders, factor: 1.2))
    #expect(try ScenarioSetting(parsing: "defect=x0").factor == 0)
    #expect(try ScenarioSetting(parsing: "cancellation=x1").factor == 1)
  }

  @Test("Texts that are not a setting")
  func faults() {
    let names = "late_shipment, cancellation, late_delivery, invalid_tracking, defect, orders"
    let form = "x and a factor from 0 to 1000, such as x0.6"
    #expect(
      error("late_shipment")
        == "found 'late_shipment', expected a name, = and a factor, such as late_shipment=x0.6.")
    #expect(error("lateness=x0.6") == "found 'lateness', expected one of \(names).")
    #expect(error("gone=x0.6") == "found 'gone', expected one of \(names).")
    for value in ["0.6", "x", "x-1", "x1001", "xx1", "x1e3", "x0x1", "xinf", "X0.6", "x0.6 "] {
      #expect(error("defect=\(value)") == "found '\(value)', expected \(form).")
    }
    #expect(error("defect=x\u{1B}[31m")?.contains("\u{1B}") == false)
  }

  @Test("Settings hold from their first to their last day and multiply")
  func factors() throws {
    let first = try #require(Day(iso: "2026-12-01"))
    let scenario = Scenario(
      metadata: Metadata(name: "s", title: "S"),
      settings: [
        ScenarioSetting(.defect, factor: 0.5, from: first + 2, to: first + 4),
        ScenarioSetting(.defect, factor: 0.8, from: first + 4), ScenarioSetting(.orders, factor: 3),
      ])
    #expect((0...5).map { scenario.factor(on: .defect, day: first + $0) } == [1, 1, 0.5, 0.5, 0.4, 0.8])
    #expect(scenario.factor(on: .orders, day: first - 1000) == 3)
    #expect(scenario.factor(on: .cancellation, day: first) == 1)
  }
}
