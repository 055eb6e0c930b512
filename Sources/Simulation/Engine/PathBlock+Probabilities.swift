import Probability

/// Log-odds and chances of each distribution on each day.
extension PathBlock {
  func drawProbabilities(_ layout: OutcomeLayout, word: Int, _ first: UInt32) {
    drawLaws(layout, first)
    if layout.isLogistic.contains(true) { drift(layout, word: word) }
    if layout.isLogistic.contains(false) { fillDaily(layout) }
    let run = intervention
    let effects = run?[outcome: layout.name]
    if let driver = layout.driver {
      if let run, let effects, !(effects.spared.isEmpty && effects.hit.isEmpty) {
        drive(driver, effects, run)
      } else {
        drive(driver)
      }
    }
    if layout.factor.count > 0 { scale(layout.factor.base) }
    if let place = layout.kept {
      let kept = kept.base + place * table
      kept.update(from: probability.base, count: table)
      if let run, let effects { apply(effects.driving, to: kept, run) }
    }
    if let run, let effects { apply(effects.all, to: probability.base, run) }
  }

  /// Each lane's distribution and its parameters.
  private func drawLaws(_ layout: OutcomeLayout, _ first: UInt32) {
    let law = rows.law.lanes(of: Int32.self)
    if layout.lawCount == 1 {
      for lane in 0..<PathLanes.count { law[lane] = 0 }
    } else {
      let slot = layout.slot + 4
      for vector in 0..<PathLanes.vectors {
        let words = block(first, vector, day: 0, .component, slot: slot >> 2)[Int(slot & 3)]
        for lane in 0..<Lanes.count {
          law[vector * Lanes.count + lane] = Int32(pick(layout.cumulativeWeights, uniform(words[lane])))
        }
      }
      if onDraw != nil { note(first, day: 0, .component, slot: slot >> 2, index: 0, word: Int(slot & 3)) }
    }
    let laws = layout.laws.base
    let (baseline, start) = (rows.baseline.lanes(of: Float.self), rows.start.lanes(of: Float.self))
    let (ar1, sd) = (rows.ar1.lanes(of: Float.self), rows.sd.lanes(of: Float.self))
    let size = rows.size.lanes(of: Float.self)
    for lane in 0..<PathLanes.count {
      let parameters = laws + 5 * Int(law[lane])
      baseline[lane] = parameters[0]
      start[lane] = parameters[1]
      ar1[lane] = parameters[2]
      sd[lane] = parameters[3]
      size[lane] = parameters[4]
    }
  }

  /// Log-odds as a baseline plus an AR(1), with each lane's own parameters.
  private func drift(_ layout: OutcomeLayout, word: Int) {
    let (vectors, table, horizon) = (PathLanes.vectors, table, horizon)
    let (logOdds, probability) = (logOdds.base, probability.base)
    let (mixing, mixed) = (layout.mixing.base, layout.mixing.count)
    let normals = normals.base + (mixed > 0 ? 0 : word * table)
    for start in stride(from: 0, to: vectors, by: 4) {
      let baseline = Four(rows.baseline.base + start)
      let (ar1, sd) = (Four(rows.ar1.base + start), Four(rows.sd.base + start))
      var deviation = Four(rows.start.base + start)
      for day in 0..<horizon {
        let cell = day * vectors + start
        deviation = deviation.with(ar1) { $0 * $1 }
        if layout.drifts {
          var normal = Four(normals + cell)
          if mixed > 0 {
            normal = normal.map { $0 * mixing[0] }
            for other in 1..<max(mixed, 1) {
              let weight = Floats(repeating: mixing[other])
              normal = Four(normals + (other * table + cell)).with(normal) { $0.times(weight, plus: $1) }
            }
          }
          deviation = sd.with(normal, deviation) { $0.times($1, plus: $2) }
        }
        let x = baseline.with(deviation) { $0 + $1 }
        x.store(to: logOdds + cell)
        Lanes.logistic(x).store(to: probability + cell)
      }
    }
  }

  /// Fills in distributions that are given by day, in the lanes that have drawn them.
  private func fillDaily(_ layout: OutcomeLayout) {
    let law = rows.law.lanes(of: Int32.self)
    let (logOdds, probability) = (logOdds.lanes(of: Float.self), probability.lanes(of: Float.self))
    for lane in 0..<PathLanes.count where !layout.isLogistic[Int(law[lane])] {
      let row = Int(law[lane]) * horizon
      for day in 0..<horizon {
        probability[day * PathLanes.count + lane] = layout.daily[row + day]
        logOdds[day * PathLanes.count + lane] = layout.dailyLogOdds[row + day]
      }
    }
  }

  /// Mixes in the orders that were bad for the driving outcome: logistic(x + log r) = r p / (1 + (r − 1) p).
  private func drive(_ driver: CompiledOutcome.Driver) {
    let causes = kept.base + driver.kept * table
    let probability = probability.base
    let excess = Float(driver.oddsRatio - 1)
    for day in 0..<horizon {
      let source = max(0, day - driver.lag) * PathLanes.vectors
      for vector in 0..<PathLanes.vectors {
        let p = probability[day * PathLanes.vectors + vector]
        let raised = causes[source + vector] * excess * p * (1 - p) / (p * excess + 1)
        probability[day * PathLanes.vectors + vector] = p + raised
      }
    }
  }

  /// The same where an intervention acts on the orders that the driver spared, or on those it hit.
  private func drive(
    _ driver: CompiledOutcome.Driver, _ effects: InterventionRun.OutcomeEffects, _ run: InterventionRun
  ) {
    let causes = kept.base + driver.kept * table
    let excess = Float(driver.oddsRatio - 1)
    let (spared, hit) = (rows.baseline.base, rows.start.base)
    for day in 0..<horizon {
      let source = causes + max(0, day - driver.lag) * PathLanes.vectors
      let row = probability.base + day * PathLanes.vectors
      for vector in 0..<PathLanes.vectors {
        let p = row[vector]
        spared[vector] = p
        hit[vector] = (excess + 1) * p / (p * excess + 1)
      }
      effects.spared.apply(to: spared, day: day + 1, starts: run.starts)
      effects.hit.apply(to: hit, day: day + 1, starts: run.starts)
      for vector in 0..<PathLanes.vectors {
        row[vector] = spared[vector] + source[vector] * (hit[vector] - spared[vector])
      }
    }
  }

  /// Multiplies each day's probability, to at most 1.
  private func scale(_ factor: UnsafeMutablePointer<Float>) {
    let (probability, one) = (probability.base, Floats(repeating: 1))
    for day in 0..<horizon {
      for cell in day * PathLanes.vectors..<(day + 1) * PathLanes.vectors {
        probability[cell] = (probability[cell] * factor[day]).lower(one)
      }
    }
  }
}
