import Documents

/// The `spec` of a scenario.
extension DocumentFields {
  mutating func scenario(_ metadata: Metadata, known: ActionCatalogue) -> Scenario? {
    allow(only: ["set", "actions"])
    var scenario = Scenario(metadata: metadata)
    for var item in items("set") ?? [] {
      scenario.settings += item.settings()
      absorb(item)
    }
    for var item in items("actions") ?? [] {
      item.allow(only: ["name", "from"])
      item.require(["name"])
      let action = item.value(
        "name", expected: "one of \(known.names.joined(separator: ", "))", advice: "Correct the spelling.",
        parse: { known[$0] })
      let from = item.day("from")
      if let action { scenario.actions.append(.init(action, from: from)) }
      absorb(item)
    }
    return scenario
  }

  private mutating func settings() -> [ScenarioSetting] {
    allow(only: ScenarioSetting.targets.map(\.rawValue) + ["from", "to"])
    let from = day("from")
    let to = day("to")
    if let from, let to, to < from {
      reject("to", found: "\(to)", expected: "a day from \(from) on", advice: "Are the two swapped?")
    }
    let given = ScenarioSetting.targets.filter { has($0.rawValue) }
    if given.isEmpty {
      report(
        "", at: mark, found: "no setting", expected: "one of \(ScenarioSetting.names)",
        advice: "Add a line such as 'late_shipment: x0.6'.")
    }
    return given.compactMap { target in
      value(
        target.rawValue, expected: ScenarioSetting.factorForm, advice: "x0.6 is 40 % less, x1 no change.",
        parse: { ScenarioSetting.factor($0) }
      ).map { ScenarioSetting(target, factor: $0, from: from, to: to) }
    }
  }
}
