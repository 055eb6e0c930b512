import Glibc
import Probability

/// One day of a series, and how likely it is at every log-odds, or log mean of orders.
enum DayLaw: Sendable {
  case rate(RateFilter.Day)
  /// Orders of a day whose mean is the account's times `factor`; a day with factor 0 is not read.
  case volume(count: Int, factor: Double)

  var orders: Int {
    switch self {
    case .rate(let day): day.orders
    case .volume(let count, _): count
    }
  }

  /// The log chance of days at a fixed list of places, computed once.
  struct Table {
    private let places: [Double]
    /// The size of the negative binomial distribution of orders; infinity is Poisson.
    private let size: Double
    private var rates = RateTable(bad: [], good: [], drivenBad: [], drivenGood: [])
    private var means: [Double] = []

    /// - Parameter isVolume: Whether the days are volumes; rates otherwise.
    init(places: [Double], isVolume: Bool, drivenShift: Double, size: Double) {
      (self.places, self.size) = (places, size)
      guard !isVolume else {
        means = places.map { exp($0) }
        return
      }
      rates.bad = places.map { logLogistic($0) }
      rates.good = zip(places, rates.bad).map { $1 - $0 }
      guard drivenShift != 0 else { return }
      rates.drivenBad = places.map { logLogistic($0 + drivenShift) }
      rates.drivenGood = zip(places, rates.drivenBad).map { $1 - $0 - drivenShift }
    }

    /// Multiplies the chance of a day into the masses.
    func observe(_ grid: inout GridMass, _ law: DayLaw) {
      switch law {
      case .volume(let count, let factor): observe(&grid, count, factor)
      case .rate(let day): rates.observe(&grid, day)
      }
    }

    private func observe(_ grid: inout GridMass, _ count: Int, _ factor: Double) {
      guard factor > 0 else { return }
      let (observed, logFactor, size) = (Double(count), log(factor), size)
      guard size.isFinite else {
        grid.observe { observed * (places[$0] + logFactor) - factor * means[$0] }
        return
      }
      let constant = logGamma(observed + size) - logGamma(size) - observed * log(size)
      grid.observe {
        observed * (places[$0] + logFactor) - (observed + size) * log1p(factor * means[$0] / size) + constant
      }
    }
  }
}
