import Glibc
import LinearAlgebra
import Probability

/// Orders by week, the newest last, and the sum of the daily factors of each week.
struct WeeklyRecord {
  var orders: [Double] = []
  var factors: [Double] = []
  /// weeks × coefficients, at the middle of each week.
  var design: Matrix
  /// Log orders per day over all weeks together.
  var level: Double

  init(counts: [Int], factors all: [Double], weeks: Int) {
    design = Matrix(rows: weeks, columns: 2 * Season.harmonics)
    for week in 0..<weeks {
      let days = (counts.count - 7 * (weeks - week))..<(counts.count - 7 * (weeks - week - 1))
      orders.append(Double(counts[days].reduce(0, +)))
      factors.append(all[days].reduce(0, +))
      for (column, value) in Season.row(Double(days.lowerBound + 4 - counts.count)).enumerated() {
        design[week, column] = value
      }
    }
    level = log((orders.reduce(0, +) + 0.5) / factors.reduce(0, +))
  }
}

/// The log volume of the weeks under one drift: its normal prior, and its mode given the orders.
struct WeeklyDrift {
  struct Mode {
    /// prior covariance⁻¹ · (log volume − level).
    var weights: [Double]
    var logVolume: [Double]
    var size: Double
    /// Laplace's evidence, up to a term that does not depend on drift or size.
    var evidence: Double
  }

  let record: WeeklyRecord
  /// Prior covariance of level and drift, and the same with the season; weeks × weeks.
  private var calm: Matrix
  private var seasonal: Matrix

  private var weeks: Int { record.orders.count }

  init(_ drift: Priors.Drift, _ record: WeeklyRecord) {
    self.record = record
    let weeks = record.orders.count
    calm = Matrix(rows: weeks, columns: weeks)
    // The covariance of the means of two weeks is the mean over all pairs of their days.
    let days = 0..<7
    let byGap = (0..<weeks).map { gap in
      days.reduce(0.0) { sum, one in
        days.reduce(sum) { $0 + pow(drift.ar1, Double(abs(7 * gap + one - $1))) }
      } * drift.sd * drift.sd / 49
    }
    let level = VolumeFilter.level.sd * VolumeFilter.level.sd
    for row in 0..<weeks { for column in 0..<weeks { calm[row, column] = level + byGap[abs(row - column)] } }
    seasonal = calm
    let columns = record.design.columns
    for row in 0..<weeks {
      for column in 0..<weeks {
        let product = (0..<columns).reduce(0) { $0 + record.design[row, $1] * record.design[column, $1] }
        seasonal[row, column] += Season.sd * Season.sd * product
      }
    }
  }

  /// Mean orders of the weeks, and the information in each about its log volume.
  private func information(_ logVolume: [Double], _ size: Double) -> (means: [Double], weights: [Double]) {
    let means = zip(record.factors, logVolume).map { $0 * exp(min($1, 25)) }
    return (means, means.map { max($0 / (1 + $0 / size), 1e-9) })
  }

  private func logLikelihood(_ logVolume: [Double], _ size: Double) -> Double {
    zip(record.orders, information(logVolume, size).means).reduce(0) { sum, week in
      let (orders, mean) = week
      guard size.isFinite else { return sum + orders * log(mean) - mean }
      return sum + orders * log(mean) - (orders + size) * log1p(mean / size) + logGamma(orders + size)
        - logGamma(size) - orders * log(size)
    }
  }

  /// prior + 1 / information, and log volume + (orders − mean) / mean less the level, the data of a linear
  /// model.
  private func linear(_ prior: Matrix, _ logVolume: [Double], _ size: Double) -> (Matrix, [Double]) {
    let (means, weights) = information(logVolume, size)
    var covariance = prior
    for week in 0..<weeks { covariance[week, week] += 1 / weights[week] }
    let data = (0..<weeks).map { week in
      logVolume[week] - record.level + (record.orders[week] - means[week]) / max(means[week], 1e-9)
    }
    return (covariance, data)
  }

  /// - Parameters:
  ///   - size: Size of the negative binomial distribution of a week's orders.
  ///   - start: Weights to begin with, such as those of another size.
  /// - Returns: `nil` if the arithmetic fails.
  func mode(size: Double, from start: [Double]?) -> Mode? {
    func logVolume(_ weights: [Double]) -> [Double] {
      (0..<weeks).map { row in
        record.level + (0..<weeks).reduce(0) { $0 + seasonal[row, $1] * weights[$1] }
      }
    }
    func objective(_ weights: [Double], _ log: [Double]) -> Double {
      logLikelihood(log, size) - zip(weights, log).reduce(0) { $0 + $1.0 * ($1.1 - record.level) } / 2
    }
    var weights = start ?? [Double](repeating: 0, count: weeks)
    var current = logVolume(weights)
    var value = objective(weights, current)
    for _ in 0..<100 {
      let (covariance, data) = linear(seasonal, current, size)
      guard let solved = try? covariance.solve(Matrix(rows: data.map { [$0] })) else {
        return nil
      }
      var (step, gain) = (1.0, 0.0)
      while step > 1e-6 {
        let next = zip(weights, solved.elements).map { $0 + step * ($1 - $0) }
        let log = logVolume(next)
        gain = objective(next, log) - value
        if gain >= 0 {
          (weights, current, value) = (next, log, value + gain)
          break
        }
        step /= 2
      }
      if gain < 1e-6 { break }
    }
    let (covariance, _) = linear(seasonal, current, size)
    guard let factor = try? covariance.choleskyFactor() else { return nil }
    let information = information(current, size).weights
    let volume = (0..<weeks).reduce(0) { $0 + 2 * log(factor[$1, $1]) + log(information[$1]) }
    return Mode(weights: weights, logVolume: current, size: size, evidence: value - volume / 2)
  }

  /// Generalized least squares of the season around the mode.
  func coefficients(at mode: Mode) -> (mean: [Double], covariance: Matrix)? {
    let (covariance, data) = linear(calm, mode.logVolume, mode.size)
    let width = record.design.columns
    var right = Matrix(rows: weeks, columns: width + 1)
    for week in 0..<weeks {
      for column in 0..<width { right[week, column] = record.design[week, column] }
      right[week, width] = data[week]
    }
    guard let solved = try? covariance.solve(right) else { return nil }
    var (precision, shift) = (Matrix(rows: width, columns: width), Matrix(rows: width, columns: width + 1))
    for row in 0..<width {
      for column in 0...width {
        let product = (0..<weeks).reduce(0) { $0 + record.design[$1, row] * solved[$1, column] }
        if column < width { precision[row, column] = product } else { shift[row, width] = product }
      }
      precision[row, row] += 1 / (Season.sd * Season.sd)
      shift[row, row] = 1
    }
    guard let answer = try? precision.solve(shift) else { return nil }
    var inverse = Matrix(rows: width, columns: width)
    for row in 0..<width { for column in 0..<width { inverse[row, column] = answer[row, column] } }
    return ((0..<width).map { answer[$0, width] }, inverse)
  }
}
