import BenchmarkStandIn
import Testing

@testable import HeadroomBenchmarks

@Suite("Benchmarks")
struct BenchmarksTests {
  @Test("Each has a name of its own, runs, and measures once")
  func all() throws {
    benchmarks()
    let all = Benchmark.all
    #expect(all.count > 20)
    #expect(Set(all.map(\.name)).count == all.count)
    for benchmark in all {
      #expect(try benchmark.run() == 1, "\(benchmark.name)")
    }
  }
}
