import Probability

extension PathBlock {
  /// Sends each order to its promised day: a multinomial as a chain of conditional binomials.
  func splitByPromise(_ volume: VolumeLayout, _ first: UInt32) {
    promised.zero()
    let (vectors, group) = (PathLanes.vectors, LaneInversion.vectors)
    let (left, taken) = (rows.trials.base, rows.bad.base)
    for day in 0..<horizon {
      left.update(from: bought.base + day * vectors, count: vectors)
      var filled = -1
      for (lag, chance) in volume.lags {
        if day + lag >= horizon { break }
        let place = promised.base + (day + lag) * vectors
        if chance >= 1 {
          for vector in 0..<vectors { place[vector] &+= left[vector] }
          break
        }
        if filled != lag >> 2 {
          filled = lag >> 2
          fillWords(first, day: day + 1, .split, index: filled)
        }
        let words = rows.words.base + (lag & 3) * vectors
        for start in stride(from: 0, to: vectors, by: group) {
          LaneInversion.binomial(
            words + start, trials: left + start, probability: chance, into: taken + start)
        }
        for vector in 0..<vectors {
          place[vector] &+= taken[vector]
          left[vector] &-= taken[vector]
        }
      }
    }
    Self.accumulate(promised, into: promisedTotal, horizon: horizon)
  }
}
