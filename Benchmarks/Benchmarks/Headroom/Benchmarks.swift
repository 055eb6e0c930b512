import Benchmark

/// Every benchmark's name is the sentence it measures; wall time, set-up outside.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 1, maxDuration: .seconds(2), maxIterations: 1000)
  generators()
  laws()
  laneCounts()
  simulation()
  files()
}
