import Probability

/// Orders per day: their mean and their count.
extension PathBlock {
  func drawOrders(_ first: UInt32) {
    guard let volume else { return }
    switch volume.process.distribution {
    case .fixed:
      for day in 0..<horizon {
        let count = Counts(repeating: Int32(clamping: Int(volume.process.counts?[day + 1] ?? 0)))
        for vector in 0..<PathLanes.vectors { bought[day * PathLanes.vectors + vector] = count }
      }
    case .table: drawFromTable(volume, first)
    case .negativeBinomial, .poisson:
      drawOrderMeans(volume, first)
      intervention?.scale(means, horizon: horizon)
      drawOrderCounts(volume, first)
      intervention?.cap(bought, horizon: horizon)
    }
    Self.accumulate(bought, into: boughtTotal, horizon: horizon)
    if model.splitsPromises { splitByPromise(volume, first) }
  }

  /// Running totals: day 0 stays at 0.
  static func accumulate(_ counts: Buffer<Counts>, into totals: Buffer<Counts>, horizon: Int) {
    let (counts, totals) = (counts.base, totals.base)
    for cell in 0..<horizon * PathLanes.vectors {
      totals[cell + PathLanes.vectors] = totals[cell] &+ counts[cell]
    }
  }

  /// The words of day index `day`, four days to an address.
  private func fillOrderWords(_ first: UInt32, day: Int) {
    guard day & 3 == 0 else { return }
    fillWords(first, day: 0, .orders, index: day >> 2, used: min(4, horizon - day))
  }

  private func drawFromTable(_ volume: VolumeLayout, _ first: UInt32) {
    let bought = bought.lanes(of: Int32.self)
    for day in 0..<horizon {
      fillOrderWords(first, day: day)
      let words = rows.words.lanes(of: UInt32.self) + (day & 3) * PathLanes.count
      for lane in 0..<PathLanes.count {
        bought[day * PathLanes.count + lane] = Int32(pick(volume.table, uniform(words[lane])))
      }
    }
  }

  private func drawOrderMeans(_ volume: VolumeLayout, _ first: UInt32) {
    let (vectors, width) = (PathLanes.vectors, volume.coefficientMean.count)
    if width > 0 { drawCoefficients(volume, first) }
    let (means, coefficients, design) = (means.base, rows.coefficients.base, volume.design.base)
    for day in 0..<horizon {
      for start in stride(from: 0, to: vectors, by: 4) {
        var sum = Four<Floats> { _ in Floats() }
        for index in 0..<width {
          let weight = Floats(repeating: design[day * width + index])
          sum = Four(coefficients + index * vectors + start).with(sum) { $0.times(weight, plus: $1) }
        }
        sum.store(to: means + day * vectors + start)
      }
    }
    if volume.components.count > 0 { addLevels(volume, first) }
    let most = Floats(repeating: Float(SimulationModel.mostPerDay))
    for day in 0..<horizon {
      let factor = volume.daily[day]
      for cell in stride(from: day * vectors, to: (day + 1) * vectors, by: 4) {
        Lanes.exp(Four(means + cell)).map { ($0 * factor).lower(most) }.store(to: means + cell)
      }
    }
  }

  private func drawCoefficients(_ volume: VolumeLayout, _ first: UInt32) {
    let (vectors, width) = (PathLanes.vectors, volume.coefficientMean.count)
    let (coefficients, normals) = (rows.coefficients.base, rows.normals.base)
    for index in 0..<width {
      for vector in 0..<vectors {
        coefficients[index * vectors + vector] = Floats(repeating: volume.coefficientMean[index])
      }
    }
    guard volume.factor.count > 0 else { return }
    for start in stride(from: 0, to: width, by: 4) {
      let used = min(4, width - start)
      fillWords(first, day: 0, .coefficient, index: start >> 2, used: used)
      for cell in stride(from: 0, to: used * vectors, by: 4) {
        Lanes.normalQuantile(Four(rows.words.base + cell)).store(to: normals + start * vectors + cell)
      }
    }
    for row in 0..<width {
      for column in 0...row {
        let weight = Floats(repeating: volume.factor[row * width + column])
        for vector in 0..<vectors {
          let cell = row * vectors + vector
          coefficients[cell] = normals[column * vectors + vector].times(weight, plus: coefficients[cell])
        }
      }
    }
  }

