import Glibc

/// The hypergeometric distribution: marked members among draws without replacement.
public struct Hypergeometric: Distribution, Hashable {
  /// 0…2⁵³.
  public let population: Int
  /// Marked members of the population.
  public let marked: Int
  public let draws: Int

  /// - Throws: `ParameterError` unless `population` is from 0 to 2⁵³, and `marked` and `draws` from 0 to it.
  public init(population: Int, marked: Int, draws: Int) throws(ParameterError) {
    guard population >= 0, population <= 1 << 53 else {
      throw ParameterError(
        "Hypergeometric.population", population, expected: "a whole number from 0 to 2^53")
    }
    guard marked >= 0, marked <= population else {
      throw ParameterError("Hypergeometric.marked", marked, expected: "a number from 0 to the population")
    }
    guard draws >= 0, draws <= population else {
      throw ParameterError("Hypergeometric.draws", draws, expected: "a number from 0 to the population")
    }
    (self.population, self.marked, self.draws) = (population, marked, draws)
  }

  /// The possible counts.
  public var support: ClosedRange<Int> { max(0, draws - (population - marked))...min(draws, marked) }
  public var mean: Double { population == 0 ? 0 : Double(draws) * (Double(marked) / Double(population)) }
  public var variance: Double {
    guard population > 1 else { return 0 }
    let size = Double(population)
    return mean * (Double(population - marked) / size) * (Double(population - draws) / (size - 1))
  }

  /// log P(X = count); −∞ outside `support`.
  ///
  /// Three binomial terms in Loader's form at p = draws/population, of which none cancels: C. Loader, *Fast
  /// and accurate computation of binomial probabilities* (2000).
  public func logPmf(_ count: Int) -> Double {
    guard support.contains(count) else { return -.infinity }
    guard draws > 0, draws < population else { return 0 }
    let size = Double(population)
    let (p, q) = (Double(draws) / size, Double(population - draws) / size)
    let others = population - marked
    return Loader.logBinomial(Double(count), Double(marked - count), p, q)
      + Loader.logBinomial(Double(draws - count), Double(others - draws + count), p, q)
      - Loader.logBinomial(Double(draws), Double(population - draws), p, q)
  }

  /// P(X = count).
  public func pmf(_ count: Int) -> Double { exp(logPmf(count)) }

  /// A draw by inversion from the mode outwards, whose cost is that of the standard deviation.
  public func sample(using generator: inout some RandomNumberGenerator) -> Int {
    let support = support
    guard support.count > 1 else { return support.lowerBound }
    let peak = Double(draws + 1) * (Double(marked + 1) / Double(population + 2))
    let mode = min(max(Int(peak), support.lowerBound), support.upperBound)
    var rest = openUnitInterval(generator.next())
    var (above, below) = (mode, mode)
    var (upper, lower) = (pmf(mode), pmf(mode))
    rest -= upper
    while rest > 0, below > support.lowerBound || above < support.upperBound {
      if above < support.upperBound {
        upper *= ratio(above)
        above += 1
        rest -= upper
        if rest <= 0 { return above }
      }
      if below > support.lowerBound {
        lower /= ratio(below - 1)
        below -= 1
        rest -= lower
        if rest <= 0 { return below }
      }
    }
    return mode
  }

  /// P(X = count + 1)/P(X = count).
  private func ratio(_ count: Int) -> Double {
    Double(marked - count) / Double(count + 1)
      * (Double(draws - count) / Double(population - marked - draws + count + 1))
  }
}
