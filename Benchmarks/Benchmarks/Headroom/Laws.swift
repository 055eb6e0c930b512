import Probability

/// 100,000 draws of each distribution in three regimes, from one generator.
func laws() {
  for shape in [0.3, 8, 1000] { draws("gamma(\(shape))") { try Gamma(shape: shape, rate: 1) } }
  for (a, b) in [(0.3, 0.4), (2, 48), (300, 900)] {
    draws("beta(\(a), \(b))") { try Beta(alpha: a, beta: b) }
  }
  for mean in [0.1, 8, 1000] { draws("Poisson(\(mean))") { try Poisson(mean: mean) } }
  for mean in [0.1, 8, 1000] {
    draws("negative binomial(\(mean), size 8)") { try NegativeBinomial(mean: mean, size: 8) }
  }
  for (n, p) in [(40, 0.001), (40, 0.075), (10_000, 0.3)] {
    draws("binomial(\(n), \(p))") { try Binomial(trials: n, probability: p) }
  }
  for n in [1, 40, 1000] {
    draws("beta-binomial(\(n), 2, 48)") { try BetaBinomial(trials: n, alpha: 2, beta: 48) }
  }
}

private func draws<Law: Distribution>(_ name: String, _ make: @escaping () throws -> Law) {
  Benchmark("100,000 draws, \(name)") { run in
    let law = try make()
    var generator = Philox4x32(seed: 1)
    run.startMeasurement()
    for _ in 0..<100_000 { blackHole(law.sample(using: &generator)) }
    run.stopMeasurement()
  }
}
