import Probability

/// What an intervention does to the probabilities and the record of one outcome.
extension PathBlock {
  /// Applies it to the probabilities of new orders, days × lanes.
  func apply(_ effects: EffectLanes, to table: UnsafeMutablePointer<Floats>, _ run: InterventionRun) {
    if effects.isEmpty { return }
    for day in 1...horizon {
      effects.apply(to: table + (day - 1) * Self.vectors, day: day, starts: run.starts)
    }
  }

  /// Applies it to the chance of orders already placed to be bad and seen, `shown` of the chance to be bad.
  func apply(
    _ effects: EffectLanes, to chances: UnsafeMutablePointer<Floats>, shown: Float, day: Int,
    _ run: InterventionRun
  ) {
    for vector in 0..<Self.vectors { chances[vector] /= shown }
    effects.apply(to: chances, day: day, starts: run.starts)
    for vector in 0..<Self.vectors { chances[vector] *= shown }
  }

  /// Bad orders on record that are taken off, from the day of the first effect on.
  func remove(from layout: OutcomeLayout, _ first: UInt32) {
    guard let run = intervention else { return }
    let vectors = Self.vectors
    for removal in run.removals(from: layout.name) {
      for (place, member) in removal.intervention.members.enumerated() {
        let number = removal.first + place
        if place == 0 || number & 3 == 0 {
          fillWords(first, day: 0, .removal, slot: layout.slot, index: number >> 2, used: 4)
        }
        let words = rows.words.lanes(of: UInt32.self) + (number & 3) * Self.lanes
        for lane in 0..<Self.lanes where uniform(words[lane]) < removal.chances[lane] {
          let start = run.start(removal.intervention.draw, lane)
          for index in 0..<layout.ages.count {
            let window = layout.ages[index]
            let from = max(member + window.youngest, start, 1)
            let to = member + window.oldest
            guard from <= to, from <= horizon else { continue }
            let lanes = change.lanes(of: Int32.self)
            lanes[(index * (horizon + 2) + from) * vectors * Lanes.count + lane] -= 1
            if to < horizon { lanes[(index * (horizon + 2) + to + 1) * vectors * Lanes.count + lane] += 1 }
          }
        }
      }
    }
  }
}
