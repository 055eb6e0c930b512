import Probability

/// The effects of an intervention on the probabilities and the record of one outcome.
extension PathBlock {
  /// Applies it to the probabilities of new orders, days × lanes.
  func apply(_ effects: EffectLanes, to table: UnsafeMutablePointer<Floats>, _ run: InterventionRun) {
    if effects.isEmpty { return }
    for day in 1...horizon {
      effects.apply(to: table + (day - 1) * PathLanes.vectors, day: day, starts: run.starts)
    }
  }

  /// Applies it to the chance of orders already placed to be bad and seen, `shown` of the chance to be bad.
  func apply(
    _ effects: EffectLanes, to chances: UnsafeMutablePointer<Floats>, shown: Float, day: Int,
    _ run: InterventionRun
  ) {
    for vector in 0..<PathLanes.vectors { chances[vector] /= shown }
    effects.apply(to: chances, day: day, starts: run.starts)
    for vector in 0..<PathLanes.vectors { chances[vector] *= shown }
  }

  /// Takes bad orders off the record, from the day of the first effect on.
  func remove(from layout: OutcomeLayout, _ first: UInt32) {
    guard let run = intervention, let removals = run.removals(from: layout.name) else { return }
    removals.days.zero()
    for removal in removals.each {
      for (place, member) in removal.intervention.members.enumerated() {
        let index = removal.first + place
        if place == 0 || index & 3 == 0 {
          fillWords(first, day: 0, .removal, slot: layout.slot, index: index >> 2, used: 0)
        }
        if onDraw != nil {
          note(first, day: 0, .removal, slot: layout.slot, index: index >> 2, word: index & 3)
        }
        let words = rows.words.lanes(of: UInt32.self) + (index & 3) * PathLanes.count
        let days = removals.days.base + member.number * PathLanes.count
        for lane in 0..<PathLanes.count where uniform(words[lane]) < removal.chances[lane] {
          let start = Int32(run.start(removal.intervention.draw, lane))
          if days[lane] == 0 || start < days[lane] { days[lane] = start }
        }
      }
    }
    let lanes = change.lanes(of: Int32.self)
    for (number, member) in removals.members.enumerated() {
      let days = removals.days.base + number * PathLanes.count
      for index in 0..<layout.ages.count {
        let window = layout.ages[index]
        let to = member + window.oldest
        let table = lanes + index * (horizon + 2) * PathLanes.count
        for lane in 0..<PathLanes.count where days[lane] > 0 {
          let from = max(member + window.youngest, Int(days[lane]), 1)
          guard from <= to, from <= horizon else { continue }
          table[from * PathLanes.count + lane] -= 1
          if to < horizon { table[(to + 1) * PathLanes.count + lane] += 1 }
        }
      }
    }
  }
}
