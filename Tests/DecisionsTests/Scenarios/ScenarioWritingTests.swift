import AccountHealth
import Testing

@testable import Decisions

@Suite struct ScenarioWritingTests {
  @Test("A scenario reads back from its own document, whatever its title is")
  func readsBack() throws {
    let catalogue = ActionCatalogue.builtIn
    let day = Day(number: 20_600)
    for title in ["More packers", "a \"b\" \\ : # {}\n- é\u{202E}\u{1F600}", "null"] {
      let scenario = Scenario(
        metadata: Metadata(name: "peak_2", title: title),
        settings: [
          ScenarioSetting(.orders, factor: 1.5, from: day, to: day + 9),
          ScenarioSetting(.lateShipment, factor: 0.35), ScenarioSetting(.defect, factor: 0, to: day),
        ],
        actions: [
          PlannedAction(try #require(catalogue["extra_shift"]), from: day + 2),
          PlannedAction(try #require(catalogue["stock_buffer"])),
        ])
      let read = try DecisionFile(
        document: Array(scenario.document.utf8), file: "own", catalogue: catalogue)
      #expect(read.scenarios == [scenario], "\(title)")
    }
  }

  @Test("A name that no file may have is replaced")
  func name() throws {
    let scenario = Scenario(
      metadata: Metadata(name: "late_shipment=x0.6", title: "x"),
      settings: [ScenarioSetting(.lateShipment, factor: 0.6)])
    let read = try DecisionFile(document: Array(scenario.document.utf8), file: "own", catalogue: .builtIn)
    #expect(read.scenarios.first?.metadata.name == "scenario")
  }
}
