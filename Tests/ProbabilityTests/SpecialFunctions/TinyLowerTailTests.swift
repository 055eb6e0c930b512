import Testing

@testable import Probability

/// Lower tails near 0 for shapes below 1, where 1 + expm1 would lose the digits. Values by mpmath with 50
/// digits: `gammainc(a, 0, x, regularized=True)`, `betainc(a, b, 0, x, regularized=True)` of the exact
/// doubles.
@Suite struct TinyLowerTailTests {
  @Test(
    "Incomplete gamma",
    arguments: [
      (0.75, 7.5e-28, 4.9311803752611669361e-21), (0.9, 1e-8, 6.5604050441272621148e-8),
      (0.3, 1e-40, 1.1142425085473029602e-12),
    ])
  func gamma(a: Double, x: Double, truth: Double) {
    #expect(abs(IncompleteGamma.lower(a, x) / truth - 1) < 1e-12)
  }

  @Test(
    "Incomplete beta",
    arguments: [
      (0.4, 2.0, 1e-36, 5.5735003877489512092e-15), (0.45, 30, 1e-20, 5.1957049351058504674e-9),
      (0.1, 0.7, 1e-60, 9.4276792747775552312e-7),
    ])
  func beta(a: Double, b: Double, x: Double, truth: Double) {
    #expect(abs(IncompleteBeta.both(a, b, x: x, y: 1 - x).lower / truth - 1) < 1e-12)
  }
}
