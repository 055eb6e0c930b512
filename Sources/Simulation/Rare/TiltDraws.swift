/// What one tilted path has drawn, for the fit of the next tilt.
struct TiltDraws: Sendable {
  struct Normal: Sendable {
    var place: Tilt.Place
    /// Its effect over that of a typical one.
    var scale: Double
    var value: Double
  }

  struct Count: Sendable {
    var place: Tilt.Place
    var law: Law
    var count: Double

    enum Law: Sendable {
      case binomial(trials: Double, chance: Double)
      /// Poisson where the size is infinite.
      case negativeBinomial(mean: Double, size: Double)
    }
  }

  /// The law of each rate, and the level of the orders where there are several.
  var laws: [Int] = []
  var levels: [Int] = []
  var coefficients: [Double] = []
  /// One list per innovation.
  var innovations: [[Normal]]
  var volumeDrift: [Normal] = []
  var orders: [Count] = []
  var bad: [Count] = []
  var pending: [Count] = []

  init(innovations count: Int) { innovations = Array(repeating: [], count: count) }
}
