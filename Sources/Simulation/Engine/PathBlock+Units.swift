import Probability

/// Units of the orders to come, and of the bad ones among them.
extension PathBlock {
  /// Splits the orders of each day by size, a multinomial as a chain of conditional binomials, and draws the
  /// bad ones of each size.
  ///
  /// Bad orders of the first size use the word that all orders use if orders are counted. The split does not
  /// depend on the fate of the orders. So an intervention that only changes their fate leaves the units of a
  /// path as they are, and a lower probability never gives a path more bad units.
  ///
  /// - Parameter words: The outcome's uniforms, one row per day.
  func drawUnits(_ layout: OutcomeLayout, _ words: UnsafeMutablePointer<Words>, _ first: UInt32) {
    let vectors = PathLanes.vectors
    let (left, sized, bad, badUnits) = (
      rows.trials.base, rows.sized.base, rows.bad.base, rows.badUnits.base
    )
    let most = Counts(repeating: Int32(SimulationModel.mostPerDay))
    let last = layout.sizes.count - 1
    unitTotal.zero()
    for day in 0..<horizon {
      let row = day * vectors
      let total = unitTotal.base + row + vectors
      left.update(from: promised.base + row, count: vectors)
      for vector in 0..<vectors { badUnits[vector] = Counts() }
      for index in 0...last {
        let size = layout.sizes[index]
        // Two words per size: one decides which of its orders are bad, one which of the remaining orders have
        // it.
        if index & 1 == 0, last > 0 {
          fillWords(
            first, day: day + 1, .units, slot: layout.slot, index: index >> 1,
            used: min(4, 2 * (last - index) + 1))
        }
        let pair = rows.words.base + 2 * (index & 1) * vectors
        if index == last {
          sized.update(from: left, count: vectors)
        } else {
          split(left, by: size.chance, pair + vectors, into: sized)
        }
        drawBad(of: sized, index == 0 ? words + row : pair, probability.base + row)
        let units = Counts(repeating: size.units)
        for vector in 0..<vectors {
          total[vector] &+= sized[vector] &* units
          badUnits[vector] &+= bad[vector] &* units
        }
      }
      for vector in 0..<vectors {
        let today = total[vector].replacing(with: most, where: total[vector] .> most)
        bad[vector] = badUnits[vector].replacing(with: today, where: badUnits[vector] .> today)
        total[vector] = (total - vectors)[vector] &+ today
      }
      if day + layout.firstRecorded < horizon {
        add(layout, member: day + 1, seen: day + 1 + layout.firstRecorded)
      }
    }
  }

  /// Moves a share of the orders in `left` to `part`.
  private func split(
    _ left: UnsafeMutablePointer<Counts>, by chance: Double, _ words: UnsafeMutablePointer<Words>,
    into part: UnsafeMutablePointer<Counts>
  ) {
    for start in stride(from: 0, to: PathLanes.vectors, by: LaneInversion.vectors) {
      LaneInversion.binomial(
        words + start, trials: left + start, probability: chance, into: part + start)
    }
    for vector in 0..<PathLanes.vectors { left[vector] &-= part[vector] }
  }

  /// Draws how many of `orders` are bad into `rows.bad`.
  private func drawBad(
    of orders: UnsafeMutablePointer<Counts>, _ words: UnsafeMutablePointer<Words>,
    _ chances: UnsafeMutablePointer<Floats>
  ) {
    for start in stride(from: 0, to: PathLanes.vectors, by: LaneInversion.vectors) {
      LaneInversion.binomial(
        words + start, trials: orders + start, probability: chances + start, into: rows.bad.base + start)
    }
  }
}
