import Probability

/// Random words and the numbers made from them, a million at a time.
func generators() {
  Benchmark("1,000,000 words of Philox, one address after another") { run in
    var sum: UInt32 = 0
    run.startMeasurement()
    for path in 0..<UInt32(250_000) {
      sum ^= Philox4x32.word4(seed: 1, path: path, day: 1, purpose: 1, index: 0)[3]
    }
    run.stopMeasurement()
    blackHole(sum)
  }
  Benchmark("1,000,000 words of Philox, sixteen lanes at once") { run in
    var sum = Lanes.Words()
    let paths = Lanes.Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    run.startMeasurement()
    for day in 0..<UInt32(15_625) {
      let block = Lanes.block(seed: 1, path: paths, day: day, purpose: 1, index: 0)
      sum ^= block[0] ^ block[1] ^ block[2] ^ block[3]
    }
    run.stopMeasurement()
    blackHole(sum)
  }
  lanes("normal quantiles", Lanes.normalQuantile)
  lanes("exponentials") { Lanes.exp($0.map { Lanes.upperUniform($0) }) }
  lanes("logarithms") { Lanes.log($0.map { Lanes.upperUniform($0) }) }
}

/// Uses words in a kilobyte or two, so that memory is not what is measured.
private func lanes(_ name: String, _ function: @escaping (Four<Lanes.Words>) -> Four<Lanes.Floats>) {
  Benchmark("1,000,000 \(name), 64 lanes at once") { run in
    var words = Four<Lanes.Words> { vector in
      Lanes.block(
        seed: 2, path: Lanes.Words(repeating: UInt32(vector)), day: 1, purpose: 1, index: 0)[vector]
    }
    var sum = Lanes.Floats()
    run.startMeasurement()
    for _ in 0..<15_625 {
      let values = function(words)
      sum += values.a + values.b + values.c + values.d
      words = words.map { $0 &* 1_664_525 &+ 1_013_904_223 }
    }
    run.stopMeasurement()
    blackHole(sum)
  }
}
