/// Runs the same paths once more under an intervention when only first days are needed.
extension PathBlock {
  /// Whether an intervention acts on each of the `layouts`, directly or through orders and driving outcomes.
  func touched(by intervention: Intervention) -> [Bool] {
    var touched = [Bool](repeating: !intervention.sparesOrders && volume != nil, count: layouts.count)
    for (index, layout) in layouts.enumerated() where !touched[index] {
      touched[index] =
        intervention.outcomes[layout.name] != nil || intervention.removals[layout.name] != nil
        || layouts.indices.contains { driver in
          touched[driver] && layouts[driver].kept != nil && layouts[driver].kept == layout.driver?.kept
        }
    }
    return touched
  }

  /// Simulates the paths that `baseline`, which has the same model, has just simulated. What the intervention
  /// does not touch is taken from there. Nothing is counted into the summaries.
  func run(
    first: UInt32, counted: Int, after baseline: PathBlock, touched: [Bool], then stage: WindowStage? = nil
  ) {
    rows.count(lanes: counted)
    intervention?.begin(seed: seed, first: first)
    if intervention.map({ $0.intervention.sparesOrders }) ?? true {
      for (own, other) in [
        (bought, baseline.bought), (promised, baseline.promised), (boughtTotal, baseline.boughtTotal),
        (promisedTotal, baseline.promisedTotal),
      ] { own.base.update(from: other.base, count: own.count) }
    } else {
      drawOrders(first)
    }
    kept.base.update(from: baseline.kept.base, count: kept.count)
    for (own, other) in [
      (firstDays, baseline.firstDays), (returnDays, baseline.returnDays), (daysOff, baseline.daysOff),
    ] { own.base.update(from: other.base, count: own.count) }
    if touched.contains(true) { drawCorrelatedNormals(first) }
    for group in groups where group.members.contains(where: { touched[$0.owner] }) {
      drawNormals(group, first)
      drawWords(group, first)
      for member in group.members where touched[member.owner] {
        let layout = layouts[member.owner]
        drawProbabilities(layout, word: member.word, first)
        change.zero()
        drawOutcomes(layout, words.base + member.word * table, first)
        drawPending(layout, first)
        remove(from: layout, first)
        for index in layout.windows.indices {
          findDays(layout, window: index)
          stage?(layout, index)
        }
      }
    }
  }
}