  /// Adds a level, drawn once per path, and its drift to the log mean.
  private func addLevels(_ volume: VolumeLayout, _ first: UInt32) {
    let vectors = PathLanes.vectors
    let (level, start) = (rows.baseline.lanes(of: Float.self), rows.start.lanes(of: Float.self))
    let (ar1, sd) = (rows.ar1.lanes(of: Float.self), rows.sd.lanes(of: Float.self))
    fillWords(first, day: 0, .component, index: 0, used: 1)
    let words = rows.words.lanes(of: UInt32.self)
    for lane in 0..<PathLanes.count {
      let drawn = volume.components.base + 4 * pick(volume.cumulativeWeights, uniform(words[lane]))
      level[lane] = drawn[0]
      start[lane] = drawn[1]
      ar1[lane] = drawn[2]
      sd[lane] = drawn[3]
    }
    let (means, deviations) = (means.base, rows.start.base)
    for day in 0..<horizon {
      if volume.drifts, day & 3 == 0 {
        fillWords(first, day: 0, .orderLevel, index: day >> 2, used: min(4, horizon - day))
      }
      for start in stride(from: 0, to: vectors, by: 4) {
        var deviation = Four(deviations + start).with(Four(rows.ar1.base + start)) { $0 * $1 }
        if volume.drifts {
          let normal = Lanes.normalQuantile(Four(rows.words.base + (day & 3) * vectors + start))
          deviation = normal.with(Four(rows.sd.base + start), deviation) { $0.times($1, plus: $2) }
        }
        deviation.store(to: deviations + start)
        for vector in start..<start + 4 {
          means[day * vectors + vector] += rows.baseline[vector] + deviations[vector]
        }
      }
    }
  }

  /// Means up to this are drawn from one word by inversion, larger ones by rejection.
  private static let inverted: Float = 120

  private func drawOrderCounts(_ volume: VolumeLayout, _ first: UInt32) {
    let (vectors, group) = (PathLanes.vectors, LaneInversion.vectors)
    let few = rows.share.base
    for day in 0..<horizon {
      fillOrderWords(first, day: day)
      let words = rows.words.base + (day & 3) * vectors
      let (means, counts) = (means.base + day * vectors, bought.base + day * vectors)
      for vector in 0..<vectors {
        few[vector] = means[vector].replacing(with: 0, where: means[vector] .> Self.inverted)
      }
      for start in stride(from: 0, to: vectors, by: group) {
        volume.counts.draw(words + start, mean: few + start, into: counts + start)
      }
      for vector in 0..<vectors where (means[vector] .> Self.inverted).hasAny {
        for lane in 0..<Lanes.count where means[vector][lane] > Self.inverted {
          let path = first &+ UInt32(truncatingIfNeeded: vector * Lanes.count + lane)
          counts[vector][lane] = drawMany(
            Double(means[vector][lane]), size: volume.counts.size, path: path, day: day + 1)
        }
      }
      let most = Counts(repeating: Int32.max / Int32(SimulationModel.longestHorizon))
      for vector in 0..<vectors { counts[vector].replace(with: most, where: counts[vector] .> most) }
    }
  }

  /// A draw that owns its whole address: a rejection takes as many words as it needs.
  private func drawMany(_ mean: Double, size: Double?, path: UInt32, day: Int) -> Int32 {
    note(path: path, day: day, .orders, index: 0, word: 0)
    var generator = Philox4x32(
      seed: seed, path: path, day: UInt32(truncatingIfNeeded: day),
      purpose: Purpose.orders.address(stream: model.stream))
    let rate = size.map { mean * Gamma.draw(shape: $0, using: &generator) / $0 } ?? mean
    return Int32(clamping: Poisson.draw(mean: rate, using: &generator))
  }
}
