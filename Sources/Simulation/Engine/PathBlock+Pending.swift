import Probability

extension PathBlock {
  /// Bad orders among the known ones whose fate is open.
  func drawPending(_ layout: OutcomeLayout, _ first: UInt32) {
    let (vectors, group) = (PathLanes.vectors, LaneInversion.vectors)
    let (trials, bad, chances) = (rows.trials.base, rows.bad.base, rows.share.base)
    let run = intervention
    let pending = run?[outcome: layout.name].flatMap { $0.pending.isEmpty ? nil : $0.pending }
    var filled = -1
    for index in 0..<layout.cohorts.count {
      let cohort = layout.cohorts[index]
      if filled != cohort.number >> 2 {
        filled = cohort.number >> 2
        fillWords(first, day: 0, .pending, slot: layout.slot, index: filled, used: 0)
      }
      if onDraw != nil {
        note(first, day: 0, .pending, slot: layout.slot, index: filled, word: cohort.number & 3)
      }
      let words = rows.words.base + (cohort.number & 3) * vectors
      for vector in 0..<vectors { trials[vector] = Counts(repeating: cohort.orders) }
      if cohort.slope == 0, pending == nil {
        for start in stride(from: 0, to: vectors, by: group) {
          LaneInversion.binomial(
            words + start, trials: trials + start, probability: cohort.fixed, into: bad + start)
        }
      } else {
        let logOdds = logOdds.base + cohort.due * vectors
        let shown = cohort.shown
        for start in stride(from: 0, to: vectors, by: group) {
          let x = Four(logOdds + start).map { $0.times(Floats(repeating: cohort.slope), plus: cohort.offset) }
          Lanes.logistic(x).map { $0 * shown }.store(to: chances + start)
        }
        if layout.factor.count > 0 {
          // min(1, P · f) · shown
          let (factor, most) = (layout.factor[cohort.due], Floats(repeating: shown))
          for vector in 0..<vectors { chances[vector] = (chances[vector] * factor).lower(most) }
        }
        if let run, let pending { apply(pending, to: chances, shown: shown, day: cohort.due + 1, run) }
        for start in stride(from: 0, to: vectors, by: group) {
          LaneInversion.binomial(
            words + start, trials: trials + start, probability: chances + start, into: bad + start)
        }
      }
      if cohort.units > 1 {
        for vector in 0..<vectors { bad[vector] &*= Counts(repeating: cohort.units) }
      }
      if cohort.entryCount == 1 {
        add(layout, member: cohort.member, seen: layout.entries[cohort.firstEntry].seen)
      } else {
        allocatePending(layout, cohort, first)
      }
    }
  }
}
