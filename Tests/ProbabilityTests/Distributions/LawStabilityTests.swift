import Probability
import Testing

/// The first draws of every law. A change to one changes the results of every seed, and the changelog says
/// so.
struct LawStabilityTests {
  private func draws<Law: Distribution>(_ law: Law, _ count: Int = 4) -> [Law.Value] {
    var generator = Philox4x32(seed: 1860, path: 7)
    return (0..<count).map { _ in law.sample(using: &generator) }
  }

  @Test("Counts by inversion and by rejection")
  func counts() throws {
    func expect(_ found: [Int], _ pinned: [Int]) { #expect(found == pinned) }
    expect(draws(try Poisson(mean: 2.5)), [4, 2, 2, 1])
    expect(draws(try Poisson(mean: 400)), [421, 401, 381, 396])
    expect(draws(try NegativeBinomial(mean: 2.5, size: 0.8)), [5, 0, 1, 0])
    expect(draws(try NegativeBinomial(mean: 400, size: 8)), [530, 278, 177, 506])
    expect(draws(try Binomial(trials: 40, probability: 0.03)), [2, 1, 1, 0])
    expect(draws(try Binomial(trials: 1000, probability: 0.3)), [316, 301, 286, 297])
    expect(draws(try BetaBinomial(trials: 40, alpha: 2, beta: 48)), [1, 0, 3, 0])
  }

  /// The logarithm and the exponential of the machine may round the last digit in another way.
  @Test("Continuous laws, to a part in 10¹²")
  func continuous() throws {
    func expect(_ found: [Double], _ pinned: [Double]) {
      #expect(
        found.count == pinned.count && zip(found, pinned).allSatisfy { abs($0 / $1 - 1) < 1e-12 }, "\(found)")
    }
    expect(
      draws(try Gamma(shape: 0.3, rate: 1)),
      [0.29071988413462824, 0.0008093332699421297, 0.0500650104486927, 0.002267109592877174])
    expect(
      draws(try Gamma(shape: 8, rate: 2)),
      [5.290579968639669, 3.8819584506792046, 2.809244004059879, 3.595651586669424])
    expect(
      draws(try Beta(alpha: 0.3, beta: 0.4)),
      [0.9852667400290768, 0.8215204896768409, 0.8020361720669885, 0.27211389698237554])
    expect(
      draws(try Beta(alpha: 2, beta: 48)),
      [0.0626505892453345, 0.017306784210433055, 0.005117079055628593, 0.03804985897975644])
  }

  @Test("Exact quantiles of one uniform, alone and by lanes")
  func quantiles() {
    let words = Philox4x32.word4(seed: 1860, path: 7, day: 1, purpose: 2, index: 3)
    #expect(words == [4_216_328_435, 1_854_255_198, 2_683_668_678, 2_489_459_521])
    let uniforms = (0..<4).map { uniform(words[$0]) }
    #expect(uniforms.map { Inversion.binomial($0, trials: 40, probability: 0.03) } == [4, 1, 1, 1])
    #expect(uniforms.map { Inversion.poisson($0, mean: 300) } == [337, 297, 305, 303])
    #expect(uniforms.map { Inversion.negativeBinomial($0, mean: 30, size: 8) } == [59, 27, 32, 31])
    #expect(uniforms.map { Inversion.betaBinomial($0, trials: 40, alpha: 2, beta: 48) } == [6, 1, 2, 2])
    let block = Lanes.block(seed: 1860, path: Lanes.Words(repeating: 7), day: 1, purpose: 2, index: 3)
    #expect((0..<4).allSatisfy { block[$0] == Lanes.Words(repeating: words[$0]) })
  }
}
