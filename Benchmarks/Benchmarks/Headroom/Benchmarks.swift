// The tests of the project compile and run these files too, without the package that measures.
#if canImport(Benchmark)
  @_exported import Benchmark
#else
  @_exported import BenchmarkStandIn
#endif

/// The name of every benchmark is the sentence that it measures. It measures wall time, without the set-up.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 1, maxDuration: .seconds(2), maxIterations: 1000)
  generators()
  laws()
  laneCounts()
  simulation()
  files()
}
