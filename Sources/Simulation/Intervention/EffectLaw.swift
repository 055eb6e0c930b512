import Glibc
import Probability

/// The distribution of an uncertain effect: normal on a scale, with one spread below the median and one
/// above.
///
/// The scale is the logarithm for multipliers and the logit for probabilities. With Z standard normal the
/// value is the median moved by σ₁Z where Z < 0 and by σ₂Z where Z ≥ 0, the two chosen so that the 10 % and
/// 90 % quantiles are those stated: a two-piece normal distribution joined at the median, half its mass on
/// either side (the two-piece distributions in K. F. Wallis, *Statistical Science* 29 (2014) 106–112, are
/// joined at the mode, and so meet no stated median). A multiplier whose 90 % quantile is at most 1 is never
/// above 1, and one whose 10 % quantile is at least 1 never below: such a change may come to nothing, but not
/// turn round.
public struct EffectLaw: Sendable, Hashable {
  public enum Scale: Sendable, Hashable { case multiplier, probability }

  public let scale: Scale
  public let quantiles: EffectQuantiles
  /// Median and spreads on the scale.
  private let centre: Double, below: Double, above: Double
  /// Bounds of a multiplier: 1, or none.
  private let floor: Double, ceiling: Double

  /// A distribution on 0…∞ through quantiles above 0; a certain value may be 0.
  public init(multiplier quantiles: EffectQuantiles) {
    precondition(quantiles.p10 > 0 || quantiles.p90 == 0, "a multiplier is above 0")
    scale = .multiplier
    self.quantiles = quantiles
    centre = log(quantiles.p50)
    below = quantiles.isCertain ? 0 : log(quantiles.p50 / quantiles.p10) / normalQuantile90
    above = quantiles.isCertain ? 0 : log(quantiles.p90 / quantiles.p50) / normalQuantile90
    floor = quantiles.p10 >= 1 ? 1 : 0
    ceiling = quantiles.p90 <= 1 ? 1 : .infinity
  }

  /// A distribution on 0…1 through quantiles strictly between; a certain value may be 0 or 1.
  public init(probability quantiles: EffectQuantiles) {
    precondition(
      quantiles.isCertain ? (0...1).contains(quantiles.p50) : quantiles.p10 > 0 && quantiles.p90 < 1,
      "a probability is between 0 and 1")
    scale = .probability
    self.quantiles = quantiles
    centre = logit(quantiles.p50)
    below = quantiles.isCertain ? 0 : (centre - logit(quantiles.p10)) / normalQuantile90
    above = quantiles.isCertain ? 0 : (logit(quantiles.p90) - centre) / normalQuantile90
    floor = 0
    ceiling = 1
  }

  /// The value at probability `u`, strictly between 0 and 1; each path has one uniform.
  public func quantile(_ u: Double) -> Double {
    if quantiles.isCertain { return quantiles.p50 }
    return value(normalQuantileFast(u))
  }

  private func value(_ z: Double) -> Double {
    let moved = centre + (z < 0 ? below : above) * z
    return scale == .probability ? logistic(moved) : min(max(exp(moved), floor), ceiling)
  }

  /// P(value = 1) of a multiplier: the chance that the effect is nil.
  public var chanceOfNoEffect: Double {
    if quantiles.isCertain { return scale == .multiplier && quantiles.p50 == 1 ? 1 : 0 }
    guard scale == .multiplier else { return 0 }
    let upper = ceiling == 1 ? (above > 0 ? normalSurvival(-centre / above) : centre == 0 ? 0.5 : 0) : 0
    let lower = floor == 1 ? (below > 0 ? normalCdf(-centre / below) : centre == 0 ? 0.5 : 0) : 0
    return upper + lower
  }

  /// The mean: closed for multipliers, by quadrature for probabilities.
  ///
  /// For a multiplier with median m, from E[e^{σZ}; Z < a] = e^{σ²/2} Φ(a − σ): N. L. Johnson, S. Kotz,
  /// N. Balakrishnan, *Continuous Univariate Distributions*, 2nd edition, volume 1, 1994, chapter 14. For a
  /// probability there is no closed form; four panels of Gauss–Legendre on −9…9.
  public var mean: Double {
    if quantiles.isCertain { return quantiles.p50 }
    guard scale == .multiplier else {
      let ends = [-9.0, -3, 0, 3, 9]
      return zip(ends, ends.dropFirst()).reduce(0) { sum, panel in
        sum
          + GaussLegendre.integrate(from: panel.0, to: panel.1) { z in
            0.3989422804014327 * exp(-0.5 * z * z) * value(z)
          }
      }
    }
    let median = quantiles.p50
    let low = floor > 0 && below > 0 ? (log(floor) - centre) / below : -.infinity
    let high = ceiling.isFinite && above > 0 ? (log(ceiling) - centre) / above : .infinity
    let lower = median * exp(below * below / 2) * (normalCdf(-below) - normalCdf(low - below))
    let upper = median * exp(above * above / 2) * (normalCdf(high - above) - normalCdf(-above))
    let ends =
      (low.isFinite ? floor * normalCdf(low) : 0) + (high.isFinite ? ceiling * normalSurvival(high) : 0)
    return lower + upper + ends
  }
}
