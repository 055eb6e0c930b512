import Glibc
import LinearAlgebra
import Probability

/// Orders a day: their mean, their count, and the day that each is promised for.
extension PathBlock {
  func drawOrders(_ orders: OrderProcess, _ first: UInt32) {
    switch orders.distribution {
    case .fixed:
      for day in 0..<horizon {
        let count = Int32(clamping: Int(orders.counts?[day + 1] ?? 0))
        for lane in 0..<Self.lanes { bought[day * Self.lanes + lane] = count }
      }
    case .table:
      let cumulative = CompiledModel.cumulative(orders.pmf ?? [1])
      for day in 0..<horizon {
        for lane in 0..<Self.lanes {
          let u = uniform(word(first + UInt32(lane), day + 1, .orders))
          bought[day * Self.lanes + lane] = Int32(cumulative.firstIndex { u < $0 } ?? cumulative.count - 1)
        }
      }
    case .negativeBinomial, .poisson:
      drawOrderMeans(orders, first)
      drawOrderCounts(orders, first)
    }
    for lane in 0..<Self.lanes { boughtTotal[lane] = 0 }
    for cell in 0..<horizon * Self.lanes {
      boughtTotal[cell + Self.lanes] = boughtTotal[cell] &+ bought[cell]
    }
    if model.splitsPromises { splitByPromise(orders.promiseLags ?? [], first) }
  }

  private func drawOrderMeans(_ orders: OrderProcess, _ first: UInt32) {
    predictor.zero()
    if let mean = orders.coefficientMean {
      drawCoefficients(mean, first)
      model.design.withUnsafeBufferPointer { design in
        guard let design = design.baseAddress else { return }
        gemm(
          rows: horizon, columns: Self.lanes, inner: mean.count, design, coefficients.base,
          into: predictor.base)
      }
    }
    if let components = orders.components { addLevels(components, first) }
    for day in 0..<horizon {
      let factor = orders.mean?[day + 1] ?? 1
      for lane in 0..<Self.lanes {
        let cell = day * Self.lanes + lane
        predictor[cell] = min(factor * exp(predictor[cell]), SimulationModel.mostPerDay)
      }
    }
  }

  private func drawCoefficients(_ mean: [Double], _ first: UInt32) {
    let width = mean.count
    let factor = model.coefficientFactor
    for lane in 0..<Self.lanes {
      for index in 0..<width { coefficients[index * Self.lanes + lane] = mean[index] }
    }
    guard !factor.isEmpty else { return }
    for lane in 0..<Self.lanes {
      for block in stride(from: 0, to: width, by: 4) {
        let four = words(first + UInt32(lane), 0, .coefficient, index: block >> 2)
        for offset in 0..<min(4, width - block) {
          normals[(block + offset) * Self.lanes + lane] = normalQuantileFast(uniform(four[offset]))
        }
      }
    }
    for row in 0..<width {
      for column in 0...row {
        let weight = factor[row * width + column]
        for lane in 0..<Self.lanes {
          coefficients[row * Self.lanes + lane] += weight * normals[column * Self.lanes + lane]
        }
      }
    }
  }

  private func addLevels(_ components: [OrderProcess.Component], _ first: UInt32) {
    let weights = model.levelWeights
    for lane in 0..<Self.lanes {
      let path = first + UInt32(lane)
      let drawn = components[pick(weights, uniform(word(path, 0, .component)))]
      var deviation = drawn.deviation
      var four = SIMD4<UInt32>()
      for day in 0..<horizon {
        if day & 3 == 0 { four = words(path, 0, .orderLevel, index: day >> 2) }
        if drawn.innovationSD > 0 {
          let normal = normalQuantileFast(uniform(four[day & 3]))
          deviation = drawn.ar1Coefficient * deviation + drawn.innovationSD * normal
        } else {
          deviation *= drawn.ar1Coefficient
        }
        predictor[day * Self.lanes + lane] += drawn.level + deviation
      }
    }
  }

  private func drawOrderCounts(_ orders: OrderProcess, _ first: UInt32) {
    let size = orders.size ?? 0
    let mixed = orders.distribution == .negativeBinomial
    for day in 0..<horizon {
      for lane in 0..<Self.lanes {
        let cell = day * Self.lanes + lane
        let mean = predictor[cell]
        let path = first + UInt32(lane)
        if mean < 8 {
          let u = uniform(word(path, day + 1, .orders))
          bought[cell] = Self.bounded(
            mixed
              ? Inversion.negativeBinomial(u, mean: mean, size: size) : Inversion.poisson(u, mean: mean))
        } else {
          let address = Purpose.orders.address(stream: model.stream)
          // The draw owns the whole address: a rejection takes as many words as it needs.
          onDraw?(path, UInt32(day + 1), address, 0, 0)
          var generator = Philox4x32(seed: seed, path: path, day: UInt32(day + 1), purpose: address)
          let rate = mixed ? mean * Gamma.draw(shape: size, using: &generator) / size : mean
          bought[cell] = Self.bounded(Poisson.draw(mean: rate, using: &generator))
        }
      }
    }
  }

  /// No window of counts so bounded is beyond 32 bits.
  private static func bounded(_ count: Int) -> Int32 {
    Int32(min(count, Int(Int32.max) / SimulationModel.longestHorizon))
  }

  /// Sends each order to its promised day: a multinomial as a chain of conditional binomials.
  private func splitByPromise(_ lags: [Double], _ first: UInt32) {
    promised.zero()
    for day in 0..<horizon {
      for lane in 0..<Self.lanes {
        var left = Int(bought[day * Self.lanes + lane])
        var mass = 1.0
        var four = SIMD4<UInt32>()
        for (lag, weight) in lags.enumerated() {
          guard left > 0, day + lag < horizon else { break }
          if lag & 3 == 0 { four = words(first + UInt32(lane), day + 1, .split, index: lag >> 2) }
          guard weight > 0 else { continue }
          let count = Inversion.binomial(
            uniform(four[lag & 3]), trials: left, probability: min(1, weight / mass))
          promised[(day + lag) * Self.lanes + lane] += Int32(count)
          left -= count
          mass -= weight
        }
      }
    }
    for lane in 0..<Self.lanes { promisedTotal[lane] = 0 }
    for cell in 0..<horizon * Self.lanes {
      promisedTotal[cell + Self.lanes] = promisedTotal[cell] &+ promised[cell]
    }
  }
}
